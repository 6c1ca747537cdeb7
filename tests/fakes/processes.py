"""Cuepoint as a process of its own."""

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
_OURS = (
    "OPENAI_",
    "YOUTUBE_",
    "DISCORD_",
    "SLACK_",
    "REDIS_",
    "CUEPOINT_",
    "HTTP_",
    "LIMIT_",
    "BUDGET_",
    "METRICS_",
    "OTEL_",
)
UNLIMITED = {"LIMIT_USER": "0", "LIMIT_CHANNEL": "0", "LIMIT_SERVER": "0"}
"""Settings for who posts more than a person would."""


def environment(data: Path, **settings: str) -> dict[str, str]:
    """Return an environment in which nothing of Cuepoint is set but its data folder and these settings."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(_OURS)}
    return {**clean, "CUEPOINT_DATA_DIR": str(data), **settings}


@contextlib.asynccontextmanager
async def running(*arguments: str, environment: Mapping[str, str], errors: int | None = None) -> AsyncIterator[Process]:
    """Yield a Python that was started with arguments, and kill it at the end.

    Args:
        arguments: as "-m" and a module, and the module's own.
        environment: all of it.
        errors: where its standard error goes, as `asyncio.subprocess.PIPE`; None for ours.
    """
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, cwd=ROOT, env=environment, stderr=errors)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()
