"""What there is on the fake Discord: people, guilds, channels, messages. Held in memory, compared by identity."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum, IntFlag

from tests.fakes.discord.errors import Payload
from tests.fakes.discord.ids import created_at
from tests.fakes.discord.permissions import NONE, Permission


class ChannelType(IntEnum):
    """Docs: Channel > Channel Types."""

    TEXT = 0
    DM = 1
    GROUP_DM = 3
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15


class MessageType(IntEnum):
    """Docs: Message > Message Types."""

    DEFAULT = 0
    CHANNEL_NAME_CHANGE = 4
    THREAD_CREATED = 18
    REPLY = 19
    CHAT_INPUT_COMMAND = 20
    THREAD_STARTER_MESSAGE = 21
    CONTEXT_MENU_COMMAND = 23


SYSTEM = {MessageType.CHANNEL_NAME_CHANGE, MessageType.THREAD_CREATED, MessageType.THREAD_STARTER_MESSAGE}
"""Messages that nobody wrote; they can't be replied to."""


class MessageFlag(IntFlag):
    """Docs: Message > Message Flags."""

    NONE = 0
    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    HAS_SNAPSHOT = 1 << 14
    IS_COMPONENTS_V2 = 1 << 15


@dataclass(eq=False, slots=True)
class User:
    """A person or a bot. `installed`: has the app on their account; `takes_messages`: lets the bot write to them."""

    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"
    installed: bool = False
    takes_messages: bool = True


@dataclass(eq=False, slots=True)
class Role:
    """A role; @everyone's has the guild's id (docs: Permissions > Role Object)."""

    id: int
    name: str
    permissions: Permission = NONE
    mentionable: bool = False
    position: int = 1


@dataclass(eq=False, slots=True)
class Member:
    """A user in a guild."""

    user: User
    roles: list[Role] = field(default_factory=list)
    joined: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass(eq=False, slots=True)
class Guild:
    """A server. `channels` has the threads too; `system` is the one for what Discord tells, if there is one."""

    id: int
    name: str
    owner: User
    everyone: Role
    locale: str = "en-US"
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, "Channel"] = field(default_factory=dict)
    system: "Channel | None" = None


@dataclass(slots=True)
class Overwrite:
    """What a channel allows and denies a role or a member."""

    of_member: bool
    allow: Permission = NONE
    deny: Permission = NONE


@dataclass(slots=True)
class ThreadState:
    """What only threads have (docs: Threads > Thread Fields)."""

    owner: User
    archive_after: int = 1440
    archived: bool = False
    locked: bool = False
    changed: datetime = field(default_factory=lambda: datetime.now(UTC))
    members: dict[int, datetime] = field(default_factory=dict)
    sent: int = 0


@dataclass(eq=False, slots=True)
class Channel:
    """A channel, a thread (then `thread` is set) or a direct message (then `guild` is None)."""

    id: int
    kind: ChannelType
    name: str = ""
    guild: Guild | None = None
    parent: "Channel | None" = None
    thread: ThreadState | None = None
    recipients: list[User] = field(default_factory=list)
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    messages: dict[int, "Message"] = field(default_factory=dict)
    tags_required: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it is sent."""

    filename: str
    content: bytes
    content_type: str | None = None
    description: str | None = None


@dataclass(eq=False, slots=True)
class Attachment:
    """A file as it is kept."""

    id: int
    upload: Upload
    url: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """Whom a message names or notifies."""

    users: tuple[User, ...] = ()
    roles: tuple[Role, ...] = ()
    everyone: bool = False

    def __bool__(self) -> bool:
        return bool(self.users or self.roles or self.everyone)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a message replies to, belongs to or forwards: a message, or a thread as such."""

    channel: Channel
    message: "Message | None" = None
    forward: bool = False


@dataclass(eq=False, slots=True)
class Message:
    """A message as it stands now.

    `earlier` has its texts before each edit, `pings` whom it notified when it was sent, `only_for` who alone sees it.
    """

    id: int
    channel: Channel
    author: User
    content: str = ""
    kind: MessageType = MessageType.DEFAULT
    embeds: list[Payload] = field(default_factory=list)
    components: list[Payload] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: MessageFlag = MessageFlag.NONE
    nonce: str | None = None
    reference: Reference | None = None
    mentions: Mentions = Mentions()
    pings: Mentions = Mentions()
    allowed_mentions: Mapping[str, object] | None = None
    reactions: dict[str, list[User]] = field(default_factory=dict)
    thread: Channel | None = None
    replies: list["Message"] = field(default_factory=list)
    interaction: Payload | None = None
    only_for: User | None = None
    edited: datetime | None = None
    earlier: list[str] = field(default_factory=list)
    deleted: bool = False

    @property
    def created(self) -> datetime:
        """When it was sent."""
        return created_at(self.id)

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return MessageFlag.EPHEMERAL in self.flags

    @property
    def is_layout(self) -> bool:
        """Whether it is made of components alone."""
        return MessageFlag.IS_COMPONENTS_V2 in self.flags


@dataclass(frozen=True, slots=True)
class Application:
    """The tested app. `content_intent`, `member_intent`: these intents are switched on in the portal."""

    id: int
    bot: User
    token: str
    content_intent: bool = True
    member_intent: bool = False
