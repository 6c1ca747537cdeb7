"""Removal of what Cuepoint posted on Slack."""

import contextlib
from collections.abc import Sequence

from adapters.slack.chat import thread_of
from adapters.slack.rendering import one_post
from adapters.slack.spots import Spot
from adapters.slack.web import Web
from core.delivery.chat import Gone
from core.delivery.follow_ups import FollowUp
from core.delivery.record import Delivery
from core.requests import reading_language
from core.thread import heads


class SlackRemover:
    """Implements `core.delivery.removal.PostRemover`. Each message of ours hides what it belongs to."""

    def __init__(self, web: Web) -> None:
        self._web = web

    async def remove(self, delivery: Delivery, follow_ups: Sequence[FollowUp]) -> None:
        """Delete a delivery's messages in its thread, those that answer the questions, and the reply last."""
        thread, language = thread_of(delivery), reading_language(delivery.request)
        answered = {each.id for each in follow_ups}
        found: list[str] = []
        with contextlib.suppress(Gone):
            found = [
                message
                for message, hidden in await self._web.hidden(thread)
                if hidden.get("delivery") == delivery.id or hidden.get("question") in answered
            ]
        for follow_up in follow_ups:
            if thread_of(follow_up) != thread:
                await self.remove_answer(follow_up)
        for message in dict.fromkeys([*reversed(found), *filter(None, [delivery.reply])]):
            await self._erase(thread, message, language)

    async def remove_answer(self, follow_up: FollowUp) -> None:
        """Delete the messages that answer a question or file."""
        where = thread_of(follow_up)
        for message, hidden in await self._web.hidden(where):
            if hidden.get("question") == follow_up.id:
                await self._erase(where, message, follow_up.language or "en")

    async def _erase(self, where: Spot, message: str, language: str) -> None:
        """Delete a message of ours; where that can't be, have it say that it was removed."""
        if not await self._web.delete(where, message):
            with contextlib.suppress(Gone):
                await self._web.edit(where, message, one_post(heads.removed(language)))
