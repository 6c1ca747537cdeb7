"""Slack's side of a delivery, and of a question."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from functools import partial

from adapters.slack.assistant import suggest
from adapters.slack.buttons import buttons
from adapters.slack.files import attachments_in
from adapters.slack.rendering import Post, one_post, posts
from adapters.slack.sight import Sight, title_of
from adapters.slack.spots import Spot, spot
from adapters.slack.web import Hidden, Web, asking
from adapters.slack.words import slack_words
from core.attachments import Attachment, chosen
from core.delivery.chat import ChatDown, Gone, Part, Posted, Ready
from core.delivery.follow_ups import FollowUp
from core.delivery.questions import Asked
from core.delivery.record import Delivery, Place
from core.requests import reading_language
from core.thread import heads
from core.thread.content import Block

STATUS_EVERY = 60.0
"""After how many seconds the status line is renewed; it lasts two minutes (docs: assistant.threads.setStatus)."""


class SlackChat:
    """Implements `core.delivery.chat.Chat`, `Attachments`, `more.Neighbours` and `follow_ups.Responder`.

    All goes into the thread on the post, or the one it stands in. Each message hides which part of which delivery it
    is, so that a delivery that goes on after its process died finds what is there.
    """

    def __init__(self, web: Web) -> None:
        self._web = web
        self._sight = Sight(web)

    async def reply(self, delivery: Delivery, block: Block, *, again: bool) -> str:
        """Return the id of our reply in the thread on the post, which now says `block`, shortened to one message."""
        post, thread = one_post(block), thread_of(delivery)
        reply = delivery.reply or (await self._find(thread, _reply_of(delivery), _lead_of(delivery)) if again else "")
        if reply:
            await self._web.edit(thread, reply, post)
            return reply
        return await self._web.send(thread, post, _reply_of(delivery))

    async def open(self, delivery: Delivery, title: str) -> str:
        """Return the id of the thread on the post, or of the one it stands in: Slack makes threads by replies."""
        thread = thread_of(delivery)
        if thread.direct:
            prompts = slack_words(reading_language(delivery.request)).prompts
            with contextlib.suppress(Gone, ChatDown):
                await suggest(self._web, thread, prompts, title)
        return str(thread)

    def ready(self, delivery: Delivery, part: Part) -> Ready:
        """Return what posts a part in as many messages as it takes, its buttons under the last."""
        made = posts(part.block)
        made[-1] = made[-1].with_buttons(*buttons(delivery, part))
        hidden: list[Hidden] = [
            {"delivery": delivery.id, "part": part.number, "piece": number} for number in range(len(made))
        ]
        return partial(self._post, made, hidden)

    async def _post(self, made: Sequence[Post], hidden: Sequence[Hidden], thread: str, *, again: bool) -> Posted:
        """Post what doesn't stand there."""
        where = spot(thread)
        stand = await self._web.hidden(where) if again else []
        messages: list[str] = []
        for post, each in zip(made, hidden, strict=True):
            standing = next((ident for ident, other in stand if other == each), "")
            messages.append(standing or await self._web.send(where, post, each))
        known = {ident for ident, _ in stand}
        return Posted(tuple(messages), stood=known.issuperset(messages))

    async def lead(self, delivery: Delivery, there: Delivery, *, again: bool) -> bool:
        """Reply with a line that leads to another thread, unless its author can't see that, or one of ours is begun."""
        try:
            where = spot(there.place.channel)
            same = where.channel == spot(delivery.place.channel).channel
            if not (same or await self._sight.can_see(delivery.author, where)):
                return False
            reply = await self._web.message(where, there.reply)
            url = await self._web.link_to(where, there.reply)
        except Gone:
            return False
        post = one_post(heads.lead(reading_language(delivery.request), title_of(reply), url))
        thread = thread_of(delivery)
        stand = await self._web.hidden(thread) if again and not delivery.reply else []
        if any(each == _reply_of(delivery) for _, each in stand):
            return False
        standing = delivery.reply or next((ident for ident, each in stand if each == _lead_of(delivery)), "")
        if standing:
            await self._web.edit(thread, standing, post)
        else:
            await self._web.send(thread, post, _lead_of(delivery))
        return True

    async def address(self, delivery: Delivery, there: Delivery) -> str | None:
        """Return the address of another delivery's reply, None where somebody who sees this one's might not see it."""
        where = spot(there.place.channel)
        seen = await self._sight.all_see(spot(delivery.place.channel), where)
        return await self._web.link_to(where, there.reply) if seen else None

    async def attached(self, place: Place, message: str) -> Attachment | None:
        """Return the file that a message gives, or None where it gives none any more."""
        with contextlib.suppress(Gone):
            return chosen(attachments_in(await self._web.message(spot(place.channel), message)))
        return None

    async def download(self, place: Place, attachment: Attachment) -> bytes | None:
        """Return a file's content, or None where it isn't there any more."""
        with contextlib.suppress(Gone):
            return await self._web.file(spot(place.channel).team, attachment.url)
        return None

    @contextlib.asynccontextmanager
    async def typing(self, asked: Asked) -> AsyncIterator[None]:
        """Show the status line for as long as it lasts; an answer takes it away by itself."""
        showing = asyncio.create_task(self._show_status(asked))
        try:
            yield
        finally:
            showing.cancel()

    async def respond(self, follow_up: FollowUp, block: Block, *, again: bool) -> None:
        """Reply to a question or file in its thread, or the one on it, in as many messages as it takes."""
        made = posts(block)
        hidden: list[Hidden] = [{"question": follow_up.id, "piece": number} for number in range(len(made))]
        await self._post(made, hidden, str(thread_of(follow_up)), again=again)

    async def _show_status(self, asked: Asked) -> None:
        where = thread_of(asked)
        status = slack_words(asked.language or "en").looking
        with contextlib.suppress(Gone, ChatDown):
            client = await self._web.into(where.team)
            while True:
                with asking():
                    await client.assistant_threads_setStatus(
                        channel_id=where.channel, thread_ts=where.thread, status=status
                    )
                await asyncio.sleep(STATUS_EVERY)

    async def _find(self, thread: Spot, *hidden: Hidden) -> str:
        """Return the id of our message in a thread that hides one of these, "" where there is none."""
        return next((ident for ident, each in await self._web.hidden(thread) if each in hidden), "")


def thread_of(posted: Delivery | FollowUp) -> Spot:
    """Return where what belongs to a post goes: the thread on it, or the one that it stands in."""
    return spot(posted.place.channel).on(posted.message)


def _reply_of(delivery: Delivery) -> Hidden:
    return {"delivery": delivery.id, "part": "reply"}


def _lead_of(delivery: Delivery) -> Hidden:
    return {"delivery": delivery.id, "part": "lead"}
