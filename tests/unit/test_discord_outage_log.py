"""What discord.py logs of an outage."""

import logging

import pytest
from discord import gateway, shard

from adapters.discord.outage_log import outages_logged_once

SHARD, GATEWAY = logging.getLogger("discord.shard"), logging.getLogger("discord.gateway")


def fail(error: Exception) -> None:
    SHARD.error("Attempting a reconnect for shard ID %s in %.2fs", 0, 1.0, exc_info=error)


def test_these_are_discord_py_s_loggers() -> None:
    assert (shard._log, gateway._log) == (SHARD, GATEWAY)  # noqa: SLF001 - what is relied on


def test_each_outage_is_one_line_without_a_trace(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with outages_logged_once():
        for _ in range(2):
            for _ in range(3):
                fail(ConnectionRefusedError())
            GATEWAY.info("Shard ID %s has connected to Gateway (Session ID: %s).", 0, "id")
    warnings = [record for record in caplog.records if record.levelno > logging.INFO]
    assert [(each.levelname, each.exc_info) for each in warnings] == [("WARNING", None)] * 2
    assert "in 1.00s (ConnectionRefusedError)" in warnings[0].getMessage()


def test_what_is_no_outage_is_logged_as_it_is(caplog: pytest.LogCaptureFixture) -> None:
    with outages_logged_once():
        for _ in range(2):
            fail(KeyError("user"))
    fail(OSError())
    assert [record.levelname for record in caplog.records] == ["ERROR"] * 3
    assert all(record.exc_info for record in caplog.records)
