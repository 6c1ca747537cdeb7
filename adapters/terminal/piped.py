"""Lines from a pipe or a file."""

import asyncio
from contextlib import suppress
from threading import Thread


class Piped:
    """Reads lines without keeping the event loop, or the end of the process, waiting for whoever writes them."""

    def __init__(self, descriptor: int) -> None:
        """Make the reader of a file descriptor, such as that of `sys.stdin`."""
        # Unbuffered: a thread that waits in a buffer while the process ends would hold the lock that the end needs.
        self._file = open(descriptor, "rb", buffering=0, closefd=False)  # noqa: SIM115 - the descriptor isn't ours

    async def read(self) -> str | None:
        """Return the next line, or None at the end."""
        loop = asyncio.get_running_loop()
        line: asyncio.Future[bytes] = loop.create_future()
        Thread(target=self._read, args=(loop, line), daemon=True).start()
        return (await line).decode(errors="replace") or None

    def _read(self, loop: asyncio.AbstractEventLoop, line: asyncio.Future[bytes]) -> None:
        data = self._file.readline()
        with suppress(RuntimeError):  # the loop was closed meanwhile: nobody waits
            loop.call_soon_threadsafe(_settle, line, data)


def _settle(line: asyncio.Future[bytes], data: bytes) -> None:
    if not line.done():
        line.set_result(data)
