"""From cues to sentences, each in the transcript's own words and knowing its cues."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.language.punctuation import Punctuation
from core.language.speech import Speech
from core.language.turns import turns
from core.model import Cue

# As many words may one sentence of a punctuated text have; longer ones lack marks.
_LONGEST = 60
MOST_CHARACTERS = 1000
"""A sentence has no more characters: what follows counts on it. Speech has none so long; other texts are cut."""


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
    words around make an end likely. Where nothing does for a thousand characters, they end between two words.

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
        for begin, stop, sure in speech.spans(turn, piece)
        for start, end in _bounded(turn.text, begin, stop)
    ]


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the parts of a sentence begin and end, none longer than `MOST_CHARACTERS`."""
    while end - start > MOST_CHARACTERS:
        most = start + MOST_CHARACTERS
        space = text.rfind(" ", start + 1, most)
        yield start, space if space > 0 else most
        start = space + 1 if space > 0 else most
    yield start, end
