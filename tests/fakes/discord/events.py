"""Tells the gateway what happened, to those who may hear it."""

from dataclasses import dataclass

from tests.fakes.discord import payloads
from tests.fakes.discord.errors import Payload
from tests.fakes.discord.gateway.intents import Intent
from tests.fakes.discord.gateway.sessions import Hub
from tests.fakes.discord.model import Channel, Guild, Message, User
from tests.fakes.discord.world import World


@dataclass(frozen=True, slots=True)
class Events:
    """Announces what happened in the world."""

    world: World
    hub: Hub

    def message(self, event: str, message: Message) -> None:
        """Announce MESSAGE_CREATE or MESSAGE_UPDATE (docs: Gateway Events > Message Create).

        Sessions without the intent get no content, except of the bot's own messages, direct messages and messages that
        mention it (docs: Gateway > Message Content Intent). An ephemeral message comes as a direct one, without guild
        and member (docs: Gateway Events > Messages).
        """
        channel = message.channel
        if not self.world.sees(channel) and not message.ephemeral:
            return
        guild = None if message.ephemeral else channel.guild
        intent = Intent.DIRECT_MESSAGES if guild is None else Intent.GUILD_MESSAGES
        for session in self.hub.hearing(guild.id if guild else None, intent):
            shown = bool(session.intents & Intent.MESSAGE_CONTENT) or guild is None or self._told(message)
            session.push(event, self._in_guild(payloads.message(message, self.world.bot, shown=shown), message, guild))
        self.hub.watch.changed()

    def _told(self, message: Message) -> bool:
        return self.world.bot is message.author or self.world.bot in message.mentions.users

    def _in_guild(self, data: Payload, message: Message, guild: Guild | None) -> Payload:
        if guild is None:
            return data
        member = guild.members.get(message.author.id)
        data["guild_id"] = str(guild.id)
        data["channel_type"] = message.channel.kind.value
        data["mentions"] = [self._mentioned(user, guild) for user in message.mentions.users]
        if member is not None and message.interaction is None:
            data["member"] = payloads.member(member, with_user=False)
        return data

    @staticmethod
    def _mentioned(user: User, guild: Guild) -> Payload:
        member = guild.members.get(user.id)
        return {**payloads.user(user), **({"member": payloads.member(member, with_user=False)} if member else {})}

    def message_deleted(self, message: Message) -> None:
        """Announce MESSAGE_DELETE (docs: Gateway Events > Message Delete)."""
        data: Payload = {"id": str(message.id), "channel_id": str(message.channel.id)}
        self._in_channel("MESSAGE_DELETE", data, message.channel, Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES)

    def reaction(self, event: str, message: Message, user: User, emoji: str) -> None:
        """Announce MESSAGE_REACTION_ADD or _REMOVE (docs: Gateway Events > Message Reaction Add)."""
        guild = message.channel.guild
        member = guild.members.get(user.id) if guild else None
        data: Payload = {
            "user_id": str(user.id),
            "channel_id": str(message.channel.id),
            "message_id": str(message.id),
            "message_author_id": str(message.author.id),
            "emoji": payloads.emoji(emoji),
            "burst": False,
            "type": 0,
        }
        if member is not None and event == "MESSAGE_REACTION_ADD":
            data["member"] = payloads.member(member)
        intents = Intent.GUILD_MESSAGE_REACTIONS, Intent.DIRECT_MESSAGE_REACTIONS
        self._in_channel(event, data, message.channel, *intents)

    def typing(self, channel: Channel, user: User, moment: int) -> None:
        """Announce TYPING_START (docs: Gateway Events > Typing Start)."""
        data: Payload = {"channel_id": str(channel.id), "user_id": str(user.id), "timestamp": moment}
        self._in_channel("TYPING_START", data, channel, Intent.GUILD_MESSAGE_TYPING, Intent.DIRECT_MESSAGE_TYPING)

    def _in_channel(self, event: str, data: Payload, channel: Channel, in_guild: Intent, direct: Intent) -> None:
        if not self.world.sees(channel):
            return
        if channel.guild is None:
            self.hub.dispatch(event, data, guild_id=None, intent=direct)
        else:
            whole = {**data, "guild_id": str(channel.guild.id)}
            self.hub.dispatch(event, whole, guild_id=channel.guild.id, intent=in_guild)

    def channel(self, event: str, channel: Channel) -> None:
        """Announce CHANNEL_CREATE, _UPDATE or _DELETE; bots hear of all channels of their guilds."""
        if channel.guild is not None and self.world.bot.id in channel.guild.members:
            self.guild(event, channel.guild, payloads.channel(channel, self.world.bot))

    def thread(self, event: str, thread: Channel, **extra: object) -> None:
        """Announce THREAD_CREATE, _UPDATE or _DELETE to a bot that sees it (docs: Threads > Gateway Events)."""
        if thread.guild is None or not self.world.sees(thread):
            return
        data = payloads.thread(thread, self.world.bot)
        if event == "THREAD_DELETE":
            data = {key: data[key] for key in ("id", "guild_id", "parent_id", "type")}
        self.guild(event, thread.guild, {**data, **extra})

    def joined_thread(self, thread: Channel, user: User) -> None:
        """Announce THREAD_MEMBERS_UPDATE; without the members intent of the bot itself alone (docs: Gateway Events)."""
        if thread.guild is None or thread.thread is None or not self.world.sees(thread):
            return
        intent = Intent.GUILDS if user is self.world.bot else Intent.GUILD_MEMBERS
        data: Payload = {
            "id": str(thread.id),
            "guild_id": str(thread.guild.id),
            "member_count": len(thread.thread.members),
            "added_members": [payloads.thread_member(thread, user.id)],
        }
        self.hub.dispatch("THREAD_MEMBERS_UPDATE", data, guild_id=thread.guild.id, intent=intent)

    def guild(self, event: str, guild: Guild, data: Payload, intent: Intent = Intent.GUILDS) -> None:
        """Announce something of a guild."""
        self.hub.dispatch(event, data, guild_id=guild.id, intent=intent)

    def guild_create(self, guild: Guild, *, unavailable: bool | None) -> Payload:
        """Return the payload of GUILD_CREATE: without the presences intent only the bot is among the members.

        Args:
            guild: the guild.
            unavailable: False for a guild that becomes available on connecting, None for one the bot joins now
                (discord/state.py, parse_guild_create).
        """
        bot = guild.members[self.world.bot.id]
        places = guild.channels.values()
        threads = [each for each in places if each.thread and not each.thread.archived and self.world.sees(each)]
        return {
            **payloads.guild(guild),
            "joined_at": payloads.stamp(bot.joined),
            "large": False,
            "member_count": len(guild.members),
            "voice_states": [],
            "members": [payloads.member(bot)],
            "channels": [payloads.channel(each, self.world.bot) for each in places if not each.thread],
            "threads": [payloads.thread(each, self.world.bot) for each in threads],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
            **({} if unavailable is None else {"unavailable": unavailable}),
        }
