"""All that a test needs of the fake, in one place. (The package itself imports nothing: the bare bot lies in it.)"""

from tests.fakes.discord.gateway.socket import Terms
from tests.fakes.discord.interactions import Callback, Interaction, Kind
from tests.fakes.discord.model import Channel, ChannelType, Guild, Message, MessageFlag, MessageType, Role, Upload, User
from tests.fakes.discord.offers import NotOffered, Value
from tests.fakes.discord.permissions import Permission
from tests.fakes.discord.pings import Ping
from tests.fakes.discord.server import TOKEN, Discord
from tests.fakes.discord.steering import GARBLED, Garbled

__all__ = [
    "GARBLED",
    "TOKEN",
    "Callback",
    "Channel",
    "ChannelType",
    "Discord",
    "Garbled",
    "Guild",
    "Interaction",
    "Kind",
    "Message",
    "MessageFlag",
    "MessageType",
    "NotOffered",
    "Permission",
    "Ping",
    "Role",
    "Terms",
    "Upload",
    "User",
    "Value",
]
