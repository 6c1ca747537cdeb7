"""The moment of a section that a takeaway comes from."""

from core.language.words import terms
from core.model import Section, Transcript

_BREADTH = 3
_FEWEST = 2


def moment(text: str, transcript: Transcript, section: Section) -> int:
    """Return the position of the cue from which on a section says most of the words of `text`.

    Where it says hardly any of them, being in another language perhaps, the section's first cue.
    """
    language = transcript.language
    wanted = set(terms(text, language))
    said = [wanted.intersection(terms(cue.text, language)) for cue in transcript.cues[section.first : section.last + 1]]
    shared = [len(set().union(*said[at : at + _BREADTH])) if said[at] else 0 for at in range(len(said))]
    most = max(shared, default=0)
    return section.first + shared.index(most) if most >= _FEWEST else section.first
