"""Discord: a server's owner."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from adapters.discord.managers import DiscordManagers
from adapters.discord.rest import Rest
from tests.contract.managers.kit import Realm
from tests.fakes.discord.kit import Channel, Discord, User
from tests.protocol.discord_client import connected


@asynccontextmanager
async def realm() -> AsyncIterator[Realm]:
    async with Discord() as discord:
        owner, ada = discord.add_user("greta"), discord.add_user("ada")
        guild = discord.add_guild("@everyone *Thrifty*", owner, locale="de")
        guild.system = discord.add_channel(guild, "system")

        def wrote(channel: Channel) -> list[str]:
            return [discord.text(message) for message in discord.sent(channel)]

        def directly(user: User) -> list[str]:
            return wrote(discord.world.direct(user))

        def unreachable() -> None:
            owner.takes_messages = False

        async with connected(discord) as client:
            yield Realm(
                DiscordManagers(client, Rest(client.http)),
                f"discord:{guild.id}",
                f"discord:{discord.world.direct(ada).id}",
                "discord:1",
                lambda: directly(owner),
                lambda: directly(ada),
                lambda: wrote(cast("Channel", guild.system)),
                unreachable,
                lambda: cast("None", discord.cut("POST /channels/*/messages")),
                discord.pings,
            )
