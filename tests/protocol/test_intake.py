"""What people post is taken in once, and done even where the queue was lost. On a real Redis."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest
from redis.asyncio import Redis

from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from adapters.redis.tallies import RedisTallies
from core.answers.asking import Asking
from core.attachments import Attachment
from core.delivery.answering import Answering
from core.delivery.chat import ChatDown
from core.delivery.delivering import Captions, Delivering
from core.delivery.follow_ups import FollowUp, FollowUps
from core.delivery.intake import LATE, Intake
from core.delivery.limits import Limits, Most
from core.delivery.questions import Asked
from core.delivery.record import Delivery, Message, Place, State
from core.delivery.records import records
from core.delivery.running import Running
from core.delivery.upload_handler import UploadHandler
from core.errors import TranscriptError
from core.model import Answer, Site, Summary, Transcript, VideoRef
from core.preferences import Mode, Preferences, PreferencesOf
from core.requests import Request
from core.thread.content import Block
from tests.fakes.chat import MemoryChat
from tests.fakes.engine import CountingSource, SteppedEngine, transcript, video_ref
from tests.protocol.test_one_computation import Process

PLACE = Place("memory", "s", "c")


class MemoryJobs:
    """Implements `core.ports.Jobs`: keeps what is queued until it is done by hand."""

    def __init__(self) -> None:
        self.queued: list[str] = []
        self.communities: list[str] = []
        self.looked = asyncio.Event()
        self._news = asyncio.Condition()

    async def submit(self, key: str, payload: bytes, community: str = "") -> str | None:
        assert payload.decode() == key
        if key not in self.queued:
            self.queued.append(key)
            self.communities.append(community)
            async with self._news:
                self._news.notify_all()
        return key

    async def alive(self, key: str) -> bool:
        self.looked.set()
        return key in self.queued

    async def submitted(self, enough: Callable[[], bool]) -> None:
        """Wait until enough is queued."""
        async with self._news:
            await self._news.wait_for(enough)

    async def place(self, key: str) -> int | None:
        return self.queued.index(key) if key in self.queued else None


class MemoryFiles:
    """Implements `core.delivery.chat.Attachments`: one file beside each message at most, all with the same content."""

    def __init__(self) -> None:
        self.beside: dict[str, Attachment] = {}
        self.downloads: list[str] = []

    async def attached(self, place: Place, message: str) -> Attachment | None:
        return self.beside.get(message)

    async def download(self, place: Place, attachment: Attachment) -> bytes | None:
        self.downloads.append(attachment.name)
        return b"" if attachment in self.beside.values() else None


class MemoryResponder:
    """Implements `core.delivery.follow_ups.Responder`."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []

    @contextlib.asynccontextmanager
    async def typing(self, asked: Asked) -> AsyncIterator[None]:
        yield

    async def respond(self, follow_up: FollowUp, block: Block, *, again: bool) -> None:
        self.said.append((follow_up.message, "\n".join(line.text for line in block)))


class Echo:
    """Implements `core.answers.answerer.Answerer`."""

    async def answer(
        self, transcript: Transcript, summary: Summary | None, question: str, earlier: tuple[Answer, ...]
    ) -> Answer:
        said = f"{question} is asked of {transcript.video.ref.id}, after {len(earlier)} others"
        return Answer(question, said, supported=False, citations=())


def file_ref(name: str) -> VideoRef:
    """Return what a file of that name becomes where a test reads it."""
    return VideoRef(Site.FILE, name)


def _read(name: str, _content: bytes) -> Transcript:
    if "broken" in name:
        raise Broken
    return transcript(file_ref(name))


class Broken(TranscriptError):
    code = "broken"
    sentence = "Nothing can be read in it."


