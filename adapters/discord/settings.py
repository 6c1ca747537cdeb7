"""The settings command: what is set for a channel or a server, shown and changed."""

from adapters.discord.escaping import escaped
from adapters.discord.inbound import PLATFORM
from adapters.discord.interactions import Answer
from adapters.discord.words import discord_words
from adapters.discord.words.words import DiscordWords
from core.preferences import STANDARD, Mode, Preferences
from core.tags import language_tag
from core.thread.content import one_line

OWN = "auto"


async def change(answer: Answer, channel: str, mode: Mode | None, language: str | None) -> None:
    """Set what was given, for a channel or, where `channel` is "", for the server, and tell what holds now."""
    say = discord_words(answer.locale)
    interaction = answer.interaction
    if interaction.guild_id is None:
        await answer.say(say.in_server_only)
        return
    if not interaction.permissions.manage_guild:
        await answer.say(say.not_yours)
        return
    changes: dict[str, object] = {"mode": mode} if mode else {}
    if language:
        changes["language"] = tag = "" if language.lower() == OWN else language_tag(language)
        if not tag and language.lower() != OWN:
            await answer.say(say.unknown_language.format(language=escaped(one_line(language))))
            return
    server = str(interaction.guild_id)
    if changes:
        await answer.house.preferences.change(PLATFORM, server, channel, **changes)
    await answer.say(await _told(answer, server, channel, say))


async def _told(answer: Answer, server: str, channel: str, say: DiscordWords) -> str:
    of_server = (await answer.house.preferences.set_for(PLATFORM, server, "")).over(STANDARD)
    told = [say.settings_server.format(**_in_words(of_server, say))]
    if channel:
        here = await answer.house.preferences.at(PLATFORM, server, channel)
        told.insert(0, say.settings_channel.format(**_in_words(here, say)))
    return "\n".join(told)


def _in_words(preferences: Preferences, say: DiscordWords) -> dict[str, str]:
    mode = preferences.mode or Mode.AUTO
    return {"mode": say.modes[mode], "language": escaped(preferences.language or "") or say.own_language}
