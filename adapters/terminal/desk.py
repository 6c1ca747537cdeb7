"""What the terminal needs of Cuepoint."""

from collections.abc import AsyncIterator
from typing import Protocol

from core.model import Answer, Video
from core.progress import Event


class Desk(Protocol):
    """Takes what the terminal's user asks for."""

    def summarize(self, source: str, language: str | None) -> AsyncIterator[Event]:
        """Yield what happens until the summary is there, `Found` first and `Finished` last.

        Args:
            source: a video link, or the path of a caption file.
            language: what to write in (BCP 47), or None for the video's own.

        Raises:
            CuepointError: it can't be had, with the sentence that says why. Nothing else is raised.
        """
        ...

    async def ask(self, video: Video, language: str | None, question: str, earlier: tuple[Answer, ...]) -> Answer:
        """Return the answer to a question about a video that `summarize` found.

        Args:
            video: the video.
            language: what `summarize` was given for it.
            question: as it was asked.
            earlier: what was asked and answered about this video before, oldest first.

        Raises:
            CuepointError: it can't be answered. Nothing else is raised.
        """
        ...
