"""The terminal chat as a command."""

import sys
from pathlib import Path

import click

from adapters.terminal.session import open_chat
from bot.desk import TerminalDesk
from bot.redis_choice import ALONE, keeps
from bot.settings import Settings
from bot.wiring import wire, working

SAMPLE = Path("samples/talk.vtt")


async def chat(settings: Settings) -> None:
    """Hold a terminal chat until the person leaves or the input ends.

    Raises:
        StoreUnavailable: Redis can't be reached or started.
    """
    if not keeps(settings):
        click.echo(ALONE, err=True)
    async with wire(settings) as cuepoint, working(cuepoint, settings):
        await open_chat(
            TerminalDesk(cuepoint),
            engine=cuepoint.engines.engine.name,
            sample=SAMPLE,
            history=settings.cuepoint_data_dir / "history",
            stdin=sys.stdin,
            stdout=sys.stdout,
        )
