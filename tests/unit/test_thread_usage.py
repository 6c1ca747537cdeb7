import pytest

from core.budgets.spending import Limit, Standing, Used
from core.thread.content import Block
from core.thread.usage import nearly_spent, usage

DAY, MONTH = Used(41_000, 0.12, 1, 7), Used(1_234_567, 3.5, 30, 1)


def written(block: Block) -> str:
    return "\n".join(line.text for line in block)


def test_what_was_used_and_the_budget() -> None:
    assert written(usage(Standing(DAY, MONTH, Limit(50_000, 1.0)), "en")) == (
        "Today: 41,000 tokens · $0.12 · 1 summary · 7 questions\n"
        "This month: 1,234,567 tokens · $3.50 · 30 summaries · 1 question\n"
        "A day's budget: 50,000 tokens · $1.00. 82% of it is used; it begins anew at 00:00 UTC."
    )


def test_the_same_in_german() -> None:
    assert written(usage(Standing(DAY, MONTH, Limit(None, 1.0)), "de-AT", all_spent=True)) == (
        "Heute: 41.000 Tokens · 0,12 $ · 1 Zusammenfassung · 7 Fragen\n"
        "In diesem Monat: 1.234.567 Tokens · 3,50 $ · 30 Zusammenfassungen · 1 Frage\n"
        "Budget für einen Tag: 1,00 $. Davon sind 12 % verbraucht; um 0:00 Uhr UTC beginnt ein neues.\n"
        "Das gemeinsame Budget aller ist für heute aufgebraucht: Bis 0:00 Uhr UTC schreibt kein Modell."
    )


def test_where_nothing_was_used_and_nothing_is_limited() -> None:
    assert written(usage(Standing(Used(), Used(), Limit()), "en")) == (
        "Today: 0 tokens · 0 summaries · 0 questions\n"
        "This month: 0 tokens · 0 summaries · 0 questions\n"
        "No budget is set here."
    )


@pytest.mark.parametrize(("tokens", "percent"), [(799_999, 79), (999_999, 99), (1_000_000, 100), (1_500_000, 150)])
def test_what_is_not_spent_is_not_a_hundred_percent(tokens: int, percent: int) -> None:
    standing = Standing(Used(tokens), Used(), Limit(1_000_000, 5.0))
    assert written(nearly_spent(standing, "en")).startswith(
        f"{percent}% of today's budget for the model is used; it is 1,000,000 tokens · $5.00 a day."
    )
    assert f"{percent} % des heutigen Budgets" in written(nearly_spent(standing, "de"))
