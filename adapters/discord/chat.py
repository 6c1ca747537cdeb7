"""Discord's side of a delivery, and of a question."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from functools import partial

from adapters.discord.buttons import buttons
from adapters.discord.files import attachments_in
from adapters.discord.rendering import one_piece, pieces, thread_name
from adapters.discord.rest import LONGEST_NONCE, Components, Rest
from adapters.discord.rest_errors import Raw
from adapters.discord.sight import Sight
from core.attachments import Attachment, chosen
from core.delivery.chat import ChatDown, Gone, Part, Posted, Ready
from core.delivery.follow_ups import FollowUp
from core.delivery.questions import Asked
from core.delivery.record import Delivery, Place
from core.keys import digest
from core.requests import reading_language
from core.thread import heads
from core.thread.content import Block

TYPING = 8.0
"""After how many seconds the sign that we write is renewed; it lasts ten."""


class DiscordChat:
    """Implements `core.delivery.chat.Chat`, `Attachments`, `more.Neighbours` and `follow_ups.Responder`.

    Discord gives a thread on a message the message's own id, so that a thread is found by our reply. A message of the
    same nonce is sent once, but only for some minutes: after a restart what stands there is compared.
    """

    def __init__(self, rest: Rest, sight: Sight) -> None:
        self._rest = rest
        self._sight = sight

    async def reply(self, delivery: Delivery, block: Block, *, again: bool) -> str:
        """Return the id of our reply to the post, which now says `block`, shortened to one message."""
        content = one_piece(block)
        channel = delivery.place.channel
        ours = None if delivery.reply or not again else await self._ours(delivery, content)
        reply = delivery.reply or (str(ours["id"]) if ours else "")
        if reply:
            await self._rest.edit(channel, reply, content)
            return reply
        nonce = _nonce(delivery.id, "reply")
        return await self._rest.send(channel, content, nonce=nonce, reply_to=delivery.message)

    async def open(self, delivery: Delivery, title: str) -> str:
        """Return the id of the thread on our reply, or of the channel where it is one or there can be none."""
        channel = delivery.place.channel
        if delivery.place.threaded or not (delivery.thread or self._sight.may_thread(delivery)):
            return channel
        name = thread_name(title, delivery.request.ref.id)
        return delivery.thread or await self._rest.start_thread(channel, delivery.reply, name) or channel

    def ready(self, delivery: Delivery, part: Part) -> Ready:
        """Return what posts a part in as many messages as it takes, its buttons under the last."""
        contents = pieces(part.block)
        nonces = [_nonce(delivery.id, str(part.number), str(number)) for number in range(len(contents))]
        return partial(self._post, contents, nonces, buttons(delivery, part))

    async def _post(
        self, contents: Sequence[str], nonces: Sequence[str], below: Components, thread: str, *, again: bool
    ) -> Posted:
        """Post what doesn't stand there."""
        stand = {str(each["content"]): str(each["id"]) for each in await self._written(thread)} if again else {}
        messages: list[str] = []
        for content, nonce in zip(contents, nonces, strict=True):
            components = below if nonce == nonces[-1] else ()
            messages.append(
                stand.get(content) or await self._rest.send(thread, content, nonce=nonce, components=components)
            )
        return Posted(tuple(messages), stood=all(content in stand for content in contents))

    async def lead(self, delivery: Delivery, there: Delivery, *, again: bool) -> bool:
        """Reply with a line that leads to another thread, unless its author can't see that, or one of ours is begun."""
        try:
            title = await self._sight.title_for(delivery, there)
        except Gone:
            title = None
        if title is None:
            return False
        content = pieces(heads.lead(reading_language(delivery.request), title, thread_url(there)))[0]
        if delivery.reply:
            await self._rest.edit(delivery.place.channel, delivery.reply, content)
        elif again and (ours := await self._ours(delivery, content)):
            return str(ours["content"]) == content
        else:
            nonce = _nonce(delivery.id, "reply")
            await self._rest.send(delivery.place.channel, content, nonce=nonce, reply_to=delivery.message)
        return True

    async def address(self, delivery: Delivery, there: Delivery) -> str | None:
        """Return the address of another delivery's thread, None where somebody who sees this one's might not see it."""
        return thread_url(there) if await self._sight.all_see(delivery, there) else None

    async def attached(self, place: Place, message: str) -> Attachment | None:
        """Return the file that a message gives, or None where it gives none any more."""
        with contextlib.suppress(Gone):
            return chosen(attachments_in(await self._rest.message(place.channel, message)))
        return None

    async def download(self, place: Place, attachment: Attachment) -> bytes | None:  # noqa: ARG002 - Slack needs the place
        """Return a file's content, or None where it isn't there any more."""
        with contextlib.suppress(Gone):
            return await self._rest.file(attachment.url, attachment.size)
        return None

    @contextlib.asynccontextmanager
    async def typing(self, asked: Asked) -> AsyncIterator[None]:
        """Show that we write, for as long as it lasts."""
        showing = asyncio.create_task(self._show_typing(asked.place.channel))
        try:
            yield
        finally:
            showing.cancel()

    async def respond(self, follow_up: FollowUp, block: Block, *, again: bool) -> None:
        """Reply to a question or file in as many messages as it takes; the first is the reply."""
        contents, channel = pieces(block), follow_up.place.channel
        written = await self._written(channel) if again else []
        given = [str(each["content"]) for each in written if answers(each, follow_up.message)]
        if given and contents[0] not in given:
            return  # What was asked meanwhile has it answered in other words now; the first stand.
        stand = {str(each["content"]) for each in written} if given else set()
        for number, content in enumerate(contents):
            if content in stand:
                continue
            nonce = _nonce(follow_up.id, "answer", str(number))
            reply_to = "" if number else follow_up.message
            await self._rest.send(channel, content, nonce=nonce, reply_to=reply_to)

    async def _show_typing(self, channel: str) -> None:
        with contextlib.suppress(Gone, ChatDown):
            while True:
                await self._rest.typing(channel)
                await asyncio.sleep(TYPING)

    async def _written(self, channel: str) -> list[Raw]:
        """Return our last messages in a channel."""
        return [each for each in await self._rest.written(channel) if self._sight.is_ours(each)]

    async def _ours(self, delivery: Delivery, content: str) -> Raw | None:
        """Return the reply of ours to the post that says `content` or is about the video, None where there is none."""
        post, about = delivery.message, f"v={delivery.request.ref.id}"
        for each in reversed(await self._rest.written(delivery.place.channel, after=post)):
            said = str(each["content"])
            if self._sight.is_ours(each) and answers(each, post) and (about in said or said == content):
                return each
        return None


def thread_url(there: Delivery) -> str:
    """Return the address of a delivery's thread, or of its reply where it has none of its own."""
    server = there.place.server or "@me"
    if there.thread == there.place.channel:
        return f"https://discord.com/channels/{server}/{there.place.channel}/{there.reply}"
    return f"https://discord.com/channels/{server}/{there.thread}"


def answers(message: Raw, post: str) -> bool:
    """Return whether a message is a reply to a post."""
    reference = message.get("message_reference")
    return isinstance(reference, dict) and reference.get("message_id") == post


def _nonce(*parts: str) -> str:
    return digest(*parts)[:LONGEST_NONCE]
