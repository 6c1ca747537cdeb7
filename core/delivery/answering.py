"""One question, from its record to its answer."""

import asyncio
import logging
from dataclasses import replace

from core.answers.asking import Asking
from core.delivery.chat import Gone
from core.delivery.conversations import Conversation
from core.delivery.questions import Asked, Responder
from core.delivery.record import State
from core.delivery.records import Records
from core.delivery.removal import PostRemover, Removal
from core.errors import CuepointError
from core.faults import boundary
from core.model import Answer
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
        await self._removal.question(asked)
        return True

    async def _withdrawn(self, asked: Asked) -> bool:
        """Return whether a question, or the summary that it is about, was taken back."""
        return any(await asyncio.gather(*map(self._deliveries.withdrawn, filter(None, (asked.id, asked.delivery)))))

    async def _run(self, asked: Asked) -> None:
        conversation = await self._conversations.find(asked.place.platform, asked.home)
        if conversation is None or asked.runs >= RUNS:
            await self._questions.end(asked, State.FAILED)
            return
        await self._questions.begun(asked)
        try:
            await self._answer(asked, conversation)
        except Gone:
            await self._questions.end(asked, State.WITHDRAWN)

    async def _answer(self, asked: Asked, conversation: Conversation) -> None:
        async with self._responder.typing(asked):
            answer, block = await self._thought(asked, conversation)
        await self._responder.respond(asked, block, again=asked.runs > 0)
        if answer:
            await self._conversations.answered(asked.place.platform, asked.home, answer)
        await self._questions.end(asked, State.DONE if answer else State.FAILED)

    async def _thought(self, asked: Asked, conversation: Conversation) -> tuple[Answer | None, Block]:
        """Return the answer and how it reads; in place of an answer that can't be had, why."""
        # Asked in a server, it is that server's question, whoever had the video summarised.
        request = replace(conversation.request, community=asked.place.community)
        language = asked.language or conversation.language
        try:
            with boundary(log, f"answering {asked.id}"):
                answer = await self._asking.answer(request, asked.text, conversation.earlier)
        except CuepointError as error:
            return None, parts.failure(error, language)
        return answer, parts.answer(answer, request.ref, language)
