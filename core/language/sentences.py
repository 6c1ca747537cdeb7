"""From cues to sentences, each in the transcript's own words and knowing its cues."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.language.punctuation import Punctuation
from core.language.speech import Speech
from core.language.turns import turns
from core.model import Cue

# As many words may one sentence of a punctuated text have; longer ones lack marks.
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its words as the cues from `first` to `last` have them, joined by single spaces.

    `turn` counts the changes of speaker before it. `sure` says how likely it begins and ends where it should, from 0 to
    1: marks leave no doubt.
    """

    text: str
    first: int
    last: int
    turn: int
    sure: float = 1.0


def sentences(cues: Sequence[Cue], language: str) -> list[Sentence]:
    """Return the sentences of cues in their order; together they hold every word, and none has two speakers.

    They end at the marks of any script; where there are hardly any, as in automatic captions, where pauses and the
    words around make an end likely.

    Args:
        cues: in order of start, with times in seconds.
        language: BCP 47.
    """
    spoken = list(turns(cues))
    punctuation = Punctuation([turn.text for turn in spoken], language)
    pieces = [(number, turn, piece) for number, turn in enumerate(spoken) for piece in punctuation.spans(turn.text)]
    texts = (turn.text[start:end] for _, turn, (start, end) in pieces)
    speech = Speech(cues, texts, language, _LONGEST if punctuation.used else 0)
    return [
        Sentence(turn.text[start:end].strip(), turn.cue(start), turn.cue(end - 1), number, sure)
        for number, turn, piece in pieces
        for start, end, sure in speech.spans(turn, piece)
    ]
