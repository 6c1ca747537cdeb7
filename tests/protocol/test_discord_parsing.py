"""What adapters/discord/parsing.py relies on in discord.py, which has no public way to guard its parsers."""

import inspect

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.state import ConnectionState

from adapters.discord.client import CuepointClient
from adapters.discord.parsing import SESSION_EVENTS, Parser


@pytest.fixture
async def parsers() -> dict[str, Parser]:
    return CuepointClient()._connection.parsers  # noqa: SLF001 - what is relied on


def test_it_was_looked_at_in_this_version() -> None:
    assert discord.version_info[:2] == (2, 7), "look at discord/gateway.py, state.py and shard.py, then raise this"


async def test_every_parser_but_those_of_sessions_is_guarded(parsers: dict[str, Parser]) -> None:
    assert {"MESSAGE_CREATE", "INTERACTION_CREATE", "GUILD_CREATE", *SESSION_EVENTS} <= parsers.keys()
    for event in parsers.keys() - SESSION_EVENTS:
        parsers[event](None)
    for event in SESSION_EVENTS:
        with pytest.raises(TypeError):
            parsers[event](None)


def test_a_connection_takes_the_parsers_of_the_client_and_calls_them_with_the_data_alone() -> None:
    assert "ws._discord_parsers = client._connection.parsers" in inspect.getsource(DiscordWebSocket.from_client)
    assert "func = self._discord_parsers[event]" in inspect.getsource(DiscordWebSocket.received_message)
    assert list(inspect.signature(ConnectionState.create_message).parameters) == ["self", "channel", "data"]
