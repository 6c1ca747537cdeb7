"""Commands, buttons and windows of the fake, answered by the real client: by its command tree, views, and by hand."""

import io
from collections.abc import AsyncIterator

import discord
import pytest
from discord import app_commands

from tests.fakes.discord.kit import (
    Callback,
    Discord,
    Interaction,
    MessageFlag,
    MessageType,
    NotOffered,
    Permission,
    Upload,
    User,
    Value,
)
from tests.protocol.discord_client import Client, connected

Context = discord.Interaction[Client]


class Answers:
    """What the tests want done with the next interaction."""

    def __init__(self) -> None:
        self.seen: list[Context] = []


@pytest.fixture
async def fake() -> AsyncIterator[Discord]:
    async with Discord() as server:
        yield server


@pytest.fixture
def ada(fake: Discord) -> User:
    return fake.add_user("Ada", locale="de")


@pytest.fixture
async def client(fake: Discord) -> AsyncIterator[Client]:
    """A client with the commands that the tests use, synchronised."""
    async with connected(fake, prepare=add_commands) as one:
        await one.tree.sync()
        yield one


def add_commands(client: Client) -> None:
    @client.tree.command(description="Ask")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def ask(
        context: Context, link: str, who: discord.User | None = None, captions: discord.Attachment | None = None
    ) -> None:
        read = (await captions.read()).decode() if captions else ""
        private = link == "private"
        await context.response.send_message(f"{link} {who and who.name} {read} {context.locale}", ephemeral=private)

    @client.tree.command(description="Think")
    async def think(context: Context, private: bool = False) -> None:  # noqa: FBT001, FBT002  # how commands are written
        await context.response.defer(thinking=True, ephemeral=private)
        await context.edit_original_response(content="thought")
        await context.followup.send("and more", ephemeral=private)

    @client.tree.command(description="For those who manage")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only
    async def settings(context: Context) -> None:
        await context.response.send_modal(Question())

    @client.tree.command(description="Find")
    async def find(context: Context, word: str) -> None:
        await context.response.send_message(word)

    @find.autocomplete("word")
    async def suggest(_context: Context, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{current}!", value=current)]

    @client.tree.context_menu(name="Summarize video")
    async def summarize(context: Context, message: discord.Message) -> None:
        await context.response.send_message(f"about {message.content}", view=Panel())

    group = app_commands.Group(name="channel", description="Channels")

    @group.command(description="Switch off")
    async def off(context: Context) -> None:
        await context.response.send_message("off")

    client.tree.add_command(group)
    client.add_dynamic_items(Redo)


class Question(discord.ui.Modal, title="Which language?"):
    language: discord.ui.TextInput["Question"] = discord.ui.TextInput(label="Language", custom_id="language")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"set to {self.language.value}", ephemeral=True)


class Panel(discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.add_item(Redo(7))
        self.add_item(discord.ui.Button(label="Never", custom_id="never", disabled=True))

    @discord.ui.button(label="Update", custom_id="update")
    async def update(self, interaction: discord.Interaction, button: discord.ui.Button["Panel"]) -> None:
        button.label = "Updated"
        await interaction.response.edit_message(content="updated", view=self)

    @discord.ui.button(label="Later", custom_id="later")
    async def later(self, interaction: discord.Interaction, _button: discord.ui.Button["Panel"]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="updated later")
        await interaction.followup.send("said apart", ephemeral=True)


class Redo(discord.ui.DynamicItem[discord.ui.Button[Panel]], template=r"redo:(?P<section>[0-9]+)"):
    def __init__(self, section: int) -> None:
        super().__init__(discord.ui.Button(label="Redo", custom_id=f"redo:{section}"))
        self.section = section

    @classmethod
    async def from_custom_id(cls, _interaction: Context, _item: object, match: object) -> "Redo":  # type: ignore[override]  # less is asked for
        return cls(int(match["section"]))  # type: ignore[index]  # a match

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"redone {self.section}", ephemeral=True)


async def raw(client: Client) -> Context:
    """Return the last interaction the client heard of, to be answered by hand."""
    await client.next("interaction", len(client.of("interaction")) or 1)
    last = client.of("interaction")[-1]
    assert isinstance(last, discord.Interaction)
    return last


# Commands


