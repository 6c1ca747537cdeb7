"""What was used by all together, as a command."""

from datetime import timedelta

import click

from bot.redis_choice import redis_for
from bot.settings import Settings
from bot.wiring import budgets_for
from core.budgets.budgets import WHOLE
from core.thread.words import words

_ROW = "{:14}{:>14}{:>12}{:>12}{:>12}"


async def usage(settings: Settings) -> None:
    """Print what was used today, yesterday, in this month and the last, and what a day may cost.

    Raises:
        StoreUnavailable: Redis can't be reached.
    """
    async with redis_for(settings, patient=False) as redis:
        budgets = budgets_for(settings, redis.commands)
        day = budgets.today
        month, last = day.isoformat()[:7], (day.replace(day=1) - timedelta(days=1)).isoformat()[:7]
        click.echo(_ROW.format("UTC", "tokens", "money", "summaries", "questions"))
        for period in (day.isoformat(), (day - timedelta(days=1)).isoformat(), month, last):
            used = await budgets.used(WHOLE, period)
            tokens, money = f"{used.tokens:,}", words("en").money(used.money)
            click.echo(_ROW.format(period, tokens, money, f"{used.summaries:,}", f"{used.questions:,}"))
    tokens = "" if settings.budget_tokens is None else f"{settings.budget_tokens:,}"
    money = "" if settings.budget_money is None else words("en").money(settings.budget_money)
    click.echo(_ROW.format("a day's limit", tokens or "-", money or "-", "", "").rstrip())
