"""Commands and buttons on Discord, as people use them."""

import json

import pytest
from redis.asyncio import Redis

from tests.e2e.discord_kit import WITHIN, Town
from tests.fakes.discord.kit import Interaction, MessageFlag, NotOffered
from tests.fakes.youtube import Failure

pytestmark = pytest.mark.asyncio(loop_scope="module")
MENUS = ("Summarize video", "Delete summary")


def private(interaction: Interaction) -> bool:
    return all(message.flags & MessageFlag.EPHEMERAL for message in interaction.messages)


@pytest.mark.parametrize("alone", [False, True], ids=["to all", "to oneself"])
async def test_conclusion(discord_town: Town, *, alone: bool) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    options: dict[str, str | bool] = {"link": discord_town.video(), "private": alone}
    done = await discord_town.done(discord.slash("conclusion", options, user=ada, channel=discord_town.channel()))
    assert "Conclusion: Key Takeaways" in done.text
    assert done.text.count("###") == 1
    assert private(done) is alone
    assert [button.label for button in discord.buttons(done.messages[-1])] == ["Conclusion", "Export"]


async def test_summarize_opens_a_thread_on_the_answer(discord_town: Town) -> None:
    discord, ada, channel = discord_town.discord, discord_town.person(), discord_town.channel()
    done = await discord_town.done(
        discord.slash("summarize", {"link": discord_town.video()}, user=ada, channel=channel)
    )
    (answer,) = done.messages
    await discord.until(lambda: "in the thread" in discord.text(answer), WITHIN)
    assert answer.thread
    discord_town.check_whole(answer.thread)
    question = discord.post(answer.thread, ada, "What is said about this?")
    assert discord.links(await discord_town.replied(question))


async def test_summarize_again_leads_to_the_thread_there_is(discord_town: Town) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    post, thread = await discord_town.summarised()
    done = discord.slash("summarize", {"link": post.content}, user=ada, channel=discord_town.channel())
    await discord.until(lambda: str(thread.id) in done.text, WITHIN)


async def test_summarize_to_oneself_gives_the_whole_in_the_answer(discord_town: Town) -> None:
    discord, ada, channel = discord_town.discord, discord_town.person(), discord_town.channel()
    options: dict[str, str | bool] = {"link": discord_town.video(), "private": True}
    done = await discord_town.done(discord.slash("summarize", options, user=ada, channel=channel))
    assert private(done)
    assert done.text.count("### ") >= 3
    assert not discord.threads(channel)
    assert not discord.sent(channel)


async def test_a_long_video_to_oneself_is_a_conclusion_and_a_file(discord_town: Town) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    options: dict[str, str | bool] = {"link": discord_town.video(400.0), "private": True}
    done = discord.slash("summarize", options, user=ada, channel=discord_town.channel())
    await discord.until(lambda: any(message.attachments for message in done.messages), WITHIN)
    assert len(done.messages) <= 5
    assert private(done)


async def test_ask(discord_town: Town) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    options: dict[str, str | bool] = {"link": discord_town.video(), "question": "What is said about this?"}
    done = await discord_town.done(discord.slash("ask", options, user=ada, channel=discord_town.channel()))
    assert discord.links(done.messages[0])
    assert not private(done)


@pytest.mark.parametrize(("locale", "says"), [("de", "Poste einen YouTube-Link"), ("fr", "Post a YouTube link")])
async def test_help_in_the_reader_s_language(discord_town: Town, locale: str, says: str) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    done = await discord_town.done(discord.slash("help", {}, user=ada, channel=discord_town.channel(), locale=locale))
    assert done.text.startswith(says)
    assert private(done)


async def test_names_and_texts_are_registered_in_german(discord_town: Town) -> None:
    registered = {command.form.name: command.payload() for command in discord_town.discord.parts.commands.of(None)}
    assert registered.keys() == {"conclusion", "summarize", "ask", "settings", "usage", "help", *MENUS}
    assert registered["conclusion"]["name_localizations"] == {"de": "fazit"}
    missing = [name for name, each in registered.items() if "de" not in json.dumps(each["name_localizations"])]
    assert missing == []


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("no link at all", "can't find a video link"),
        ("https://youtu.be/aaaaaaaaaaa https://youtu.be/bbbbbbbbbbb", "several videos"),
        ("https://www.youtube.com/playlist?list=PLabc", "That is a playlist"),
        ("https://www.youtube.com/@somebody/live", "a channel's live page"),
    ],
)
async def test_what_is_no_single_link_is_said(discord_town: Town, link: str, said: str) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    done = await discord_town.done(
        discord.slash("conclusion", {"link": link}, user=ada, channel=discord_town.channel())
    )
    assert said in done.text


