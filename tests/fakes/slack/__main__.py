"""The fake as a process of its own: python -m tests.fakes.slack --port 8000 [--ack-within 3] [--retries 0,60,300]

Prints one line of JSON with its addresses and keys when it is ready, then serves until it is interrupted.
"""

import argparse
import asyncio
import contextlib
import json
import sys

from tests.fakes.slack.control import Control
from tests.fakes.slack.kit import Slack, Terms


async def serve(arguments: argparse.Namespace) -> None:
    """Serve until cancelled."""
    retries = tuple(float(each) for each in arguments.retries.split(",") if each)
    slack = Slack(Terms(ack_within=arguments.ack_within, retries=retries))
    slack.routes(Control(slack).routes())
    await slack.start(arguments.port)
    ready = {
        "url": slack.url,
        "control": f"{slack.world.base}/control",
        "token": slack.token,
        "app_token": slack.app_token,
        "signing_secret": slack.signing_secret,
        "team": slack.team.id,
        "channel": slack.general.id,
    }
    sys.stdout.write(json.dumps(ready) + "\n")
    sys.stdout.flush()
    try:
        await asyncio.Event().wait()
    finally:
        await slack.stop()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.slack", description="A Slack on loopback.")
    parser.add_argument("--port", type=int, default=0, help="0 takes any that is free")
    parser.add_argument("--ack-within", type=float, default=3.0, help="seconds to acknowledge an event")
    parser.add_argument("--retries", default="0,60,300", help="seconds before each retry")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
