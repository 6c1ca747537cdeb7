"""Events as Slack dispatches them (docs: Events API > Event payload; Reference > Events)."""

import time
from dataclasses import dataclass

from tests.fakes.slack import payloads
from tests.fakes.slack.errors import Payload
from tests.fakes.slack.model import Channel, Kind, Message, Team, User
from tests.fakes.slack.outbox import Envelope, Outbox
from tests.fakes.slack.world import World

NEEDED = {
    "message.channels": "channels:history", "message.groups": "groups:history", "message.im": "im:history",
    "message.mpim": "mpim:history", "app_mention": "app_mentions:read", "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read", "member_joined_channel": "channels:read",
    "assistant_thread_started": "assistant:write", "assistant_thread_context_changed": "assistant:write",
}  # fmt: skip
"""The scope an event needs (docs: each event's Facts); the others need none."""


@dataclass(eq=False)
class Events:
    """Sends events, to those workspaces and of those kinds that the app may hear of."""

    world: World
    outbox: Outbox
    subscribed: frozenset[str] | None = None

    def _heard(self, team: Team, subscription: str) -> bool:
        if not team.installed or (self.subscribed is not None and subscription not in self.subscribed):
            return False
        needed = NEEDED.get(subscription)
        return needed is None or needed in team.scopes

    def send(self, team: Team, subscription: str, event: Payload) -> Envelope | None:
        """Send an event if the app is subscribed to it and has its scope.

        Args:
            team: the workspace.
            subscription: what the app's settings call it: "message.channels", "app_mention".
            event: the inner event.
        """
        if not self._heard(team, subscription):
            return None
        return self.outbox.post("events_api", self._wrapped(team, event))

    def _wrapped(self, team: Team, event: Payload) -> Payload:
        authorized = {
            "enterprise_id": None,
            "team_id": team.id,
            "user_id": team.bot.id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": self.world.app.verification_token,
            "team_id": team.id,
            "context_team_id": team.id,
            "context_enterprise_id": None,
            "api_app_id": self.world.app.id,
            "event": event,
            "type": "event_callback",
            "event_id": self.world.ids.next("Ev"),
            "event_time": int(time.time()),
            "authorizations": [authorized],
            "is_ext_shared_channel": False,
            "event_context": f"4-{self.world.ids.next('E')}",
        }

    def _in(self, place: Channel, event: Payload) -> Envelope | None:
        """Send an event of a conversation's messages, which only its members hear of (docs: message.channels)."""
        if not place.has_bot:
            return None
        plural = {Kind.PUBLIC: "channels", Kind.PRIVATE: "groups"}.get(place.kind, place.kind.value)
        about: Payload = {"channel": place.id, "channel_type": place.kind.value, "event_ts": self.world.ids.ts()}
        return self.send(place.team, f"message.{plural}", {**event, **about})

    def posted(self, message: Message) -> list[Envelope]:
        """Tell of a new message: as message, and as app_mention where it names the app (docs: app_mention event)."""
        data = payloads.message(message, self.world)
        sent = [self._in(message.channel, {**data, "event_ts": message.ts})]
        place, bot = message.channel, message.channel.team.bot
        named = f"<@{bot.id}>" in message.text or f"<@{bot.id}|" in message.text
        if named and place.has_bot and place.kind is not Kind.IM and message.author is not bot:
            mention = {key: value for key, value in data.items() if key not in {"subtype", "parent_user_id"}}
            about: Payload = {"type": "app_mention", "channel": place.id, "event_ts": message.ts}
            sent.append(self.send(place.team, "app_mention", {**mention, **about}))
        return [each for each in sent if each is not None]

    def changed(self, message: Message, before: Payload) -> Envelope | None:
        """Tell of an edit, or of a preview that was added (docs: message_changed)."""
        after = payloads.message(message, self.world)
        before = _bare(before)
        ts = self.world.ids.ts()
        event: Payload = {"type": "message", "subtype": "message_changed", "hidden": True, "ts": ts}
        return self._in(message.channel, {**event, "message": after, "previous_message": before})

    def deleted(self, message: Message, before: Payload) -> Envelope | None:
        """Tell that a message is gone (docs: message_deleted)."""
        event: Payload = {"type": "message", "subtype": "message_deleted", "hidden": True, "ts": self.world.ids.ts()}
        return self._in(message.channel, {**event, "deleted_ts": message.ts, "previous_message": _bare(before)})

    def reaction(self, kind: str, message: Message, user: User, name: str) -> Envelope | None:
        """Tell of a reaction, "reaction_added" or "reaction_removed" (docs: reaction_added)."""
        if not message.channel.has_bot:
            return None
        item: Payload = {"type": "message", "channel": message.channel.id, "ts": message.ts}
        author = {"item_user": message.author.id}
        ts = self.world.ids.ts()
        about: Payload = {"type": kind, "user": user.id, "reaction": name, "item": item, **author, "event_ts": ts}
        return self.send(message.channel.team, kind, about)

    def joined(self, place: Channel, user: User) -> Envelope | None:
        """Tell that somebody, or the app itself, came into a channel (docs: member_joined_channel)."""
        if not place.has_bot or place.kind in {Kind.IM, Kind.MPIM}:
            return None
        letter = "C" if place.kind is Kind.PUBLIC else "G"
        about: Payload = {"type": "member_joined_channel", "user": user.id, "channel": place.id, "channel_type": letter}
        return self.send(
            place.team, "member_joined_channel", {**about, "team": place.team.id, "event_ts": self.world.ids.ts()}
        )

    def assistant(self, kind: str, user: User, root: Message, context: Channel | None) -> Envelope | None:
        """Tell that the pane was opened, or that its owner looks elsewhere (docs: assistant_thread_started)."""
        seen: Payload = (
            {} if context is None else {"channel_id": context.id, "team_id": user.team.id, "enterprise_id": None}
        )
        thread: Payload = {"user_id": user.id, "context": seen, "channel_id": root.channel.id, "thread_ts": root.ts}
        return self.send(user.team, kind, {"type": kind, "assistant_thread": thread, "event_ts": self.world.ids.ts()})


def _bare(told: Payload) -> Payload:
    """Return a message without what apps hide in it, which has events of its own (docs: message_metadata_posted)."""
    return {key: value for key, value in told.items() if key != "metadata"}
