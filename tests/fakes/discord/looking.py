"""What tests read: messages, threads, buttons, links, notifications, requests."""

from tests.fakes.discord import reading
from tests.fakes.discord.calls import CallLog, RestCall
from tests.fakes.discord.errors import Payload
from tests.fakes.discord.model import SYSTEM, Channel, Guild, Message, User
from tests.fakes.discord.pings import Ping
from tests.fakes.discord.reading import Button
from tests.fakes.discord.steering import Steering


class Looking(Steering):
    """Reads what is there."""

    @property
    def bot(self) -> User:
        """The tested bot's user."""
        return self.world.bot

    @property
    def calls(self) -> CallLog:
        """All REST requests so far."""
        return self.parts.calls

    def called(self, route: str) -> list[RestCall]:
        """Return the requests of a route, written as for faults."""
        return self.parts.calls.of(route)

    def refused(self) -> list[RestCall]:
        """Return the requests that were answered with 400 to 499, where 404 and 429 have other reasons mostly."""
        return [call for call in self.calls if 400 <= call.status < 500]

    def messages(self, channel: Channel, *, by: User | None = None) -> list[Message]:
        """Return a channel's messages, oldest first, of everybody or one author; not those Discord wrote itself."""
        found = sorted(channel.messages.values(), key=lambda message: message.id)
        return [message for message in found if message.kind not in SYSTEM and by in {None, message.author}]

    def sent(self, channel: Channel) -> list[Message]:
        """Return what the bot wrote in a channel, oldest first."""
        return self.messages(channel, by=self.bot)

    def replies(self, message: Message) -> list[Message]:
        """Return the bot's replies to a message, oldest first."""
        return [
            each for each in message.replies if each.author is self.bot and not each.deleted and each.kind not in SYSTEM
        ]

    def thread_of(self, message: Message) -> Channel | None:
        """Return the thread that was started on a message, or on the bot's reply to it."""
        started = [each.thread for each in (message, *self.replies(message)) if each.thread and not each.thread.deleted]
        return started[0] if started else None

    def threads(self, place: Channel | Guild) -> list[Channel]:
        """Return the threads of a channel or guild, oldest first."""
        guild = place if isinstance(place, Guild) else place.guild
        every = guild.channels.values() if guild else ()
        found = [each for each in every if each.thread and (each.parent is place or guild is place)]
        return sorted(found, key=lambda each: each.id)

    def text(self, message: Message) -> str:
        """Return all text of a message: content, embeds, text displays."""
        return reading.text(message)

    def buttons(self, message: Message) -> list[Button]:
        """Return the buttons and selects of a message."""
        return reading.buttons(message)

    def button(self, message: Message, label: str) -> Button:
        """Return the button with that label.

        Raises:
            AssertionError: there is none.
        """
        found = [each for each in self.buttons(message) if each.label == label]
        assert found, f"no button {label!r} among {[each.label for each in self.buttons(message)]}"
        return found[0]

    def links(self, message: Message) -> list[str]:
        """Return every address a reader of the message could open."""
        return reading.links(message)

    def previews(self, message: Message) -> list[str]:
        """Return the links of the message that Discord would show a preview of."""
        return reading.previews(message)

    def pings(self) -> list[Ping]:
        """Return whom the bot notified so far; empty is as it should be."""
        return [ping for ping in self.parts.posting.pings if ping.by is self.bot]

    def recipe(self, message: Message) -> Payload:
        """Return what the bot did to a message, as a script for the bare bot to do the same (`bare_bot.Script`)."""
        reply = self.replies(message)[0]
        thread = self.thread_of(message)
        assert thread is not None
        parts = [self._body_of(each) for each in self.sent(thread)]
        edits = self.called(f"PATCH /channels/{reply.channel.id}/messages/{reply.id}")
        return {
            "reply": self._body_of(reply),
            "name": thread.name,
            "parts": parts,
            "edits": [each.body for each in edits],
        }

    def _body_of(self, message: Message) -> Payload:
        """Return the body that made a message, without what ties it to its place and time."""
        made = [call.body for call in self.calls if call.method == "POST" and call.made == str(message.id)]
        body = next(
            each for each in made if isinstance(each, dict) and each.keys() != {"name", "auto_archive_duration"}
        )
        return {key: value for key, value in body.items() if key not in {"nonce", "enforce_nonce", "message_reference"}}
