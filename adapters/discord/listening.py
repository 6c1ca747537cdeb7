"""What happens when people write, edit, delete and react."""

import logging
from dataclasses import replace
from datetime import timedelta
from functools import partial

import discord
from discord.utils import snowflake_time, utcnow

from adapters.discord import direct
from adapters.discord.deletion import may_delete
from adapters.discord.inbound import PLATFORM, Inbound, forwarded_text, inbound
from adapters.discord.rendering import pieces
from adapters.discord.rest import Rest
from core.delivery.asks import meant_for_us
from core.delivery.delivery_index import post_home
from core.delivery.house import House
from core.delivery.intake import taking_in
from core.delivery.listened import patiently
from core.delivery.record import Message
from core.delivery.sequencer import Sequencer
from core.links import find_links, page_error
from core.preferences import Mode
from core.thread import parts

LOOK = "🔍"
"""Under a link in a channel that is asked first: whoever clicks it has it summarised."""

log = logging.getLogger(__name__)


class Listening:
    """Takes in what comes over the gateway."""

    def __init__(self, house: House, rest: Rest, us: discord.abc.User) -> None:
        self._house = house
        self._rest = rest
        self._us = us
        self._sequencer = Sequencer()

    async def written(self, message: discord.Message) -> None:
        """Take in a new message: its links, else its file and what it asks."""
        if not _concerns_us(message) or (heard := inbound(message, self._us)) is None:
            return
        with taking_in(log):
            async with self._sequencer.turn(heard.message.place.channel):
                await self._take(heard)

    async def _take(self, heard: Inbound) -> None:
        if not heard.message.place.server:
            await direct.remember(self._house.names, heard.message.place.channel, self._house.retention.deliveries)
        if find_links(heard.message.text):
            await self._links(heard)
        else:
            await self._follow_up(heard)

    async def edited(self, message: discord.Message) -> None:
        """Take in the links of an edited message; those it had before are known.

        Discord also says so when it adds its previews; and what was posted too long ago is no longer known.
        """
        recent = utcnow() - message.created_at < timedelta(seconds=self._house.retention.deliveries)
        if message.edited_at is None or not recent or not _may_link(message):
            return
        heard = inbound(message, self._us)
        if heard and find_links(heard.message.text):
            with taking_in(log):
                await self._links(heard)

    async def deleted(self, channel: int, messages: set[int]) -> None:
        """Take back what belongs to deleted messages, as far back as anything of it is kept."""
        with taking_in(log):
            for message in messages:
                if utcnow() - snowflake_time(message) < timedelta(seconds=self._house.retention.deliveries):
                    await self._house.intake.deleted(PLATFORM, str(channel), str(message))

    async def clicked(self, message: discord.Message, clicked_by: str) -> None:
        """Take in the links of a message that somebody clicked our mark under.

        Args:
            message: the message.
            clicked_by: the id of who clicked.
        """
        heard = inbound(message, self._us)
        if heard is None:
            return
        with taking_in(log):
            mode, message_in = await self._preferred(heard)
            if mode is Mode.ASK:
                await self._house.intake.post(message_in, clicked_by)

    async def crossed_out(self, message: str, user: str, *, manages: bool) -> None:
        """Delete the summary under whose reply somebody put ❌, if they may.

        Args:
            message: the id of the message under which it is.
            user: the person's id.
            manages: whether they may delete messages there.
        """
        with taking_in(log):
            for delivery in await self._house.records.deliveries.of_message(PLATFORM, message):
                if message == delivery.reply and may_delete(delivery, user, manages=manages):
                    await self._house.intake.take_back(delivery)

    async def _links(self, heard: Inbound) -> None:
        mode, message = await self._preferred(heard)
        if mode is Mode.AUTO:
            await self._house.intake.post(message)
            if heard.file and heard.file.surely_captions:
                # The summary may be of the video's own captions: then that is said.
                await self._house.intake.upload(
                    message, heard.file, (post_home(message.place, message.id),), addressed=False
                )
        elif mode is Mode.ASK:
            await patiently(partial(self._rest.react, heard.message.place.channel, heard.message.id, LOOK))

    async def _preferred(self, heard: Inbound) -> tuple[Mode | None, Message]:
        """Return what is to happen to links, and the message with the language that is set for summaries."""
        message = heard.message
        preferred = await self._house.preferences.at(PLATFORM, message.place.server, heard.channel)
        language = preferred.language or None
        return preferred.mode, replace(message, language=language)

    async def _follow_up(self, heard: Inbound) -> None:
        """Take in a file and a question that can belong to a link."""
        intake, text, known = self._house.intake, heard.message.text, False
        if heard.file:
            _, message = await self._preferred(heard)
            known = await intake.upload(message, heard.file, heard.homes, addressed=heard.addressed)
        # What is said beside a file that is taken is about the file, unless it asks something.
        meant = bool(text) and meant_for_us(text, to_us=heard.to_us and not known, to_others=heard.to_others)
        if meant and (heard.homes or heard.addressed):
            known |= await intake.question(heard.message, heard.homes, addressed=heard.addressed)
        if not known and not heard.message.place.server:
            await self._explain(heard)

    async def _explain(self, heard: Inbound) -> None:
        """Tell somebody who writes to us alone what is wrong with the link they gave, if it is none to a video."""
        if error := page_error(heard.message.text):
            post = heard.message
            said = pieces(parts.failure(error, "en"))[0]
            await self._rest.send(post.place.channel, said, nonce=f"file{post.id}"[:25], reply_to=post.id)


def _concerns_us(message: discord.Message) -> bool:
    """Return whether a message can concern us, at the least cost: most of what is written does not."""
    if message.author.bot:
        return False
    if message.reference is not None or message.guild is None or isinstance(message.channel, discord.Thread):
        return True
    return bool(message.mentions or message.attachments) or _may_link(message)


def _may_link(message: discord.Message) -> bool:
    return "youtu" in message.content.casefold() or "youtu" in forwarded_text(message).casefold()
