"""Who sees what: whether somebody can open a thread that is there, and what it is about."""

from adapters.slack.escaping import unescaped
from adapters.slack.inbound import Raw
from adapters.slack.spots import Spot
from adapters.slack.web import Web


class Sight:
    """Looks by Slack's word on its channels."""

    def __init__(self, web: Web) -> None:
        self._web = web

    async def can_see(self, user: str, there: Spot) -> bool:
        """Return whether somebody can see a channel: it is public, or they are in it.

        Raises:
            Gone: we can't see it ourselves.
            ChatDown: Slack can't be reached.
        """
        channel = await self._web.channel(there)
        if channel.get("is_channel") and not channel.get("is_private"):
            return True
        return any([member == user async for member in self._web.members(there)])


def title_of(reply: Raw) -> str:
    """Return the video's title from the first line of a reply's plain text."""
    first = str(reply.get("text") or "").partition("\n")[0]
    return unescaped(first)
