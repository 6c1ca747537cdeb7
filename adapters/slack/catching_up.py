"""What was posted while nobody listened, read after the fact: bounded, and answered once like anything else (law 4)."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Sequence
from functools import partial

from adapters.slack.inbound import Raw
from adapters.slack.listening import Listening
from adapters.slack.spots import Spot
from adapters.slack.web import Web, pages, readable_messages
from adapters.slack.workspaces import Workspace
from core.delivery.chat import Gone
from core.delivery.listened import AT_THE_END, EVERY, FORGOTTEN, LONGEST, LOST, SETTLING, Listened, patiently
from core.faults import now_and_then, tried
from core.ports import Store

MOST, PAGE = 1000, 100
"""How many messages of a channel, and of a thread, are read, and how many at a time."""
KINDS = "public_channel,private_channel,mpim,im"

log = logging.getLogger(__name__)


class CatchingUp:
    """Remembers until when a process has listened, and reads what came since when one begins to."""

    def __init__(self, web: Web, store: Store, listening: Listening) -> None:
        self._web = web
        self._listened = Listened(store, "slack")
        self._listening = listening
        self._reading: set[asyncio.Task[None]] = set()
        self._marking: asyncio.Task[None] | None = None
        self.connected = False

    async def hears(self) -> bool:
        """Return whether we are connected."""
        return self.connected

    async def begin(self) -> None:
        """Read what was missed, beside what comes now; then remember that we listen."""
        self.connected = True
        since = await self._listened.since()
        if since is None:
            await self._listened.mark()
        task = asyncio.create_task(self._read(since))
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)

    async def stop(self) -> None:
        """Remember for the last time that we listen, unless what was missed isn't read yet."""
        for task in self._reading:
            task.cancel()
        if self._marking:
            self._marking.cancel()
            if self.connected and not self._reading:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._listened.mark(), AT_THE_END)

    async def _read(self, since: float | None) -> None:
        with tried(log, "catching up"):
            if since is not None:
                await self._read_all(since)
        if self._marking is None:
            self._marking = asyncio.create_task(now_and_then(self._mark, EVERY, log, "remembering that we listen"))

    async def _read_all(self, since: float, *, again: bool = False) -> None:
        """Take in what was written since; where `again` is set, only what has no reply of ours."""
        for workspace in await self._web.workspaces.all():
            with contextlib.suppress(Gone):
                await self._workspace(workspace, since, again=again)

    async def _workspace(self, workspace: Workspace, since: float, *, again: bool) -> None:
        for channel in await patiently(partial(self._channels, workspace)):
            # One channel that can't be read costs that channel alone.
            with contextlib.suppress(Gone), tried(log, f"catching up in {channel}"):
                # The list is read whole before anything is done, so that our own replies are not in it.
                missed = await patiently(partial(self._missed, Spot(workspace.team, channel), since))
                if again:
                    missed = unanswered(missed, workspace.user)
                for raw in sorted(missed, key=lambda each: float(each["ts"])):
                    await self._listening.written(workspace.team, channel, raw)

    async def _channels(self, workspace: Workspace) -> list[str]:
        client = self._web.client(workspace.token)
        listed = pages(client.users_conversations, "channels", types=KINDS, exclude_archived=True, limit=200)
        return [each["id"] async for page in listed for each in page if isinstance(each, dict) and each.get("id")]

    async def _missed(self, where: Spot, since: float) -> list[Raw]:
        """Return the messages since then, those in threads of the last day too, which the history doesn't list."""
        missed: list[Raw] = []
        for raw in await self._history(where, since):
            if float(raw["ts"]) > since:
                missed.append(raw)
            if _last_reply(raw) > since:
                thread = where.on(str(raw["ts"]))
                replies = (await self._web.replies(thread, after=f"{since:.6f}"))[-MOST:]
                missed += [reply for reply in replies if reply["ts"] != raw["ts"]]
        return missed

    async def _history(self, where: Spot, since: float) -> list[Raw]:
        """Return a page of the last day's messages, the newest first, and more as long as they are since then."""
        client = await self._web.into(where.team)
        found: list[Raw] = []
        oldest = f"{time.time() - LONGEST:.6f}"
        listed = pages(client.conversations_history, "messages", channel=where.channel, oldest=oldest, limit=PAGE)
        async for page in listed:
            if len(found) >= MOST:
                log.error("more than %d messages were missed in %s: those before them are left alone", MOST, where)
                break
            found += readable_messages(page)
            if found and float(found[-1]["ts"]) <= since:
                break
        return found

    async def _mark(self) -> None:
        if self.connected and not self._reading and not await self._listened.mark():
            log.error(LOST)
            await asyncio.sleep(SETTLING)
            await self._read_all(time.time() - FORGOTTEN, again=True)


def _last_reply(raw: Raw) -> float:
    """Return when the last reply to a message was posted, in seconds since 1970; 0 where it has none."""
    try:
        return float(raw.get("latest_reply") or 0)
    except (TypeError, ValueError):
        return 0.0


def unanswered(messages: Sequence[Raw], us: str) -> list[Raw]:
    """Return the messages that have no reply of ours, and none of ours after them in their thread."""
    ours: dict[str, float] = {}
    for raw in messages:
        if raw.get("user") == us:
            thread = str(raw.get("thread_ts") or raw["ts"])
            ours[thread] = max(ours.get(thread, 0.0), float(raw["ts"]))
    return [
        raw
        for raw in messages
        if us not in raw.get("reply_users", ()) and ours.get(str(raw.get("thread_ts")), 0.0) < float(raw["ts"])
    ]
