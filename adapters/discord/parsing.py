"""discord.py's parsers, each call inside a fault boundary: a payload that can't be parsed costs that payload alone.

discord.py has no public way to do this, and an exception in one of its parsers ends the client (discord/shard.py,
Shard.worker). The private parts that are used stay in this module; tests/protocol/test_discord_parsing.py says which,
and of which version of discord.py.
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

import discord

from core.faults import log_fault

Place = discord.TextChannel | discord.VoiceChannel | discord.Thread | discord.PartialMessageable
Parser = Callable[[Any], None]

SESSION_EVENTS = {"READY", "RESUMED"}
"""Without these a connection is of no use: a fault ends it, and a new one is made (bot/supervision.py)."""

log = logging.getLogger(__name__)


def guard_parsers(client: discord.Client) -> None:
    """Have the events of a client that can't be parsed logged as faults and passed over."""
    parsers: dict[str, Parser] = client._connection.parsers  # noqa: SLF001 - see above
    for event in parsers.keys() - SESSION_EVENTS:
        parsers[event] = partial(_parse, event, parsers[event])


def _parse(event: str, parser: Parser, data: object) -> None:
    try:
        parser(data)
    except Exception as error:  # noqa: BLE001 - as many kinds as there are payloads
        log_fault(log, f"parsing {event}", error)


def parse_message(client: discord.Client, channel: Place, raw: object) -> discord.Message | None:
    """Return a message of a channel's history, or None where it can't be parsed, which is logged as a fault.

    Args:
        client: that is connected.
        channel: the one it was written in.
        raw: as Discord's API gives it (https://discord.com/developers/docs/resources/message#message-object).
    """
    try:
        return client._connection.create_message(channel=channel, data=raw)  # type: ignore[arg-type] # noqa: SLF001 - see above
    except Exception as error:  # noqa: BLE001 - as many kinds as there are payloads
        log_fault(log, f"parsing a message of channel {channel.id}", error)
        return None
