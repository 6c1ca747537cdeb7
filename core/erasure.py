"""Erasure of all records of a person, a server, a channel or a video (law 10). docs/privacy.md says what is kept."""

import asyncio
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.codec import decode, text_of
from core.delivery.conversations import Conversation
from core.delivery.follow_ups import FollowUp
from core.delivery.questions import Asked
from core.delivery.record import Delivery, Place
from core.delivery.records import Records
from core.delivery.removal import forget_delivery, forget_follow_up
from core.delivery.uploads import Upload
from core.model import Summary, Transcript, VideoRef
from core.ports import Feed, KeySpace, Names, Store
from core.progress import Found, Told

LISTINGS = frozenset({"direct", "earlier", "near", "servers", "workspaces"})
"""Kinds of keys under which lists lie whose names tell of people or communities."""
TEXTS = frozenset({"shareable"})
"""Kinds of records that an adapter keeps: they are looked through as text."""
FOLLOW_UPS: Mapping[str, type[FollowUp]] = {"question": Asked, "upload": Upload}
"""Kinds of records of what people add to a delivery."""
_PARTS = re.compile(r"[^\s:/\"\\,{}\[\]]+")


class Subject(StrEnum):
    """What records can be erased of."""

    USER = "user"
    SERVER = "server"
    CHANNEL = "channel"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Target:
    """Of whom or what all records are erased: `idents` are ids as the platforms or sites have them."""

    subject: Subject
    idents: frozenset[str]


class Erasure:
    """Finds and erases. Each time it reads all keys, page by page: for administrators, and where a server is left."""

    def __init__(self, records: Records, store: Store, names: Names, keys: KeySpace, feed: Feed) -> None:
        self._records = records
        self._store = store
        self._names = names
        self._keys = keys
        self._feed = feed

    async def count(self, target: Target) -> Counter[str]:
        """Return how many records there are of a target, by their kind."""
        return await self._go_through(target, erase=False)

    async def erase(self, target: Target) -> Counter[str]:
        """Erase all records of a target, and return how many there were, by their kind.

        A delivery that is under way stops, and its messages go. No event that comes again begins it anew.
        """
        return await self._go_through(target, erase=True)

    async def _go_through(self, target: Target, *, erase: bool) -> Counter[str]:
        search = _Search(target, await self._direct_messages(target))
        found: Counter[str] = Counter()
        async for page in self._keys.pages():
            # One page at a time: a server that is left is no reason to keep others waiting.
            counts = await asyncio.gather(*(self._look_at(key, search, erase=erase) for key in page))
            for key, count in zip(page, counts, strict=True):
                found[key.partition(":")[0]] += count
        return +found

    async def _direct_messages(self, target: Target) -> frozenset[str]:
        """Return the channels of a person's direct messages with us: they are nobody else's."""
        if target.subject is not Subject.USER:
            return frozenset()
        found: set[str] = set()
        kinds: dict[str, type[Delivery | FollowUp]] = {"delivery": Delivery, **FOLLOW_UPS}
        async for page in self._keys.pages(*(f"{kind}:" for kind in kinds)):
            values = await asyncio.gather(*map(self._store.get, page))
            for key, value in zip(page, values, strict=True):
                record = decode(value, kinds[key.partition(":")[0]])
                if record and not record.place.server:
                    found |= _channels(record.place) if record.author in target.idents else set()
        return frozenset(found)

    async def _look_at(self, key: str, search: "_Search", *, erase: bool) -> int:
        """Return how many records under a key are the target's, erased if they are to be."""
        kind = key.partition(":")[0]
        if search.names(key):
            if erase:
                await self._store.drop(key)
            return 1
        if kind in LISTINGS:
            return await self._look_at_list(key, search, erase=erase)
        if kind == "feed":
            return await self._look_at_feed(key, search, erase=erase)
        if kind in search.kinds:
            value = await self._store.get(key)
            return await self._look_at_record(kind, key, value, search, erase=erase) if value else 0
        return 0

    async def _look_at_list(self, key: str, search: "_Search", *, erase: bool) -> int:
        named = [name for name in await self._names.all(key) if search.names(name)]
        for name in named if erase else ():
            await self._names.drop(key, name)
        return len(named)

    async def _look_at_feed(self, key: str, search: "_Search", *, erase: bool) -> int:
        """Look whether a run's events, the first of which tells what was found, are of the video."""
        if search.target.subject is not Subject.VIDEO:
            return 0
        async for data in self._feed.follow(key.partition(":")[2]):
            told = decode(data, Told)
            ours = told is not None and isinstance(told.event, Found) and search.is_video(told.event.video.ref)
            if ours and erase:
                await self._store.drop(key)
            return int(ours)
        return 0

    async def _look_at_record(self, kind: str, key: str, value: bytes, search: "_Search", *, erase: bool) -> int:
        if kind == "delivery" and (delivery := decode(value, Delivery)):
            return await self._look_at_delivery(delivery, search, erase=erase)
        if kind in FOLLOW_UPS and (follow_up := decode(value, FOLLOW_UPS[kind])):
            found = search.has(follow_up.place, follow_up.author)
            if found and erase:
                await forget_follow_up(self._records, follow_up)
            return int(found)
        found = search.is_named_in(kind, value)
        if found and erase:
            await self._store.drop(key)
        return int(found)

    async def _look_at_delivery(self, delivery: Delivery, search: "_Search", *, erase: bool) -> int:
        refs = (delivery.request.ref, delivery.ref)
        if search.has(delivery.place, delivery.author, delivery.thread) or any(map(search.is_video, refs)):
            if erase:
                await forget_delivery(self._records, delivery)
            return 1
        left = tuple(ref for ref in delivery.left_out if not search.is_video(ref))
        if erase and left != delivery.left_out:
            await self._records.deliveries.note(delivery, left_out=left)
        return 0