@pytest.mark.parametrize(("locale", "says"), [("de", "keine Untertitel"), ("en-GB", "no captions")])
async def test_a_failure_is_told_as_the_answer_in_the_reader_s_language(
    discord_town: Town, locale: str, says: str
) -> None:
    discord, ada, channel = discord_town.discord, discord_town.person(), discord_town.channel()
    options: dict[str, str | bool] = {"link": discord_town.video(failure=Failure.NO_CAPTIONS)}
    done = await discord_town.done(discord.slash("conclusion", options, user=ada, channel=channel, locale=locale))
    assert says in done.text


async def test_a_conclusion_has_its_fixed_words_in_the_reader_s_language(discord_town: Town) -> None:
    discord, ada, channel = discord_town.discord, discord_town.person(), discord_town.channel()
    options: dict[str, str | bool] = {"link": discord_town.video(), "private": True}
    done = await discord_town.done(discord.slash("conclusion", options, user=ada, channel=channel, locale="de"))
    assert "### Fazit: das Wichtigste" in done.text
    assert "Untertitel (en)" in done.text


@pytest.mark.parametrize("alone", [False, True], ids=["to all", "to oneself"])
@pytest.mark.parametrize("early", [False, True], ids=["over", "vanished"])
async def test_where_the_token_is_over_the_answer_is_a_plain_message(
    discord_town: Town, *, alone: bool, early: bool
) -> None:
    discord, ada, channel = discord_town.discord, discord_town.person(), discord_town.channel()
    hung = discord.hang("PATCH /webhooks/*/*/messages/@original")
    options: dict[str, str | bool] = {"link": discord_town.video(), "private": alone}
    asked = discord.slash("conclusion", options, user=ada, channel=channel)
    await discord.until(lambda: asked.callback is not None, WITHIN)
    (asked.vanish if early else asked.expire)()
    discord.lift()
    place = discord.world.direct(ada) if alone else channel
    await discord.until(lambda: any("Conclusion" in discord.text(each) for each in discord.sent(place)), WITHIN)
    assert hung.hits <= 1
    discord.pass_nonces()
    discord.redeliver(asked)
    count = 1 + (not alone and asked.original is not None)
    await discord_town.quiet(lambda: len(discord.sent(place)) != count)


async def test_a_redelivered_command_is_answered_once(discord_town: Town) -> None:
    discord, ada, channel = discord_town.discord, discord_town.person(), discord_town.channel()
    options: dict[str, str | bool] = {"link": discord_town.video()}
    done = await discord_town.done(discord.slash("conclusion", options, user=ada, channel=channel))
    discord.redeliver(done)
    await discord_town.quiet(lambda: len(discord.sent(channel)) != 1)


async def test_installed_to_a_person_alone_it_works_among_people_and_in_other_servers(discord_town: Town) -> None:
    discord = discord_town.discord
    ada = discord.add_user("Traveller", installed=True)
    strange = discord.add_guild("Strange", discord.owner, with_bot=False)
    for channel in (
        discord.add_channel(strange, "talk"),
        discord.add_private_channel(ada, discord_town.person("Ben")),
    ):
        done = await discord_town.done(
            discord.slash("summarize", {"link": discord_town.video()}, user=ada, channel=channel)
        )
        assert done.text.count("### ") >= 3
        assert not discord.threads(channel)


async def test_the_message_menu_summarises_as_if_it_were_posted(discord_town: Town) -> None:
    discord, ada, channel = discord_town.discord, discord_town.person(), discord_town.channel()
    await discord_town.done(discord.slash("settings", {"mode": "off"}, user=discord.owner, channel=channel))
    post = discord.post(channel, ada, discord_town.video())
    done = await discord_town.done(discord.message_command("Summarize video", post, discord_town.person()))
    assert private(done)
    discord_town.check_whole(await discord_town.delivered(post))
    nothing = discord.post(channel, ada, "no link")
    done = await discord_town.done(discord.message_command("Summarize video", nothing, ada))
    assert "can't find a video link" in done.text


