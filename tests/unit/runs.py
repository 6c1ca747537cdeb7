"""What anybody finds who looks for a quote in the captions as they came, with marks and labels or without."""

import re
from collections.abc import Iterable, Iterator, Sequence

from core.model import Cue

_MARK = re.compile(r">>+|\[[^\[\]]{0,40}\]|\{[^{}]{0,40}\}|[♪♫]")
_LABEL = re.compile(r"^\s*[-–]?\s*[^:.!?]{1,40}:\s")


def readings(texts: Sequence[str]) -> tuple[str, str, str]:
    """Return the captions as one line: as they came, without sound marks, without these and labels."""
    bare = [_MARK.sub(" ", text) for text in texts]
    unlabelled = [_LABEL.sub("", text).lstrip("-– ") for text in bare]
    return _fold(texts), _fold(bare), _fold(unlabelled)


def runs(cues: Sequence[Cue]) -> Iterator[str]:
    """Yield what is said from one named cue to the next."""
    words: list[str] = []
    for cue in cues:
        if cue.speaker and words:
            yield " ".join(words)
            words = []
        words.append(cue.text)
    if words:
        yield " ".join(words)


def _fold(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())
