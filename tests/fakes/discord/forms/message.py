"""Bodies of messages (docs: Message > Create Message, Edit Message)."""

from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, model_validator

from tests.fakes.discord.forms.base import Form, Snowflake, length, refuse
from tests.fakes.discord.forms.component import InLayout
from tests.fakes.discord.forms.embed import Embeds
from tests.fakes.discord.model import MessageFlag
from tests.fakes.discord.pings import ALL_KINDS, Allowed

SETTABLE = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.IS_COMPONENTS_V2
"""The flags that a request can set; others are ignored (docs: Message > Create Message)."""


def _distinct(values: list[int]) -> list[int]:
    if len(set(values)) < len(values):
        raise refuse("SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value")
    return values


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int) else value


Nonce = Annotated[str, BeforeValidator(_as_text), AfterValidator(length(0, 25))]
Ids = Annotated[list[Snowflake], AfterValidator(length(0, 100)), AfterValidator(_distinct)]


class AllowedMentions(Form):
    """Whom a message may notify (docs: Message > Allowed Mentions Object)."""

    parse: list[Literal["users", "roles", "everyone"]] | None = None
    users: Ids | None = None
    roles: Ids | None = None
    replied_user: bool = False

    @model_validator(mode="after")
    def _exclusive(self) -> Self:
        for kind, ids in (("users", self.users), ("roles", self.roles)):
            if ids and kind in (self.parse or ()):
                message = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
                raise refuse("MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)
        return self

    def allowed(self) -> Allowed:
        """Return what is allowed."""
        return Allowed(
            frozenset(self.parse or ()), frozenset(self.users or ()), frozenset(self.roles or ()), self.replied_user
        )


class ReferenceForm(Form):
    """The message that is replied to (docs: Message > Message Reference Object)."""

    message_id: Snowflake
    channel_id: Snowflake | None = None
    type: Literal[0] = 0
    fail_if_not_exists: bool = True


class AttachmentForm(Form):
    """A file to send or keep: `id` is its place among those sent, or the id it has (docs: Attachment Structure)."""

    id: Snowflake
    filename: str | None = None
    description: Annotated[str, AfterValidator(length(0, 1024))] | None = None


class MessageForm(Form):
    """A message to send or the changes to one. Only fields that were sent change something (`model_fields_set`)."""

    content: Annotated[str, AfterValidator(length(0, 2000))] | None = None
    nonce: Nonce | None = None
    enforce_nonce: bool = False
    tts: bool = False
    embeds: Embeds | None = None
    allowed_mentions: AllowedMentions | None = None
    message_reference: ReferenceForm | None = None
    components: list[InLayout] | None = None
    attachments: list[AttachmentForm] | None = None
    flags: int | None = None

    def sets(self, *fields: str) -> bool:
        """Return whether one of the fields was sent."""
        return any(field in self.model_fields_set for field in fields)

    def allowed(self, default: frozenset[str] = ALL_KINDS) -> Allowed:
        """Return what the message may notify; said nothing, a reply notifies whom it replies to."""
        return self.allowed_mentions.allowed() if self.allowed_mentions else Allowed(default, replied_user=True)

    def settable(self, extra: MessageFlag = MessageFlag.NONE) -> MessageFlag:
        """Return the flags that were sent and can be set."""
        return MessageFlag(self.flags or 0) & (SETTABLE | extra)

    def payloads(self) -> Sequence[dict[str, object]]:
        """Return the embeds as they come back: of type rich, with their texts trimmed."""
        return [{"type": "rich", **embed.model_dump(mode="json", exclude_none=True)} for embed in self.embeds or ()]
