"""What people do with the app itself: commands, buttons, menus, shortcuts, windows, its home, the assistant pane.

Each returns an `Act`: the envelope that went to the app, and the answers it gave at once or later.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.fakes.slack import payloads, reading
from tests.fakes.slack.errors import ApiError, Payload
from tests.fakes.slack.model import Channel, Message, User, View
from tests.fakes.slack.outbox import Envelope
from tests.fakes.slack.people import People
from tests.fakes.slack.responses import ResponseUrl


@dataclass(eq=False, slots=True)
class Act:
    """Something a person did with the app.

    `answers` are the messages that came by its response_url or with the acknowledgement; `refused` is the error where
    Slack would not show what came with the acknowledgement.
    """

    envelope: Envelope
    user: User
    url: ResponseUrl | None = None
    trigger: str = ""
    refused: str = ""
    views: list[View] = field(default_factory=list)

    @property
    def answers(self) -> list[Message]:
        """The messages the app answered with."""
        return self.url.answers if self.url else []

    @property
    def took(self) -> float | None:
        """Seconds until it was acknowledged; None if it wasn't (yet)."""
        return self.envelope.took


class Using(People):
    """Acts for people who use the app."""

    def command(self, name: str, text: str, user: User, channel: Channel) -> Act:
        """Use a slash command, "/conclusion" (docs: Slash commands); the app need not be in the channel."""
        url, response = self.parts.responses.make(user, channel)
        trigger = self.parts.triggers.make(user)
        payload: Payload = {
            "token": self.world.app.verification_token,
            "team_id": user.team.id,
            "team_domain": user.team.domain,
            "channel_id": channel.id,
            "channel_name": channel.name or "directmessage",
            "user_id": user.id,
            "user_name": user.name,
            "command": name,
            "text": text,
            "api_app_id": self.world.app.id,
            "is_enterprise_install": "false",
            "response_url": url,
            "trigger_id": trigger,
        }
        act = Act(self.parts.outbox.post("slash_commands", payload), user, response, trigger)
        self.parts.outbox.spawn(self._answer_at_once(act))
        return act

    async def _answer_at_once(self, act: Act) -> None:
        """Show what comes with a command's acknowledgement (docs: Slash commands > Responding)."""
        await act.envelope.answered.wait()
        body = act.envelope.response
        if act.url is not None and body and (body.get("text") or body.get("blocks")):
            try:
                self.parts.responses.respond(act.url, body)
            except ApiError as refused:
                act.refused = refused.error
        self.parts.watch.changed()

    def _about(self, kind: str, user: User, trigger: str) -> Payload:
        """Return what all interactions tell (docs: Interaction payloads)."""
        person = {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team.id}
        return {
            "type": kind,
            "team": {"id": user.team.id, "domain": user.team.domain},
            "user": person,
            "api_app_id": self.world.app.id,
            "token": self.world.app.verification_token,
            "trigger_id": trigger,
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def click(self, message: Message, action_id: str, user: User) -> Act:
        """Press a button of a message, or use another element of it as it is (docs: block_actions)."""
        return self._act(message, self.element(message, action_id), {}, user)

    def select(self, message: Message, action_id: str, value: str, user: User) -> Act:
        """Choose from a menu of a message by an option's value."""
        element = self.element(message, action_id)
        return self._act(message, element, {"selected_option": _option(element, value)}, user)

    def element(self, thing: Message | View, action_id: str) -> Payload:
        """Return an interactive element by its action_id.

        Raises:
            AssertionError: there is none.
        """
        blocks = thing.body.get("blocks") if isinstance(thing, View) else thing.blocks
        found = [each for each in reading.buttons(blocks) if each["action_id"] == action_id]
        assert found, f"no {action_id!r} among {[each['action_id'] for each in reading.buttons(blocks)]}"
        return found[0]

    def _act(self, message: Message, element: Payload, chosen: Payload, user: User) -> Act:
        url, response = self.parts.responses.make(user, message.channel, message)
        trigger = self.parts.triggers.make(user)
        place: Payload = {"message_ts": message.ts, "channel_id": message.channel.id}
        container: Payload = {"type": "message", **place, "is_ephemeral": message.only_for is not None}
        if message.thread_ts is not None:
            container["thread_ts"] = message.thread_ts
        payload = self._about("block_actions", user, trigger) | {
            "container": container,
            "channel": {"id": message.channel.id, "name": message.channel.name or "directmessage"},
            **self._message(message),
            "state": {"values": {}},
            "response_url": url,
            "actions": [_action(element, chosen)],
        }
        return Act(self.parts.outbox.post("interactive", payload), user, response, trigger)

    def _message(self, message: Message) -> Payload:
        """Return the message that was acted on, untold where one person alone sees it (docs: block_actions)."""
        if message.only_for is not None:
            return {}
        return {"message": payloads.message(message, self.world, metadata=True)}

    def submit(self, view: View, user: User, values: Mapping[str, Mapping[str, Payload]]) -> Act:
        """Send a modal off, with its state: block_id, action_id, then what was chosen (docs: view_submission)."""
        trigger = self.parts.triggers.make(user)
        shown = payloads.view(view, self.world) | {
            "state": {"values": {key: dict(each) for key, each in values.items()}}
        }
        payload = self._about("view_submission", user, trigger) | {"view": shown, "response_urls": []}
        return Act(self.parts.outbox.post("interactive", payload), user, None, trigger)

    def shortcut(self, callback_id: str, user: User, message: Message | None = None) -> Act:
        """Use a message's shortcut, or without a message a global one (docs: Shortcuts > message_action, shortcut)."""
        trigger = self.parts.triggers.make(user)
        about: Payload = {"callback_id": callback_id, "action_ts": f"{time.time():.6f}"}
        if message is None:
            payload = self._about("shortcut", user, trigger) | about
            return Act(self.parts.outbox.post("interactive", payload), user, None, trigger)
        url, response = self.parts.responses.make(user, message.channel)
        payload = (
            self._about("message_action", user, trigger)
            | about
            | {
                "message_ts": message.ts,
                "channel": {"id": message.channel.id, "name": message.channel.name or "directmessage"},
                "message": payloads.message(message, self.world),
                "response_url": url,
            }
        )
        return Act(self.parts.outbox.post("interactive", payload), user, response, trigger)

    def open_home(self, user: User, tab: str = "home") -> Envelope | None:
        """Open the app's home (docs: app_home_opened)."""
        view = user.team.homes.get(user.id)
        about: Payload = {"type": "app_home_opened", "user": user.id, "channel": self.world.direct(user).id, "tab": tab}
        about |= {"event_ts": self.world.ids.ts()} | ({"view": payloads.view(view, self.world)} if view else {})
        return self.parts.events.send(user.team, "app_home_opened", about)

    def assistant_thread(self, user: User, context: Channel | None = None) -> Message:
        """Open the assistant pane beside a channel; people write in it with `dm(..., thread=...)`.

        The thread begins with a message of the app's, subtype "assistant_app_thread" (slack_bolt payload_utils.py).
        """
        root = self.parts.posting.blank(self.world.direct(user), user.team.bot)
        root.subtype, root.text = "assistant_app_thread", "New Assistant Thread"
        root.thread_ts = root.ts
        self.parts.posting.send(root, quietly=True)
        self.parts.events.assistant("assistant_thread_started", user, root, context)
        return root

    def look_at(self, root: Message, user: User, context: Channel) -> None:
        """Go to another channel with the pane open (docs: assistant_thread_context_changed)."""
        self.parts.events.assistant("assistant_thread_context_changed", user, root, context)


def _action(element: Payload, chosen: Payload) -> Payload:
    """Return an action as a payload tells it (docs: block_actions, actions)."""
    kept: Payload = {
        key: element[key] for key in ("action_id", "block_id", "type", "text", "value", "style") if key in element
    }
    return {**kept, **chosen, "action_ts": f"{time.time():.6f}"}


def _option(element: Payload, value: str) -> Payload:
    options = element.get("options")
    found = [each for each in options if each.get("value") == value] if isinstance(options, list) else []
    assert found, f"no option {value!r} in {options}"
    option: Payload = found[0]
    return option
