"""A section of a thread written anew, where it stands."""

import re

import discord

from adapters.discord.buttons import buttons
from adapters.discord.interactions import Answer
from adapters.discord.rendering import pieces
from adapters.discord.words import discord_words
from core.delivery.chat import Kind, Part
from core.requests import reading_language
from core.thread import parts

_HEADING = "### "
_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")


async def redo(answer: Answer, message: discord.Message, ident: str, index: int) -> None:
    """Replace what a section's message says, if whoever clicked may.

    Args:
        answer: to the click.
        message: the section's, with the button.
        ident: the delivery's id.
        index: which section, counted from 0.

    Raises:
        CuepointError: the section can't be written.
    """
    say = discord_words(answer.locale)
    delivery = await answer.house.records.deliveries.load(ident)
    if delivery is None:
        await answer.say(say.not_kept)
        return
    person = answer.interaction
    if str(person.user.id) != delivery.author and not person.permissions.manage_channels:
        await answer.say(say.not_yours)
        return
    made = await answer.house.redo(delivery.wanted, index, _ESCAPE.sub(r"\1", message.content))
    language = reading_language(delivery.request, made[1].language if made else "")
    contents = pieces(parts.section(made[0], delivery.wanted.ref, language)) if made else []
    # A section over several messages is left as it is: its button stands under the last alone.
    if made is None or len(contents) != 1 or not message.content.startswith(_HEADING):
        await answer.say(say.no_other)
        return
    components = buttons(delivery, Part(index, Kind.SECTION, (), language))
    await answer.rest.edit(str(message.channel.id), str(message.id), contents[0], components=components)
    await answer.say(say.redone)
