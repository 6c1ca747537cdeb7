"""The conclusion and takeaways: what covers most of the whole video, spread over it."""

import math
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from core.drafts import Closing, DraftTakeaway
from core.language.lists import lists, primary
from core.language.measure import clipped
from core.language.shown import joined
from core.offline.covering import THEME, covering
from core.offline.guests import guests
from core.offline.material import Material
from core.offline.speakers import speakers
from core.offline.stretch import Stretch
from core.offline.themes import themes
from core.offline.worth import Worth
from core.times import MINUTE

_FEWEST_THEMES, _MOST_THEMES = 3, 10
_FEWEST_TAKEAWAYS, _MOST_TAKEAWAYS = 3, 6
_FOR_A_TAKEAWAY = 12 * MINUTE
_LONGEST = 40
_COMMAS = {"ja": "、", "zh": "、", "ar": "، ", "fa": "، "}


def closing(material: Material, stretches: Sequence[Stretch]) -> Closing:
    """Return the conclusion of a video: the sentences that cover most, who speaks, its themes, takeaways and guests.

    Args:
        material: of the transcript.
        stretches: all of the video in order, as it was divided.
    """
    language = material.reading.language
    named = themes(material, stretches, min(_MOST_THEMES, max(_FEWEST_THEMES, len(stretches))))
    about = frozenset(term for theme in named for term in theme.terms)
    picked = covering(material, stretches, about)
    said = [clipped(material.worth.shown(at), _LONGEST) for at in picked]
    known, who = lists(language), speakers(material.reading.transcript)
    topics = _listed(known.topics, [theme.text for theme in named], language)
    text = joined([*said, _listed(known.speakers, who, language), topics], language)
    return Closing(
        text,
        tuple(_takeaways(material, {material.reading.sentences[at].text for at in picked}, about)),
        guests(material.reading.transcript),
    )


def _listed(put: str, items: Sequence[str], language: str) -> str:
    return put.format(_COMMAS.get(primary(language), ", ").join(items)) if items else ""


def _takeaways(material: Material, concluded: Collection[str], about: Collection[str]) -> Iterator[DraftTakeaway]:
    """Yield the best statement of each of a few parts of the video, none that the conclusion has."""
    sentences = material.reading.sentences
    minutes = material.reading.transcript.end / _FOR_A_TAKEAWAY
    count = round(min(max(_FEWEST_TAKEAWAYS + minutes, _FEWEST_TAKEAWAYS), _MOST_TAKEAWAYS))
    edges = [len(sentences) * part // count for part in range(count + 1)]
    for start, stop in pairwise(edges):
        if start < stop:
            part = material.stretch(sentences[start].first, sentences[stop - 1].last)
            best = _statement(
                part, material.worth, about, [at for at in part.telling if sentences[at].text not in concluded]
            )
            if best is not None:
                yield DraftTakeaway(clipped(material.worth.shown(best), _LONGEST), sentences[best].first)


def _statement(part: Stretch, worth: Worth, about: Collection[str], among: list[int]) -> int | None:
    def value(at: int) -> float:
        size = part.reading.lengths[at]
        terms = set(part.reading.terms[at])
        weight = sum(part.weights.get(term, 0.0) * (THEME if term in about else 1.0) for term in terms)
        return weight / math.sqrt(max(size, 1)) * worth.of(at) * (not worth.asks(at))

    values = {at: value(at) for at in among}
    ranked = sorted((at for at in among if values[at]), key=values.__getitem__, reverse=True)
    return next((at for at in ranked if worth.shown(at)), None)
