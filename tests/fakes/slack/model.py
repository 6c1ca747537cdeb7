"""What there is on the fake Slack: workspaces, people, channels, messages. Held in memory, compared by identity."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from tests.fakes.slack.errors import Payload


class Kind(StrEnum):
    """Kinds of conversations, as `channel_type` of message events tells them (docs: message event)."""

    PUBLIC = "channel"
    PRIVATE = "group"
    IM = "im"
    MPIM = "mpim"

    @property
    def scope(self) -> str:
        """What scopes of this kind begin with: "channels" of channels:history (docs: conversations.history)."""
        return {"channel": "channels", "group": "groups"}.get(self.value, self.value)

    @property
    def listed(self) -> str:
        """What conversations.list calls it (docs: conversations.list, types)."""
        return {"channel": "public_channel", "group": "private_channel"}.get(self.value, self.value)


class Role(IntEnum):
    """What somebody may do in a workspace; each may what those before it may (docs: User object, is_admin and kin)."""

    MEMBER = 0
    ADMIN = 1
    OWNER = 2
    PRIMARY_OWNER = 3


@dataclass(eq=False, slots=True)
class User:
    """A person or a bot user, of one workspace."""

    id: str
    name: str
    team: "Team"
    bot_id: str | None = None
    locale: str = "en-US"
    role: Role = Role.MEMBER
    deleted: bool = False


@dataclass(eq=False, slots=True)
class Subteam:
    """A user group."""

    id: str
    handle: str
    users: list[User] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Team:
    """A workspace. `token` is the app's bot token there, "" where it isn't installed."""

    id: str
    name: str
    domain: str
    token: str = ""
    scopes: tuple[str, ...] = ()
    installed: bool = True
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, "Channel"] = field(default_factory=dict)
    subteams: dict[str, Subteam] = field(default_factory=dict)
    homes: dict[str, "View"] = field(default_factory=dict)
    bot_user: User | None = None

    @property
    def bot(self) -> User:
        """The app's user in this workspace."""
        assert self.bot_user is not None, "a workspace is made with its bot"
        return self.bot_user


@dataclass(eq=False, slots=True)
class Channel:
    """A conversation; `members` has the app's bot once it was invited, `threads` the replies to each message.

    `shared` says that people of another organisation are in it (docs: Slack Connect).
    """

    id: str
    kind: Kind
    team: Team
    name: str = ""
    members: list[User] = field(default_factory=list)
    messages: dict[str, "Message"] = field(default_factory=dict)
    threads: dict[str, dict[str, "Message"]] = field(default_factory=dict)
    archived: bool = False
    shared: bool = False

    def put(self, message: "Message") -> None:
        """Add a message, to its thread too."""
        self.messages[message.ts] = message
        if message.is_reply:
            self.threads.setdefault(message.root_ts, {})[message.ts] = message

    def take(self, message: "Message") -> None:
        """Take a message away."""
        del self.messages[message.ts]
        self.threads.get(message.root_ts, {}).pop(message.ts, None)

    def replies(self, ts: str) -> list["Message"]:
        """Return the replies to a message, in order."""
        return sorted(self.threads.get(ts, {}).values(), key=lambda each: float(each.ts))

    @property
    def has_bot(self) -> bool:
        """Whether the app is in it."""
        return self.team.bot in self.members


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it is sent."""

    filename: str
    content: bytes
    mimetype: str = "text/plain"


@dataclass(eq=False, slots=True)
class File:
    """A file as it is kept; `url` is private: it wants a token."""

    id: str
    team: Team
    owner: User
    upload: Upload
    url: str
    title: str = ""
    shared: bool = True
    deleted: bool = False


@dataclass(eq=False, slots=True)
class Message:
    """A message as it stands now.

    `earlier` has its bodies before each edit, `args` what the app asked for when it posted it, `only_for` who alone
    sees it, `stream` "in_progress" or "completed" for one that is streamed, `markdown` its text in Markdown.
    """

    ts: str
    channel: Channel
    author: User
    text: str = ""
    blocks: list[Payload] = field(default_factory=list)
    attachments: list[Payload] = field(default_factory=list)
    metadata: Payload | None = None
    markdown: str = ""
    files: list[File] = field(default_factory=list)
    thread_ts: str | None = None
    subtype: str | None = None
    broadcast: bool = False
    unfurl_links: bool | None = None
    unfurl_media: bool | None = None
    link_names: bool = False
    by_app: bool = False
    foreign_bot: bool = False
    reactions: dict[str, list[User]] = field(default_factory=dict)
    only_for: User | None = None
    stream: str | None = None
    edited: str | None = None
    earlier: list[Payload] = field(default_factory=list)
    deleted: bool = False

    @property
    def is_reply(self) -> bool:
        """Whether it lies in a thread, and isn't what the thread is about."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def root_ts(self) -> str:
        """The ts of the thread it is in or would begin."""
        return self.thread_ts or self.ts


@dataclass(eq=False, slots=True)
class View:
    """A modal or home as it stands."""

    id: str
    team: Team
    user: User
    body: Payload
    hash: str
    root: bool = True


@dataclass(frozen=True, slots=True)
class Status:
    """A status line that the app set in a thread."""

    channel: Channel
    thread_ts: str
    text: str
    loading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Application:
    """The tested app's keys."""

    id: str
    app_token: str
    signing_secret: str
    client_id: str
    client_secret: str
    verification_token: str
