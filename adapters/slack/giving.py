"""What commands and buttons give: a conclusion, a whole summary, a file, an answer to a question."""

from dataclasses import dataclass, replace

from adapters.slack.answers import MOST_MESSAGES, Answer
from adapters.slack.buttons import SHARE, button, offers
from adapters.slack.rendering import Json, posts
from core import model
from core.budgets.budgets import WHOLE
from core.codec import decode, encode
from core.delivery.chat import Gone
from core.delivery.record import Delivery
from core.keys import FORMAT, digest
from core.model import Summary
from core.progress import Found
from core.requests import Request
from core.thread import parts
from core.thread.content import Style, line
from core.thread.markdown import file_name, markdown
from core.thread.usage import usage as told_usage
from core.thread.words import words


@dataclass(frozen=True, slots=True)
class Shareable:
    """What somebody was shown alone and may share: a conclusion, or the whole, or an answer.

    `user` and `channel` are who was shown it and where, so that it goes when they are forgotten; "" in older records.
    """

    request: Request
    whole: bool = False
    answer: model.Answer | None = None
    user: str = ""
    channel: str = ""


async def conclusion(answer: Answer, request: Request) -> None:
    """Give the conclusion and takeaways of a video.

    Raises:
        CuepointError: it can't be summarised.
    """
    found, summary = await answer.house.summaries.finished(request)
    request = replace(request, offline=found.offline)
    buttons = (*await _share(answer, Shareable(request)), *offers(request, answer.person.locale))
    await answer.give(parts.ending(found, summary, answer.person.locale), buttons)


async def whole(answer: Answer, request: Request) -> None:
    """Give a whole summary in one answer; where that takes too many messages, the conclusion, and the whole as a file.

    Raises:
        CuepointError: it can't be summarised.
    """
    found, summary = await answer.house.summaries.finished(request)
    request = replace(request, offline=found.offline)
    block = tuple(line for part in parts.thread(found, summary, answer.person.locale) for line in part)
    buttons = (*await _share(answer, Shareable(request, whole=True)), *offers(request, answer.person.locale))
    if len(posts(block)) <= MOST_MESSAGES:
        await answer.give(block, buttons)
        return
    await answer.give(parts.ending(found, summary, answer.person.locale), buttons)
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
    given = await answer.house.asking.answer(request, question)
    block = parts.answer(given, request.ref, answer.person.locale)
    await answer.give(block, await _share(answer, Shareable(request, answer=given)))


async def usage(answer: Answer) -> None:
    """Give what was used here, to the workspace's admins; in direct messages to whoever asks."""
    if not (answer.where.direct or answer.person.manages):
        await answer.say(answer.words.not_shown)
        return
    budgets = answer.house.budgets
    standing = await budgets.standing(answer.where.place.community)
    await answer.give(told_usage(standing, answer.person.locale, all_spent=await budgets.spent(WHOLE)))


async def share(answer: Answer, ident: str) -> None:
    """Post what somebody was shown alone where they are, once.

    Raises:
        CuepointError: it can't be summarised any more.
    """
    shared = decode(await answer.house.store.get(_key(ident)), Shareable)
    if shared is None:
        await answer.say(answer.words.not_kept)
        return
    if not await answer.house.store.add(f"{_key(ident)}:{answer.where}", b"1", answer.house.retention.questions):
        return
    try:
        await _post(answer, shared, ident)
    except Gone:
        await answer.house.store.drop(f"{_key(ident)}:{answer.where}")
        await answer.say(answer.words.not_here)
    else:
        await answer.say(answer.words.shared)


async def _post(answer: Answer, shared: Shareable, ident: str) -> None:
    where = answer.where
    if shared.whole:
        begun = posts((line(Style.SMALL, words(answer.person.locale).reading),))[0]
        root = await answer.web.send(where, begun, {"shared": ident})
        place = replace(where, thread="").place if not where.thread else where.place
        await answer.house.intake.deliver(Delivery(place, root, answer.user, shared.request, reply=root))
        return
    if shared.answer:
        asked = line(Style.HEADING, shared.answer.question)
        block = (asked, *parts.answer(shared.answer, shared.request.ref, answer.person.locale))
    else:
        block = parts.ending(*await answer.house.summaries.finished(shared.request), answer.person.locale)
    for number, post in enumerate(posts(block)):
        await answer.web.send(where, post, {"shared": ident, "piece": number})


async def _share(answer: Answer, shared: Shareable) -> tuple[Json, ...]:
    """Return the button that shares something, and keep what it stands for: Slack gives it back without its message."""
    shared = replace(shared, user=answer.user, channel=str(replace(answer.where, thread="")))
    data = encode(shared)
    ident = digest(str(answer.where), answer.user, data.decode())
    await answer.house.store.put(_key(ident), data, answer.house.retention.questions)
    return (button(SHARE, answer.words.share, ident),)


def _key(ident: str) -> str:
    return f"shareable:{FORMAT}:{ident}"


async def _file(answer: Answer, found: Found, summary: Summary) -> None:
    await answer.file(file_name(summary), markdown(parts.thread(found, summary, answer.person.locale)))
