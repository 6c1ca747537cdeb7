"""The connection to Discord, from the login to its end, and why there is none."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping

import aiohttp
import discord

from adapters.discord.check import log_in, reason
from adapters.discord.client import CuepointClient
from adapters.discord.errors import DiscordUnreachable, IntentOff, ShardsWrong, TokenWrong
from adapters.discord.outage_log import outages_logged_once
from core.errors import CuepointError
from core.faults import boundary

log = logging.getLogger(__name__)

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
_REFUSALS: Mapping[int, type[CuepointError]] = {4004: TokenWrong, 4010: ShardsWrong, 4011: ShardsWrong}


@contextlib.asynccontextmanager
async def connected(client: CuepointClient, token: str) -> AsyncIterator["asyncio.Task[None]"]:
    """Log in, and listen for as long as the context lasts. Yields the task that listens: its end is the connection's.

    Raises:
        TokenWrong: Discord doesn't know the token.
        IntentOff: its application may not read messages.
        DiscordUnreachable: it can't be reached.
    """
    with outages_logged_once():
        async with client:
            await log_in(client, token)
            listening = asyncio.create_task(_listen(client))
            try:
                yield listening
            finally:
                await client.close()
                listening.cancel()
                with contextlib.suppress(asyncio.CancelledError, CuepointError):
                    await listening


async def _listen(client: CuepointClient) -> None:
    try:
        with boundary(log, "listening to Discord"):
            await _connect(client)
    finally:
        await client.close()


async def _connect(client: CuepointClient) -> None:
    try:
        await client.connect()
    except discord.PrivilegedIntentsRequired as error:
        raise IntentOff from error
    except discord.ConnectionClosed as error:
        if refusal := _REFUSALS.get(error.code):
            raise refusal from error
        raise DiscordUnreachable(f"gateway close code {error.code}") from error
    except (discord.GatewayNotFound, discord.HTTPException, aiohttp.ClientError, OSError) as error:
        raise DiscordUnreachable(reason(error)) from error
