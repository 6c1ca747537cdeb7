"""What the buttons do, whichever process posted them."""

import re
from typing import Any, Self

import discord

from adapters.discord import giving
from adapters.discord.buttons import CONCLUSION, EXPORT, request_in
from adapters.discord.interactions import Interaction, answered
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
                await giving.conclusion(answer, self.request)


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
                await giving.export(answer, self.request)


BUTTONS = (ConclusionButton, ExportButton)
"""All of them."""


def _button(item: discord.ui.Item[Any]) -> discord.ui.Button[Any]:
    assert isinstance(item, discord.ui.Button)  # noqa: S101 - nothing else has such an id
    return item