class _Search:
    """What is looked for: a target's ids, and the channels that belong to it alone."""

    def __init__(self, target: Target, channels: frozenset[str]) -> None:
        self.target = target
        self._idents = target.idents | channels
        self._channels = channels | (target.idents if target.subject is Subject.CHANNEL else frozenset())
        self.kinds = {"delivery", "conversation", *FOLLOW_UPS, *TEXTS}
        if target.subject is Subject.VIDEO:
            self.kinds |= {"transcript", "summary"}

    def names(self, text: str) -> bool:
        """Return whether a key, or a name on a list, holds one of the ids as a part of its own."""
        return not self._idents.isdisjoint(_PARTS.findall(text))

    def has(self, place: Place, author: str, thread: str = "") -> bool:
        """Return whether what somebody posted somewhere is the target's."""
        if self.target.subject is Subject.USER and author in self.target.idents:
            return True
        if self.target.subject is Subject.SERVER:
            # A workspace's direct messages are of no server, but their community names it.
            return place.server in self.target.idents or self.names(place.community)
        return not self._channels.isdisjoint(_channels(place) | set(thread.split("/")))

    def is_video(self, ref: VideoRef) -> bool:
        """Return whether the target is that video."""
        return self.target.subject is Subject.VIDEO and ref.id in self.target.idents

    def is_named_in(self, kind: str, value: bytes) -> bool:
        """Return whether a record is of the video, or of the community or channel."""
        if kind == "transcript":
            transcript = decode(value, Transcript)
            return transcript is not None and self.is_video(transcript.video.ref)
        if kind == "summary":
            summary = decode(value, Summary)
            return summary is not None and self.is_video(summary.video.ref)
        if kind == "conversation":
            conversation = decode(value, Conversation)
            return conversation is not None and (
                self.is_video(conversation.request.ref) or self.names(conversation.request.community)
            )
        return self.names(text_of(value))


def _channels(place: Place) -> set[str]:
    """Return the ids by which a place can be named: its channel's, and its parts, as on Slack; its parent channel's."""
    return {place.channel, place.parent, *place.channel.split("/")[1:], *place.direct.split("/")[1:]} - {""}


def target(subject: Subject, *idents: str) -> Target:
    """Return a target. Of an id as core has it, as "T1/C1" on Slack, the last part counts."""
    return Target(subject, frozenset(ident.rstrip("/").rpartition("/")[2] for ident in idents))
