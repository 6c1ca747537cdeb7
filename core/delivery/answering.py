"""One question, from its record to its answer."""

import asyncio
import logging
from dataclasses import replace

from core.answers.asking import Asking
from core.delivery.chat import Gone
from core.delivery.conversations import Conversation
from core.delivery.delivery_index import post_home
from core.delivery.follow_ups import Responder
from core.delivery.questions import Asked
from core.delivery.record import State
from core.delivery.records import Records
from core.delivery.removal import PostRemover, Removal
from core.errors import CuepointError, KnownFailure
from core.faults import boundary
from core.model import Answer
from core.requests import reading_language
from core.thread import parts
from core.thread.content import Block

RUNS = 20
"""How often a question is begun before it is given up."""

log = logging.getLogger(__name__)


class Answering:
    """Answers questions on one platform."""

    def __init__(
        self, records: Records, asking: Asking, responder: Responder, remover: PostRemover | None = None
    ) -> None:
        self._deliveries = records.deliveries
        self._questions = records.questions
        self._conversations = records.conversations
        self._asking = asking
        self._responder = responder
        self._removal = Removal(records, remover)

    async def run(self, ident: str) -> bool:
        """Answer the question of that id, unless it is answered, or remove its answer where it was taken back.

        Returns False where there is no such question.

        Raises:
            ChatDown: the platform can't be reached now.
        """
        asked = await self._questions.load(ident)
        if asked is None:
            return False
        if not await self._withdrawn(asked):
            if asked.state is State.OPEN:
                await self._run(asked)
            if not await self._withdrawn(asked):
                return True
        await self._removal.follow_up(asked)
        return True

    async def _withdrawn(self, asked: Asked) -> bool:
        """Return whether a question, or the summary that it is about, was taken back."""
        return any(await asyncio.gather(*map(self._deliveries.withdrawn, (asked.id, *asked.deliveries))))

    async def _run(self, asked: Asked) -> None:
        found = await self._conversation(asked)
        if found is None or asked.runs >= RUNS:
            await self._questions.end(asked, State.FAILED)
            return
        await self._questions.begun(asked)
        try:
            await self._answer(asked, *found)
        except Gone:
            await self._questions.end(asked, State.WITHDRAWN)

    async def _conversation(self, asked: Asked) -> tuple[str, Conversation] | None:
        """Return the conversation that a question belongs to, with its home, or None where it isn't kept any more.

        One that was asked before the video was found may have been asked elsewhere than where it is talked about now.
        """
        platform = asked.place.platform
        there = await self._conversations.find(platform, asked.home)
        if not asked.delivery or (there and there.delivery == asked.delivery):
            return (asked.home, there) if there else None
        delivery = await self._deliveries.load(asked.delivery)
        if delivery is None or (delivery.state is State.WITHDRAWN and not delivery.thread):
            return None
        home = delivery.home or post_home(delivery.place, delivery.message)
        there = await self._conversations.find(platform, home)
        if there and there.delivery == delivery.id:
            return home, there
        language = reading_language(delivery.request)
        if there is None:
            await self._conversations.begin(platform, home, delivery.wanted, delivery.id, language)
        return home, Conversation(delivery.wanted, delivery.id, language=language)

    async def _answer(self, asked: Asked, home: str, conversation: Conversation) -> None:
        async with self._responder.typing(asked):
            answer, block = await self._thought(asked, conversation)
        await self._responder.respond(asked, block, again=asked.runs > 0)
        if answer:
            await self._conversations.answered(asked.place.platform, home, answer, conversation.delivery)
        await self._questions.end(asked, State.DONE if answer else State.FAILED)

    async def _thought(self, asked: Asked, conversation: Conversation) -> tuple[Answer | None, Block]:
        """Return the answer and how it reads; in place of an answer that can't be had, why."""
        # Asked in a server, it is that server's question, whoever had the video summarised.
        request = replace(conversation.request, community=asked.place.community)
        language = asked.language or conversation.language
        try:
            with boundary(log, f"answering {asked.id}"):
                delivery = await self._deliveries.load(conversation.delivery)
                if delivery and delivery.refused:
                    raise KnownFailure(delivery.refused)
                answer = await self._asking.answer(request, asked.text, conversation.earlier)
        except CuepointError as error:
            return None, parts.failure(error, language)
        return answer, parts.answer(answer, request.ref, language)
