"""The commands, as people see and use them."""

import logging
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from adapters.discord import giving, settings
from adapters.discord.deletion import delete_summaries
from adapters.discord.inbound import PLATFORM, forwarded_text, settings_channel
from adapters.discord.interactions import Answer, Interaction, answered
from adapters.discord.words import LANGUAGES, discord_words
from core.delivery.record import Delivery, Message
from core.faults import log_fault
from core.links import find_links, page_error
from core.preferences import Mode
from core.requests import Request
from core.thread.words import words

log = logging.getLogger(__name__)

MODES = [
    app_commands.Choice(name=_("auto: summarise every link"), value=Mode.AUTO),
    app_commands.Choice(name=_("ask: summarise when somebody clicks 🔍"), value=Mode.ASK),
    app_commands.Choice(name=_("off: leave links alone"), value=Mode.OFF),
]
_everywhere = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
_by_anybody = app_commands.allowed_installs(guilds=True, users=True)
_link = app_commands.rename(link=_("link"), private=_("private"))
_described = app_commands.describe(link=_("A YouTube link"), private=_("Show it to you alone"))


@app_commands.command(name=_("conclusion"), description=_("The conclusion and takeaways of a video"))
@_everywhere
@_by_anybody
@_link
@_described
async def conclusion(interaction: Interaction, link: str, private: bool = False) -> None:  # noqa: FBT001, FBT002 - an option
    """Give the conclusion and takeaways of a video."""
    async with answered(interaction, private=private) as answer:
        if answer and (request := await _requested(answer, link)):
            await _count(answer)
            await giving.conclusion(answer, request)


@app_commands.command(name=_("summarize"), description=_("A video as sections with quotes and times"))
@_everywhere
@_by_anybody
@_link
@_described
async def summarize(interaction: Interaction, link: str, private: bool = False) -> None:  # noqa: FBT001, FBT002 - an option
    """Summarise a video: in a thread on the answer where there can be one, else in the answer itself."""
    async with answered(interaction, private=private) as answer:
        if not answer or not (request := await _requested(answer, link)):
            return
        if private or not _at_home(interaction):
            await _count(answer)
            await giving.whole(answer, request)
            return
        reply = await answer.say(f"-# {words(answer.locale).reading}")
        author = str(interaction.user.id)
        delivery = Delivery(answer.place, str(interaction.id), author, request, reply=reply)
        await answer.house.intake.deliver(delivery)


@app_commands.command(name=_("ask"), description=_("A question about a video, answered with the moments that say so"))
@_everywhere
@_by_anybody
@app_commands.rename(link=_("link"), question=_("question"), private=_("private"))
@app_commands.describe(link=_("A YouTube link"), question=_("What you want to know"), private=_("Show it to you alone"))
async def ask(interaction: Interaction, link: str, question: str, private: bool = False) -> None:  # noqa: FBT001, FBT002 - an option
    """Answer a question about a video."""
    async with answered(interaction, private=private) as answer:
        if answer and (request := await _requested(answer, link)):
            await giving.reply(answer, request, question)


@app_commands.command(name=_("settings"), description=_("What happens to links in this channel or server"))
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
@app_commands.rename(mode=_("mode"), language=_("language"), server=_("server"), private=_("private"))
@app_commands.describe(
    mode=_("What to do when a link is posted"),
    language=_("A language code such as en or de; auto for the video's own"),
    server=_("Set it for the whole server, not for this channel alone"),
    private=_("Show it to you alone"),
)
@app_commands.choices(mode=MODES)
async def change_settings(
    interaction: Interaction,
    mode: app_commands.Choice[str] | None = None,
    language: str | None = None,
    server: bool = False,  # noqa: FBT001, FBT002 - an option
    private: bool = True,  # noqa: FBT001, FBT002 - an option
) -> None:
    """Show what is set, and set something."""
    async with answered(interaction, private=private) as answer:
        if answer:
            chosen = Mode(mode.value) if mode else None
            channel = "" if server else settings_channel(_channel(interaction))
            await settings.change(answer, channel, chosen, language)


@app_commands.command(name=_("usage"), description=_("What the model's words have cost here, and the budget"))
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
@app_commands.rename(private=_("private"))
@app_commands.describe(private=_("Show it to you alone"))
async def show_usage(interaction: Interaction, private: bool = True) -> None:  # noqa: FBT001, FBT002 - an option
    """Show what was used."""
    async with answered(interaction, private=private) as answer:
        if answer:
            await giving.usage(answer)


@app_commands.command(name=_("help"), description=_("What Cuepoint does"))
@_everywhere
@_by_anybody
@app_commands.rename(private=_("private"))
@app_commands.describe(private=_("Show it to you alone"))
async def show_help(interaction: Interaction, private: bool = True) -> None:  # noqa: FBT001, FBT002 - an option
    """Say what Cuepoint does."""
    async with answered(interaction, private=private) as answer:
        if answer:
            await answer.say(discord_words(answer.locale).help)