async def test_a_command_is_answered_with_its_options(fake: Discord, client: Client, ada: User) -> None:
    options: dict[str, Value] = {
        "link": "https://example.org",
        "who": fake.owner,
        "captions": Upload("talk.vtt", b"WEBVTT"),
    }
    asked = await fake.done(fake.slash("ask", options, user=ada, channel=fake.general))
    assert asked.original is not None
    assert asked.text == "https://example.org owner WEBVTT de"
    assert asked.original.kind is MessageType.CHAT_INPUT_COMMAND
    assert fake.messages(fake.general) == [asked.original]
    assert asked.callback is Callback.MESSAGE
    assert asked.took is not None
    assert asked.took < 1


async def test_an_answer_in_private_is_in_no_channel(fake: Discord, client: Client, ada: User) -> None:
    asked = await fake.done(fake.slash("ask", {"link": "private"}, user=ada, channel=fake.general, locale="en-GB"))
    assert asked.original is not None
    assert asked.original.ephemeral
    assert asked.original.only_for is ada
    assert asked.text.endswith("en-GB")
    assert fake.messages(fake.general) == []
    told = await client.next("message")
    assert isinstance(told, discord.Message)
    assert (told.guild, told.flags.ephemeral) == (None, True)


@pytest.mark.parametrize("private", [False, True])
async def test_a_deferred_answer_comes_later_in_the_same_place(
    fake: Discord, client: Client, ada: User, *, private: bool
) -> None:
    asked = fake.slash("think", {"private": private}, user=ada, channel=fake.general)
    await fake.until(lambda: asked.followups)
    assert asked.callback is Callback.DEFERRED_MESSAGE
    assert [message.content for message in asked.messages] == ["thought", "and more"]
    assert {message.ephemeral for message in asked.messages} == {private}
    assert asked.original is not None
    assert MessageFlag.LOADING not in asked.original.flags


async def test_subcommands_and_suggestions(fake: Discord, client: Client, ada: User) -> None:
    assert (await fake.done(fake.slash("channel off", user=ada, channel=fake.general))).text == "off"
    typed = await fake.done(fake.autocomplete("find", {"word": "ma"}, "word", user=ada, channel=fake.general))
    assert typed.choices == [{"name": "ma!", "value": "ma"}]


async def test_a_command_of_a_messages_menu(fake: Discord, client: Client, ada: User) -> None:
    message = fake.post(fake.general, fake.owner, "https://example.org")
    asked = await fake.done(fake.message_command("Summarize video", message, ada))
    assert asked.text == "about https://example.org"
    assert asked.original is not None
    assert asked.original.kind is MessageType.CONTEXT_MENU_COMMAND


async def test_a_window_is_filled_in(fake: Discord, client: Client) -> None:
    opened = await fake.done(fake.slash("settings", user=fake.owner, channel=fake.general))
    assert opened.modal is not None
    assert opened.modal["title"] == "Which language?"
    sent = await fake.done(fake.submit(opened, {"language": "de"}))
    assert sent.text == "set to de"


NOT_OFFERED: dict[str, tuple[str, dict[str, Value]]] = {
    "no such command": ("nothing", {}),
    "a required option missing": ("ask", {}),
    "an option that isn't there": ("ask", {"link": "x", "other": "y"}),
    "a value of another kind": ("ask", {"link": True}),
    "a group alone": ("channel", {}),
    "no such subcommand": ("channel on", {}),
    "without the right": ("settings", {}),
}


@pytest.mark.parametrize("name", NOT_OFFERED)
async def test_what_discords_apps_do_not_offer_is_refused(fake: Discord, client: Client, ada: User, name: str) -> None:
    command, options = NOT_OFFERED[name]
    with pytest.raises(NotOffered):
        fake.slash(command, options, user=ada, channel=fake.general)


async def test_commands_are_offered_where_they_are_meant_to_be(fake: Discord, client: Client, ada: User) -> None:
    direct = fake.world.direct(fake.owner)
    with pytest.raises(NotOffered):
        fake.slash("settings", user=fake.owner, channel=direct)
    assert (await fake.done(fake.slash("think", user=ada, channel=fake.world.direct(ada)))).text.startswith("thought")
    role = fake.add_role(fake.guild, "managers", Permission.MANAGE_GUILD, to=ada)
    assert role.permissions
    await fake.done(fake.slash("settings", user=ada, channel=fake.general))


# Buttons


@pytest.fixture
async def panel(fake: Discord, client: Client, ada: User) -> Interaction:
    message = fake.post(fake.general, fake.owner, "a panel")
    return await fake.done(fake.message_command("Summarize video", message, ada))


async def test_a_button_updates_its_message(fake: Discord, client: Client, ada: User, panel: Interaction) -> None:
    assert panel.original is not None
    pressed = await fake.done(fake.click(panel.original, "update", ada))
    assert pressed.original is panel.original
    assert panel.original.content == "updated"
    assert fake.button(panel.original, "Updated").custom_id == "update"
    assert panel.original.earlier == ["about a panel"]