class Town:
    """Everything between a post and the chat, with a queue that is emptied by hand."""

    def __init__(self, redis: Redis, most: Most | None = None, clock: Callable[[], float] = time.time) -> None:
        self.process = Process(redis, CountingSource(), SteppedEngine())
        self.chat = MemoryChat()
        self.kept = records(RedisStore(redis), RedisNames(redis))
        self.jobs = MemoryJobs()
        self.files, self.responder = MemoryFiles(), MemoryResponder()
        captions = Captions(self.files, _read, self.process.transcripts)
        limits = Limits(RedisTallies(redis), most or Most(), clock)
        kept = self.kept
        follow_ups = FollowUps(kept.deliveries, kept.questions, kept.uploads, self.jobs)
        self.intake = Intake(kept, follow_ups, self.jobs, limits)
        handlers = (
            Delivering(kept, self.process.summaries, self.chat, captions, follow_ups=follow_ups),
            Answering(kept, self._asking(), self.responder),
            UploadHandler(kept, captions, self.responder, self.intake, self.jobs),
        )
        self.running = Running("memory", kept, handlers, follow_ups, self.jobs)

    def _asking(self) -> Asking:
        process = self.process
        return Asking(process.transcripts, process.summaries, process.writers, Echo, Echo)

    async def work(self) -> None:
        while self.jobs.queued:
            ident = self.jobs.queued.pop(0)
            await self.running.run("", ident.encode())


@pytest.fixture
async def town(redis: Redis) -> AsyncIterator[Town]:
    made = Town(redis)
    async with made.process.working():
        yield made


def post(text: str, message: str = "1") -> Message:
    return Message(PLACE, message, "someone", text)


async def test_three_videos_of_a_post_are_delivered_and_the_others_named(town: Town) -> None:
    links = " ".join(f"https://youtu.be/{video_ref(name).id}" for name in ("a", "b", "c", "d", "e"))
    assert await town.intake.post(post(links))
    deliveries = [await town.kept.deliveries.load(ident) for ident in town.jobs.queued]
    assert [each.request.ref.id[0] for each in deliveries if each] == ["a", "b", "c"]
    assert [[ref.id[0] for ref in each.left_out] for each in deliveries if each] == [[], [], ["d", "e"]]
    assert not await town.intake.post(post("no link", "2"))


async def test_what_is_posted_again_or_edited_is_taken_in_once(town: Town) -> None:
    one, two = (f"https://youtu.be/{video_ref(name).id}" for name in ("a", "b"))
    await town.intake.post(post(one))
    await town.work()
    await town.intake.post(post(f"look: {one}"))
    assert not town.jobs.queued
    await town.intake.post(post(f"{one} {two}"))
    assert len(town.jobs.queued) == 1


async def test_what_is_told_late_is_looked_for_first(town: Town) -> None:
    """It may have been taken in before, by a Redis that has forgotten it since."""
    now = time.time()
    for ident, written in (("1", 0.0), ("2", now), ("3", now - 2 * LATE)):
        await town.intake.post(replace(post("https://youtu.be/aaaaaaaaaaa", ident), written=written))
    taken = [await town.kept.deliveries.load(ident) for ident in town.jobs.queued]
    assert [each.late for each in taken if each] == [False, False, True]


async def test_what_is_told_again_after_its_end_is_not_open_again(town: Town) -> None:
    again = post("https://youtu.be/aaaaaaaaaaa")
    await town.intake.post(again)
    assert len(await town.kept.deliveries.open("memory")) == 1
    await town.intake.post(again)
    assert len(await town.kept.deliveries.open("memory")) == 1
    await town.work()
    await town.intake.post(again)
    assert await town.kept.deliveries.open("memory") == ()


async def test_what_the_queue_lost_is_resumed_until_it_has_ended(town: Town) -> None:
    await town.intake.post(post(f"https://youtu.be/{video_ref().id}"))
    town.jobs.queued.clear()
    await town.running.resume()
    assert len(town.jobs.queued) == 1
    assert town.jobs.communities == ["memory:s", "memory:s"]
    await town.work()
    assert town.chat.threads
    await town.running.resume()
    assert not town.jobs.queued


