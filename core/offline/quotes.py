"""A quote: one whole thought of a stretch, word for word, worth reading by itself."""

import math
from collections.abc import Iterator

from core.language.leads import without_leads
from core.language.measure import length
from core.offline.stretch import Stretch
from core.offline.worth import Worth

_SHORTEST, _LONGEST = 6, 40
_BEST_FROM, _BEST_TO = 10, 28
_OFF_LENGTH = 0.7
_MOST_SENTENCES = 2
_LEAST_WORTH = 0.08
# How much is left of a quote's worth when the summary has it, too.
_SAID = 0.3
_UNQUOTABLE = ("(", "[", "♪", "♫", "http", "<", ">", "{")


def quote(stretch: Stretch, worth: Worth, summarised: list[int]) -> str:
    """Return a contiguous run of one speaker's words in the cues of a stretch; "" where nothing is worth quoting.

    Args:
        stretch: where to look.
        worth: of the transcript's sentences.
        summarised: positions of the sentences that the summary is made of; the first is never quoted.
    """
    values = {run: _value(stretch, worth, run, summarised) for run in _runs(stretch, summarised[:1])}
    for run in sorted(values, key=values.__getitem__, reverse=True):
        text = _words(stretch, run)
        if not values[run]:
            break
        if _SHORTEST <= length(text) <= _LONGEST and not any(mark in text for mark in _UNQUOTABLE):
            return text
    return ""


def _runs(stretch: Stretch, forbidden: list[int]) -> Iterator[range]:
    said = stretch.reading.sentences
    for start in stretch.considered:
        for stop in range(start + 1, min(start + _MOST_SENTENCES, stretch.sentences.stop) + 1):
            run = range(start, stop)
            inside = said[run[-1]].last <= stretch.last and said[start].turn == said[run[-1]].turn
            if inside and not set(run) & set(forbidden):
                yield run


def _words(stretch: Stretch, run: range) -> str:
    """Return the words of consecutive sentences as the cues have them, without the lead at the beginning."""
    said = [stretch.reading.sentences[at] for at in run]
    if len(said) == 1:
        return without_leads(said[0].text, stretch.reading.language)
    cues = " ".join(cue.text for cue in stretch.reading.transcript.cues[said[0].first : said[-1].last + 1])
    start = cues.find(said[0].text)
    end = cues.find(said[-1].text, start + len(said[0].text)) + len(said[-1].text)
    return without_leads(cues[start:end], stretch.reading.language)


def _value(stretch: Stretch, worth: Worth, run: range, summarised: list[int]) -> float:
    if min(map(worth.alone, run)) < _LEAST_WORTH:
        return 0.0
    said = [stretch.reading.sentences[at].text for at in run]
    size, worths = length(" ".join(said)), [worth.of(at) for at in run]
    if size < _SHORTEST or any(worth.asks(at) for at in run):
        return 0.0
    terms = {term for at in run for term in stretch.reading.terms[at]}
    fitting = 1.0 if _BEST_FROM <= size <= _BEST_TO else _OFF_LENGTH
    new = 1.0 if set(run).isdisjoint(summarised) else _SAID
    weight = sum(stretch.weights.get(term, 0.0) for term in terms)
    return weight / math.sqrt(size) * fitting * new * sum(worths) / len(worths)
