"""How threads come to be (docs: Threads; Channel > Start Thread)."""

from tests.fakes.discord.errors import ApiError
from tests.fakes.discord.events import Events
from tests.fakes.discord.model import (
    Channel,
    ChannelType,
    Message,
    MessageFlag,
    MessageType,
    Reference,
    ThreadState,
    User,
)
from tests.fakes.discord.pings import Ping
from tests.fakes.discord.posting import Posting
from tests.fakes.discord.world import World

KINDS = {
    ChannelType.TEXT: ChannelType.PUBLIC_THREAD,
    ChannelType.ANNOUNCEMENT: ChannelType.ANNOUNCEMENT_THREAD,
    ChannelType.FORUM: ChannelType.PUBLIC_THREAD,
}
"""What kind of public thread a channel has (docs: Threads > Public & Private Threads)."""


class Threads:
    """Makes threads and announces them."""

    def __init__(self, world: World, events: Events, posting: Posting) -> None:
        self.world = world
        self.events = events
        self.posting = posting

    def from_message(self, message: Message, name: str, author: User, archive_after: int = 1440) -> Channel:
        """Start a thread on a message; it has the message's id.

        Whoever wrote the message is added to the thread and notified, unless they start it themselves.

        Raises:
            ApiError: 160004 where it has one, 50024 where the channel can't have threads.
        """
        if message.thread is not None:
            raise ApiError(400, 160004, "A thread has already been created for this message")
        thread = self._make(message.channel, message.id, name, author, archive_after)
        message.thread = thread
        message.flags |= MessageFlag.HAS_THREAD
        self.events.thread("THREAD_CREATE", thread, newly_created=True)
        self.events.message("MESSAGE_UPDATE", message)
        kind = MessageType.THREAD_STARTER_MESSAGE
        self.posting.note(thread, author, kind, "", Reference(message.channel, message))
        if message.author is not author:
            self.posting.join(thread, message.author)
            self.posting.pings.append(Ping(message.author.name, "thread", author, message.id))
        return thread

    def alone(self, channel: Channel, name: str, author: User, *, private: bool, archive_after: int = 1440) -> Channel:
        """Start a thread on no message; of a public one the channel is told by a message with its name (docs: Threads).

        Raises:
            ApiError: 50024.
        """
        thread = self._make(channel, self.world.ids.next(), name, author, archive_after)
        if private:
            thread.kind = ChannelType.PRIVATE_THREAD
        self.events.thread("THREAD_CREATE", thread, newly_created=True)
        if not private:
            self.posting.note(channel, author, MessageType.THREAD_CREATED, name, Reference(thread))
        return thread

    def post(self, forum: Channel, name: str, first: Message, archive_after: int = 1440) -> Channel:
        """Start a post in a forum: a thread whose first message has the same id (docs: Threads > Forums)."""
        thread = self._make(forum, first.id, name, first.author, archive_after)
        first.channel = thread
        self.events.thread("THREAD_CREATE", thread, newly_created=True)
        self.posting.send(first)
        return thread

    def _make(self, channel: Channel, id_: int, name: str, author: User, archive_after: int) -> Channel:
        if channel.kind not in KINDS or channel.guild is None:
            raise ApiError(400, 50024, "Cannot execute action on this channel type")
        state = ThreadState(author, archive_after)
        thread = Channel(id_, KINDS[channel.kind], name, channel.guild, channel, state)
        self.world.channels[id_] = channel.guild.channels[id_] = thread
        state.members[author.id] = state.changed
        return thread

    def delete(self, channel: Channel) -> None:
        """Delete a channel with its threads, or a thread alone."""
        self.world.channels.pop(channel.id, None)
        channel.deleted = True
        if channel.guild is None:
            return
        channel.guild.channels.pop(channel.id, None)
        if channel.thread is not None:
            self.events.thread("THREAD_DELETE", channel)
            return
        for thread in [each for each in channel.guild.channels.values() if each.parent is channel]:
            thread.deleted = True
            channel.guild.channels.pop(thread.id)
            self.world.channels.pop(thread.id, None)
        self.events.channel("CHANNEL_DELETE", channel)

    def rename(self, thread: Channel, name: str, author: User) -> None:
        """Rename a thread; a message in it tells (docs: Threads > New Message Types)."""
        thread.name = name
        self.posting.note(thread, author, MessageType.CHANNEL_NAME_CHANGE, name, None)
