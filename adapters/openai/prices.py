"""What a model's tokens cost."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.errors import ConfigurationError

_MILLION = 1_000_000
_DATED = re.compile(r"-\d{4}-\d{2}-\d{2}$")
_KEYS = frozenset({"input", "cached", "output"})


class PricesWrong(ConfigurationError):
    """The price table can't be read."""

    code = "prices"
    sentence = "The price table can't be used: {detail}. Each model needs input, cached and output, in US dollars."


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens: `cached` for those of the input that the server had read before."""

    input: float
    cached: float
    output: float

    def of(self, input_tokens: int, cached_tokens: int, output_tokens: int) -> float:
        """Return what a call costs, in US dollars; the cached tokens are part of the input's."""
        fresh = input_tokens - cached_tokens
        return (fresh * self.input + cached_tokens * self.cached + output_tokens * self.output) / _MILLION


def prices_of(table: Mapping[str, object]) -> dict[str, Price]:
    """Return the prices in a table of tables, one a model.

    Raises:
        PricesWrong: a model's entry isn't three numbers, none below zero.
    """
    return {model: _price(model, entry) for model, entry in table.items()}


def price_of(model: str, prices: Mapping[str, Price]) -> Price | None:
    """Return a model's price, that of its name without a date where the dated one has none, or None if unknown."""
    return prices.get(model) or prices.get(_DATED.sub("", model))


def _price(model: str, entry: object) -> Price:
    if not isinstance(entry, Mapping) or set(entry) != _KEYS:
        raise PricesWrong(f"the entry of {model} doesn't name input, cached and output alone")
    if not all(isinstance(one, int | float) and one >= 0 for one in entry.values()):
        raise PricesWrong(f"the entry of {model} has something else than amounts")
    return Price(**entry)
