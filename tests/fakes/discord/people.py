"""What people do in their apps: write, edit, delete, react, start threads."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from tests.fakes.discord import reading
from tests.fakes.discord.building import Building
from tests.fakes.discord.errors import Payload
from tests.fakes.discord.model import (
    Channel,
    ChannelType,
    Mentions,
    Message,
    MessageFlag,
    MessageType,
    Reference,
    Upload,
    User,
)
from tests.fakes.discord.permissions import Permission
from tests.fakes.discord.pings import Allowed, named


class People(Building):
    """Acts for people. Their own rights are not checked."""

    def post(
        self,
        channel: Channel,
        author: User,
        text: str = "",
        *,
        attachments: Sequence[Upload] = (),
        reply_to: Message | None = None,
        embeds: Sequence[Payload] = (),
        ago: float = 0.0,
        quietly: bool = False,
    ) -> Message:
        """Write a message.

        Args:
            channel: where.
            author: who; becomes a member of the guild.
            text: the content.
            attachments: files.
            reply_to: the message that is answered, which notifies its author.
            embeds: previews that Discord made of links.
            ago: how many seconds ago it was written; the order in the history follows.
            quietly: no event, it is in the history alone.
        """
        message = self.parts.posting.blank(channel, author, ago)
        return self.parts.posting.send(self._written(message, text, attachments, reply_to, embeds), quietly=quietly)

    def _written(
        self,
        message: Message,
        text: str,
        attachments: Sequence[Upload],
        reply_to: Message | None,
        embeds: Sequence[Payload],
    ) -> Message:
        if message.channel.guild is not None:
            self.join(message.channel.guild, message.author)
        message.content, message.embeds = text, list(embeds)
        message.attachments = [self.world.keep(upload, message.channel) for upload in attachments]
        if reply_to is not None:
            message.kind, message.reference = MessageType.REPLY, Reference(reply_to.channel, reply_to)
        message.pings = message.mentions = self._mentions(message)
        return message

    def _mentions(self, message: Message) -> Mentions:
        rights = self.world.may(message.channel, message.author)
        everyone = Permission.MENTION_EVERYONE in rights
        found = named(message.content, Allowed(), self.world.users, message.channel.guild, may_mention_all=everyone)
        replied = message.reference.message if message.reference else None
        return replace(found, users=tuple(dict.fromkeys((*found.users, replied.author)))) if replied else found

    def dm(self, user: User, text: str = "", *, attachments: Sequence[Upload] = (), ago: float = 0.0) -> Message:
        """Write to the bot directly."""
        return self.post(self.world.direct(user), user, text, attachments=attachments, ago=ago)

    def forward(self, message: Message, channel: Channel, author: User) -> Message:
        """Forward a message: what is sent is empty, and carries a snapshot (docs: Message Reference Types)."""
        made = self._written(self.parts.posting.blank(channel, author), "", (), None, ())
        made.flags |= MessageFlag.HAS_SNAPSHOT
        made.reference = Reference(message.channel, message, forward=True)
        return self.parts.posting.send(made)

    def edit(self, message: Message, text: str, *, embeds: Sequence[Payload] | None = None) -> Message:
        """Edit a message, or let Discord add its previews (`embeds`, the text as it was), which is an edit too."""
        message.earlier.append(reading.text(message))
        if text != message.content:
            message.content, message.edited = text, datetime.now(UTC)
        message.embeds = message.embeds if embeds is None else list(embeds)
        message.mentions = self._mentions(message)
        self.parts.events.message("MESSAGE_UPDATE", message)
        return message

    def delete(self, message: Message) -> None:
        """Delete a message, one's own or as a moderator."""
        self.parts.posting.remove(message)

    def react(self, message: Message, user: User, emoji: str) -> None:
        """React to a message."""
        message.reactions.setdefault(emoji, []).append(user)
        self.parts.events.reaction("MESSAGE_REACTION_ADD", message, user, emoji)

    def unreact(self, message: Message, user: User, emoji: str) -> None:
        """Take a reaction back."""
        message.reactions[emoji].remove(user)
        if not message.reactions[emoji]:
            del message.reactions[emoji]
        self.parts.events.reaction("MESSAGE_REACTION_REMOVE", message, user, emoji)

    def start_thread(self, message: Message, name: str, user: User) -> Channel:
        """Start a thread on a message."""
        return self.parts.threads.from_message(message, name, user)

    def start_lone_thread(self, channel: Channel, name: str, user: User, *, private: bool = False) -> Channel:
        """Start a thread on no message."""
        return self.parts.threads.alone(channel, name, user, private=private)

    def post_in_forum(
        self, forum: Channel, author: User, title: str, text: str = "", *, attachments: Sequence[Upload] = ()
    ) -> Message:
        """Start a post in a forum; its thread is the channel of the message returned."""
        assert forum.kind is ChannelType.FORUM
        first = self._written(self.parts.posting.blank(forum, author), text, attachments, None, ())
        self.parts.threads.post(forum, title, first)
        return first
