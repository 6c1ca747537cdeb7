"""The fake as a process of its own: python -m tests.fakes.discord --port 8000 [--shards 2] [--no-content-intent]

Prints one line of JSON with its address and token when it is ready, then serves until it is interrupted.
"""

import argparse
import asyncio
import contextlib
import json
import sys

from tests.fakes.discord.control import Control
from tests.fakes.discord.kit import Discord, Terms


async def serve(arguments: argparse.Namespace) -> None:
    """Serve until cancelled."""
    discord = Discord(Terms(shards=arguments.shards), content_intent=arguments.content_intent)
    discord.routes(Control(discord).routes())
    await discord.start(arguments.port)
    ready = {
        "url": discord.url,
        "control": discord.url.replace("/api/v10", "/control"),
        "token": discord.token,
        "guild": str(discord.guild.id),
        "channel": str(discord.general.id),
    }
    sys.stdout.write(json.dumps(ready) + "\n")
    sys.stdout.flush()
    try:
        await asyncio.Event().wait()
    finally:
        await discord.stop()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.discord", description="A Discord on loopback.")
    parser.add_argument("--port", type=int, default=0, help="0 takes any that is free")
    parser.add_argument("--shards", type=int, default=1, help="how many the bot is told to start")
    parser.add_argument("--no-content-intent", dest="content_intent", action="store_false")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
