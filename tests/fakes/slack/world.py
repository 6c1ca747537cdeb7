"""Everything there is, by id, and what the app may see and do of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from tests.fakes.slack.errors import ApiError
from tests.fakes.slack.ids import Ids
from tests.fakes.slack.model import Application, Channel, File, Kind, Message, Status, Team, User, View

SCOPES = (
    "app_mentions:read", "assistant:write", "channels:history", "channels:join", "channels:read", "chat:write",
    "commands", "files:read", "files:write", "groups:history", "groups:read", "im:history", "im:read", "im:write",
    "mpim:history", "mpim:read", "reactions:read", "reactions:write", "team:read", "users:read",
)  # fmt: skip
"""All that the fake knows of; a test can grant less."""


@dataclass(eq=False)
class World:
    """The state of the fake. `base` is its address, without a path."""

    app: Application
    ids: Ids
    base: str = ""
    unthreads: bool = True
    page_size: int = 1000
    app_scopes: tuple[str, ...] = ("connections:write",)
    teams: dict[str, Team] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    private: list[Message] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)
    shown_statuses: dict[tuple[str, str], Status] = field(default_factory=dict)
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    prompts: dict[tuple[str, str], object] = field(default_factory=dict)
    revoked: dict[str, str] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def team_of(self, token: str) -> Team:
        """Return the workspace a bot token opens.

        Raises:
            ApiError: invalid_auth, or what became of the token: account_inactive, token_revoked.
        """
        if token in self.revoked:
            raise ApiError(self.revoked[token])
        for team in self.teams.values():
            if team.token == token and team.installed:
                return team
        raise ApiError("invalid_auth")

    def channels(self) -> Iterator[Channel]:
        """Go through all conversations."""
        for team in self.teams.values():
            yield from team.channels.values()

    def messages(self) -> Iterator[Message]:
        """Go through all messages, those that only one person sees too."""
        for channel in self.channels():
            yield from channel.messages.values()
        yield from self.private

    def channel(self, team: Team, id_: str) -> Channel:
        """Return a conversation the app knows of: a public one by id or name, another only if it is in it.

        Raises:
            ApiError: channel_not_found.
        """
        named = {f"#{each.name}": each for each in team.channels.values() if each.kind is Kind.PUBLIC}
        channel = team.channels.get(id_) or named.get(id_)
        if channel is None and id_ in team.users:
            channel = self.direct(team.users[id_])
        if channel is None or not (channel.kind is Kind.PUBLIC or channel.has_bot):
            raise ApiError("channel_not_found")
        return channel

    def joined(self, team: Team, id_: str) -> Channel:
        """Return a conversation the app is in.

        Raises:
            ApiError: channel_not_found, not_in_channel.
        """
        channel = self.channel(team, id_)
        if not channel.has_bot:
            raise ApiError("not_in_channel")
        return channel

    def direct(self, user: User) -> Channel:
        """Return the direct messages of a person with the app, made when they are first needed."""
        team = user.team
        for channel in team.channels.values():
            if channel.kind is Kind.IM and user in channel.members:
                return channel
        channel = Channel(self.ids.next("D"), Kind.IM, team, members=[user, team.bot])
        team.channels[channel.id] = channel
        return channel

    def message(self, channel: Channel, ts: str | None) -> Message:
        """Return a message.

        Raises:
            ApiError: message_not_found.
        """
        message = channel.messages.get(ts or "")
        if message is None:
            raise ApiError("message_not_found")
        return message

    def user(self, team: Team, id_: str) -> User:
        """Return a person.

        Raises:
            ApiError: user_not_found.
        """
        if id_ not in team.users:
            raise ApiError("user_not_found")
        return team.users[id_]
