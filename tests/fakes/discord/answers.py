"""What the app may do with an interaction's token (docs: Receiving and Responding > Endpoints)."""

import time
from dataclasses import dataclass, field

from tests.fakes.discord import payloads
from tests.fakes.discord.errors import ApiError, Payload, acknowledged, invalid_form, invalid_token, unknown
from tests.fakes.discord.forms.base import parse
from tests.fakes.discord.forms.interaction import CallbackForm, ChoicesForm, ModalForm
from tests.fakes.discord.forms.layout import dump
from tests.fakes.discord.forms.message import MessageForm
from tests.fakes.discord.interactions import Callback, Interaction, Kind
from tests.fakes.discord.model import Message, MessageFlag, MessageType, Reference, Upload
from tests.fakes.discord.permissions import Permission
from tests.fakes.discord.pings import USERS_ONLY
from tests.fakes.discord.posting import Posting, Sent
from tests.fakes.discord.world import World

FOLLOWUPS = 5
"""Follow-ups of an app that only the user installed (docs: Create Followup Message)."""

LAWFUL = {
    Kind.COMMAND: {Callback.MESSAGE, Callback.DEFERRED_MESSAGE, Callback.MODAL},
    Kind.COMPONENT: set(Callback) - {Callback.CHOICES},
    Kind.AUTOCOMPLETE: {Callback.CHOICES},
    Kind.MODAL: set(Callback) - {Callback.CHOICES, Callback.MODAL},
}
"""Which first answers a kind of interaction takes (docs: Interaction Callback Type)."""


