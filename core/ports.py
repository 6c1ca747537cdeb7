"""What core needs from outside. Adapters implement these; none has more than four methods."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from core.model import Transcript, Usage, VideoRef


class TranscriptSource(Protocol):
    """Where transcripts come from."""

    async def fetch(self, ref: VideoRef, language: str | None) -> Transcript:
        """Return the cleaned transcript of a video.

        Args:
            ref: the video.
            language: what the reader asked for (BCP 47), or None for the video's own.

        Raises:
            TranscriptError: one of its kinds, saying what happened and what to do.
            ComputationGivenUp: cleaning it takes too much (`core.compute`).
        """
        ...


@dataclass(frozen=True, slots=True)
class Prompt:
    """One call of a model: what is the same for many calls comes first, so that servers can cache the prefix.

    `schema` is the JSON schema of the reply and `schema_name` its name; `max_tokens` bounds the reply.
    """

    instructions: str
    content: str
    schema_name: str
    schema: dict[str, object]
    max_tokens: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said: its text as it came, whether it was cut off or refused, and what it took."""

    text: str
    usage: Usage
    cut_off: bool = False
    refused: bool = False


class LanguageModel(Protocol):
    """A model that answers in JSON."""

    @property
    def name(self) -> str:
        """Return the model's name, as people are shown it."""
        ...

    async def complete(self, prompt: Prompt, deadline: float) -> Reply:
        """Return the model's reply, not yet trusted in anything.

        Args:
            prompt: the call.
            deadline: how many seconds it may take, retries included.

        Raises:
            ModelError: one of its kinds; passing failures were retried already.
        """
        ...


class Store(Protocol):
    """Bytes under keys, each for a time."""

    async def get(self, key: str) -> bytes | None:
        """Return what is kept under `key`, or None."""
        ...

    async def put(self, key: str, value: bytes, lifetime: float) -> bool:
        """Keep `value` under `key` for `lifetime` seconds; returns False, keeping nothing, where it is closed."""
        ...

    async def add(self, key: str, value: bytes, lifetime: float) -> bool:
        """Keep `value` unless there is something under `key`; returns whether there was nothing. All at once."""
        ...

    async def drop(self, key: str, *, closed: float = 0.0) -> None:
        """Forget what is under `key`, if anything is.

        For `closed` seconds the key then stays closed: `get` finds nothing there, and `put` and `add` keep nothing. So
        a process that still holds what was deleted can't write it down again.
        """
        ...


class SwapStore(Protocol):
    """Bytes under keys that several processes change, by compare-and-swap."""

    async def get(self, key: str) -> bytes | None:
        """Return what is kept under `key`, or None."""
        ...

    async def swap(self, key: str, old: bytes | None, new: bytes, lifetime: float) -> bool | None:
        """Keep `new` for `lifetime` seconds where `old` is kept, None standing for nothing. Atomic.

        Returns:
            True where `new` is kept now, False where something other than `old` is, None where the key is closed.
        """
        ...


class KeySpace(Protocol):
    """All keys that Cuepoint keeps something under."""

    def pages(self, *beginnings: str) -> AsyncIterator[tuple[str, ...]]:
        """Yield the keys, some hundreds at a time, in no order; one that comes or goes meanwhile may be among them.

        Args:
            beginnings: how the keys begin; all keys where none is given.
        """
        ...


class Names(Protocol):
    """Lists of names, each kept as long as it is said to be."""

    async def add(self, listing: str, name: str, lifetime: float) -> None:
        """Put a name on a list for `lifetime` seconds."""
        ...

    async def drop(self, listing: str, name: str) -> None:
        """Take a name off a list."""
        ...

    async def all(self, listing: str) -> tuple[str, ...]:
        """Return the names on a list, those that end first coming first."""
        ...

    async def keep(self, listing: str, most: int) -> None:
        """Take off a list those that end first, so that at most `most` are left."""
        ...


class Tallies(Protocol):
    """Sums that all processes add to, such as what was used in an hour; the name says of what and when."""

    async def add(self, name: str, amount: float, lifetime: float) -> float:
        """Add to a tally, which is forgotten `lifetime` seconds after the last time, and return its new total."""
        ...

    async def total(self, name: str) -> float:
        """Return a tally's total: 0 where nothing was added, or it is forgotten."""
        ...

    async def add_within(self, most: Mapping[str, float], lifetime: float) -> str | None:
        """Add 1 to all tallies named, unless one would exceed its maximum: then to none. Atomic.

        Args:
            most: the highest total that each tally may reach, by name.
            lifetime: after how many seconds the tallies are forgotten.

        Returns:
            The first tally that is full, or None where all were added to.
        """
        ...


class Feed(Protocol):
    """An ordered list of events under a name, which late comers read from its beginning."""

    async def publish(self, name: str, event: bytes) -> None:
        """Append an event. The list is forgotten some time after the last."""
        ...

    def follow(self, name: str) -> AsyncIterator[bytes | None]:
        """Yield the events from the first on, and wait for more; None each time that none came for two seconds."""
        ...


class Jobs(Protocol):
    """The queue of computations. A job is known by its key; each time it is queued anew is a run of its own."""

    async def submit(self, key: str, payload: bytes, community: str = "") -> str | None:
        """Queue a job, unless one of that key waits or runs, and return the id of the run there now.

        Communities take turns; a job that others want too has the best of their places. Returns None where the run
        that was there ended in this very moment.
        """
        ...

    async def alive(self, key: str) -> bool:
        """Return whether a job of that key waits or runs."""
        ...

    async def place(self, key: str) -> int | None:
        """Return how many jobs come before the one of that key, or None where it doesn't wait."""
        ...


class Locks(Protocol):
    """Locks that all processes share, and that a killed process does not keep."""

    def hold(self, name: str) -> AbstractAsyncContextManager[None]:
        """Return a context in which nobody else holds the lock of that name."""
        ...
