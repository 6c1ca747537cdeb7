"""A section written anew holds the laws, and says something else. On a real Redis."""

from dataclasses import replace

import pytest
from redis.asyncio import Redis

from core.codec import encode
from core.keys import summary_key
from core.laws.breaches import breaches
from core.redoing import Redoing
from core.requests import Request
from tests.fakes.engine import CountingSource, SteppedEngine, transcript, video_ref
from tests.protocol.test_one_computation import Process


@pytest.fixture
async def process(redis: Redis) -> Process:
    made = Process(redis, CountingSource(), SteppedEngine())
    async with made.working():
        await made.events()
    return made


def shown(texts: list[str]) -> str:
    return "### Part\nIt turns.\n> " + " ".join(texts)


async def test_it_leaves_out_what_is_shown_and_stays_within_its_section(process: Process) -> None:
    redoing = Redoing(process.transcripts, process.summaries, process.writers)
    cues = transcript().cues
    made = await redoing.section(Request(video_ref()), 1, shown([cues[4].text]))
    assert made
    section, summary = made
    old = summary.sections[1]
    assert section.quote
    assert section.quote != old.quote
    assert (section.first, section.last, section.start, section.end) == (old.first, old.last, old.start, old.end)
    changed = (*summary.sections[:1], section, *summary.sections[2:])
    assert breaches(replace(summary, sections=changed), transcript()) == []


async def test_where_its_topic_comes_back_stays(process: Process) -> None:
    request, cues = Request(video_ref()), transcript().cues
    summary = await process.summaries.kept(request)
    assert summary
    sections = tuple(replace(section, again=(cues[0].start,)) for section in summary.sections)
    pointer, _ = await process.transcripts.get(request.ref, None)
    key = summary_key(pointer.content, process.engine.fingerprint, summary.language)
    await process.store.put(key, encode(replace(summary, sections=sections)), 60.0)
    redoing = Redoing(process.transcripts, process.summaries, process.writers)
    made = await redoing.section(request, 1, shown([cues[4].text]))
    assert made
    assert made[0].again == (cues[0].start,)


@pytest.mark.parametrize("index", [3, 99])
async def test_what_is_no_section_can_t_be_redone(process: Process, index: int) -> None:
    redoing = Redoing(process.transcripts, process.summaries, process.writers)
    assert await redoing.section(Request(video_ref()), index, "") is None


async def test_where_hardly_anything_else_is_said_it_stays(process: Process) -> None:
    redoing = Redoing(process.transcripts, process.summaries, process.writers)
    said = [cue.text for cue in transcript().cues[4:6]]
    assert await redoing.section(Request(video_ref()), 1, shown(said)) is None


async def test_what_is_not_in_the_cache_can_t_be_redone(redis: Redis) -> None:
    process = Process(redis, CountingSource(), SteppedEngine())
    redoing = Redoing(process.transcripts, process.summaries, process.writers)
    assert await redoing.section(Request(video_ref()), 0, "") is None
    assert process.source.fetches.total() == 0


async def test_where_another_way_is_shown_the_first_is_another_way_too(process: Process) -> None:
    redoing = Redoing(process.transcripts, process.summaries, process.writers)
    summary = await process.summaries.kept(Request(video_ref()))
    assert summary
    made = await redoing.section(Request(video_ref()), 1, "### Part\nIt stands still.")
    assert made
    assert made[0].quote == summary.sections[1].quote