@dataclass(eq=False)
class Answers:
    """Keeps the interactions and takes the app's answers to them."""

    world: World
    posting: Posting
    by_token: dict[str, Interaction] = field(default_factory=dict)

    def acknowledge(self, id_: int, token: str, body: object, files: dict[int, Upload]) -> Interaction:
        """Take the first answer.

        Raises:
            ApiError: 10062 too late or unknown, 40060 a second time, 50035 a kind or body that isn't lawful.
        """
        interaction = self.by_token.get(token)
        if interaction is None or interaction.id != id_ or interaction.is_late:
            raise unknown("Interaction")
        if interaction.callback is not None:
            raise acknowledged()
        form = parse(CallbackForm, body)
        updates = form.type in {Callback.UPDATE, Callback.DEFERRED_UPDATE}
        if form.type not in LAWFUL[interaction.kind] or (updates and interaction.message is None):
            raise invalid_form([(("type",), "INTERACTION_TYPE_INVALID", "Not valid for this kind of interaction")])
        self._answer(interaction, form, files)
        interaction.callback = form.type
        interaction.took = time.monotonic() - interaction.began
        return interaction

    def _answer(self, interaction: Interaction, form: CallbackForm, files: dict[int, Upload]) -> None:
        data = form.data or {}
        match form.type:
            case Callback.MESSAGE:
                interaction.original = self._send(interaction, self._sent(data, files, "data"))
            case Callback.DEFERRED_MESSAGE:
                interaction.original = self._think(interaction, parse(MessageForm, data, ("data",)))
            case Callback.UPDATE if interaction.message is not None:
                interaction.original = self.posting.change(interaction.message, self._sent(data, files, "data"))
            case Callback.CHOICES:
                chosen = parse(ChoicesForm, data, ("data",))
                interaction.choices = [choice.model_dump() for choice in chosen.choices]
            case Callback.MODAL:
                modal = parse(ModalForm, data, ("data",))
                interaction.modal = {**modal.model_dump(mode="json"), "components": dump(modal.components)}
            case _:
                interaction.original = interaction.message

    @staticmethod
    def _sent(data: object, files: dict[int, Upload], *within: str) -> Sent:
        return Sent(parse(MessageForm, data, within), files, within, USERS_ONLY)

    def _blank(self, interaction: Interaction, form: MessageForm) -> Message:
        message = self.posting.blank(interaction.channel, self.world.bot)
        message.interaction = self._metadata(interaction)
        message.kind, message.reference = self._kind(interaction)
        message.flags = MessageFlag(form.flags or 0) & MessageFlag.EPHEMERAL
        if self._must_be_private(interaction):
            message.flags |= MessageFlag.EPHEMERAL
        if message.ephemeral:
            message.only_for = interaction.user
        return message

    def _must_be_private(self, interaction: Interaction) -> bool:
        """Return whether an app that only the user installed must answer in private here (docs: USE_EXTERNAL_APPS)."""
        if interaction.channel.guild is None or not interaction.only_user_installed:
            return False
        return Permission.USE_EXTERNAL_APPS not in self.world.may(interaction.channel, interaction.user)

    @staticmethod
    def _kind(interaction: Interaction) -> tuple[MessageType, Reference | None]:
        target = interaction.message
        if interaction.kind is Kind.COMMAND:
            menu = MessageType.CONTEXT_MENU_COMMAND, Reference(interaction.channel, target)
            return menu if target else (MessageType.CHAT_INPUT_COMMAND, None)
        if target is None or target.ephemeral:
            return MessageType.DEFAULT, None
        return MessageType.REPLY, Reference(interaction.channel, target)

    @staticmethod
    def _metadata(interaction: Interaction) -> Payload:
        """Return what a message tells of the interaction (docs: Message > Message Interaction Metadata Object)."""
        data: Payload = {
            "id": str(interaction.id),
            "type": interaction.kind.value,
            "user": payloads.user(interaction.user),
            "authorizing_integration_owners": interaction.owners,
        }
        if interaction.message is not None:
            key = "target_message_id" if interaction.kind is Kind.COMMAND else "interacted_message_id"
            data[key] = str(interaction.message.id)
        return data

    def _send(self, interaction: Interaction, sent: Sent) -> Message:
        message = self.posting.fill(self._blank(interaction, sent.form), sent)
        return self.posting.send(message)

    def _think(self, interaction: Interaction, form: MessageForm) -> Message:
        message = self._blank(interaction, form)
        message.flags |= MessageFlag.LOADING
        return self.posting.send(message)

    def _open(self, app_id: int, token: str) -> Interaction:
        """Return the interaction of a token that can be used.

        Raises:
            ApiError: 10015 unknown, or not acknowledged yet; 50027 over 15 minutes old.
        """
        interaction = self.by_token.get(token)
        if interaction is None or app_id != self.world.app.id or interaction.vanished:
            raise unknown("Webhook")
        if interaction.is_over:
            raise invalid_token()
        if interaction.callback is None:
            raise unknown("Webhook")
        return interaction

    def follow_up(self, app_id: int, token: str, body: object, files: dict[int, Upload]) -> Message:
        """Send another message; right after "thinking" it becomes the first one (docs: Create Followup Message).

        Raises:
            ApiError: as for the token and the message; 40094 for the sixth where only the user installed the app.
        """
        interaction = self._open(app_id, token)
        sent = self._sent(body, files)
        if interaction.original is not None and interaction.loading(interaction.original):
            return self.posting.change(interaction.original, sent)
        if interaction.only_user_installed and len(interaction.followups) >= FOLLOWUPS:
            raise ApiError(400, 40094, "This interaction has hit the maximum number of follow up messages.")
        message = self._send(interaction, sent)
        interaction.followups.append(message)
        return message

    def message(self, app_id: int, token: str, name: str) -> Message:
        """Return a message of the answer: "@original", or by its id.

        Raises:
            ApiError: as for the token; 10008.
        """
        interaction = self._open(app_id, token)
        known = {str(each.id): each for each in (interaction.original, *interaction.followups) if each is not None}
        if interaction.original is not None:
            known["@original"] = interaction.original
        message = known.get(name)
        if message is None or message.deleted:
            raise unknown("Message")
        return message

    def edit(self, app_id: int, token: str, name: str, body: object, files: dict[int, Upload]) -> Message:
        """Change a message of the answer."""
        return self.posting.change(self.message(app_id, token, name), self._sent(body, files))

    def response(self, interaction: Interaction) -> Payload:
        """Return what the callback returns when asked for it (docs: Interaction Callback Response Object)."""
        message = interaction.original
        about: Payload = {"id": str(interaction.id), "type": interaction.kind.value}
        if message is None or interaction.callback is None:
            return {"interaction": about}
        about["response_message_id"] = str(message.id)
        about["response_message_loading"] = interaction.loading(message)
        about["response_message_ephemeral"] = message.ephemeral
        if interaction.callback not in {Callback.MESSAGE, Callback.UPDATE}:
            return {"interaction": about}
        made = payloads.message(message, self.world.bot)
        return {"interaction": about, "resource": {"type": interaction.callback.value, "message": made}}
