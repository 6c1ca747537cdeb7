"""The parts of the fake, made once and handed to whoever works with them."""

from dataclasses import dataclass, field

from tests.fakes.discord.watch import Watch
from tests.fakes.slack.calls import CallLog
from tests.fakes.slack.events import Events
from tests.fakes.slack.faults import Faults
from tests.fakes.slack.installs import Installs
from tests.fakes.slack.limits import Limits
from tests.fakes.slack.model import Team, Upload, User
from tests.fakes.slack.outbox import Outbox, Terms
from tests.fakes.slack.posting import Posting
from tests.fakes.slack.responses import Responses
from tests.fakes.slack.socket import Sockets
from tests.fakes.slack.triggers import Triggers
from tests.fakes.slack.world import World


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that was announced and maybe sent, but not shared yet (docs: Working with files > Uploading)."""

    team: Team
    owner: User
    filename: str
    length: int
    content: bytes | None = None

    def upload(self, content: bytes) -> Upload:
        """Return it as a file."""
        return Upload(self.filename, content)


@dataclass(frozen=True)
class Parts:
    """Everything behind the fake."""

    world: World
    watch: Watch
    outbox: Outbox
    sockets: Sockets
    events: Events
    posting: Posting
    responses: Responses
    triggers: Triggers
    installs: Installs
    faults: Faults = field(default_factory=Faults)
    limits: Limits = field(default_factory=Limits)
    calls: CallLog = field(default_factory=CallLog)
    uploads: dict[str, Pending] = field(default_factory=dict)


def assemble(world: World, terms: Terms, subscribed: frozenset[str] | None) -> Parts:
    """Return the parts of a new fake."""
    watch = Watch()
    outbox = Outbox(terms, watch)
    sockets = Sockets(world.app.id, watch)
    outbox.way = sockets
    events = Events(world, outbox, subscribed)
    posting = Posting(world, events)
    triggers = Triggers(world, terms.trigger)
    installs = Installs(world)
    return Parts(world, watch, outbox, sockets, events, posting, Responses(world, posting), triggers, installs)
