"""What commands, the shortcut and buttons do."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from adapters.slack import giving, settings
from adapters.slack.answers import Answer
from adapters.slack.buttons import CONCLUSION, DELETE, EXPORT, REDO, SHARE, request_in, section_in
from adapters.slack.deletion import delete_summaries
from adapters.slack.inbound import as_typed, shared_text, spot_of
from adapters.slack.redoing import redo
from adapters.slack.spots import PLATFORM
from core.delivery.chat import Gone
from core.delivery.record import Message
from core.links import find_links, page_error
from core.requests import Request

Act = Callable[[Answer], Awaitable[None]]


async def _conclusion(answer: Answer) -> None:
    if request := await _requested(answer):
        await _count(answer)
        await giving.conclusion(answer, request)


async def _summarize(answer: Answer) -> None:
    if request := await _requested(answer):
        await _count(answer)
        await giving.whole(answer, request)


async def _ask(answer: Answer) -> None:
    words = _text(answer).split()
    question = as_typed(" ".join(word for word in words if not find_links(word)))
    if not question:
        await answer.say(answer.words.no_question)
    elif request := await _requested(answer):
        await giving.reply(answer, request, question)


async def _cuepoint(answer: Answer) -> None:
    first, *rest = _text(answer).split() or [""]
    if first.lower() == "settings":
        await settings.change(answer, rest)
    else:
        await answer.say(answer.words.help)


async def _summarize_message(answer: Answer) -> None:
    """Summarise what a message links to, as if it had been posted now."""
    raw = answer.body["message"]
    where = spot_of(raw, answer.where.team, answer.where.channel)
    text = f"{raw.get('text') or ''}\n{shared_text(raw)}"
    if error := page_error(text):
        raise error
    if not find_links(text):
        await answer.say(answer.words.no_video)
        return
    try:
        await answer.web.message(where, raw["ts"])
    except Gone:
        await answer.say(answer.words.not_here)
        return
    author = str(raw.get("user") or answer.user)
    message = Message(where.place, str(raw["ts"]), author, text, await _language(answer))
    await answer.house.intake.post(message, clicked_by=answer.user)
    await answer.say(answer.words.started)


async def _clicked_conclusion(answer: Answer) -> None:
    request = _named(answer)
    await (giving.conclusion(answer, request) if request else answer.say(answer.words.not_kept))


async def _clicked_export(answer: Answer) -> None:
    request = _named(answer)
    await (giving.export(answer, request) if request else answer.say(answer.words.not_kept))


async def _clicked_share(answer: Answer) -> None:
    await giving.share(answer, _value(answer))


async def _clicked_redo(answer: Answer) -> None:
    named = section_in(_value(answer))
    await (redo(answer, *named) if named else answer.say(answer.words.not_kept))


async def _delete_summary(answer: Answer) -> None:
    """Delete the summary that a message belongs to: a post, our reply, or what stands in our thread."""
    raw = answer.body["message"]
    home = str(spot_of(raw, answer.where.team, answer.where.channel).on(str(raw["ts"])))
    await delete_summaries(answer, await answer.house.intake.deliveries_at(PLATFORM, str(raw["ts"]), home))


async def _clicked_delete(answer: Answer) -> None:
    delivery = await answer.house.records.deliveries.load(_value(answer))
    await delete_summaries(answer, (delivery,) if delivery else ())


COMMANDS: Mapping[str, Act] = {
    "/conclusion": _conclusion,
    "/summarize": _summarize,
    "/ask": _ask,
    "/usage": giving.usage,
    "/cuepoint": _cuepoint,
}
SHORTCUTS: Mapping[str, Act] = {"summarize_video": _summarize_message, "delete_summary": _delete_summary}
ACTIONS: Mapping[str, Act] = {
    CONCLUSION: _clicked_conclusion,
    EXPORT: _clicked_export,
    SHARE: _clicked_share,
    REDO: _clicked_redo,
    DELETE: _clicked_delete,
}


def _text(answer: Answer) -> str:
    return str(answer.body.get("text") or "")


def _value(answer: Answer) -> str:
    return str(answer.body["actions"][0].get("value") or "")


async def _requested(answer: Answer) -> Request | None:
    """Return the request for the link that somebody gave; what is wrong with it is told.

    Raises:
        PageLink: it links to a page that is not one video.
    """
    if error := page_error(_text(answer)):
        raise error
    links = find_links(_text(answer))
    if len(links) != 1:
        await answer.say(answer.words.many_videos if links else answer.words.no_video)
        return None
    return Request(links[0].ref, await _language(answer), answer.where.place.community)


async def _count(answer: Answer) -> None:
    """Count a link of whoever asks.

    Raises:
        OverLimit: it is over a limit.
    """
    await answer.house.intake.limits.count(answer.where.place, answer.user)


def _named(answer: Answer) -> Request | None:
    """Return the request that a button names, as one of those who clicked it."""
    request = request_in(_value(answer))
    return replace(request, community=answer.where.place.community) if request else None


async def _language(answer: Answer) -> str | None:
    """Return the language that is set where a command was given."""
    if answer.where.direct:
        return None
    where = f"{answer.where.team}/{answer.where.channel}"
    return (await answer.house.preferences.at(PLATFORM, answer.where.team, where)).language or None
