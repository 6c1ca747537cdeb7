"""Which form of a phrase stands for it: titles have things in the nominative, as far as it can be told."""

from collections import Counter
from collections.abc import Mapping

from core.language.lists import primary
from core.offline.company import Company
from core.offline.phrases import Occurrence

# Languages whose prepositions take other cases than the nominative; and those that tie cases on as endings.
_BEHIND_PREPOSITIONS = frozenset({"be", "cs", "el", "hr", "lt", "lv", "pl", "ru", "sl", "uk"})
_TIED_ON = frozenset({"et", "fi", "hu", "tr"})
_EVEN_SO = 0.2


def usual_form(counts: Mapping[Occurrence, int], company: Company, language: str) -> Occurrence:
    """Return the form of a phrase that stands for it.

    Args:
        counts: how often each form comes, upper and lower case apart.
        company: what stands beside the words of the transcript.
        language: BCP 47.
    """
    if len(counts) == 1:
        return next(iter(counts))
    words: Counter[tuple[str, ...]] = Counter()
    for said, count in counts.items():
        words[said.words] += count
    best = max(words, key=lambda form: _fitness(form, words[form], company, primary(language)))
    return max((said for said in counts if said.words == best), key=counts.__getitem__)


def _fitness(form: tuple[str, ...], count: int, company: Company, code: str) -> tuple[float, float]:
    if code in _TIED_ON:
        return -sum(map(len, form)), count
    if code in _BEHIND_PREPOSITIONS:
        return count * (1 + _EVEN_SO - company.bound(form)), 0
    return count, -company.bound(form)
