"""Where things are on Slack, as one id: "T1/C1" is a channel, "T1/C1/1700000000.000100" the thread on a message in it.

Slack's ids of messages are unique in a channel only, and those of channels in a workspace; core wants ids that are
unique on the platform, of which it understands nothing.
"""

from dataclasses import dataclass, replace

from core.delivery.record import Place

PLATFORM = "slack"


@dataclass(frozen=True, slots=True)
class Spot:
    """A channel or direct message, and the thread in it, "" outside of threads."""

    team: str
    channel: str
    thread: str = ""

    def __str__(self) -> str:
        return "/".join(filter(None, (self.team, self.channel, self.thread)))

    @property
    def direct(self) -> bool:
        """Return whether it is one person's direct messages with us (https://docs.slack.dev: ids of these begin so)."""
        return self.channel.startswith("D")

    @property
    def place(self) -> Place:
        """Return it as core knows it; a direct message belongs to no server."""
        if self.direct:
            direct = str(replace(self, thread=""))
            return Place(PLATFORM, "", str(self), threaded=bool(self.thread), direct=direct)
        return Place(PLATFORM, self.team, str(self), threaded=bool(self.thread))

    def on(self, message: str) -> "Spot":
        """Return where replies to a message that stands here go: its thread, or the one it is in."""
        return self if self.thread else replace(self, thread=message)


def spot(ident: str) -> Spot:
    """Return what `str` made an id of."""
    return Spot(*ident.split("/"))
