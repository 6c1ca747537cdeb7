"""Answering interactions: the callback, then the token as a webhook (docs: Receiving and Responding > Endpoints)."""

from tests.fakes.discord import payloads
from tests.fakes.discord.model import Message
from tests.fakes.discord.rest.call import Answer, Call, Endpoint

TRUE = {"1", "true", "True"}
"""Docs: Reference > Boolean Query Strings."""


def callback(call: Call) -> Answer:
    """Acknowledge; with_response asks for what came of it (docs: Create Interaction Response)."""
    answers = call.parts.answers
    interaction = answers.acknowledge(call.id("interaction_id") or 0, call.where["token"], call.body, call.files)
    return answers.response(interaction) if call.query.get("with_response") in TRUE else None


def follow_up(call: Call) -> Answer:
    """Send another message (docs: Create Followup Message)."""
    message = call.parts.answers.follow_up(call.id("webhook_id") or 0, call.where["token"], call.body, call.files)
    return payloads.message(message, call.bot)


def _message(call: Call) -> Message:
    return call.parts.answers.message(call.id("webhook_id") or 0, call.where["token"], call.where["message_id"])


def get(call: Call) -> Answer:
    """Return a message of the answer."""
    return payloads.message(_message(call), call.bot)


def edit(call: Call) -> Answer:
    """Change a message of the answer (docs: Edit Original Interaction Response)."""
    where = call.where
    answers = call.parts.answers
    message = answers.edit(call.id("webhook_id") or 0, where["token"], where["message_id"], call.body, call.files)
    return payloads.message(message, call.bot)


def delete(call: Call) -> Answer:
    """Delete a message of the answer."""
    call.parts.posting.remove(_message(call))
    return None


WEBHOOK = "/webhooks/{webhook_id}/{token}"

ROUTES = [
    Endpoint("POST", "/interactions/{interaction_id}/{token}/callback", callback, open=True),
    Endpoint("POST", WEBHOOK, follow_up, open=True),
    Endpoint("GET", WEBHOOK + "/messages/{message_id}", get, open=True),
    Endpoint("PATCH", WEBHOOK + "/messages/{message_id}", edit, open=True),
    Endpoint("DELETE", WEBHOOK + "/messages/{message_id}", delete, open=True),
]
