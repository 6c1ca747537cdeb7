"""All that is kept of a person, a server, a channel or a video can be erased (law 10): Redis is read whole."""

import asyncio
import re
from pathlib import Path

import pytest

from adapters.redis.client import connect
from tests.e2e.deletion_kit import everything, is_of_departure, is_short_lived, mentions, until_nothing_names
from tests.e2e.discord_kit import WITHIN, Town
from tests.e2e.kit import CAPTIONS, Stage
from tests.e2e.slack_kit import Square
from tests.fakes.bot_process import bot
from tests.fakes.discord.kit import Message, Upload
from tests.fakes.slack.kit import Message as SlackMessage
from tests.fakes.slack.kit import Upload as SlackUpload
from tests.fakes.youtube import Failure

pytestmark = pytest.mark.asyncio(loop_scope="module")

REDIS_DOCS = Path(__file__).parents[2] / "docs" / "redis.md"


async def discord_day(town: Town) -> dict[str, list[str]]:
    """Use everything on Discord in a server of its own, and return the ids that each subject is known by."""
    discord, ada = town.discord, town.person()
    guild = discord.add_guild("Forgetful", discord.owner)
    discord.join(guild, ada)
    channel = discord.add_channel(guild, "talk")
    await town.done(discord.slash("settings", {"mode": "auto", "language": "en"}, user=discord.owner, channel=channel))
    post = discord.post(channel, ada, f"{town.video()} {town.video()}")
    await discord.until(
        lambda: sum("in the thread" in discord.text(each) for each in discord.replies(post)) == 2, WITHIN
    )
    thread = discord.threads(channel)[0]
    question = discord.post(thread, ada, "What is said about this?")
    await town.replied(question)
    again = discord.post(channel, ada, post.content.split()[0])
    await town.replied(again)
    silent = discord.post(channel, ada, town.video(failure=Failure.NO_CAPTIONS))
    reply = await town.replied(silent, "no captions")
    discord.post(channel, ada, reply_to=reply, attachments=[Upload("talk.vtt", CAPTIONS.encode())])
    await town.replied(silent, "in the thread")
    talk = discord.start_thread(discord.post(channel, ada, "a chat"), "a chat", ada)
    inside = discord.post(talk, ada, town.video())
    await town.replied(inside, "in the thread")
    direct = discord.dm(ada, town.video())
    await town.replied(direct, "in the thread")
    link: dict[str, str | bool] = {"link": post.content.split()[0], "private": True}
    await town.done(discord.slash("conclusion", link, user=ada, channel=channel))
    return {
        "user": [str(ada.id), *map(_id, (post, question, again, silent, inside, direct)), str(direct.channel.id)],
        "server": [str(guild.id), str(channel.id), str(thread.id), *map(_id, (post, question, again, silent))],
        "channel": [str(channel.id), str(thread.id), str(talk.id), *map(_id, (post, again, silent, inside))],
        "video": [post.content.split()[0].rpartition("/")[2]],
    }


async def slack_day(square: Square) -> dict[str, list[str]]:
    """Use everything on Slack in a channel of its own, and return the ids that each subject is known by."""
    slack, ada, channel = square.slack, square.person(), square.channel()
    await square.answered(slack.command("/cuepoint", "settings auto en", ada, channel))
    post = slack.post(channel, ada, square.video())
    await square.delivered(post)
    before = len(slack.own(post))
    question = slack.post(channel, ada, "What is said about this?", thread=post)
    await slack.until(lambda: len(slack.own(post)) > before, WITHIN)
    again = slack.post(channel, ada, post.text)
    await slack.until(lambda: slack.own(again), WITHIN)
    file = SlackUpload("talk.vtt", CAPTIONS.encode())
    silent = slack.post(channel, ada, square.video(failure=Failure.NO_CAPTIONS), files=[file])
    await square.delivered(silent)
    direct = slack.dm(ada, square.video())
    await square.delivered(direct)
    await square.answered(slack.command("/conclusion", square.address(), ada, channel))
    await square.answered(slack.command("/ask", f"{square.address()} what comes before the planet?", ada, channel))
    return {
        "user": [ada.id, *map(_ts, (post, question, again, silent, direct)), direct.channel.id],
        "channel": [channel.id, *map(_ts, (post, question, again, silent))],
        "video": [post.text.strip("<>").rpartition("/")[2]],
        "server": [slack.team.id, channel.id, direct.channel.id],
    }


