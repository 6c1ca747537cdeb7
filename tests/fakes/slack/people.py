"""What people do in their apps: write, edit, delete, react."""

from collections.abc import Sequence

from tests.fakes.slack import payloads
from tests.fakes.slack.building import Building
from tests.fakes.slack.errors import Payload
from tests.fakes.slack.model import Channel, Message, Upload, User


class People(Building):
    """Acts for people."""

    def post(
        self,
        channel: Channel,
        user: User,
        text: str = "",
        *,
        files: Sequence[Upload] = (),
        thread: Message | None = None,
        broadcast: bool = False,
        ago: float = 0.0,
        quietly: bool = False,
    ) -> Message:
        """Write a message.

        Args:
            channel: where.
            user: who; comes into the channel.
            text: as Slack keeps it: links as <https://...> or <https://...|label>, & < > escaped (`typed` makes that).
            files: files.
            thread: what it replies to.
            broadcast: the reply is shown in the channel too.
            ago: how many seconds ago it was written; the order in the history follows.
            quietly: no event, it is in the history alone.
        """
        if user not in channel.members:
            channel.members.append(user)
        message = self.parts.posting.blank(channel, user, ago)
        message.text = text
        message.files = [self.keep(each, user) for each in files]
        message.subtype = "file_share" if files else None
        if user.bot_id is not None:
            message.subtype, message.foreign_bot = "bot_message", True
        if thread is not None:
            message.thread_ts, message.broadcast = thread.root_ts, broadcast
        return self.parts.posting.send(message, quietly=quietly)

    def share(self, message: Message, channel: Channel, user: User, text: str = "") -> Message:
        """Share a message in a conversation, with a text of one's own or none; it comes as an attachment."""
        if user not in channel.members:
            channel.members.append(user)
        made = self.parts.posting.blank(channel, user)
        made.text, made.attachments = text, [payloads.share(message, self.world)]
        return self.parts.posting.send(made)

    @staticmethod
    def typed(text: str) -> str:
        """Return what Slack keeps of a text as a person types it: escaped, its addresses in brackets."""
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        words = escaped.split(" ")
        return " ".join(f"<{word}>" if word.startswith(("http://", "https://")) else word for word in words)

    def dm(self, user: User, text: str = "", *, files: Sequence[Upload] = (), thread: Message | None = None) -> Message:
        """Write to the app directly."""
        return self.post(self.world.direct(user), user, text, files=files, thread=thread)

    def edit(self, message: Message, text: str) -> Message:
        """Edit a message."""
        before = self.parts.posting.told(message)
        message.text = text
        self.parts.posting.edited(message, before)
        return message

    def unfurl(self, message: Message, *attachments: Payload) -> Message:
        """Let Slack add its previews, which is told as a change without an edit (docs: message_changed)."""
        before = self.parts.posting.told(message)
        message.attachments = list(attachments) or [{"id": 1, "title": "A preview", "service_name": "YouTube"}]
        self.parts.posting.edited(message, before, mark=False)
        return message

    def delete(self, message: Message) -> None:
        """Delete a message, one's own or as an admin."""
        self.parts.posting.remove(message)

    def delete_file(self, message: Message, number: int = 0) -> None:
        """Delete a file of a message."""
        message.files[number].deleted = True

    def react(self, message: Message, user: User, name: str) -> None:
        """React to a message; the name without colons."""
        message.reactions.setdefault(name, []).append(user)
        self.parts.events.reaction("reaction_added", message, user, name)

    def unreact(self, message: Message, user: User, name: str) -> None:
        """Take a reaction back."""
        message.reactions[name].remove(user)
        if not message.reactions[name]:
            del message.reactions[name]
        self.parts.events.reaction("reaction_removed", message, user, name)
