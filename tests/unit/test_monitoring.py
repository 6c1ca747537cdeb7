"""What a process tells whoever watches it, and what it says where it can't."""

import asyncio
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from bot.health import Health
from bot.monitoring import MetricsPortTaken, monitored
from core import watching
from core.watching import What, happened

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root, level = logging.getLogger(), watching.log.level
    handlers = root.handlers[:]
    yield
    root.handlers[:] = handlers
    watching.log.setLevel(level)


async def works() -> bool:
    return True


async def fails() -> bool:
    return False


async def hangs() -> bool:
    await asyncio.Event().wait()
    return True


async def asked(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as web, web.get(url) as answer:
        return answer.status, await answer.text()


def address(caplog: pytest.LogCaptureFixture) -> str:
    """Return where the log says that it can be watched."""
    (line,) = (record.getMessage() for record in caplog.records if record.name == "bot.monitoring")
    return line.removeprefix("watch it at ").removesuffix("/metrics and /healthz")


async def test_it_says_where_it_listens_and_what_has_happened(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    health = Health()
    health.watch("redis", works)
    async with monitored(health, "127.0.0.1", 0):
        happened(What.LINK, platform="slack")
        status, figures = await asked(f"{address(caplog)}/metrics")
        assert await asked(f"{address(caplog)}/healthz") == (200, '{"ok": true, "redis": true}')
    assert status == 200
    assert 'cuepoint_links_total{platform="slack"} 1.0' in figures
    assert 'cuepoint_works{part="redis"} 1.0' in figures
    with pytest.raises(aiohttp.ClientConnectionError):
        await asked(address(caplog))


async def test_parts_that_fail_or_hang_are_named(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr("bot.health.PATIENCE", 0.05)
    health = Health()
    for part, check in (("redis", works), ("discord", fails), ("slack", hangs)):
        health.watch(part, check)
    async with monitored(health, "127.0.0.1", 0):
        said = await asked(f"{address(caplog)}/healthz")
        _, figures = await asked(f"{address(caplog)}/metrics")
    assert said == (503, '{"ok": false, "redis": true, "discord": false, "slack": false}')
    assert 'cuepoint_works{part="slack"} 0.0' in figures


async def test_a_port_that_is_taken_is_said_in_a_sentence(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with monitored(Health(), "127.0.0.1", 0):
        port = int(address(caplog).rpartition(":")[2])
        with pytest.raises(MetricsPortTaken, match="Each process needs a port of its own") as caught:
            await monitored(Health(), "127.0.0.1", port).__aenter__()
    assert f"127.0.0.1:{port}" in str(caught.value)


def test_who_does_not_ask_for_it_does_not_pay_for_it() -> None:
    script = "import sys; import bot.discord; assert not {'aiohttp.web', 'prometheus_client'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)  # noqa: S603 - our own Python


def test_a_command_at_the_terminal_imports_nothing_of_it_nor_of_what_else_it_does_not_use(tmp_path: Path) -> None:
    script = (
        "import sys; from bot.cli import main\n"
        "sys.argv = ['bot', 'conclusion', 'samples/talk.vtt']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "watching = ('prometheus_client', 'opentelemetry.sdk.trace', 'aiohttp', 'bot.monitoring', 'bot.tracing')\n"
        "heavy = ('openai', 'requests', 'prompt_toolkit', 'rapidfuzz', 'numpy.ma', 'charset_normalizer')\n"
        "print([name for name in watching + heavy if name in sys.modules], file=sys.stderr)\n"
    )
    environment = {"CUEPOINT_DATA_DIR": str(tmp_path), "METRICS_PORT": "0", "PATH": "", "HOME": str(tmp_path)}
    done = subprocess.run(  # noqa: S603 - our own command line
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert "Conclusion" in done.stdout
    assert done.stderr.strip().splitlines()[-1] == "[]"
