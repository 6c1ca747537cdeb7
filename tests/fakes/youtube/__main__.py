"""A fake YouTube as a process: `python -m tests.fakes.youtube --port 8090 --generate 12`. It ends with SIGTERM."""

import argparse
import asyncio
import signal

from tests.fakes.youtube.server import FakeYouTube


async def serve(port: int, generate: float | None) -> None:
    """Serve until SIGTERM or SIGINT, having printed the address."""
    stopped = asyncio.Event()
    for kind in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(kind, stopped.set)
    async with FakeYouTube(port, generate) as youtube:
        print(youtube.url, flush=True)  # noqa: T201 - who started it reads the address
        await stopped.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--generate", type=float, help="minutes of talk for videos that nobody added")
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.port, arguments.generate))
