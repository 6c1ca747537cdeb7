"""Commands that are asked for together, sent together."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, NamedTuple

from redis.asyncio import Redis
from redis.exceptions import ResponseError

_WAITING = {"BLMOVE", "BRPOPLPUSH", "XREAD"}
"""What may wait at Redis: those beside it would wait too."""


class _Asked(NamedTuple):
    """A command that somebody waits for the answer to."""

    command: tuple[Any, ...]
    options: dict[str, Any]
    answer: asyncio.Future[Any]


class TogetherRedis(Redis):
    """A client that sends in one go, and in their order, the commands of one turn of the event loop.

    So what doesn't wait for each other, as in `asyncio.gather`, takes one trip to Redis, whoever asks for it.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - redis-py's own
        super().__init__(**options)
        self._one: Callable[..., Awaitable[Any]] = super().execute_command
        self._asked: list[_Asked] = []
        self._trips: set[asyncio.Task[None]] = set()

    async def execute_command(self, *command: Any, **options: Any) -> Any:  # noqa: ANN401 - redis-py's signature
        """Return the answer to a command, once it was sent with the others of this turn.

        Raises:
            UnicodeEncodeError, DataError: it can't be sent, which is no business of the others'.
        """
        encode = self.get_encoder().encode  # type: ignore[no-untyped-call] # redis-py has no types here
        command = (command[0], *map(encode, command[1:]))
        if command[0] in _WAITING:
            return await self._one(*command, **options)
        loop = asyncio.get_running_loop()
        asked = _Asked(command, options, loop.create_future())
        self._asked.append(asked)
        if len(self._asked) == 1:
            loop.call_soon(self._send)
        return await asked.answer

    def _send(self) -> None:
        together, self._asked = self._asked, []
        self._begin(self._alone(*together) if len(together) == 1 else self._all(together), together)

    def _begin(self, trip: Coroutine[Any, Any, None], together: Sequence[_Asked]) -> None:
        """Have a trip made, whoever of those that asked is cancelled meanwhile; all of them learn how it fails."""

        def ended(task: asyncio.Task[None]) -> None:
            self._trips.discard(task)
            error = asyncio.CancelledError() if task.cancelled() else task.exception()
            for asked in together:
                if error and not asked.answer.done():
                    asked.answer.set_exception(error)

        task = asyncio.create_task(trip)
        self._trips.add(task)
        task.add_done_callback(ended)

    async def _alone(self, asked: _Asked) -> None:
        answer = await self._one(*asked.command, **asked.options)
        if not asked.answer.done():
            asked.answer.set_result(answer)

    async def _all(self, together: Sequence[_Asked]) -> None:
        async with self.pipeline(transaction=False) as pipe:
            for asked in together:
                pipe.execute_command(*asked.command, **asked.options)
            answers = await pipe.execute(raise_on_error=False)
        for asked, answer in zip(together, answers, strict=True):
            if isinstance(answer, ResponseError):
                # What Redis doesn't take now is tried again, which redis-py does for single commands alone.
                self._begin(self._alone(asked), [asked])
            elif not asked.answer.done():
                asked.answer.set_result(answer)
