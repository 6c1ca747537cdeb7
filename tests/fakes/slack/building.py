"""Furnishing the fake: workspaces, people, channels, groups, files. All is quiet but coming into a channel."""

from collections.abc import Sequence

from tests.fakes.slack.base import Face
from tests.fakes.slack.model import Channel, File, Kind, Role, Subteam, Team, Upload, User
from tests.fakes.slack.world import SCOPES


class Building(Face):
    """Adds and takes away."""

    def add_team(self, name: str, *, scopes: Sequence[str] = SCOPES, installed: bool = True) -> Team:
        """Add a workspace, with the app in it (its token is `team.token`) or not."""
        ids = self.world.ids
        team = Team(ids.next("T"), name, name.lower().replace(" ", "-"), installed=installed)
        team.bot_user = User(ids.next("U"), "cuepoint", team, ids.next("B"))
        team.users[team.bot.id] = team.bot
        if installed:
            team.token, team.scopes = f"xoxb-{team.id}-fake", tuple(scopes)
        self.world.teams[team.id] = team
        return team

    def add_user(
        self,
        name: str,
        team: Team | None = None,
        *,
        locale: str = "en-US",
        bot: bool = False,
        role: Role = Role.MEMBER,
    ) -> User:
        """Add a person, or another app's bot, to a workspace (the first unless said)."""
        home = team or next(iter(self.world.teams.values()))
        user = User(self.world.ids.next("U"), name, home, self.world.ids.next("B") if bot else None, locale, role)
        home.users[user.id] = user
        return user

    def add_channel(
        self, name: str, *people: User, kind: Kind = Kind.PUBLIC, with_bot: bool = True, team: Team | None = None
    ) -> Channel:
        """Add a channel, a private one or a group's direct messages, with these people and the app in it or not."""
        home = team or (people[0].team if people else next(iter(self.world.teams.values())))
        channel = Channel(self.world.ids.next("C"), kind, home, name, list(people))
        channel.members += [home.bot] if with_bot else []
        home.channels[channel.id] = channel
        return channel

    def invite(self, channel: Channel, user: User | None = None) -> None:
        """Bring somebody into a channel, the app unless said (docs: member_joined_channel)."""
        who = user or channel.team.bot
        if who not in channel.members:
            channel.members.append(who)
            self.parts.events.joined(channel, who)

    def archive(self, channel: Channel, *, archived: bool = True) -> None:
        """Archive a channel, or bring it back."""
        channel.archived = archived

    def add_subteam(self, handle: str, *people: User) -> Subteam:
        """Add a user group."""
        team = people[0].team if people else next(iter(self.world.teams.values()))
        group = Subteam(self.world.ids.next("S"), handle, list(people))
        team.subteams[group.id] = group
        return group

    def keep(self, upload: Upload, owner: User) -> File:
        """Keep a file that somebody brought."""
        id_ = self.world.ids.next("F")
        url = f"{self.world.base}/files-pri/{owner.team.id}-{id_}/{upload.filename}"
        self.world.files[id_] = File(id_, owner.team, owner, upload, url)
        return self.world.files[id_]

    def grant(self, *scopes: str, team: Team | None = None) -> None:
        """Let a workspace's token have these scopes and no others."""
        (team or next(iter(self.world.teams.values()))).scopes = scopes

    def revoke(self, team: Team | None = None, *, error: str = "token_revoked") -> None:
        """Make a workspace's token worthless, without a word: "token_revoked", "account_inactive", "invalid_auth"."""
        self.world.revoked[(team or next(iter(self.world.teams.values()))).token] = error

    def uninstall(self, team: Team | None = None) -> None:
        """Take the app out of a workspace (docs: tokens_revoked, app_uninstalled; in either order)."""
        home = team or next(iter(self.world.teams.values()))
        self.parts.events.send(
            home, "tokens_revoked", {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [home.bot.id]}}
        )
        self.parts.events.send(home, "app_uninstalled", {"type": "app_uninstalled"})
        self.world.revoked[home.token] = "account_inactive"
        home.installed, home.token = False, ""
