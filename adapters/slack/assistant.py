"""The assistant pane: a thread of a person's direct messages with us, beside whatever they look at."""

import contextlib
import logging

from adapters.slack.inbound import Raw
from adapters.slack.people import People
from adapters.slack.rendering import said
from adapters.slack.spots import Spot
from adapters.slack.web import Web, asking
from adapters.slack.words import slack_words
from core.delivery.chat import ChatDown, Gone
from core.faults import boundary

_LONGEST_TITLE = 100

log = logging.getLogger(__name__)


async def opened(web: Web, people: People, team: str, event: Raw) -> None:
    """Say what to do where somebody opened the pane (docs: assistant_thread_started)."""
    thread = event["assistant_thread"]
    where = Spot(team, thread["channel_id"], thread["thread_ts"])
    say = slack_words((await people.find(team, str(thread["user_id"]))).locale)
    with contextlib.suppress(Gone, ChatDown), boundary(log, "opening the assistant pane"):
        if not await web.hidden(where):
            await web.send(where, said(say.welcome), {"pane": where.thread})
        await suggest(web, where, (say.what,))


async def suggest(web: Web, where: Spot, prompts: tuple[str, ...], title: str = "") -> None:
    """Suggest what to ask in a thread of the pane, and name it after a video.

    Raises:
        Gone: it is no thread of the pane.
        ChatDown: Slack can't be reached.
    """
    client = await web.into(where.team)
    with asking():
        await client.assistant_threads_setSuggestedPrompts(
            channel_id=where.channel,
            thread_ts=where.thread,
            prompts=[{"title": each, "message": each} for each in prompts],
        )
        if title:
            await client.assistant_threads_setTitle(
                channel_id=where.channel, thread_ts=where.thread, title=title[:_LONGEST_TITLE]
            )
