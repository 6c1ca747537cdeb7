"""The parts of the fake, made once and handed to whoever works with them."""

from dataclasses import dataclass, field

from tests.fakes.discord.answers import Answers
from tests.fakes.discord.calls import CallLog
from tests.fakes.discord.commands import Commands
from tests.fakes.discord.events import Events
from tests.fakes.discord.gateway.sessions import Hub
from tests.fakes.discord.gateway.socket import Gateway, Terms
from tests.fakes.discord.limits import Limits
from tests.fakes.discord.model import Application
from tests.fakes.discord.posting import Posting
from tests.fakes.discord.threads import Threads
from tests.fakes.discord.watch import Watch
from tests.fakes.discord.world import World
from tests.fakes.faults import Faults


@dataclass(frozen=True)
class Parts:
    """Everything behind the fake."""

    world: World
    watch: Watch
    hub: Hub
    events: Events
    gateway: Gateway
    posting: Posting
    threads: Threads
    answers: Answers
    commands: Commands
    faults: Faults = field(default_factory=Faults)
    limits: Limits = field(default_factory=Limits)
    calls: CallLog = field(default_factory=CallLog)


def assemble(app: Application, world: World, terms: Terms) -> Parts:
    """Return the parts of a new fake."""
    watch = Watch()
    hub = Hub(watch)
    events = Events(world, hub)
    posting = Posting(world, events)
    world.users[app.bot.id] = app.bot
    return Parts(
        world,
        watch,
        hub,
        events,
        Gateway(events, terms),
        posting,
        Threads(world, events, posting),
        Answers(world, posting),
        Commands(app.id, world.ids),
    )
