"""What the platforms have of a post, in one form for both: read from the fakes' own records, never from the bot."""

import re
from dataclasses import dataclass

from core.thread.words.en import ENGLISH
from tests.chaos.world import World
from tests.fakes.discord.kit import Discord
from tests.fakes.discord.kit import Message as DiscordMessage
from tests.fakes.slack.kit import Message as SlackMessage
from tests.fakes.slack.kit import Slack

RANGE = re.compile(r"\[(\d[\d:]*)-(\d[\d:]*)\\?\]")
_THERE = re.compile(r"discord\.com/channels/\w+/(\d+)")
_THERE_ON_SLACK = re.compile(r"[?&]thread_ts=([\d.]+)")


@dataclass(frozen=True, slots=True)
class Record:
    """A post as its platform has it.

    Attributes:
        replies: what our replies to it say.
        threads: what stands in each thread of ours on it, message by message.
        leads: the ids of the posts whose threads our replies link to.
        community: the server, workspace or direct message it stands in.
    """

    replies: tuple[str, ...] = ()
    threads: tuple[tuple[str, ...], ...] = ()
    leads: tuple[str, ...] = ()
    community: str = ""


def ident(post: DiscordMessage | SlackMessage) -> str:
    """Return a post's id."""
    return post.ts if isinstance(post, SlackMessage) else str(post.id)


def record(world: World, post: DiscordMessage | SlackMessage) -> Record:
    """Return what there is of a post."""
    if isinstance(post, SlackMessage):
        return _on_slack(world.slack, post)
    return _on_discord(world.discord, post)


def _on_discord(discord: Discord, post: DiscordMessage) -> Record:
    replies = discord.replies(post)
    said = tuple(discord.text(reply) for reply in replies)
    threads = [each.thread for each in (post, *replies) if each.thread]
    inside = tuple(tuple(discord.text(message) for message in discord.sent(thread)) for thread in threads)
    there = [int(found) for text in said for found in _THERE.findall(text)]
    homes = [discord.world.channels[channel] for channel in there if channel in discord.world.channels]
    # A thread on a message has its id; the message is our reply to the post that it leads to.
    starters = [home.parent.messages[home.id] for home in homes if home.parent and home.id in home.parent.messages]
    leads = [str(each.reference.message.id) for each in starters if each.reference and each.reference.message]
    guild = post.channel.guild
    return Record(said, inside, tuple(leads), f"discord {guild.id if guild else post.channel.id}")


def _on_slack(slack: Slack, post: SlackMessage) -> Record:
    """Return what there is of a post: reply and parts stand in one thread, the reply being what is no part."""
    own = [(slack.text(message), message) for message in slack.own(post)]
    replies = [(text, message) for text, message in own if not _is_part(text)]
    leads = [
        found for _, message in replies for link in slack.links(message) for found in _THERE_ON_SLACK.findall(link)
    ]
    parts = tuple(text for text, _ in own if _is_part(text))
    direct = post.channel.id if post.channel.id.startswith("D") else "workspace"
    return Record(tuple(text for text, _ in replies), (parts,) if parts else (), tuple(leads), f"slack {direct}")


def _is_part(text: str) -> bool:
    return is_section(text) or is_conclusion(text)


def is_section(text: str) -> bool:
    """Return whether a message is a section: it has a range."""
    return bool(RANGE.search(text))


def is_conclusion(text: str) -> bool:
    """Return whether a message is the conclusion."""
    return ENGLISH.conclusion in text
