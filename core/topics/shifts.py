"""Where topics shift, found without a model."""

import re
import zlib

import numpy as np
from numpy.typing import NDArray

from core.model import Transcript
from core.topics.chapters import apart, chapter_starts

_WIDTH = 256
_MINUTE = 60.0


def section_starts(transcript: Transcript) -> tuple[int, ...]:
    """Return the position of the first cue of each section: ascending, the first 0, no two at the same second.

    The creator's chapters are the sections where there are any; else topic shifts are looked for.
    """
    return chapter_starts(transcript) or apart(transcript, _peaks(transcript))


def strengths(transcript: Transcript) -> list[float]:
    """Return for each cue how likely a topic begins there, from 0 to 1; the first cue's is 1."""
    chapters = chapter_starts(transcript)
    if chapters:
        return [float(at in set(chapters)) for at in range(len(transcript.cues))]
    dips = _dips(transcript)
    dips[0] = 1.0
    return [float(dip) for dip in dips]


def _dips(transcript: Transcript) -> NDArray[np.float64]:
    """How little the words of the 90 seconds before and after each cue have in common (TextTiling, Hearst 1997)."""
    starts = np.array([cue.start for cue in transcript.cues])
    vectors = np.zeros((len(starts) + 1, _WIDTH))
    for at, cue in enumerate(transcript.cues):
        for word in re.findall(r"\w{4,}", cue.text.lower()):
            vectors[at + 1, zlib.crc32(word[:6].encode()) % _WIDTH] += 1
    total = vectors.cumsum(axis=0)
    here = np.arange(len(starts))
    before = total[here] - total[np.searchsorted(starts, starts - 90)]
    after = total[np.searchsorted(starts, starts + 90)] - total[here]
    norms = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    dips: NDArray[np.float64] = np.clip(1 - (before * after).sum(axis=1) / np.maximum(norms, 1e-9), 0.0, 1.0)
    return dips


def _peaks(transcript: Transcript) -> list[int]:
    """The strongest shifts, about minutes^0.7 of them, none closer than half a mean section."""
    starts = [cue.start for cue in transcript.cues]
    length = max(transcript.end - starts[0], 1.0)
    wanted = round((length / _MINUTE) ** 0.7)
    nearest = length / max(wanted, 1) / 2
    dips, chosen = _dips(transcript), [0]
    for at in np.argsort(-dips, kind="stable"):
        if len(chosen) >= wanted:
            break
        if transcript.end - starts[at] >= nearest / 2 and all(
            abs(starts[at] - starts[other]) >= nearest for other in chosen
        ):
            chosen.append(int(at))
    return sorted(chosen)
