"""What is posted on Discord can be taken back (law 10), by the real bot in a process of its own."""

from collections.abc import Callable

import pytest

from tests.e2e.deletion_kit import is_limit, until_nothing_names
from tests.e2e.discord_kit import WITHIN, Town
from tests.fakes.discord.kit import Channel, Message, Permission, User

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def until_gone(town: Town, post: Message, thread: Channel | None = None) -> None:
    """Wait until nothing that the bot posted for a post stands, and nothing that is kept names it."""
    discord = town.discord
    await discord.until(lambda: not discord.replies(post) and not (thread and texts(town, thread)), WITHIN)
    await until_nothing_names(town.environment["REDIS_URL"], str(post.id), str(post.author.id), but=is_limit)


def texts(town: Town, thread: Channel) -> list[str]:
    return [town.discord.text(each) for each in town.discord.sent(thread) if town.discord.text(each)]


def delete_post(town: Town, post: Message, _reply: Message, _thread: Channel, _by: User) -> None:
    town.discord.delete(post)


def delete_reply(town: Town, _post: Message, reply: Message, _thread: Channel, _by: User) -> None:
    town.discord.delete(reply)


def react(town: Town, _post: Message, reply: Message, _thread: Channel, by: User) -> None:
    town.discord.react(reply, by, "❌")


def use_menu_of_post(town: Town, post: Message, _reply: Message, _thread: Channel, by: User) -> None:
    town.discord.message_command("Delete summary", post, by)


def use_menu_of_section(town: Town, _post: Message, _reply: Message, thread: Channel, by: User) -> None:
    town.discord.message_command("Delete summary", town.discord.sent(thread)[1], by)


def click(town: Town, _post: Message, _reply: Message, thread: Channel, by: User) -> None:
    last = next(
        each for each in town.discord.sent(thread) if any(b.label == "Delete" for b in town.discord.buttons(each))
    )
    town.discord.click(last, str(town.discord.button(last, "Delete").custom_id), by)


Act = Callable[[Town, Message, Message, Channel, User], None]
ASKED: tuple[Act, ...] = (react, use_menu_of_post, use_menu_of_section, click)


@pytest.mark.parametrize("act", [delete_post, delete_reply, *ASKED])
async def test_whichever_way_it_is_taken_back_all_of_it_goes(discord_town: Town, act: Act) -> None:
    discord = discord_town.discord
    post, thread = await discord_town.summarised()
    question = discord.post(thread, post.author, "What is said about this?")
    await discord_town.replied(question)
    act(discord_town, post, discord.replies(post)[0], thread, post.author)
    await until_gone(discord_town, post, thread)
    await until_nothing_names(discord_town.environment["REDIS_URL"], str(question.id))


@pytest.mark.parametrize("act", ASKED)
async def test_others_can_not_take_it_back_and_moderators_can(discord_town: Town, act: Act) -> None:
    discord = discord_town.discord
    post, thread = await discord_town.summarised()
    (reply,) = discord.replies(post)
    stranger = discord_town.person()
    discord.join(discord.guild, stranger)
    act(discord_town, post, reply, thread, stranger)
    await discord_town.quiet(lambda: not discord.replies(post))
    discord_town.check_whole(thread)
    moderator = discord_town.person()
    discord.join(discord.guild, moderator)
    discord.permit(post.channel, allow=Permission.MANAGE_MESSAGES, to=moderator)
    act(discord_town, post, reply, thread, moderator)
    await until_gone(discord_town, post, thread)


async def test_a_thread_goes_as_a_whole_where_nobody_else_wrote_and_we_may_manage_it(discord_town: Town) -> None:
    discord = discord_town.discord
    channel = discord_town.channel()
    discord.permit(channel, allow=Permission.MANAGE_THREADS)
    post = discord.post(channel, discord_town.person(), discord_town.video())
    thread = await discord_town.delivered(post)
    other = discord.post(channel, post.author, discord_town.video())
    kept = await discord_town.delivered(other)
    said = discord.post(kept, post.author, "lovely")
    discord.delete(post)
    discord.delete(other)
    await discord.until(lambda: thread not in discord.threads(channel), WITHIN)
    await until_gone(discord_town, other, kept)
    assert kept in discord.threads(channel), "a thread in which people wrote stays theirs"
    assert said in discord.messages(kept)
    assert kept.name == "Removed."


async def test_what_can_not_be_deleted_is_emptied(discord_town: Town) -> None:
    discord = discord_town.discord
    post, thread = await discord_town.summarised()
    (reply,) = discord.replies(post)
    refused = {"message": "Missing Permissions", "code": 50013}
    discord.fault("DELETE /channels/*/messages/*", status=403, body=refused, times=100)
    discord.react(reply, post.author, "❌")
    await discord.until(lambda: discord.text(reply) == "-# Removed.", WITHIN)
    assert set(texts(discord_town, thread)) == {"-# Removed."}
    assert not any(discord.buttons(each) for each in discord.sent(thread))
    discord.lift()


async def test_in_a_direct_message_its_own_messages_go_and_others_stay(discord_town: Town) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    first = discord.dm(ada, discord_town.video())
    await discord_town.replied(first, "in the thread")
    kept = {discord.text(each) for each in discord.sent(first.channel)}
    second = discord.dm(ada, discord_town.video())
    await discord_town.replied(second, "in the thread")
    question = discord.dm(ada, "What is said about this?")
    await discord_town.replied(question)
    (reply,) = discord.replies(second)
    discord.react(reply, ada, "❌")
    await discord.until(lambda: {discord.text(each) for each in discord.sent(first.channel)} == kept, WITHIN)
    await until_nothing_names(discord_town.environment["REDIS_URL"], str(second.id), str(question.id))


async def test_a_question_that_is_deleted_loses_its_answer(discord_town: Town) -> None:
    discord = discord_town.discord
    post, thread = await discord_town.summarised()
    question = discord.post(thread, post.author, "What is said about this?")
    await discord_town.replied(question)
    discord.delete(question)
    await discord.until(lambda: not discord.replies(question), WITHIN)
    await until_nothing_names(discord_town.environment["REDIS_URL"], str(question.id))
    discord_town.check_whole(thread)


async def test_an_event_that_comes_again_brings_nothing_back(discord_town: Town) -> None:
    discord = discord_town.discord
    post, thread = await discord_town.summarised()
    discord.react(discord.replies(post)[0], post.author, "❌")
    await until_gone(discord_town, post, thread)
    discord.redeliver(post)
    await discord_town.quiet(lambda: discord.replies(post))


async def test_deleted_while_nobody_can_remove_it_it_goes_after_a_restart(discord_town: Town) -> None:
    discord = discord_town.discord
    post, thread = await discord_town.summarised()
    (reply,) = discord.replies(post)
    held = discord.hang("DELETE /channels/*/messages/*")
    discord.react(reply, post.author, "❌")
    await discord.until(lambda: held.hits, WITHIN)
    await discord_town.kill()
    discord.lift()
    await discord_town.restart()
    await until_gone(discord_town, post, thread)
