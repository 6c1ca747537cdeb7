"""What the bot asks, and what the fake answers, is what Discord's own OpenAPI document says.

The document is not part of this project: DISCORD_OPENAPI names a copy of specs/openapi.json from
https://github.com/discord/discord-api-spec.
"""

import os
from pathlib import Path

import pytest

from tests.e2e.discord_kit import WITHIN, Town, town
from tests.fakes.discord.kit import Upload, Value
from tests.fakes.discord.openapi import OpenApi
from tests.fakes.youtube import Failure

DOCUMENT = os.environ.get("DISCORD_OPENAPI", "")


async def everything(place: Town) -> None:
    """Have the bot do all that it does."""
    discord, ada, channel = place.discord, place.person(), place.channel()
    link = place.video()
    post, thread = await place.summarised(link, ada)
    await place.replied(discord.post(thread, ada, "What is said about this?"))
    await place.replied(discord.post(channel, ada, link))
    failed = discord.post(channel, ada, place.video(failure=Failure.NO_CAPTIONS))
    await place.replied(failed, "no captions")
    await place.replied(discord.dm(ada, place.video()), "in the thread")
    commands: tuple[tuple[str, dict[str, Value]], ...] = (
        ("conclusion", {"link": link}),
        ("summarize", {"link": place.video()}),
        ("summarize", {"link": place.video(180.0), "private": True}),
        ("ask", {"link": link, "question": "What is said about this?"}),
        ("settings", {"mode": "ask"}),
        ("usage", {}),
        ("help", {}),
    )
    for name, options in commands:
        await place.done(discord.slash(name, options, user=discord.owner, channel=channel))
    await place.done(discord.message_command("Summarize video", post, ada))
    for message in (discord.sent(thread)[0], discord.sent(thread)[-1]):
        for button in discord.buttons(message):
            assert button.custom_id
            await place.done(discord.click(message, button.custom_id, ada))
    asked = discord.post(channel, ada, place.video())
    await discord.until(lambda: discord.world.bot in asked.reactions.get("🔍", []), WITHIN)
    discord.react(asked, ada, "🔍")
    await place.delivered(asked)
    await place.stop()
    with_file = discord.post(
        place.channel(), ada, place.video(), attachments=[Upload("a.vtt", b"WEBVTT")], quietly=True
    )
    await place.restart()
    await place.delivered(with_file)


@pytest.mark.skipif(not DOCUMENT, reason="DISCORD_OPENAPI names no copy of Discord's OpenAPI document")
async def test_requests_and_answers_are_what_discord_s_document_says(tmp_path: Path) -> None:
    async with town(tmp_path) as place:
        await everything(place)
        calls = place.discord.calls
        faults = list(OpenApi(Path(DOCUMENT)).faults(calls))
        print(f"{len(calls)} requests of {len(calls.counts())} kinds, {len(faults)} not as the document says")  # noqa: T201
        assert not faults, "\n".join(faults)
