"""What people are told of what a model's words have cost."""

from core.budgets.spending import Limit, Standing, Used
from core.errors import Failure
from core.thread.content import Block, Style, block, line
from core.thread.parts import BETWEEN
from core.thread.words import words
from core.thread.words.failures import told
from core.thread.words.words import Words


def usage(standing: Standing, language: str, *, all_spent: bool = False) -> Block:
    """Return what a community has used today and in this month, and its budget.

    Args:
        standing: the community's.
        language: the reader's (BCP 47).
        all_spent: whether the budget that all communities share is spent for today.
    """
    say = words(language)
    limit = _limit(standing.limit, say)
    budget = say.day_budget.format(limit=limit, percent=_percent(standing)) if limit else say.no_budget
    return block(
        line(Style.TEXT, say.today.format(used=_used(standing.day, say))),
        line(Style.TEXT, say.this_month.format(used=_used(standing.month, say))),
        line(Style.SMALL, budget),
        line(Style.SMALL, say.all_spent if all_spent else ""),
    )


def nearly_spent(standing: Standing, language: str, server: str = "") -> Block:
    """Return what those who manage a community are told before its budget of the day is spent.

    Args:
        standing: the community's.
        language: theirs (BCP 47).
        server: its name, where they may manage several.
    """
    say = words(language)
    text = say.nearly_spent.format(limit=_limit(standing.limit, say), percent=_percent(standing))
    return block(line(Style.HEADING, server), line(Style.TEXT, text))


def model_rejected(failure: Failure, language: str, server: str = "") -> Block:
    """Return what those who manage a community are told where the model's server refuses the settings.

    Args:
        failure: why.
        language: theirs (BCP 47).
        server: its name, where they may manage several.
    """
    text = words(language).model_rejected.format(why=told(failure, language))
    return block(line(Style.HEADING, server), line(Style.TEXT, text))


def _used(used: Used, say: Words) -> str:
    tokens = say.tokens.format(count=say.number(used.tokens))
    money = say.money(used.money) if used.money else ""
    counts = say.counted(say.summaries, used.summaries), say.counted(say.questions, used.questions)
    return BETWEEN.join(filter(None, (tokens, money, *counts)))


def _limit(limit: Limit, say: Words) -> str:
    tokens = say.tokens.format(count=say.number(limit.tokens)) if limit.tokens else ""
    return BETWEEN.join(filter(None, (tokens, say.money(limit.money) if limit.money else "")))


def _percent(standing: Standing) -> int:
    """Return how much is used in whole percent, rounded down: what is not spent is not 100%."""
    return int(standing.share * 100 + 1e-6)
