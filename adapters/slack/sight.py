"""Who sees what: whether somebody can open a thread that is there, and what it is about."""

import asyncio

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
        if _is_public(channel):
            return True
        return any([member == user async for member in self._web.members(there)])

    async def all_see(self, here: Spot, there: Spot) -> bool:
        """Return whether whoever sees one channel sees another too: the same, or one open to the whole workspace.

        Raises:
            Gone: we can't see one of them ourselves.
            ChatDown: Slack can't be reached.
        """
        if here.channel == there.channel:
            return True
        ours, theirs = await asyncio.gather(self._web.channel(here), self._web.channel(there))
        # People of other workspaces are in a channel that is shared with them, and see no other.
        return _is_public(theirs) and not ours.get("is_shared")


def _is_public(channel: Raw) -> bool:
    return bool(channel.get("is_channel")) and not channel.get("is_private")


def title_of(reply: Raw) -> str:
    """Return the video's title from the first line of a reply's plain text."""
    first = str(reply.get("text") or "").partition("\n")[0]
    return unescaped(first)
