"""What tests read: messages, threads, calls, acknowledgements, pings, links."""

from collections.abc import Sequence

from tests.fakes.slack import reading
from tests.fakes.slack.calls import CallLog
from tests.fakes.slack.errors import Payload
from tests.fakes.slack.model import Channel, Message, Status, User, View
from tests.fakes.slack.outbox import Envelope
from tests.fakes.slack.posting import Ping
from tests.fakes.slack.steering import Steering


class Looking(Steering):
    """Reads."""

    @property
    def calls(self) -> CallLog:
        """All calls of the Web API, response_urls and file downloads."""
        return self.parts.calls

    @property
    def sent(self) -> list[Envelope]:
        """All that was sent to the app."""
        return self.parts.outbox.sent

    @property
    def pongs(self) -> int:
        """How many pings the app answered."""
        return self.parts.sockets.pongs

    @property
    def connections(self) -> int:
        """How many websockets there are."""
        return len(self.parts.sockets.connections)

    def latencies(self, *kinds: str) -> list[float]:
        """Return the seconds to acknowledgement, of all or of "events_api", "slash_commands", "interactive"."""
        return [each.took for each in self.sent if each.took is not None and (not kinds or each.kind in kinds)]

    def unacknowledged(self) -> list[Envelope]:
        """Return what the app has not acknowledged."""
        return [each for each in self.sent if not each.acks]

    def messages(self, channel: Channel) -> list[Message]:
        """Return what is in a channel itself, in order, with replies that were broadcast."""
        shown = [each for each in channel.messages.values() if not each.is_reply or each.broadcast]
        return sorted(shown, key=lambda each: float(each.ts))

    def thread(self, message: Message) -> list[Message]:
        """Return the replies in a message's thread, in order."""
        return message.channel.replies(message.root_ts)

    def own(self, thing: Channel | Message) -> list[Message]:
        """Return what the app wrote in a channel, threads too, or in a message's thread; in order."""
        found = thing.messages.values() if isinstance(thing, Channel) else self.thread(thing)
        mine = [each for each in found if each.by_app and not each.deleted]
        return sorted(mine, key=lambda each: float(each.ts))

    def private(self, user: User) -> list[Message]:
        """Return what the app showed to one person alone."""
        return [each for each in self.world.private if each.only_for is user]

    def text(self, message: Message) -> str:
        """Return what a person reads in a message."""
        return reading.text(message)

    def links(self, message: Message) -> list[str]:
        """Return every address a reader of the message could open, those Slack makes of bare names too."""
        return reading.links(message)

    def previews(self, message: Message) -> list[str]:
        """Return the links of the message that Slack would show a preview of."""
        return reading.previews(message)

    def pings(self) -> list[Ping]:
        """Return whom the app would have notified so far; empty is as it should be."""
        return list(self.parts.posting.pings)

    def broadcasts(self) -> list[Message]:
        """Return the app's replies that were shown in the channel too; empty is as it should be."""
        return [each for each in self.world.messages() if each.by_app and each.broadcast]

    def home(self, user: User) -> View | None:
        """Return the app's home as a person sees it."""
        return user.team.homes.get(user.id)

    def views(self, user: User) -> list[View]:
        """Return the windows that were opened before a person."""
        return [each for each in self.world.views.values() if each.user is user and each.body["type"] == "modal"]

    def status(self, message: Message) -> str:
        """Return the status line that is shown in a message's thread now; a message of the app's takes it away."""
        shown = self.world.shown_statuses.get((message.channel.id, message.root_ts))
        return shown.text if shown else ""

    def statuses(self, message: Message) -> list[Status]:
        """Return all status lines that were set in a message's thread."""
        return [each for each in self.world.statuses if each.thread_ts == message.root_ts]

    def title(self, root: Message) -> str:
        """Return the title the app gave a thread of the pane."""
        return self.world.titles.get((root.channel.id, root.ts), "")

    def prompts(self, root: Message) -> list[str]:
        """Return the messages the app suggests in a thread of the pane."""
        given = self.world.prompts.get((root.channel.id, root.ts))
        return [str(each["message"]) for each in given] if isinstance(given, list) else []

    def recipe(self, message: Message) -> Sequence[Payload]:
        """Return what the app posted in a message's thread, as a script for the bare app (`bare_app.Step`)."""
        order: dict[str, int] = {}
        steps: list[Payload] = []
        for call in self.calls.of("chat.*"):
            body = {key: value for key, value in call.args.items() if key not in {"channel", "thread_ts", "ts"}}
            if call.method == "chat.postMessage" and call.ok and call.args.get("thread_ts") == message.root_ts:
                order[str(call.ts)] = len(order)
                steps.append({"post": body})
            elif call.method == "chat.update" and call.ok and str(call.args.get("ts")) in order:
                steps.append({"update": order[str(call.args["ts"])], "body": body})
        return steps
