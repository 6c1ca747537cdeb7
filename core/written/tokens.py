"""How many tokens a text has, about. Vocabularies would have to be downloaded; a server's own count replaces this."""

from core.language.scripts import UNSPACED

_ASCII = 4.0
_LETTERS = 2.5
_UNSPACED = 1.25


def estimate(text: str) -> float:
    """Return about how many tokens a model's vocabulary makes of `text`.

    Four characters a token in ASCII (OpenAI's rule of thumb), two and a half in other scripts with spaces, one and a
    quarter in scripts without.
    """
    plain = sum(map(str.isascii, text))
    unspaced = len(UNSPACED.findall(text)) if plain < len(text) else 0
    others = len(text) - plain - unspaced
    return plain / _ASCII + others / _LETTERS + unspaced / _UNSPACED
