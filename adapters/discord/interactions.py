"""Answers to commands and clicks: acknowledged at once, given when they are there, even where the token is over."""

import asyncio
import contextlib
import io
import logging
from collections.abc import AsyncIterator
from typing import Any

import discord

from adapters.discord.inbound import PLATFORM, place_of
from adapters.discord.rendering import pieces
from adapters.discord.rest import LONGEST_NONCE, Components, Rest, Webhook
from adapters.discord.rest_errors import asking
from core.delivery.chat import ChatDown, Gone
from core.delivery.house import House
from core.delivery.record import Place
from core.errors import CuepointError
from core.faults import boundary
from core.keys import FORMAT, digest
from core.thread import parts
from core.thread.content import Block
from core.times import DAY
from core.watching import Step, What, about, outcome_of

Interaction = discord.Interaction[Any]
"""Of our own client: it has `house` and `rest`."""

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
_UNKNOWN_WEBHOOK, _UNKNOWN_INTERACTION, _ACKNOWLEDGED, _TOKEN_OVER = 10015, 10062, 40060, 50027
_OVER = {_UNKNOWN_WEBHOOK, _UNKNOWN_INTERACTION, _TOKEN_OVER}
MOST_MESSAGES = 5
"""Messages of an answer: so many follow-ups go where only the user installed the app (Create Followup Message)."""

PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0, 80.0)
"""Seconds between two attempts to send an answer while Discord can't be reached."""
_ACKNOWLEDGING = (0.2, 0.5)
"""Seconds between two attempts to acknowledge: Discord waits for three in all."""

log = logging.getLogger(__name__)


class Answer:
    """The answer to one interaction. `private` shows it to whoever asked alone."""

    def __init__(self, interaction: Interaction, *, private: bool, acknowledged: bool) -> None:
        self.interaction = interaction
        self.private = private
        self._open = acknowledged
        self._begun = False
        self._sent = 0

    @property
    def house(self) -> House:
        """Return what is needed of core."""
        house: House = self.interaction.client.house
        return house

    @property
    def rest(self) -> Rest:
        """Return the client's REST."""
        rest: Rest = self.interaction.client.rest
        return rest

    @property
    def place(self) -> Place:
        """Return where the interaction came from."""
        channel = self.interaction.channel or discord.Object(self.interaction.channel_id or 0)
        return place_of(channel, self.interaction.guild)

    @property
    def locale(self) -> str:
        """Return the reader's locale."""
        return str(self.interaction.locale)

    async def give(self, block: Block, *, components: Components = ()) -> None:
        """Give a block in as many messages as it takes, the components under the last."""
        contents = pieces(block)
        for number, content in enumerate(contents):
            await self._send(content, components if number == len(contents) - 1 else ())

    async def say(self, content: str) -> str:
        """Give a text of our own, in Discord's markdown, and return its message's id."""
        return await self._send(content)

    async def file(self, content: str, name: str, data: str) -> None:
        """Give a text of our own with a file."""
        await self._send(content, (), (name, data))

    async def _send(self, content: str, components: Components = (), file: tuple[str, str] | None = None) -> str:
        """Send a message, again and again while Discord can't be reached, and return its id."""
        self._sent += 1
        for pause in PAUSES:
            try:
                return await self._send_once(content, components, file)
            except ChatDown as error:
                log.warning("an answer waits for %s s: %s", pause, error)
                await asyncio.sleep(pause)
        return await self._send_once(content, components, file)

    async def _send_once(self, content: str, components: Components, file: tuple[str, str] | None) -> str:
        if self._open:
            try:
                return await self._by_token(content, components, _file(file))
            except discord.HTTPException as error:
                if error.code not in _OVER:
                    raise
                self._open = False
        return await self._plainly(content, components, _file(file))

    async def _by_token(self, content: str, components: Components, file: discord.File | None) -> str:
        webhook = Webhook(self.interaction.application_id, self.interaction.token)
        if self._begun:
            return await self.rest.follow_up(webhook, content, components=components, file=file, private=self.private)
        sent = await self.rest.answer(webhook, content, components=components, file=file)
        self._begun = True
        return sent

    async def _plainly(self, content: str, components: Components, file: discord.File | None) -> str:
        """Send a message like any other: to the channel, or to the person where it is private."""
        user = str(self.interaction.user.id)
        channel = await self.rest.direct(user) if self.private else str(self.interaction.channel_id)
        nonce = digest(str(self.interaction.id), str(self._sent))[:LONGEST_NONCE]
        return await self.rest.send(channel, content, nonce=nonce, components=components, file=file)


@contextlib.asynccontextmanager
async def answered(interaction: Interaction, *, private: bool) -> AsyncIterator[Answer | None]:
    """Yield the answer to an interaction, acknowledged; None where another process or an earlier event has it.

    What goes wrong inside is told as the answer.
    """
    with about(digest(PLATFORM, str(interaction.id))), Step(What.COMMAND, platform=PLATFORM) as step:
        acknowledged = await _acknowledged(interaction, private=private)
        if acknowledged is None:
            step.note(outcome="known")
            yield None
            return
        answer = Answer(interaction, private=private, acknowledged=acknowledged)
        try:
            try:
                with boundary(log, "answering an interaction"):
                    yield answer
            except Gone:
                raise
            except CuepointError as error:
                step.note(outcome=outcome_of(error))
                await answer.give(parts.failure(error, answer.locale))
        except (Gone, ChatDown) as error:
            step.note(outcome=outcome_of(error))
            log.info("an answer can't be given: %s", error)


async def _acknowledged(interaction: Interaction, *, private: bool) -> bool | None:
    """Return whether an interaction was acknowledged, or None where it was before."""
    acknowledged = await _defer(interaction, private=private)
    if acknowledged is None:
        return None
    # What is over can't be told from what was answered; so who comes first is remembered.
    first = await interaction.client.house.store.add(f"interaction:{FORMAT}:{interaction.id}", b"1", DAY)
    return acknowledged if first else None


async def _defer(interaction: Interaction, *, private: bool) -> bool | None:
    """Acknowledge an interaction, more than once where Discord can't be reached; returns as `_acknowledged`."""
    for pause in (*_ACKNOWLEDGING, None):
        try:
            with asking():
                await interaction.response.defer(ephemeral=private, thinking=True)
        except discord.InteractionResponded:
            return True  # the answer to the attempt before could not be read
        except ChatDown as error:
            log.warning("an interaction is not acknowledged: %s", error)
            if pause is None:
                return False
            await asyncio.sleep(pause)
        except discord.HTTPException as error:
            if error.code in _OVER:
                return False
            if error.code != _ACKNOWLEDGED:
                raise
            return None if pause == _ACKNOWLEDGING[0] else True
        else:
            return True
    return False


def _file(file: tuple[str, str] | None) -> discord.File | None:
    return discord.File(io.BytesIO(file[1].encode()), file[0]) if file else None
