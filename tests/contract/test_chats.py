"""What every chat says of a video is the same, however it looks. A new chat's folder is found by itself.

A folder under adapters/ that renders threads is a chat; how it is used stands in tests/contract/chats/, under its name.
"""

import asyncio
import importlib
import json
import os
import re
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import pytest_asyncio

from tests.fakes.youtube import Failure, FakeYouTube, make_video

ROOT = Path(__file__).parents[2]
CHATS = sorted(path.parent.name for path in (ROOT / "adapters").glob("*/rendering.py"))
LINK, SILENT = "https://youtu.be/aaaaaaaaaaa", "https://youtu.be/bbbbbbbbbbb"
TITLE = "@everyone <!channel> *Bread* [rises](https://evil.example) \u202eevil.com"
QUESTION = "what comes before the planet?"


@dataclass
class World:
    environment: dict[str, str]
    summary: dict[str, object]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(redis_url: str) -> AsyncIterator[World]:
    async with FakeYouTube() as youtube:
        youtube.add(replace(make_video("aaaaaaaaaaa", 12.0, topics=4), title=TITLE))
        youtube.add(replace(make_video("bbbbbbbbbbb", 5.0), failure=Failure.NO_CAPTIONS))
        environment = {"YOUTUBE_URL": youtube.url, "REDIS_URL": redis_url}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "summarize", LINK, "--json", cwd=ROOT, env={**os.environ, **environment},
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        said, _ = await process.communicate()
        yield World(environment, json.loads(said))


async def talk(chat: str, folder: Path, world: World, link: str, question: str) -> str:
    module = importlib.import_module(f"tests.contract.chats.{chat}")
    said: str = await module.talk(folder, world.environment, link, question)
    return said


def words(text: object) -> str:
    """Return a text's words alone: marks and escapes are each chat's own."""
    return " ".join(re.findall(r"\w+", str(text)))


def test_the_chats_are_found() -> None:
    assert {"discord", "slack", "terminal"} <= set(CHATS)
    assert {path.stem for path in (ROOT / "tests/contract/chats").glob("[a-z]*.py")} == set(CHATS)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("chat", CHATS)
async def test_a_link_and_a_question(chat: str, tmp_path: Path, world: World) -> None:
    text = await talk(chat, tmp_path, world, LINK, QUESTION)
    said = words(text)
    assert "\u202e" not in text
    assert "Bread" in said
    sections = world.summary["sections"]
    assert isinstance(sections, list)
    at = 0
    for section in sections:
        for part in (section["title"], section["summary"], section["quote"]["text"]):
            assert words(part) in said[at:], (chat, part)
        at += said[at:].index(words(section["summary"]))
    takeaways = world.summary["takeaways"]
    assert isinstance(takeaways, list)
    ending = said[at:]
    for part in ("Conclusion Key Takeaways", world.summary["conclusion"], *(each["text"] for each in takeaways)):
        assert words(part) in ending, (chat, part)
    assert words("quotes verified · covers 100% of the video") in ending
    assert re.search(r"\d \d\d", ending.rpartition("rephrased")[2]), "the answer names a moment"


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("chat", CHATS)
async def test_a_video_without_captions(chat: str, tmp_path: Path, world: World) -> None:
    assert "no captions" in await talk(chat, tmp_path, world, SILENT, "")
