"""How messages come to be and change, whoever asks for it: the bot by REST, an interaction's token, or people."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tests.fakes.discord import reading
from tests.fakes.discord.errors import ApiError, empty_message, invalid_form
from tests.fakes.discord.events import Events
from tests.fakes.discord.forms import layout
from tests.fakes.discord.forms.message import MessageForm
from tests.fakes.discord.model import (
    SYSTEM,
    Attachment,
    Channel,
    Mentions,
    Message,
    MessageFlag,
    MessageType,
    Reference,
    Upload,
    User,
)
from tests.fakes.discord.permissions import Permission
from tests.fakes.discord.pings import ALL_KINDS, Ping, named
from tests.fakes.discord.world import World

FILES = 10
"""Files of a message (docs: JSON Error Codes, 30015)."""
FILE_SIZE = 10 * 1024 * 1024
"""Bytes of a file (docs: Reference > Uploading Files)."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a request brings: its body, its files by number, and where the body lies in it, for the errors."""

    form: MessageForm
    files: dict[int, Upload]
    within: tuple[str, ...] = ()
    parsed: frozenset[str] = ALL_KINDS


class Posting:
    """Writes messages into the world and announces them."""

    def __init__(self, world: World, events: Events) -> None:
        self.world = world
        self.events = events
        self.pings: list[Ping] = []

    def blank(self, channel: Channel, author: User, ago: float = 0.0) -> Message:
        """Return a message with nothing in it, not yet sent."""
        return Message(self.world.ids.next(ago), channel, author)

    def send(self, message: Message, *, quietly: bool = False) -> Message:
        """Put a message in its channel, notify whom it names, and announce it unless `quietly`."""
        channel = message.channel
        if not message.ephemeral:
            channel.messages[message.id] = message
            if message.reference and message.reference.message and not message.reference.forward:
                message.reference.message.replies.append(message)
            self._wake(channel, message.author)
        self.pings += _pings(message)
        if message.nonce is not None:
            self.world.nonces[message.author.id, message.nonce] = (time.monotonic(), message)
        if not quietly:
            self.events.message("MESSAGE_CREATE", message)
        return message

    def _wake(self, thread: Channel, author: User) -> None:
        """Unarchive a thread and add who writes in it (docs: Channel > Example Thread Channel)."""
        state = thread.thread
        if state is None:
            return
        state.sent += 1
        if state.archived:
            state.archived, state.changed = False, datetime.now(UTC)
            self.events.thread("THREAD_UPDATE", thread)
        self.join(thread, author)

    def join(self, thread: Channel, user: User) -> None:
        """Make somebody a member of a thread."""
        if thread.thread is not None and user.id not in thread.thread.members:
            thread.thread.members[user.id] = datetime.now(UTC)
            self.events.joined_thread(thread, user)

    def fill(self, message: Message, sent: Sent) -> Message:
        """Give a new message what was sent.

        Raises:
            ApiError: 50006 where nothing was, 50035 where it isn't lawful, 50013 where the bot may not attach.
        """
        form = sent.form
        message.flags |= form.settable()
        message.content = (form.content or "").strip()
        message.embeds = list(form.payloads())
        message.components = layout.dump(form.components or ())
        message.attachments = self._attach(message, sent)
        message.nonce = form.nonce
        self._check(message, sent)
        if self._lacks_embeds(message) and not self._drop_embeds(message):
            self.world.require(message.channel, Permission.EMBED_LINKS)
        message.allowed_mentions = form.model_dump(include={"allowed_mentions"})["allowed_mentions"]
        message.pings = message.mentions = self._mentions(message, sent)
        return message

    def change(self, message: Message, sent: Sent) -> Message:
        """Change what was sent; embeds without the right to them are dropped silently (discord-api-docs issue 2601).

        Raises:
            ApiError: as for `fill`.
        """
        form, before = sent.form, reading.text(message)
        changed = replace(message, flags=message.flags & ~MessageFlag.LOADING)
        if form.sets("flags"):
            kept = changed.flags & ~MessageFlag.SUPPRESS_EMBEDS
            changed.flags = kept | (form.settable() & ~MessageFlag.SUPPRESS_NOTIFICATIONS)
        if form.sets("content"):
            changed.content = (form.content or "").strip()
        if form.sets("embeds"):
            changed.embeds = list(form.payloads())
        if form.sets("components"):
            changed.components = layout.dump(form.components or ())
        if form.sets("attachments") or sent.files:
            changed.attachments = self._attach(changed, sent, keep=not form.sets("attachments"))
        self._check(changed, sent)
        if self._lacks_embeds(changed):
            self._drop_embeds(changed)
        for name in ("flags", "content", "embeds", "components", "attachments"):
            setattr(message, name, getattr(changed, name))
        message.mentions = self._mentions(message, sent)
        message.edited = datetime.now(UTC)
        message.earlier.append(before)
        self.events.message("MESSAGE_UPDATE", message)
        return message

    def _check(self, message: Message, sent: Sent) -> None:
        if message.is_layout:
            if sent.form.content is not None or message.content:
                raise layout.legacy_field("content", sent.within)
            if message.embeds:
                raise layout.legacy_field("embeds", sent.within)
        layout.check(message.components, layout=message.is_layout, within=sent.within)
        if not (message.content or message.embeds or message.components or message.attachments):
            raise empty_message()

    def _lacks_embeds(self, message: Message) -> bool:
        """Return whether it has embeds that its author may not send; answers to interactions always may."""
        if message.interaction is not None or not message.embeds or message.channel.guild is None:
            return False
        return Permission.EMBED_LINKS not in self.world.may(message.channel, message.author)

    @staticmethod
    def _drop_embeds(message: Message) -> bool:
        """Take the embeds away; return whether anything is left (discord/discord-api-docs issue 2601)."""
        message.embeds = []
        return bool(message.content or message.components or message.attachments)

    def _attach(self, message: Message, sent: Sent, *, keep: bool = False) -> list[Attachment]:
        """Return the files of a message after a request (docs: Reference > Editing Message Attachments)."""
        had = {each.id: each for each in message.attachments}
        attached = list(had.values()) if keep else []
        described = {each.id: each for each in sent.form.attachments or ()}
        attached += [had[id_] for id_ in described if id_ in had]
        missing = [id_ for id_ in described if id_ not in had and id_ not in sent.files]
        if missing:
            raise ApiError(400, 50146, "Uploaded file not found.")
        if sent.files:
            self._check_files(message, sent.files)
        for number, upload in sent.files.items():
            known = described.get(number)
            named_upload = replace(upload, description=known.description) if known else upload
            attached.append(self.world.keep(named_upload, message.channel))
        if len(attached) > FILES:
            raise ApiError(400, 30015, f"Maximum number of attachments in a message reached ({FILES})")
        return attached

    def _check_files(self, message: Message, files: dict[int, Upload]) -> None:
        if message.interaction is None and message.author is self.world.bot:
            self.world.require(message.channel, Permission.ATTACH_FILES)
        if any(len(upload.content) > FILE_SIZE for upload in files.values()):
            raise ApiError(413, 40005, "Request entity too large")

    def _mentions(self, message: Message, sent: Sent) -> Mentions:
        allowed = sent.form.allowed(sent.parsed)
        rights = self.world.may(message.channel, message.author)
        found = named(
            reading.mentionable(message),
            allowed,
            self.world.users,
            message.channel.guild,
            may_mention_all=Permission.MENTION_EVERYONE in rights,
        )
        replied = message.reference.message if message.reference and message.kind is MessageType.REPLY else None
        if replied is None or not allowed.replied_user or replied.author is message.author:
            return found
        return replace(found, users=tuple(dict.fromkeys((*found.users, replied.author))))

    def reply_to(self, message: Message, sent: Sent) -> None:
        """Make a message a reply (docs: Message > Message Reference Structure).

        Raises:
            ApiError: 160002 without READ_MESSAGE_HISTORY; 50035 where what is replied to is gone or of the system.
        """
        wanted = sent.form.message_reference
        if wanted is None:
            return
        target = message.channel.messages.get(wanted.message_id)
        if target is None and not wanted.fail_if_not_exists:
            return
        if Permission.READ_MESSAGE_HISTORY not in self.world.may(message.channel) and message.channel.guild:
            raise ApiError(400, 160002, "Cannot reply without permission to read message history")
        if target is None:
            raise invalid_form([(("message_reference",), "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")])
        if target.kind in SYSTEM:
            code = "REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE"
            raise invalid_form([(("message_reference",), code, "Cannot reply to a system message")])
        message.kind, message.reference = MessageType.REPLY, Reference(message.channel, target)

    def remove(self, message: Message) -> None:
        """Delete a message."""
        message.channel.messages.pop(message.id, None)
        message.deleted = True
        self.events.message_deleted(message)

    def note(
        self, channel: Channel, author: User, kind: MessageType, content: str, reference: Reference | None
    ) -> None:
        """Send a message that Discord writes itself."""
        message = self.blank(channel, author)
        message.kind, message.content, message.reference = kind, content, reference
        self.send(message)


def _pings(message: Message) -> Sequence[Ping]:
    replied = message.reference.message.author if message.reference and message.reference.message else None
    reasons = [(user.name, "reply" if user is replied else "mention") for user in message.pings.users]
    reasons += [(role.name, "mention") for role in message.pings.roles]
    reasons += [("everyone", "mention")] if message.pings.everyone else []
    return [Ping(whom, why, message.author, message.id) for whom, why in reasons]
