"""Furnishing the fake: people, guilds, channels, roles and rights. What is added while the bot listens is announced."""

from datetime import UTC, datetime

from tests.fakes.discord import payloads
from tests.fakes.discord.base import Face
from tests.fakes.discord.errors import Payload
from tests.fakes.discord.gateway.intents import Intent
from tests.fakes.discord.model import Channel, ChannelType, Guild, Member, Overwrite, Role, User
from tests.fakes.discord.permissions import BOT, EVERYONE, NONE, Permission


class Building(Face):
    """Adds and takes away."""

    def add_user(
        self,
        name: str,
        *,
        locale: str = "en-US",
        installed: bool = False,
        takes_messages: bool = True,
        bot: bool = False,
    ) -> User:
        """Add a person (or another bot), who is in no guild yet.

        Args:
            name: the name.
            locale: the language of their app.
            installed: they have the tested app on their account.
            takes_messages: the bot may write to them.
            bot: it is a bot.
        """
        user = User(self.world.ids.next(), name, bot, locale, installed, takes_messages)
        self.world.users[user.id] = user
        return user

    def add_guild(
        self, name: str, owner: User, *, with_bot: bool = True, rights: Permission = BOT, locale: str = "en-US"
    ) -> Guild:
        """Add a server, with the bot in it or not; `rights` are those the bot is invited with."""
        id_ = self.world.ids.next_guild()
        everyone = Role(id_, "@everyone", EVERYONE, position=0)
        guild = Guild(id_, name, owner, everyone, locale, {id_: everyone}, {owner.id: Member(owner)})
        self.world.guilds[id_] = guild
        if with_bot:
            role = self.add_role(guild, self.world.bot.name, rights)
            guild.members[self.world.bot.id] = Member(self.world.bot, [role])
            data = self.parts.events.guild_create(guild, unavailable=None)
            self.parts.events.guild("GUILD_CREATE", guild, data)
        return guild

    def remove_bot(self, guild: Guild) -> None:
        """Take the bot out of a server (docs: Gateway Events > Guild Delete)."""
        self.parts.events.guild("GUILD_DELETE", guild, {"id": str(guild.id)})
        guild.members.pop(self.world.bot.id, None)

    def add_role(
        self,
        guild: Guild,
        name: str,
        permissions: Permission = NONE,
        *,
        mentionable: bool = False,
        to: User | None = None,
    ) -> Role:
        """Add a role, and give it to somebody."""
        role = Role(self.world.ids.next(), name, permissions, mentionable, position=len(guild.roles))
        guild.roles[role.id] = role
        if self.world.bot.id in guild.members:
            data: Payload = {"guild_id": str(guild.id), "role": payloads.role(role)}
            self.parts.events.guild("GUILD_ROLE_CREATE", guild, data)
        if to is not None:
            self.join(guild, to).roles.append(role)
        return role

    def join(self, guild: Guild, user: User) -> Member:
        """Make somebody a member of a server."""
        member = guild.members.get(user.id)
        if member is None:
            guild.members[user.id] = member = Member(user)
            data = {**payloads.member(member), "guild_id": str(guild.id)}
            self.parts.events.guild("GUILD_MEMBER_ADD", guild, data, Intent.GUILD_MEMBERS)
        return member

    def leave(self, guild: Guild, user: User) -> None:
        """Take somebody out of a server."""
        guild.members.pop(user.id, None)
        data: Payload = {"guild_id": str(guild.id), "user": payloads.user(user)}
        self.parts.events.guild("GUILD_MEMBER_REMOVE", guild, data, Intent.GUILD_MEMBERS)

    def add_channel(
        self, guild: Guild, name: str, kind: ChannelType = ChannelType.TEXT, *, tags_required: bool = False
    ) -> Channel:
        """Add a channel."""
        channel = Channel(self.world.ids.next(), kind, name, guild, tags_required=tags_required)
        self.world.channels[channel.id] = guild.channels[channel.id] = channel
        self.parts.events.channel("CHANNEL_CREATE", channel)
        return channel

    def add_private_channel(self, *people: User) -> Channel:
        """Add direct messages among people, the bot not among them: two people's, or a group's."""
        kind = ChannelType.DM if len(people) == 2 else ChannelType.GROUP_DM
        channel = Channel(self.world.ids.next(), kind, recipients=list(people))
        self.world.channels[channel.id] = channel
        return channel

    def delete_channel(self, channel: Channel) -> None:
        """Delete a channel with its threads, or a thread."""
        self.parts.threads.delete(channel)

    def permit(
        self, channel: Channel, *, allow: Permission = NONE, deny: Permission = NONE, to: User | Role | None = None
    ) -> None:
        """Allow and deny somebody (the bot unless said) something in a channel, beside what was set before."""
        target = to or self.world.bot
        overwrite = channel.overwrites.setdefault(target.id, Overwrite(of_member=isinstance(target, User)))
        overwrite.allow = (overwrite.allow | allow) & ~deny
        overwrite.deny = (overwrite.deny | deny) & ~allow
        self.parts.events.channel("CHANNEL_UPDATE", channel)

    def archive(self, thread: Channel, *, locked: bool = False) -> None:
        """Archive a thread, as a moderator or time does."""
        assert thread.thread is not None
        thread.thread.archived, thread.thread.locked, thread.thread.changed = True, locked, datetime.now(UTC)
        self.parts.events.thread("THREAD_UPDATE", thread)
