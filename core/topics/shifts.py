"""Where topics shift, found without a model."""

import numpy as np

from core.language.measure import length
from core.model import Transcript
from core.topics.chapters import apart, chapter_starts
from core.topics.coefficients import coefficients
from core.topics.evidence import COEFFICIENTS, evidence, likelihoods
from core.topics.sections import divide, scores, with_words
from core.topics.timeline import Floats, Timeline, timeline


def section_starts(transcript: Transcript) -> tuple[int, ...]:
    """Return the position of the first cue of each section: ascending, the first 0, each later than the cue before it.

    The creator's chapters are the sections where there are any; else topic shifts are looked for.
    """
    chapters = chapter_starts(transcript)
    if chapters:
        return chapters
    line = timeline(transcript)
    words = np.array([length(cue.text) for cue in transcript.cues])
    return apart(transcript, with_words(divide(_gains(transcript, line), line), words))


def strengths(transcript: Transcript) -> list[float]:
    """Return for each cue how likely a topic begins there, from 0 to 1.

    It is 1 for the first cue and where the creator's chapters begin, and about 0.5 where evidence is as strong as
    that for the weakest of as many sections as such a video usually has.
    """
    chances = 1 / (1 + np.exp(-_gains(transcript, timeline(transcript)).clip(-50, 50)))
    chances[[0, *chapter_starts(transcript)]] = 1.0
    return [float(chance) for chance in chances]


def _gains(transcript: Transcript, line: Timeline) -> Floats:
    return scores(likelihoods(evidence(transcript, line), line, coefficients(COEFFICIENTS)), line)
