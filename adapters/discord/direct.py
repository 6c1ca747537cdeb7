"""Who wrote to us directly of late. Discord lists those channels for no bot, so they are remembered."""

from core.keys import FORMAT
from core.ports import Names

MOST = 100
"""How many direct messages are looked into."""
_LISTING = f"direct:{FORMAT}:discord"


async def remember(names: Names, channel: str, kept: float) -> None:
    """Remember a channel of direct messages for so many seconds, as long as a delivery is."""
    await names.add(_LISTING, channel, kept)


async def lately(names: Names) -> tuple[str, ...]:
    """Return the channels that were written in last, at most a hundred."""
    return tuple(each for each in await names.all(_LISTING) if each.isdecimal())[-MOST:]
