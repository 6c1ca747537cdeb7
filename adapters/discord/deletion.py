"""Deleting a summary on Discord: who may, and what they are told."""

from collections.abc import Sequence

from adapters.discord.interactions import Answer
from adapters.discord.words import discord_words
from core.delivery.record import Delivery

DELETE = "❌"
"""The reaction under our reply by which a summary is deleted."""


async def delete_summaries(answer: Answer, deliveries: Sequence[Delivery]) -> None:
    """Delete the summaries of these deliveries that the person may delete, and say what was done.

    Args:
        answer: to the person's command or click.
        deliveries: those that the message in question belongs to; may be empty.
    """
    say, person = discord_words(answer.locale), answer.interaction
    if not deliveries:
        await answer.say(say.no_summary)
        return
    allowed = [each for each in deliveries if may_delete(each, str(person.user.id), manages=_manages(answer))]
    for each in allowed:
        await answer.house.intake.take_back(each)
    await answer.say(say.deleted if allowed else say.not_deleting)


def may_delete(delivery: Delivery, user: str, *, manages: bool) -> bool:
    """Return whether somebody may delete a summary: who posted the link, or who may delete messages there."""
    return manages or user == delivery.author


def _manages(answer: Answer) -> bool:
    return answer.interaction.guild_id is not None and answer.interaction.permissions.manage_messages
