"""Marks for what is heard and is no speech: "[Music]", "♪", "(upbeat music)"."""

import re
from collections.abc import Iterable

from core.transcript.raw import RawCue

_SOUND = re.compile(r"\[[^\[\]\0]{0,40}\]|\{[^{}\0]{0,40}\}|[♪♫]")
_ENCLOSED = re.compile(r"\[[^\[\]]{0,200}\]|\([^()]{0,200}\)|（[^（）]{0,200}）|【[^【】]{0,200}】|\*[^*]{0,200}\*")


def without_sounds(text: str) -> str:
    """Return a text with spaces where sounds were marked."""
    return _SOUND.sub(" ", text)


def nothing_is_said(captions: Iterable[RawCue]) -> bool:
    """Return whether all that captions show is sounds: nothing stands outside of brackets or asterisks."""
    return not any(map(str.isalnum, "".join(_ENCLOSED.sub("", caption.text) for caption in captions)))
