"""A section of a thread written anew, where it stands."""

from adapters.slack.answers import Answer
from adapters.slack.buttons import buttons
from adapters.slack.escaping import unescaped
from adapters.slack.rendering import posts
from core.delivery.chat import Kind, Part
from core.requests import reading_language
from core.thread import parts


async def redo(answer: Answer, ident: str, index: int) -> None:
    """Replace what a section's message says, if whoever clicked may.

    Args:
        answer: to the click.
        ident: the delivery's id.
        index: which section, counted from 0.

    Raises:
        CuepointError: the section can't be written.
    """
    say, message = answer.words, answer.body.get("message") or {}
    delivery = await answer.house.records.deliveries.load(ident)
    if delivery is None or not message:
        await answer.say(say.not_kept)
        return
    if answer.user != delivery.author and not answer.person.manages:
        await answer.say(say.not_redoing)
        return
    made = await answer.house.redo(delivery.wanted, index, unescaped(str(message.get("text") or "")))
    language = reading_language(delivery.request, made[1].language if made else "")
    contents = posts(parts.section(made[0], delivery.wanted.ref, language)) if made else []
    hidden = (message.get("metadata") or {}).get("event_payload") or {}
    # A section over several messages is left as it is: its button stands under the last alone.
    if made is None or len(contents) != 1 or hidden.get("piece", 0) != 0:
        await answer.say(say.no_other)
        return
    below = buttons(delivery, Part(index, Kind.SECTION, (), language))
    await answer.web.edit(answer.where, str(message["ts"]), contents[0].with_buttons(*below))
    await answer.say(say.redone)
