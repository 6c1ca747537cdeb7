"""Erasure as a command: all that is kept of a person, a server, a channel or a video."""

import click

from adapters.redis.client import Connections
from adapters.redis.feed import RedisFeed
from adapters.redis.key_space import RedisKeySpace
from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from bot.redis_choice import redis_for
from bot.settings import Settings
from core.delivery.records import records
from core.erasure import Erasure, Subject, target
from core.links import find_links


def erasure_of(redis: Connections) -> Erasure:
    """Return what erases in a Redis."""
    store, names = RedisStore(redis.commands), RedisNames(redis.commands)
    keys, feed = RedisKeySpace(redis.commands), RedisFeed(redis.waiting)
    return Erasure(records(store, names), store, names, keys, feed)


async def forget(settings: Settings, subject: Subject, idents: tuple[str, ...], *, confirmed: bool) -> None:
    """Show how many records there are of a subject, ask whether they are to go, and erase them.

    Args:
        settings: the settings.
        subject: of what kind the ids are.
        idents: ids as the platform or site has them; of a video also its link.
        confirmed: whether nobody is asked.

    Raises:
        StoreUnavailable: Redis can't be reached.
    """
    if subject is Subject.VIDEO:
        links = (link.ref.id for ident in idents for link in find_links(ident))
        idents = (*links, *(ident.removeprefix("file:") for ident in idents if not find_links(ident)))
    wanted = target(subject, *idents)
    async with redis_for(settings, patient=False) as redis:
        erasure = erasure_of(redis)
        found = await erasure.count(wanted)
        if not found:
            click.echo("Nothing is kept of that.")
            return
        for kind, count in sorted(found.items()):
            click.echo(f"{count:>8,}  {kind}")
        if not confirmed:
            click.confirm("Erase these records?", abort=True)
        # What is under way may have written something since: until nothing more is found.
        while await erasure.erase(wanted):
            pass
        click.echo("Erased.")
