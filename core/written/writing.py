"""The sections of one summary: a call a window, side by side, handed on in the video's order."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from typing import TypeAlias

from core.compute import ComputePool
from core.drafts import Batch, Draft, Engine
from core.language.lists import primary
from core.laws.sections import end_of
from core.model import Transcript, Usage
from core.ports import Prompt
from core.topics.timeline import timeline
from core.written.asking import LATE, Asking, Tried
from core.written.drafting import SCHEMA, by_chapter, drafts_of
from core.written.lines import numbered
from core.written.naming import names_hint, short_title
from core.written.prompts import load
from core.written.standing_in import OfflineStretches, drafts_instead, quoted
from core.written.windows import Window

BY_TOPIC = load("sections", "title", "names", "count", "language")
BY_CHAPTER = load("chapters", "title", "names", "chapters", "language")
MOST_OUTPUT = 4000
"""Tokens of a reply, a thinking model's thoughts included; a section has about 120."""


Task: TypeAlias = "asyncio.Task[Tried[list[Draft]]]"


class Writing:
    """Writes a transcript's sections."""

    def __init__(
        self,
        windows: Sequence[Window],
        asking: Asking,
        *,
        fallback: Engine,
        side_by_side: asyncio.Semaphore,
        transcript: Transcript,
        language: str,
        pool: ComputePool,
    ) -> None:
        """Make ready; nothing is asked yet.

        Args:
            windows: the transcript's.
            asking: whom to ask, and how long.
            fallback: who writes a window that the model doesn't.
            side_by_side: bounds how many calls go on at once.
            transcript: the cleaned transcript.
            language: what to write in, BCP 47.
            pool: where the replies are read.
        """
        self._asking = asking
        self._pool = pool
        self._fallback = fallback
        self._side_by_side = side_by_side
        self._transcript = transcript
        self._language = language
        self._offline = OfflineStretches()
        self._windows = windows

    async def batches(self) -> AsyncGenerator[Batch, None]:
        """Yield a batch a window in the video's order, and at last the notes on what was written offline."""
        tasks = [asyncio.create_task(self._asked(window)) for window in self._windows]
        try:
            at = 0
            while at < len(tasks):
                tried = await self._in_time(tasks[at])
                end = self._end_of_failure(tasks, at) if tried.final else at + 1
                drafts = tuple(tried.value or ()) or await self._instead(_joined(self._windows[at:end]), tried.reason)
                yield Batch(drafts, _spent(tasks[at:end]), fell_back=not tried.value)
                at = end
            notes = self._offline.notes()
            yield Batch((), partial_notes=notes) if self._asking.rejected else Batch((), notes=notes)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _in_time(self, task: Task) -> Tried[list[Draft]]:
        await asyncio.wait({task}, timeout=self._asking.left)
        return task.result() if task.done() else Tried(None, Usage(), LATE, final=True)

    def _end_of_failure(self, tasks: Sequence[Task], at: int) -> int:
        """Return where the windows end, of one kind, that nothing usable has come of from `at` on."""
        end = at + 1
        while (
            end < len(tasks)
            and not (tasks[end].done() and tasks[end].result().value)
            and bool(self._windows[end].chapters) == bool(self._windows[at].chapters)
        ):
            end += 1
        return end

    async def _asked(self, window: Window) -> Tried[list[Draft]]:
        cues = self._transcript.cues
        async with self._side_by_side:
            tried = await self._asking.ask(
                self._prompt(window), lambda text: self._pool.run(drafts_of, text, window, cues, self._language)
            )
        drafts = tried.value or []
        if drafts:
            drafts = await quoted(self._fallback, self._transcript, self._language, drafts, self._pool)
        return Tried(drafts, tried.usage, tried.reason, tried.final)

    async def _instead(self, window: Window, reason: str) -> tuple[Draft, ...]:
        """Return drafts of a window by the engine that stands in, and remember to say so."""
        transcript = self._transcript
        self._offline.add(transcript.cues[window.first].start, end_of(transcript, window.last), reason)
        drafts = await drafts_instead(self._fallback, transcript, self._language, window.first, window.last)
        return tuple(by_chapter(drafts, window) or drafts)

    def _prompt(self, window: Window) -> Prompt:
        video = self._transcript.video
        common = {"title": short_title(video), "names": names_hint(video), "language": self._languages()}
        if window.chapters:
            instructions = BY_CHAPTER.fill(**common, chapters=_listed(window))
        else:
            count = _count(timeline(self._transcript).usual / len(self._windows))
            instructions = BY_TOPIC.fill(**common, count=count)
        return Prompt(instructions, numbered(window.lines), "sections", SCHEMA, MOST_OUTPUT)

    def _languages(self) -> str:
        """Return what to write in, and that quotes are not translated where that is another language."""
        spoken = self._transcript.language
        return self._language if primary(spoken) == primary(self._language) else f"{self._language} (quote in {spoken})"


def _count(sections: float) -> str:
    """Return how many sections a window is to have, in words for the prompt: "1", or "1 or 2" where that depends."""
    least, most = max(1, round(sections - 0.6)), max(1, round(sections + 0.4))
    return str(least) if least == most else f"{least} or {most}"


def _listed(window: Window) -> str:
    """Return the chapters of a window with the numbers of their lines: "1-4 Opening; 5-9 The hub"."""
    listed = []
    for first, last, title in window.chapters:
        numbers = [number for number, line in enumerate(window.lines, 1) if first <= line.first <= last]
        listed.append(f"{numbers[0]}-{numbers[-1]} {title}".strip())
    return "; ".join(listed)


def _joined(windows: Sequence[Window]) -> Window:
    """Return neighbouring windows as one, for an engine that needs no lines."""
    return Window(windows[0].first, windows[-1].last, (), tuple(one for window in windows for one in window.chapters))


def _spent(tasks: Sequence[Task]) -> Usage:
    return sum((task.result().usage for task in tasks if task.done()), Usage())
