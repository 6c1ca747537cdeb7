"""The commands that do one thing and exit."""

import contextlib
import sys
from collections.abc import AsyncIterator

from adapters.terminal.piped import Piped
from bot.json_output import answer_json, conclusion_json, print_json, summary_json
from bot.settings import Settings
from bot.sources import request_for
from bot.wiring import Cuepoint, wire, working
from core.model import Answer
from core.requests import Request


async def summarize(settings: Settings, source: str, language: str | None, *, as_json: bool) -> None:
    """Print the summary of a source; for a person, each section as soon as it is written.

    Raises:
        CuepointError: it can't be summarised.
    """
    async with _at_work(settings, source, language) as (cuepoint, request):
        if as_json:
            _, summary = await cuepoint.summaries.finished(request)
            print_json(summary_json(summary))
            return
        from adapters.terminal.printing import print_events  # noqa: PLC0415 - rich costs 100 ms

        await print_events(cuepoint.summaries.events(request), language)


async def conclusion(settings: Settings, source: str, language: str | None, *, as_json: bool) -> None:
    """Print the conclusion and takeaways of a source.

    Raises:
        CuepointError: it can't be summarised.
    """
    async with _at_work(settings, source, language) as (cuepoint, request):
        _, summary = await cuepoint.summaries.finished(request)
        if as_json:
            print_json(conclusion_json(summary))
            return
        from adapters.terminal.printing import print_conclusion  # noqa: PLC0415

        print_conclusion(summary, language)


async def ask(settings: Settings, source: str, question: str, language: str | None, *, as_json: bool) -> None:
    """Print the answer to a question about a source; "-" reads one a line, with the earlier ones as context.

    Raises:
        CuepointError: the source has no transcript that can be had.
    """
    async with _at_work(settings, source, language) as (cuepoint, request):
        earlier: tuple[Answer, ...] = ()
        async for asked in _questions(question):
            answer = await cuepoint.asking.answer(request, asked, earlier)
            earlier += (answer,)
            if as_json:
                print_json(answer_json(answer, request.ref))
                continue
            from adapters.terminal.printing import print_answer  # noqa: PLC0415

            print_answer(answer, request.ref, language or "en")


@contextlib.asynccontextmanager
async def _at_work(settings: Settings, source: str, language: str | None) -> AsyncIterator[tuple[Cuepoint, Request]]:
    async with wire(settings) as cuepoint:
        request = await request_for(source, language, cuepoint.transcripts, cuepoint.pool)
        async with working(cuepoint, settings):
            yield cuepoint, request


async def _questions(question: str) -> AsyncIterator[str]:
    lines = Piped(sys.stdin.fileno()) if question == "-" else None
    line = await lines.read() if lines else question
    while line is not None:
        if line.strip():
            yield line.strip()
        line = await lines.read() if lines else None
