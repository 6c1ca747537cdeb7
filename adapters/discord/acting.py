"""What the buttons do, whichever process posted them."""

import re
from dataclasses import replace
from typing import Any, Self

import discord

from adapters.discord import giving
from adapters.discord.buttons import CONCLUSION, DELETE, EXPORT, REDO, request_in
from adapters.discord.deletion import delete_summaries
from adapters.discord.interactions import Answer, Interaction, answered
from adapters.discord.redoing import redo
from core.requests import Request


class ConclusionButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=CONCLUSION):
    """Shows the conclusion to whoever clicks."""

    def __init__(self, item: discord.ui.Button[Any], request: Request) -> None:
        super().__init__(item)
        self.request = request

    @classmethod
    async def from_custom_id(cls, _: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /) -> Self:
        """Return the button with what its id says."""
        return cls(_button(item), request_in(match.groupdict()))

    async def callback(self, interaction: Interaction) -> None:
        """Answer the click."""
        async with answered(interaction, private=True) as answer:
            if answer:
                await giving.conclusion(answer, _asked_by(answer, self.request))


class ExportButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=EXPORT):
    """Gives the whole as a Markdown file to whoever clicks."""

    def __init__(self, item: discord.ui.Button[Any], request: Request) -> None:
        super().__init__(item)
        self.request = request

    @classmethod
    async def from_custom_id(cls, _: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /) -> Self:
        """Return the button with what its id says."""
        return cls(_button(item), request_in(match.groupdict()))

    async def callback(self, interaction: Interaction) -> None:
        """Answer the click."""
        async with answered(interaction, private=True) as answer:
            if answer:
                await giving.export(answer, _asked_by(answer, self.request))


class RedoButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=REDO):
    """Writes a section anew, for who posted the link or manages the channel."""

    def __init__(self, item: discord.ui.Button[Any], delivery: str, section: int) -> None:
        super().__init__(item)
        self.delivery = delivery
        self.section = section

    @classmethod
    async def from_custom_id(cls, _: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /) -> Self:
        """Return the button with what its id says."""
        return cls(_button(item), match["delivery"], int(match["section"]))

    async def callback(self, interaction: Interaction) -> None:
        """Answer the click."""
        async with answered(interaction, private=True) as answer:
            if answer and interaction.message:
                await redo(answer, interaction.message, self.delivery, self.section)


class DeleteButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=DELETE):
    """Removes a summary, for who posted the link or manages the channel's messages."""

    def __init__(self, item: discord.ui.Button[Any], delivery: str) -> None:
        super().__init__(item)
        self.delivery = delivery

    @classmethod
    async def from_custom_id(cls, _: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /) -> Self:
        """Return the button with what its id says."""
        return cls(_button(item), match["delivery"])

    async def callback(self, interaction: Interaction) -> None:
        """Answer the click."""
        async with answered(interaction, private=True) as answer:
            if answer:
                delivery = await answer.house.records.deliveries.load(self.delivery)
                await delete_summaries(answer, (delivery,) if delivery else ())


BUTTONS = (ConclusionButton, ExportButton, RedoButton, DeleteButton)
"""All of them."""


def _asked_by(answer: Answer, request: Request) -> Request:
    """Return a button's request as one of those who clicked it."""
    return replace(request, community=answer.place.community)


def _button(item: discord.ui.Item[Any]) -> discord.ui.Button[Any]:
    assert isinstance(item, discord.ui.Button)  # noqa: S101 - nothing else has such an id
    return item
