"""Putting messages into the world, changing them and taking them away, and telling the app."""

import json
import re
from dataclasses import dataclass

from tests.fakes.slack import payloads, reading
from tests.fakes.slack.args import Args
from tests.fakes.slack.blocks import checked
from tests.fakes.slack.errors import ApiError, Payload
from tests.fakes.slack.events import Events
from tests.fakes.slack.model import Channel, Message, User
from tests.fakes.slack.world import World

TEXT = 4_000
"""Characters of a text: more is msg_too_long (docs: chat.update's Errors).

chat.postMessage's page says that it cuts at 40,000, yet 4,000 were refused there too (seratch/ChatGPT-in-Slack
issue 102): the stricter holds here.
"""
MARKDOWN = 12_000
"""Characters of a markdown_text (docs: chat.postMessage)."""
METADATA = 4_000
"""Bytes of a message's metadata, as JSON."""


@dataclass(frozen=True, slots=True)
class Ping:
    """Whom the app would have notified, "user:U1", "subteam:S1", "channel", "here", "everyone", and in what message."""

    whom: str
    message: Message


def metadata(given: object) -> Payload | None:
    """Return what an app hides in a message; None for an empty object (docs: Message metadata).

    Raises:
        ApiError: invalid_metadata_format, invalid_metadata_schema, metadata_too_large.
    """
    if given == {}:
        return None
    if not isinstance(given, dict):
        raise ApiError("invalid_metadata_format")
    kind, payload = given.get("event_type"), given.get("event_payload")
    if not isinstance(kind, str) or not re.fullmatch(r"\w+", kind) or not isinstance(payload, dict):
        raise ApiError("invalid_metadata_schema")
    if any(_nested(value) for value in payload.values()):
        raise ApiError("invalid_metadata_schema")
    if len(json.dumps(given, ensure_ascii=False).encode()) > METADATA:
        raise ApiError("metadata_too_large")
    return given


def _nested(value: object) -> bool:
    """Return whether a value is more than plain, a flat object or a list of these (docs: Message metadata)."""
    objects = [value] if isinstance(value, dict) else value if isinstance(value, list) else []
    inner = [deep for each in objects if isinstance(each, dict) for deep in each.values()]
    return any(isinstance(deep, dict | list) for deep in inner)


class Posting:
    """Writes messages."""

    def __init__(self, world: World, events: Events) -> None:
        self.world = world
        self.events = events
        self.pings: list[Ping] = []

    def blank(self, channel: Channel, author: User, ago: float = 0.0) -> Message:
        """Return a message with nothing in it, not yet sent."""
        return Message(self.world.ids.ts(ago), channel, author)

    def fill(self, message: Message, args: Args) -> Message:
        """Give a message what an app sent.

        Raises:
            ApiError: no_text, msg_too_long, markdown_text_conflict, and what `checked` and `metadata` raise.
        """
        text, markdown = args.text("text") or "", args.text("markdown_text") or ""
        blocks = checked(args.data("blocks")) if args.given.get("blocks") else []
        attachments = args.data("attachments")
        if markdown and (text or blocks):
            raise ApiError("markdown_text_conflict")
        if not (text.strip() or blocks or markdown.strip() or attachments):
            raise ApiError("no_text")
        if len(text) > TEXT or len(markdown) > MARKDOWN:
            raise ApiError("msg_too_long")
        message.text, message.blocks, message.markdown = text, blocks, markdown
        message.attachments = attachments if isinstance(attachments, list) else []
        message.link_names = bool(args.flag("link_names")) or args.text("parse") == "full"
        message.by_app = True
        if args.given.get("metadata") is not None:
            message.metadata = metadata(args.data("metadata"))
        for name in ("unfurl_links", "unfurl_media"):
            if name in args.given:
                setattr(message, name, args.flag(name))
        return message

    def into_thread(self, message: Message, thread_ts: str | None, *, broadcast: bool = False) -> Message:
        """Put a message into a thread.

        Where what it is about is gone, Slack posts to the channel instead and says nothing (slack-go/slack issue 1571);
        with `World.unthreads` false it refuses.

        Raises:
            ApiError: cannot_reply_to_message: it is a reply itself; thread_not_found.
        """
        if thread_ts is None:
            return message
        root = message.channel.messages.get(thread_ts)
        if root is None and message.only_for is None:
            if not self.world.unthreads:
                raise ApiError("thread_not_found")
            return message
        if root is not None and root.is_reply:
            raise ApiError("cannot_reply_to_message")
        message.thread_ts, message.broadcast = thread_ts, broadcast
        return message

    def send(self, message: Message, *, quietly: bool = False) -> Message:
        """Put a message into its channel, notify whom it names, and tell the app unless `quietly`."""
        if message.only_for is not None:
            self.world.private.append(message)
        else:
            message.channel.put(message)
        if message.by_app:
            self._ping(message)
            self.world.shown_statuses.pop((message.channel.id, message.root_ts), None)
        if not quietly and message.only_for is None:
            self.events.posted(message)
        return message

    def _ping(self, message: Message) -> None:
        known = {ping.whom for ping in self.pings if ping.message is message}
        new = dict.fromkeys(each for each in reading.found(message).pings if each not in known)
        self.pings += [Ping(whom, message) for whom in new]

    def told(self, message: Message) -> Payload:
        """Return a message as it stands, for an event's previous_message."""
        return payloads.message(message, self.world, metadata=True)

    def change(self, message: Message, args: Args) -> Message:
        """Change an app's message: a text without blocks takes the blocks away (docs: chat.update, blocks).

        Raises:
            ApiError: as `fill`.
        """
        before = self.told(message)
        changed = Message(message.ts, message.channel, message.author, metadata=message.metadata)
        given = dict(args.given)
        if not given.get("text") and "blocks" not in given and "markdown_text" not in given:
            given["blocks"] = message.blocks
        if "attachments" not in given:
            given["attachments"] = message.attachments
        self.fill(changed, Args(given))
        for name in ("text", "blocks", "attachments", "markdown", "metadata", "link_names"):
            setattr(message, name, getattr(changed, name))
        if args.flag("reply_broadcast"):
            message.broadcast = True
        self.edited(message, before)
        return message

    def edited(self, message: Message, before: Payload, *, mark: bool = True) -> None:
        """Note that a message was changed, and tell the app."""
        message.earlier.append(before)
        if mark:
            message.edited = self.world.ids.ts()
        if message.by_app:
            self._ping(message)
        if message.only_for is None:
            self.events.changed(message, before)

    def remove(self, message: Message) -> None:
        """Delete a message; one with replies leaves a tombstone, which is told as a change (docs: message_changed)."""
        before = self.told(message)
        message.deleted = True
        if message in self.world.private:
            self.world.private.remove(message)
            return
        message.channel.take(message)
        if not message.is_reply and message.channel.replies(message.ts):
            stone = Message(
                message.ts, message.channel, message.author, "This message was deleted.", subtype="tombstone"
            )
            stone.thread_ts = message.ts
            message.channel.put(stone)
            self.events.changed(stone, before)
        else:
            self.events.deleted(message, before)
