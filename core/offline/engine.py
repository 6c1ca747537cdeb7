"""The engine that needs no model: it chooses from what is said, and does not rephrase."""

from collections.abc import AsyncIterator

from core.compute import ComputePool, ThreadPool
from core.drafts import Batch, Closing, Draft
from core.model import Section, Transcript, Usage
from core.offline.version import version


class OfflineEngine:
    """Implements `core.drafts.Engine`. All that it does is computing, and done in a pool."""

    name = "offline"
    translates = False

    def __init__(self, pool: ComputePool | None = None) -> None:
        """Make the engine; without a pool it computes in threads."""
        self._pool = pool or ThreadPool()

    @property
    def fingerprint(self) -> str:
        """Return what changes the results: code, lists and coefficients."""
        return f"offline {version()}"

    async def write(self, transcript: Transcript, language: str) -> AsyncIterator[Batch]:
        """Yield one batch with all sections; see `core.drafts.Engine`.

        The language asked for makes no difference: what is chosen stays in the transcript's own.
        """
        del language
        yield Batch(await self._pool.run(_drafts, transcript))

    async def close(
        self, transcript: Transcript, language: str, sections: tuple[Section, ...]
    ) -> tuple[Closing, Usage, tuple[str, ...]]:
        """Return the conclusion, which takes no tokens; see `core.drafts.Engine`."""
        del language
        ranges = tuple((section.first, section.last) for section in sections) or ((0, len(transcript.cues) - 1),)
        return await self._pool.run(_conclude, transcript, ranges), Usage(), ()


def _drafts(transcript: Transcript) -> tuple[Draft, ...]:
    # Here and below: what computes takes NumPy and 25 MB, which a process that leaves it to others needn't hold.
    from core.offline.drafting import drafts  # noqa: PLC0415

    return drafts(transcript)


def _conclude(transcript: Transcript, ranges: tuple[tuple[int, int], ...]) -> Closing:
    from core.offline.drafting import conclude  # noqa: PLC0415

    return conclude(transcript, ranges)
