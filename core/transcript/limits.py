"""Limits on the size of a transcript and of one cue, whatever the captions come from."""

from collections.abc import Iterable, Iterator

from core.errors import TooManyCaptions
from core.transcript.raw import RawCue

MOST_CUES = 300_000  # a hundred hours of captions of 1.2 s
MOST_CHARACTERS = 8_000_000  # a hundred hours of fast speech
LONGEST_CUE = 2000  # characters


def within_limits(captions: Iterable[RawCue]) -> Iterator[RawCue]:
    """Yield the captions as they come.

    Raises:
        TooManyCaptions: there are more captions or characters than any video has.
    """
    count = characters = 0
    for caption in captions:
        count, characters = count + 1, characters + len(caption.text)
        if count > MOST_CUES or characters > MOST_CHARACTERS:
            raise TooManyCaptions
        yield caption


def split_long(text: str, longest: int = LONGEST_CUE) -> Iterator[str]:
    """Yield a text in pieces of at most so many characters, cut at white space where there is some.

    No character is left out.
    """
    begin = 0
    while len(text) - begin > longest:
        half = begin + longest // 2
        cut = max(text.rfind(blank, half, begin + longest) for blank in " \n")
        end = cut if cut >= half else begin + longest
        yield text[begin:end]
        begin = end
    yield text[begin:]