async def test_a_record_that_cannot_be_read_is_forgotten(town: Town, redis: Redis) -> None:
    await town.intake.post(post(f"https://youtu.be/{video_ref().id}"))
    (ident,) = town.jobs.queued
    await redis.set(f"cuepoint:delivery:1:{ident}", b'{"of": "another version"}')
    await town.work()
    await town.running.resume()
    await town.work()
    await town.running.resume()
    assert not town.jobs.queued


async def test_what_is_being_taken_in_is_not_forgotten(town: Town, redis: Redis) -> None:
    taken = post(f"https://youtu.be/{video_ref().id}")
    await town.intake.post(taken)
    (ident,) = town.jobs.queued
    await redis.delete(f"cuepoint:delivery:1:{ident}")
    await town.work()
    await town.intake.post(taken)
    town.jobs.queued.clear()
    await town.running.resume()
    await town.work()
    assert town.chat.threads


async def test_while_the_platform_is_away_it_waits_and_stays_open(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.delivery.running.PAUSES", (0.0, 0.0))
    tried = 0

    async def down(*_: object, **__: object) -> str:
        nonlocal tried
        tried += 1
        raise ChatDown("away")

    monkeypatch.setattr(town.chat, "reply", down)
    await town.intake.post(post(f"https://youtu.be/{video_ref().id}"))
    (ident,) = town.jobs.queued
    await town.work()
    there = await town.kept.deliveries.load(ident)
    assert there
    assert (tried, there.state) == (2, State.OPEN)
    monkeypatch.undo()
    await town.running.resume()
    await town.work()
    assert len(town.chat.threads) == 1


async def test_what_is_taken_back_while_its_job_ends_is_removed_after_it(town: Town) -> None:
    await town.intake.post(post("https://youtu.be/aaaaaaaaaaa"))
    (ident,) = town.jobs.queued
    await town.work()
    await town.running.requeue_withdrawn(ident)
    assert town.jobs.queued == []
    await town.kept.deliveries.mark_withdrawn(ident)
    await town.running.requeue_withdrawn(ident)
    assert town.jobs.queued == [ident]
    await town.work()
    await town.running.requeue_withdrawn(ident)
    assert town.jobs.queued == []
    assert await town.kept.deliveries.load(ident) is None


async def test_a_deleted_post_is_not_delivered(town: Town) -> None:
    await town.intake.post(post(f"https://youtu.be/{video_ref().id}"))
    await town.intake.deleted("memory", "c", "1")
    await town.work()
    assert not town.chat.replies
    assert not await town.kept.deliveries.open("memory")


async def test_preferences_of_a_channel_come_before_the_server_s(redis: Redis) -> None:
    preferences = PreferencesOf(RedisStore(redis))
    assert await preferences.at("memory", "s", "c") == Preferences(Mode.AUTO, "")
    await preferences.change("memory", "s", "", mode=Mode.OFF, language="de")
    await preferences.change("memory", "s", "c", mode=Mode.ASK)
    assert await preferences.at("memory", "s", "c") == Preferences(Mode.ASK, "de")
    assert await preferences.at("memory", "s", "other") == Preferences(Mode.OFF, "de")
    await preferences.change("memory", "s", "c", language="")
    assert await preferences.at("memory", "s", "c") == Preferences(Mode.ASK, "")
    assert await preferences.at("memory", "", "c") == Preferences(Mode.AUTO, "")


async def test_requests_stay_what_was_asked_for() -> None:
    delivery = Delivery(PLACE, "1", "someone", Request(video_ref()), captions=video_ref("given"))
    assert delivery.wanted == Request(video_ref("given"))
    assert delivery.id == replace(delivery, captions=None).id


async def test_a_post_s_first_line_and_its_last_bear_its_delivery_s_id(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="core.watching")
    await town.intake.post(post(f"https://youtu.be/{video_ref().id}"))
    (ident,) = town.jobs.queued
    await town.work()
    told = [(record.getMessage(), record.__dict__["trail"]) for record in caplog.records if "trail" in record.__dict__]
    assert [(what, trail.id) for what, trail in (told[0], told[-1])] == [("link", ident), ("delivery", ident)]
