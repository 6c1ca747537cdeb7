"""What commands and buttons give: a conclusion, a whole summary, a file, an answer to a question."""

from dataclasses import replace

from adapters.discord.buttons import offers
from adapters.discord.interactions import MOST_MESSAGES, Answer
from adapters.discord.rendering import pieces
from adapters.discord.words import discord_words
from core.budgets.budgets import WHOLE
from core.model import Summary
from core.progress import Found
from core.requests import Request
from core.thread import parts
from core.thread.markdown import file_name, markdown
from core.thread.usage import usage as told_usage


async def conclusion(answer: Answer, request: Request) -> None:
    """Give the conclusion and takeaways of a video.

    Raises:
        CuepointError: it can't be summarised.
    """
    found, summary = await answer.house.summaries.finished(request)
    components = offers(replace(request, offline=found.offline), answer.locale)
    await answer.give(parts.ending(found, summary, answer.locale), components=components)


async def whole(answer: Answer, request: Request) -> None:
    """Give a whole summary in one answer; where that takes too many messages, the conclusion and a file.

    Raises:
        CuepointError: it can't be summarised.
    """
    found, summary = await answer.house.summaries.finished(request)
    block = tuple(line for part in parts.thread(found, summary, answer.locale) for line in part)
    if len(pieces(block)) <= MOST_MESSAGES:
        await answer.give(block, components=offers(replace(request, offline=found.offline), answer.locale))
        return
    await answer.give(parts.ending(found, summary, answer.locale))
    await _file(answer, found, summary)


async def export(answer: Answer, request: Request) -> None:
    """Give a whole summary as a Markdown file.

    Raises:
        CuepointError: it can't be summarised.
    """
    await _file(answer, *await answer.house.summaries.finished(request))


async def reply(answer: Answer, request: Request, question: str) -> None:
    """Give the answer to a question about a video.

    Raises:
        CuepointError: its transcript can't be had.
    """
    said = await answer.house.asking.answer(request, question)
    await answer.give(parts.answer(said, request.ref, answer.locale))


async def usage(answer: Answer) -> None:
    """Give what was used here. In a server, Discord offers this to those whom its admins let have it."""
    budgets = answer.house.budgets
    standing = await budgets.standing(answer.place.community)
    await answer.give(told_usage(standing, answer.locale, all_spent=await budgets.spent(WHOLE)))


async def _file(answer: Answer, found: Found, summary: Summary) -> None:
    text = markdown(parts.thread(found, summary, answer.locale))
    await answer.file(discord_words(answer.locale).whole_in_file, file_name(summary), text)