@app_commands.context_menu(name=_("Summarize video"))
@_everywhere
@_by_anybody
async def summarize_message(interaction: Interaction, message: discord.Message) -> None:
    """Summarise what a message links to, as if it had been posted now; elsewhere to oneself."""
    async with answered(interaction, private=True) as answer:
        if not answer:
            return
        refs = [link.ref for link in find_links(_said(message))]
        if error := page_error(_said(message)):
            raise error
        if not refs:
            await answer.say(discord_words(answer.locale).no_video)
        elif not _at_home(interaction):
            await _count(answer)
            await giving.whole(answer, Request(refs[0], community=answer.place.community))
        else:
            posted = _as_posted(answer, message, await _language(answer))
            await answer.house.intake.post(posted, clicked_by=str(interaction.user.id))
            await answer.say(f"{discord_words(answer.locale).started} {message.jump_url}")


@app_commands.context_menu(name=_("Delete summary"))
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
async def delete_summary(interaction: Interaction, message: discord.Message) -> None:
    """Delete the summary that a message belongs to: a post, our reply, or what stands in our thread."""
    async with answered(interaction, private=True) as answer:
        if answer:
            place = answer.place
            home = place.channel if place.threaded else ""
            await delete_summaries(answer, await answer.house.intake.deliveries_at(PLATFORM, str(message.id), home))


_ALL: tuple[app_commands.Command[Any, ..., Any] | app_commands.ContextMenu, ...] = (
    conclusion,
    summarize,
    ask,
    change_settings,
    show_usage,
    show_help,
    summarize_message,
    delete_summary,
)


class Commands:
    """All commands."""

    def __init__(self, client: discord.Client) -> None:
        self._tree = app_commands.CommandTree(client)
        for command in _ALL:
            self._tree.add_command(command)
        self._tree.error(_log_fault)

    async def register(self) -> None:
        """Tell Discord of the commands, with their names in every language there is.

        Raises:
            discord.HTTPException: it won't have them.
        """
        await self._tree.set_translator(_Translator())
        await self._tree.sync()


async def _log_fault(_: Interaction, error: app_commands.AppCommandError) -> None:
    """Log what keeps a command from being run, such as options of the wrong types; `answered` tells all else."""
    log_fault(log, "running a command", error)


class _Translator(app_commands.Translator):
    """Gives Discord the commands' texts in each language, from `adapters.discord.words`."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - a text means the same wherever it stands
    ) -> str | None:
        """Return a text in a locale, or None where the English stands for itself."""
        language = LANGUAGES.get(str(locale).partition("-")[0])
        return language.terms.get(string.message) if language else None


async def _requested(answer: Answer, link: str) -> Request | None:
    """Return the request for what somebody gave as a link; what is wrong with it is told.

    Raises:
        PageLink: it links to a page that is not one video.
    """
    if error := page_error(link):
        raise error
    say = discord_words(answer.locale)
    links = find_links(link)
    if len(links) != 1:
        await answer.say(say.many_videos if links else say.no_video)
        return None
    return Request(links[0].ref, await _language(answer), answer.place.community)


async def _count(answer: Answer) -> None:
    """Count a link of whoever asks.

    Raises:
        OverLimit: it is over a limit.
    """
    await answer.house.intake.limits.count(answer.place, str(answer.interaction.user.id))


async def _language(answer: Answer) -> str | None:
    """Return the language that is set where an interaction came from."""
    interaction = answer.interaction
    if interaction.guild_id is None or interaction.channel is None:
        return None
    channel = settings_channel(interaction.channel)
    preferred = await answer.house.preferences.at(PLATFORM, str(interaction.guild_id), channel)
    return preferred.language or None


def _at_home(interaction: Interaction) -> bool:
    """Return whether we may write where an interaction came from: in a server we are in, or directly to us."""
    if not interaction.context.guild:
        return interaction.context.dm_channel
    allowed = interaction.app_permissions
    writes = allowed.send_messages_in_threads if _in_thread(interaction) else allowed.send_messages
    return interaction.is_guild_integration() and allowed.read_messages and writes


def _in_thread(interaction: Interaction) -> bool:
    return isinstance(interaction.channel, discord.Thread)


def _channel(interaction: Interaction) -> discord.abc.Snowflake:
    return interaction.channel or discord.Object(interaction.channel_id or 0)


def _as_posted(answer: Answer, message: discord.Message, language: str | None) -> Message:
    return Message(answer.place, str(message.id), str(message.author.id), _said(message), language)


def _said(message: discord.Message) -> str:
    return f"{message.content}\n{forwarded_text(message)}"
