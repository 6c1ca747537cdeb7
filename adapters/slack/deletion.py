"""Deleting a summary on Slack: who may, and what they are told."""

from collections.abc import Sequence

from adapters.slack.answers import Answer
from core.delivery.record import Delivery

DELETE = "x"
"""The name of ❌: the reaction under our reply by which a summary is deleted."""


async def delete_summaries(answer: Answer, deliveries: Sequence[Delivery]) -> None:
    """Delete the summaries of these deliveries that the person may delete, and say what was done.

    Args:
        answer: to the person's shortcut or click.
        deliveries: those that the message in question belongs to; may be empty.
    """
    here = [each for each in deliveries if each.place.channel.startswith(f"{answer.where.team}/{answer.where.channel}")]
    if not here:
        await answer.say(answer.words.no_summary)
        return
    allowed = [each for each in here if may_delete(each, answer.user, manages=answer.person.manages)]
    for each in allowed:
        await answer.house.intake.take_back(each)
    await answer.say(answer.words.deleted if allowed else answer.words.not_deleting)


def may_delete(delivery: Delivery, user: str, *, manages: bool) -> bool:
    """Return whether somebody may delete a summary: who posted the link, or an admin of the workspace."""
    return manages or user == delivery.author