async def test_a_button_answers_later_and_apart(fake: Discord, client: Client, ada: User, panel: Interaction) -> None:
    assert panel.original is not None
    pressed = fake.click(panel.original, "later", ada)
    await fake.until(lambda: pressed.followups)
    assert pressed.callback is Callback.DEFERRED_UPDATE
    assert panel.original.content == "updated later"
    assert pressed.text == "said apart"
    assert pressed.followups[0].only_for is ada


async def test_a_button_of_no_living_view_is_found_by_its_pattern(
    fake: Discord, client: Client, ada: User, panel: Interaction
) -> None:
    assert panel.original is not None
    pressed = await fake.done(fake.click(panel.original, "redo:7", ada))
    assert pressed.text == "redone 7"


async def test_buttons_that_cannot_be_pressed(fake: Discord, client: Client, ada: User, panel: Interaction) -> None:
    assert panel.original is not None
    for custom_id in ("never", "nothing"):
        with pytest.raises(NotOffered):
            fake.click(panel.original, custom_id, ada)
    fake.delete(panel.original)
    with pytest.raises(NotOffered):
        fake.click(panel.original, "update", ada)


async def test_what_one_alone_sees_another_cannot_press(fake: Discord, client: Client, ada: User) -> None:
    asked = fake.slash("find", {"word": "x"}, user=ada, channel=fake.general)
    await fake.done(asked)
    context = await raw(client)
    await context.followup.send("secret", view=Panel(), ephemeral=True)
    with pytest.raises(NotOffered):
        fake.click(asked.followups[0], "update", fake.owner)
    pressed = await fake.done(fake.click(asked.followups[0], "update", ada))
    assert pressed.text == "updated"


# Tokens


async def test_an_expired_token_answers_nothing(fake: Discord, client: Client, ada: User) -> None:
    asked = await fake.done(fake.slash("find", {"word": "x"}, user=ada, channel=fake.general))
    asked.expire()
    context = await raw(client)
    for attempt in (context.followup.send("late"), context.edit_original_response(content="late")):
        with pytest.raises(discord.HTTPException) as expired:
            await attempt
        assert (expired.value.status, expired.value.code) == (401, 50027)
    assert asked.text == "x"


async def test_a_token_that_fails_early_is_an_unknown_webhook(fake: Discord, client: Client, ada: User) -> None:
    asked = await fake.done(fake.slash("find", {"word": "x"}, user=ada, channel=fake.general))
    asked.vanish()
    with pytest.raises(discord.NotFound) as gone:
        await (await raw(client)).followup.send("late")
    assert gone.value.code == 10015


async def by_hand(fake: Discord, client: Client, user: User) -> tuple[Interaction, Context]:
    """Return an interaction that nothing in the client answers."""
    context_menu = {"name": "By hand", "type": 3, "integration_types": [0, 1], "contexts": [0, 1, 2]}
    await client.http.upsert_global_command(fake.world.app.id, context_menu)  # type: ignore[arg-type]  # a JSON object
    client.tree.on_error = ignore  # type: ignore[method-assign]  # the tree doesn't know the command
    message = fake.post(fake.general, fake.owner, "x")
    asked = fake.message_command("By hand", message, user)
    await fake.until(lambda: any(getattr(each, "id", 0) == asked.id for each in client.of("interaction")))
    return asked, await raw(client)


async def ignore(_context: object, _error: object) -> None:
    pass


async def test_too_late_is_unknown(fake: Discord, client: Client, ada: User) -> None:
    asked, context = await by_hand(fake, client, ada)
    asked.began -= 3.5
    with pytest.raises(discord.NotFound) as late:
        await context.response.send_message("late")
    assert late.value.code == 10062


async def test_a_second_first_answer_is_refused(fake: Discord, client: Client, ada: User) -> None:
    asked, context = await by_hand(fake, client, ada)
    await context.response.send_message("first")
    context.response._response_type = None  # noqa: SLF001  # past discord.py's own check
    with pytest.raises(discord.HTTPException) as twice:
        await context.response.send_message("second")
    assert (twice.value.status, twice.value.code) == (400, 40060)
    assert asked.text == "first"


async def test_before_the_first_answer_there_is_nothing_to_change(fake: Discord, client: Client, ada: User) -> None:
    _, context = await by_hand(fake, client, ada)
    with pytest.raises(discord.NotFound) as early:
        await context.followup.send("early")
    assert early.value.code == 10015