def _id(message: Message) -> str:
    return str(message.id)


def _ts(message: SlackMessage) -> str:
    return message.ts


async def check_forgotten(stage: Stage, subject: str, ids: list[str], folder: Path) -> None:
    """Erase a subject by the command line, and check that nothing of it is left, and that it was there before."""
    url = stage.environment["REDIS_URL"]
    async with connect(url) as redis:
        before = await everything(redis)
    assert mentions(before, ids[:1])
    asked = await asyncio.to_thread(bot, ["forget", subject, ids[0]], folder, "n\n", REDIS_URL=url)
    assert asked.returncode == 1
    assert re.search(r"^ +[\d,]+  delivery$", asked.stdout, re.MULTILINE), asked.stdout
    async with connect(url) as redis:
        assert mentions(await everything(redis), ids[:1]), "nothing is erased without a yes"
    done = await asyncio.to_thread(bot, ["forget", subject, ids[0], "--yes"], folder, REDIS_URL=url)
    assert (done.returncode, done.stderr) == (0, "")
    await until_nothing_names(url, *ids, but=is_short_lived)
    none = await asyncio.to_thread(bot, ["forget", subject, ids[0], "--yes"], folder, REDIS_URL=url)
    assert none.stdout == "Nothing is kept of that.\n"


async def kinds(url: str) -> set[str]:
    """Return the kinds of keys that there are, without what tells queues and versions apart."""
    async with connect(url) as redis:
        return {key.split(":")[1] for key in await everything(redis) if key.startswith("cuepoint:")}


def documented() -> set[str]:
    """Return the kinds of keys that docs/redis.md names."""
    rows = [
        line.split("|")[1] for line in REDIS_DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| `")
    ]
    return {kind for row in rows for kind in re.findall(r"`([a-z-]+)`", row)}


@pytest.mark.parametrize("subject", ["user", "server", "channel", "video"])
async def test_what_is_forgotten_on_discord_is_nowhere_in_redis(
    discord_town: Town, subject: str, tmp_path: Path
) -> None:
    known = await discord_day(discord_town)
    assert await kinds(discord_town.environment["REDIS_URL"]) <= documented()
    await check_forgotten(discord_town, subject, known[subject], tmp_path)


@pytest.mark.parametrize("subject", ["user", "channel", "video", "server"])
async def test_what_is_forgotten_on_slack_is_nowhere_in_redis(
    slack_square: Square, subject: str, tmp_path: Path
) -> None:
    known = await slack_day(slack_square)
    assert await kinds(slack_square.environment["REDIS_URL"]) <= documented()
    await check_forgotten(slack_square, subject, known[subject], tmp_path)


async def test_leaving_a_server_erases_all_that_is_kept_of_it(discord_town: Town) -> None:
    discord = discord_town.discord
    guild = discord.add_guild("Short", discord.owner)
    channel = discord.add_channel(guild, "talk")
    setting = discord.slash("settings", {"mode": "auto"}, user=discord.owner, channel=channel)
    await discord_town.done(setting)
    post = discord.post(channel, discord_town.person(), discord_town.video())
    thread = await discord_town.delivered(post)
    stays, _ = await discord_town.summarised()
    discord.remove_bot(guild)
    ids = [str(each) for each in (guild.id, channel.id, thread.id, post.id, post.author.id)]
    await until_nothing_names(discord_town.environment["REDIS_URL"], *ids, but=is_of_departure)
    async with connect(discord_town.environment["REDIS_URL"]) as redis:
        assert mentions(await everything(redis), [str(stays.id)]), "what is kept of other servers stays"
