"""Removal of what Cuepoint posted on Discord."""

import contextlib
from collections.abc import Sequence

from adapters.discord.chat import answers
from adapters.discord.rendering import one_piece
from adapters.discord.rest import Rest
from adapters.discord.rest_errors import Raw
from adapters.discord.sight import Sight
from core.delivery.chat import Gone
from core.delivery.follow_ups import FollowUp
from core.delivery.record import Delivery
from core.requests import reading_language
from core.thread import heads

MOST_READ = 10_000
"""How many messages of a thread are read to find ours."""


class DiscordRemover:
    """Implements `core.delivery.removal.PostRemover`."""

    def __init__(self, rest: Rest, sight: Sight) -> None:
        self._rest = rest
        self._sight = sight

    async def remove(self, delivery: Delivery, follow_ups: Sequence[FollowUp]) -> None:
        """Delete a delivery's thread, or its parts and answers where they stand among others, then the reply."""
        language = reading_language(delivery.request)
        channel = delivery.place.channel
        if delivery.thread and delivery.thread != channel:
            with contextlib.suppress(Gone):
                await self._remove_thread(delivery, language)
        else:
            for message in delivery.messages:
                await self._erase(channel, message, language)
        for follow_up in follow_ups:
            if follow_up.place.channel != delivery.thread or delivery.thread == channel:
                await self.remove_answer(follow_up)
        for reply in await self._replies(delivery):
            await self._erase(channel, reply, language)

    async def remove_answer(self, follow_up: FollowUp) -> None:
        """Delete the answer to a question or file: our reply to it, and the messages that go on with that reply."""
        channel, found = follow_up.place.channel, False
        for each in reversed(await self._rest.written(channel, after=follow_up.message)):
            plain = not each.get("message_reference") and not each.get("components")
            found = self._sight.is_ours(each) and (answers(each, follow_up.message) or (found and plain))
            if found:
                await self._erase(channel, str(each["id"]), follow_up.language or "en")

    async def _remove_thread(self, delivery: Delivery, language: str) -> None:
        """Delete a thread in which nobody else wrote, if we may; else our messages in it, and its name."""
        written = await self._rest.written_since(delivery.thread, "0", MOST_READ)
        ours = [each for each in written if self._sight.is_ours(each)]
        if len(ours) == len(written) and await self._rest.delete_thread(delivery.thread):
            return
        for message in dict.fromkeys([*(str(each["id"]) for each in ours if _is_text(each)), *delivery.messages]):
            await self._erase(delivery.thread, message, language)
        await self._rest.archive(delivery.thread, one_piece(heads.removed(language)).strip("-# "))

    async def _replies(self, delivery: Delivery) -> list[str]:
        """Return the ids of our replies to a post: the one that is known, else those that stand after it."""
        if delivery.reply or not delivery.runs:
            return [delivery.reply] if delivery.reply else []
        written = await self._rest.written(delivery.place.channel, after=delivery.message)
        return [str(each["id"]) for each in written if self._sight.is_ours(each) and answers(each, delivery.message)]

    async def _erase(self, channel: str, message: str, language: str) -> None:
        """Delete a message of ours; where that can't be, have it say that it was removed."""
        if not await self._rest.delete(channel, message):
            with contextlib.suppress(Gone):
                await self._rest.edit(channel, message, one_piece(heads.removed(language)))


def _is_text(message: Raw) -> bool:
    """Return whether a message is written text, not one that Discord makes of a thread's start or new name.

    https://discord.com/developers/docs/resources/message#message-object-message-types
    """
    return message.get("type") in {0, 19}
