"""How long a text is."""

from core.language.scripts import CLUSTERED, UNSPACED

# How many characters a word takes in scripts without spaces: Chinese and Japanese; Thai and its like.
_CHARACTERS = 2
_CLUSTERED = 4


def length(text: str) -> int:
    """Return how many words a text has; in scripts without spaces, as many characters as a word takes count as one."""
    spaced = len(text.split())
    if text.isascii() or not UNSPACED.search(text):
        return spaced
    clustered = len(CLUSTERED.findall(text))
    others = len(UNSPACED.findall(text)) - clustered
    return max(spaced, others // _CHARACTERS + clustered // _CLUSTERED)


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
    share = most / length(text)
    return text[: int(share * len(text))].rstrip("、，,。 ") + "…"