async def test_settings_of_a_channel_and_the_server(discord_town: Town) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    guild = discord.add_guild("Careful", discord.owner)
    one, other = discord.add_channel(guild, "one"), discord.add_channel(guild, "other")
    options: dict[str, str | bool] = {"mode": "off", "server": True}
    await discord_town.done(discord.slash("settings", options, user=discord.owner, channel=one))
    done = await discord_town.done(
        discord.slash("settings", {"mode": "ask", "language": "DE_at"}, user=discord.owner, channel=one)
    )
    assert "marked with 🔍" in done.text
    assert "left alone" in done.text
    assert "language: de-AT" in done.text
    silent = discord.post(other, ada, discord_town.video())
    marked = discord.post(one, ada, discord_town.video())
    await discord.until(lambda: marked.reactions, WITHIN)
    assert list(marked.reactions) == ["🔍"]
    discord.react(silent, ada, "🔍")
    await discord_town.quiet(lambda: discord.replies(silent) or discord.replies(marked))
    discord.react(marked, ada, "🔍")
    await discord_town.replied(marked, "im Thread")


async def test_usage_is_shown_to_those_who_manage_the_server_and_to_oneself(discord_town: Town) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    guild = discord.add_guild("Thrifty", discord.owner)
    channel = discord.add_channel(guild, "talk")
    thread = await discord_town.delivered(discord.post(channel, ada, discord_town.video()))
    async with Redis.from_url(discord_town.environment["REDIS_URL"]) as redis:
        await redis.delete(*[key async for key in redis.scan_iter("cuepoint:summary:*")])
    last = discord.sent(thread)[-1]
    await discord_town.done(discord.click(last, str(discord.button(last, "Conclusion").custom_id), ada))
    await discord_town.done(
        discord.slash("ask", {"link": discord_town.video(), "question": "why?"}, user=ada, channel=channel)
    )
    with pytest.raises(NotOffered):
        discord.slash("usage", user=ada, channel=channel)
    done = await discord_town.done(discord.slash("usage", user=discord.owner, channel=channel))
    assert private(done)
    assert "Today: 0 tokens · 2 summaries · 1 question" in done.text
    assert "No budget is set here." in done.text
    direct = discord.world.direct(ada)
    done = await discord_town.done(discord.slash("usage", user=ada, channel=direct, locale="de"))
    assert "Heute: 0 Tokens · 0 Zusammenfassungen · 0 Fragen" in done.text


async def test_settings_are_for_those_who_manage_the_server(discord_town: Town) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    with pytest.raises(NotOffered):
        discord.slash("settings", {"mode": "off"}, user=ada, channel=discord_town.channel())


async def test_what_is_no_language_is_said_and_shown_as_text(discord_town: Town) -> None:
    discord = discord_town.discord
    done = await discord_town.done(
        discord.slash("settings", {"language": "**@everyone**"}, user=discord.owner, channel=discord_town.channel())
    )
    assert "is no language code" in done.text
    assert "**" not in done.text


async def test_a_section_is_written_anew_for_who_posted_the_link(discord_town: Town) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    post, thread = await discord_town.summarised(discord_town.video(20.0), ada)
    section = discord.sent(thread)[0]
    before = discord.text(section)
    ident = str(discord.button(section, "Redo this section").custom_id)
    done = await discord_town.done(discord.click(section, ident, discord_town.person("Ben")))
    assert "Only who posted the link" in done.text
    assert discord.text(section) == before
    for person in (ada, discord.owner):
        said = discord.text(section)
        done = await discord_town.done(discord.click(section, ident, person))
        assert done.text == "The section is written anew."
        assert discord.text(section) != said
        assert private(done)
    assert discord.button(section, "Redo this section").custom_id == ident
    discord_town.check_whole(thread)
    ident_of = post.content.rpartition("/")[2]
    assert all(f"v={ident_of}" in link for link in discord.links(section))
    assert "> " in discord.text(section)


@pytest.mark.parametrize("restarted", [False, True], ids=["at once", "after a restart"])
async def test_buttons(discord_town: Town, *, restarted: bool) -> None:
    discord, ben = discord_town.discord, discord_town.person("Ben")
    _, thread = await discord_town.summarised()
    if restarted:
        await discord_town.kill()
        await discord_town.restart()
    last = discord.sent(thread)[-1]
    asked = discord.click(last, str(discord.button(last, "Conclusion").custom_id), ben)
    done = await discord_town.done(asked)
    assert private(done)
    assert "Conclusion: Key Takeaways" in done.text
    done = await discord_town.done(discord.click(last, str(discord.button(last, "Export").custom_id), ben))
    assert private(done)
    (file,) = done.messages[0].attachments
    assert file.upload.filename.endswith(".md")
    assert file.upload.content.decode().count("\n## ") == len(discord.sent(thread))