async def test_right_after_thinking_a_follow_up_becomes_the_answer(fake: Discord, client: Client, ada: User) -> None:
    asked, context = await by_hand(fake, client, ada)
    await context.response.defer(thinking=True)
    assert asked.messages == []
    await context.followup.send("thought")
    assert [message.content for message in asked.messages] == ["thought"]
    assert asked.followups == []


async def test_an_answer_has_the_limits_of_a_message(fake: Discord, client: Client, ada: User) -> None:
    asked, context = await by_hand(fake, client, ada)
    with pytest.raises(discord.HTTPException) as long:
        await context.response.send_message("x" * 2001)
    assert long.value.code == 50035
    assert "In data.content: Must be 2000 or fewer in length." in long.value.text
    context.response._response_type = None  # noqa: SLF001  # the client may try again, as nothing was answered
    await context.response.send_message("x" * 2000, file=discord.File(io.BytesIO(b"#"), "export.md"))
    assert [each.upload.filename for each in asked.messages[0].attachments] == ["export.md"]


async def test_an_answer_can_be_taken_back(fake: Discord, client: Client, ada: User) -> None:
    asked, context = await by_hand(fake, client, ada)
    await context.response.send_message("first")
    await context.delete_original_response()
    assert asked.messages == []
    with pytest.raises(discord.NotFound):
        await context.original_response()


async def test_an_answer_names_only_people(fake: Discord, client: Client, ada: User) -> None:
    fake.permit(fake.general, allow=Permission.MENTION_EVERYONE)
    _, context = await by_hand(fake, client, ada)
    await context.response.send_message(f"@everyone <@{fake.owner.id}>")
    assert [ping.whom for ping in fake.pings()] == ["owner"]


async def test_an_answer_needs_no_right_to_write(fake: Discord, client: Client, ada: User) -> None:
    fake.permit(fake.general, deny=Permission.SEND_MESSAGES | Permission.EMBED_LINKS)
    asked, context = await by_hand(fake, client, ada)
    await context.response.send_message(embed=discord.Embed(title="still said"))
    assert asked.text == "still said"


async def test_an_interaction_that_is_delivered_twice_can_be_answered_once(
    fake: Discord, client: Client, ada: User
) -> None:
    asked, context = await by_hand(fake, client, ada)
    fake.redeliver(asked)
    await fake.heard()
    again = await raw(client)
    assert again is not context
    await again.response.defer()
    with pytest.raises(discord.HTTPException) as twice:
        await context.response.defer()
    assert twice.value.code == 40060


# Installed to a user


async def test_an_app_of_ones_own_works_where_the_bot_is_not(fake: Discord, client: Client) -> None:
    eve = fake.add_user("Eve", installed=True)
    away = fake.add_guild("Away", eve, with_bot=False)
    elsewhere = fake.add_channel(away, "elsewhere")
    private = fake.add_private_channel(eve, fake.owner)
    for channel, context in ((elsewhere, 0), (private, 2)):
        asked = await fake.done(fake.slash("ask", {"link": "here"}, user=eve, channel=channel))
        assert asked.payload["context"] == context
        assert asked.payload["authorizing_integration_owners"] == {"1": str(eve.id)}
        assert asked.original is not None
        assert not asked.original.ephemeral
    with pytest.raises(NotOffered):
        fake.slash("ask", {"link": "here"}, user=fake.owner, channel=elsewhere)
    with pytest.raises(NotOffered):
        fake.slash("think", user=eve, channel=elsewhere)


async def test_a_server_may_keep_foreign_apps_private(fake: Discord, client: Client) -> None:
    eve = fake.add_user("Eve", installed=True)
    away = fake.add_guild("Away", fake.owner, with_bot=False)
    elsewhere = fake.add_channel(away, "elsewhere")
    fake.permit(elsewhere, deny=Permission.USE_EXTERNAL_APPS, to=away.everyone)
    asked = await fake.done(fake.slash("ask", {"link": "here"}, user=eve, channel=elsewhere))
    assert asked.original is not None
    assert asked.original.ephemeral


async def test_an_app_of_ones_own_has_five_follow_ups(fake: Discord, client: Client) -> None:
    eve = fake.add_user("Eve", installed=True)
    elsewhere = fake.add_channel(fake.add_guild("Away", eve, with_bot=False), "elsewhere")
    await fake.done(fake.slash("ask", {"link": "here"}, user=eve, channel=elsewhere))
    context = await raw(client)
    for number in range(5):
        await context.followup.send(str(number))
    with pytest.raises(discord.HTTPException) as sixth:
        await context.followup.send("6")
    assert sixth.value.code == 40094
