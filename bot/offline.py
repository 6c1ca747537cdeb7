"""The offline engine, imported when it first writes: a process whose summaries others write needn't hold it."""

from collections.abc import AsyncIterator
from functools import cached_property

from core.drafts import Batch, Closing, Engine
from core.model import Section, Transcript, Usage
from core.offline.version import version


class WaitingOfflineEngine:
    """Implements `core.drafts.Engine` by `core.offline.engine.OfflineEngine`."""

    name = "offline"
    translates = False

    @property
    def fingerprint(self) -> str:
        """Return what changes the results, as the engine itself says it."""
        return f"offline {version()}"

    @cached_property
    def _engine(self) -> Engine:
        from core.offline.engine import OfflineEngine  # noqa: PLC0415 - it takes numpy, and 25 MB

        return OfflineEngine()

    def write(self, transcript: Transcript, language: str) -> AsyncIterator[Batch]:
        """Yield the drafts; see `core.drafts.Engine`."""
        return self._engine.write(transcript, language)

    async def close(
        self, transcript: Transcript, language: str, sections: tuple[Section, ...]
    ) -> tuple[Closing, Usage, tuple[str, ...]]:
        """Return the conclusion; see `core.drafts.Engine`."""
        return await self._engine.close(transcript, language, sections)
