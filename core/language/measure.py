"""How long a text is."""

from core.language.scripts import UNSPACED

# A word of an unspaced script takes about two characters.
_CHARACTERS = 2


def length(text: str) -> int:
    """Return how many words a text has; in scripts without spaces, two characters count as a word."""
    spaced = len(text.split())
    if text.isascii():
        return spaced
    unspaced = len(UNSPACED.findall(text))
    return max(spaced, unspaced // _CHARACTERS) if unspaced else spaced


def clipped(text: str, most: int) -> str:
    """Return a text cut to so many words, with an ellipsis where something was cut.

    Args:
        text: any text.
        most: words, as `length` counts them.
    """
    if length(text) <= most:
        return text
    words = text.split()
    if len(words) > most:
        return clipped(" ".join(words[:most]).rstrip(",;:-–—") + "…", most)
    return text[: most * _CHARACTERS].rstrip("、，,。") + "…"
