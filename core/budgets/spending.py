"""What was used in a time, and what a day may cost."""

from dataclasses import dataclass
from enum import StrEnum


class Counted(StrEnum):
    """What is counted: tokens and US dollars that were paid for, summaries written, questions answered."""

    TOKENS = "tokens"
    MONEY = "money"
    SUMMARIES = "summaries"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True)
class Used:
    """What was used in a day or a month; `money` is in US dollars, 0.0 where no price is known."""

    tokens: int = 0
    money: float = 0.0
    summaries: int = 0
    questions: int = 0


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tokens and US dollars a day may cost; None where that is not limited."""

    tokens: int | None = None
    money: float | None = None

    def share(self, tokens: float, money: float) -> float:
        """Return how much of it that is, 1.0 being all; 0.0 where nothing is limited."""
        return max(tokens / self.tokens if self.tokens else 0.0, money / self.money if self.money else 0.0)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a community has used in this day and this month, and what a day may cost it."""

    day: Used
    month: Used
    limit: Limit

    @property
    def share(self) -> float:
        """Return how much of the day's budget is used, 1.0 being all."""
        return self.limit.share(self.day.tokens, self.day.money)
