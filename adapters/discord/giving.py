"""What commands and buttons give: a conclusion, a whole summary, a file, an answer to a question."""

import re

from adapters.discord.buttons import offers
from adapters.discord.interactions import MOST_MESSAGES, Answer
from adapters.discord.rendering import pieces
from adapters.discord.words import discord_words
from core.errors import ComputationLost
from core.model import Summary
from core.progress import Finished, Found
from core.requests import Request
from core.thread import parts
from core.thread.content import Block
from core.thread.markdown import markdown

_NAME = re.compile(r"[^\w-]+")
_LONGEST_NAME = 60


async def conclusion(answer: Answer, request: Request) -> None:
    """Give the conclusion and takeaways of a video.

    Raises:
        CuepointError: it can't be summarised.
    """
    found, summary = await _summary(answer, request)
    block = (*_header(found, summary), *parts.conclusion(summary), *parts.footer(summary))
    await answer.give(block, components=offers(request, answer.locale))


async def whole(answer: Answer, request: Request) -> None:
    """Give a whole summary in one answer; where that takes too many messages, the conclusion and a file.

    Raises:
        CuepointError: it can't be summarised.
    """
    found, summary = await _summary(answer, request)
    block = tuple(line for part in parts.thread(found, summary) for line in part)
    if len(pieces(block)) <= MOST_MESSAGES:
        await answer.give(block, components=offers(request, answer.locale))
        return
    await answer.give((*_header(found, summary), *parts.conclusion(summary)))
    await _file(answer, found, summary)


async def export(answer: Answer, request: Request) -> None:
    """Give a whole summary as a Markdown file.

    Raises:
        CuepointError: it can't be summarised.
    """
    await _file(answer, *await _summary(answer, request))


async def reply(answer: Answer, request: Request, question: str) -> None:
    """Give the answer to a question about a video.

    Raises:
        CuepointError: its transcript can't be had.
    """
    said = await answer.house.asking.answer(request, question)
    await answer.give(parts.answer(said, request.ref, answer.locale))


async def _summary(answer: Answer, request: Request) -> tuple[Found, Summary]:
    found: Found | None = None
    async for event in answer.house.summaries.events(request):
        if isinstance(event, Found):
            found = event
        elif isinstance(event, Finished) and found:
            return found, event.summary
    raise ComputationLost


async def _file(answer: Answer, found: Found, summary: Summary) -> None:
    name = _NAME.sub("-", summary.video.title)[:_LONGEST_NAME].strip("-") or summary.video.ref.id
    text = markdown(parts.thread(found, summary))
    await answer.file(discord_words(answer.locale).whole_in_file, f"{name}.md", text)


def _header(found: Found, summary: Summary) -> Block:
    return parts.header(found, summary.language, summary.guests)
