"""What discord.py logs of an outage: one line, and no trace, until there is a connection again."""

import contextlib
import logging
from collections.abc import Iterator

import aiohttp
import discord

_GATEWAY = "discord.gateway"
"""The logger that tells of a new session, at INFO (discord/gateway.py, received_message)."""
_LOGGERS = ("discord.client", "discord.shard", _GATEWAY)
_LOST = (OSError, aiohttp.ClientError, discord.ConnectionClosed, discord.GatewayNotFound, discord.HTTPException)


class OutageFilter(logging.Filter):
    """Passes the first line on a lost connection, as a warning; drops those on further attempts."""

    def __init__(self) -> None:
        super().__init__()
        self._told = False

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a line is written."""
        if record.name == _GATEWAY and record.levelno == logging.INFO:
            self._told = False
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, _LOST):
            return True
        if self._told:
            return False
        self._told = True
        record.msg, record.args = f"{record.getMessage()} ({type(error).__name__})", ()
        record.levelno, record.levelname, record.exc_info = logging.WARNING, "WARNING", None
        return True


@contextlib.contextmanager
def outages_logged_once() -> Iterator[None]:
    """Have discord.py's lines on outages filtered for as long as the context lasts."""
    once = OutageFilter()
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    for logger in loggers:
        logger.addFilter(once)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeFilter(once)
