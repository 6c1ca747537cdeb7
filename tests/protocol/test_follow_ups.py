"""What people write right after a link, before anything is known of the video, is never lost. On a real Redis."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from redis.asyncio import Redis

from core.attachments import LARGEST, Attachment
from core.delivery.delivery_index import post_home
from core.delivery.limits import Most
from core.delivery.record import Delivery, Message, Place, State
from core.requests import Request
from tests.fakes.engine import video_ref
from tests.protocol.test_intake import PLACE, Town, file_ref
from tests.protocol.test_one_computation import Passing

CAPTIONS = Attachment("talk.srt", 100, "https://files.example/1", "text/plain")
NOT_NEEDED = "The video has captions already"


@pytest.fixture
async def town(redis: Redis) -> AsyncIterator[Town]:
    made = Town(redis)
    async with made.process.working():
        yield made


async def link(town: Town, message: str = "1", video: str = "clock", place: Place = PLACE) -> Delivery:
    """Post a link, and return its delivery, which waits to be run."""
    ref = video_ref(video)
    await town.intake.post(Message(place, message, "ada", f"https://youtu.be/{ref.id}"))
    found = await town.kept.deliveries.load(Delivery(place, message, "ada", Request(ref)).id)
    assert found
    return found


async def give(
    town: Town, file: Attachment = CAPTIONS, message: str = "2", *homes: str, author: str = "ada", to_us: bool = False
) -> bool:
    """Post a file."""
    town.files.beside[message] = file
    return await town.intake.upload(Message(PLACE, message, author, ""), file, homes, addressed=to_us)


async def ask(town: Town, text: str, *homes: str, message: str = "3", author: str = "ada", to_us: bool = False) -> bool:
    """Ask something."""
    return await town.intake.question(Message(PLACE, message, author, text), homes, addressed=to_us)


async def run_next(town: Town) -> None:
    """Run the job that was queued first."""
    await town.running.run("", town.jobs.queued.pop(0).encode())


ON_POST = post_home(PLACE, "1")


@pytest.mark.parametrize("homes", [(ON_POST,), ()], ids=["in reply", "beside it"])
async def test_a_file_before_anything_is_known_is_used_once_it_is_wanted(town: Town, homes: tuple[str, ...]) -> None:
    town.process.source.failure = Passing()
    delivery = await link(town)
    assert await give(town, CAPTIONS, "2", *homes)
    assert town.jobs.queued == [delivery.id], "it waits for the delivery, and takes no worker"
    await town.work()
    done = await town.kept.deliveries.load(delivery.id)
    assert done
    assert (done.state, done.captions, done.posted) == (State.DONE, file_ref("talk.srt"), 4)
    assert town.responder.said == []
    assert await town.kept.uploads.open("memory") == ()


async def test_a_file_for_a_video_with_captions_gets_one_sentence(town: Town) -> None:
    await link(town)
    await give(town, CAPTIONS, "2", ON_POST)
    await town.work()
    await give(town, CAPTIONS, "3", "thread of 1")
    await town.work()
    assert [(message, said[: len(NOT_NEEDED)]) for message, said in town.responder.said] == [
        ("2", NOT_NEEDED),
        ("3", NOT_NEEDED),
    ]
    assert town.files.downloads == []
    assert town.process.engine.runs == 1


async def test_of_two_files_at_once_one_is_used_and_the_other_told_so(town: Town) -> None:
    town.process.source.failure = Passing()
    delivery = await link(town)
    await town.work()
    await give(town, CAPTIONS, "2", "reply to 1")
    await give(town, replace(CAPTIONS, name="other.vtt"), "3", "reply to 1", author="bob")
    await asyncio.gather(*(town.running.run("", ident.encode()) for ident in town.jobs.queued))
    town.jobs.queued[:] = [delivery.id]
    await town.work()
    done = await town.kept.deliveries.load(delivery.id)
    assert done
    assert done.state is State.DONE
    assert done.captions in {file_ref("talk.srt"), file_ref("other.vtt")}
    (said,) = town.responder.said
    assert said[1].startswith(NOT_NEEDED)


async def test_the_same_file_twice_is_used_once(town: Town) -> None:
    town.process.source.failure = Passing()
    await link(town)
    for message in ("2", "3"):
        await give(town, CAPTIONS, message, ON_POST)
        await give(town, CAPTIONS, message, ON_POST)
    await town.work()
    assert town.process.engine.runs == 1
    assert len(town.chat.threads) == 1
    assert await town.kept.uploads.open("memory") == ()


async def test_a_broken_file_leaves_room_for_a_better_one(town: Town) -> None:
    town.process.source.failure = Passing()
    delivery = await link(town)
    await give(town, replace(CAPTIONS, name="broken.srt"), "2", ON_POST)
    await town.work()
    assert town.responder.said == [("2", "Nothing can be read in it.")]
    await give(town, CAPTIONS, "3", "reply to 1")
    await town.work()
    done = await town.kept.deliveries.load(delivery.id)
    assert done
    assert done.captions == file_ref("talk.srt")


async def test_a_question_is_answered_as_soon_as_the_video_is_found(town: Town) -> None:
    town.process.engine.steps = asyncio.Semaphore(0)
    delivery = await link(town)
    assert await ask(town, "Why?", ON_POST)
    assert town.jobs.queued == [delivery.id]
    running = asyncio.create_task(town.running.run("", town.jobs.queued.pop().encode()))
    async with asyncio.timeout(20):
        await town.jobs.submitted(lambda: bool(town.jobs.queued))
    await run_next(town)
    assert not running.done(), "the summary isn't finished yet"
    assert [said for _, said in town.responder.said] == ["Why? is asked of clock______, after 0 others"]
    for _ in range(3):
        town.process.engine.steps.release()
    await running
    assert await ask(town, "And then?", "thread of 1", message="4")
    await town.work()
    assert town.responder.said[1][1] == "And then? is asked of clock______, after 1 others"


@pytest.mark.parametrize(("name", "answer"), [("talk.srt", "Why? is asked of"), ("broken.srt", "")])
async def test_a_question_beside_a_file_waits_for_what_becomes_of_the_file(town: Town, name: str, answer: str) -> None:
    town.process.source.failure = Passing()
    await link(town)
    await town.work()
    await give(town, replace(CAPTIONS, name=name), "2", "reply to 1")
    assert await ask(town, "Why?", "reply to 1", message="2")
    assert len(town.jobs.queued) == 1, "the file comes first"
    await town.work()
    said = [said for _, said in town.responder.said]
    assert any(each.startswith(answer) for each in said[-1:])
    assert len(said) == (1 if answer else 2)
    assert await town.kept.questions.open("memory") == ()


async def test_what_waits_when_everything_dies_is_done_after_a_restart(town: Town) -> None:
    """Also where the queue has lost everything."""
    delivery = await link(town)
    await ask(town, "Why?", ON_POST)
    await give(town, CAPTIONS, "2", ON_POST)
    town.jobs.queued.clear()
    await town.running.resume()
    assert town.jobs.queued == [delivery.id], "what waits is not queued yet"
    await town.work()
    assert sorted(message for message, _ in town.responder.said) == ["2", "3"]
    for kept in (town.kept.deliveries, town.kept.questions, town.kept.uploads):
        assert await kept.open("memory") == ()


async def test_what_waits_is_resumed_where_its_release_was_lost(town: Town) -> None:
    await link(town)
    await ask(town, "Why?", ON_POST)
    await run_next(town)
    town.jobs.queued.clear()
    await town.running.resume()
    await town.work()
    assert len(town.responder.said) == 1


async def test_a_question_about_a_failure_gets_the_reason(town: Town) -> None:
    town.process.source.failure = Passing()
    await link(town)
    await ask(town, "Why?", ON_POST)
    await town.work()
    await ask(town, "But why?", "reply to 1", message="4")
    await town.work()
    assert town.responder.said == [("3", "Not just now."), ("4", "Not just now.")]


async def test_a_question_beside_a_refused_link_gets_the_reason(redis: Redis) -> None:
    town = Town(redis, Most(user=1))
    async with town.process.working():
        await link(town, "0", "first")
        await link(town)
        await ask(town, "Why?", ON_POST)
        await give(town, CAPTIONS, "2", ON_POST)
        await town.work()
    assert sorted(message for message, _ in town.responder.said) == ["2", "3"]
    assert all(said.startswith("That is as many links") for _, said in town.responder.said)
    assert town.process.engine.runs == 1


async def test_a_question_beside_a_repost_is_answered_about_its_video(town: Town) -> None:
    await link(town, "0")
    await town.work()
    await link(town)
    await ask(town, "Why?", ON_POST)
    await town.work()
    assert town.chat.leads == [("1", "thread of 0")]
    assert town.responder.said == [("3", "Why? is asked of clock______, after 0 others")]
    await ask(town, "And?", ON_POST, message="4")
    await town.work()
    assert town.responder.said[1] == ("4", "And? is asked of clock______, after 1 others")


async def test_what_is_asked_beside_a_new_link_is_not_answered_about_the_old_one(town: Town) -> None:
    """In one and the same direct message, thread or forum post."""
    place = replace(PLACE, threaded=True)
    await link(town, "0", "old", place)
    await town.work()
    await link(town, "1", "new", place)
    await ask(town, "Why?", place.channel)
    await town.work()
    assert town.responder.said == [("3", "Why? is asked of new________, after 0 others")]


async def test_a_mention_shortly_after_a_link_asks_about_it(town: Town) -> None:
    await link(town)
    assert not await ask(town, "Why?")
    assert not await ask(town, "Why?", author="bob", to_us=True)
    assert await ask(town, "Why?", to_us=True)
    await town.work()
    assert town.responder.said == [("3", "Why? is asked of clock______, after 0 others")]


async def test_what_hangs_on_a_deleted_post_ends_without_a_word(town: Town) -> None:
    await link(town)
    await ask(town, "Why?", ON_POST)
    await give(town, CAPTIONS, "2", ON_POST)
    await town.intake.deleted("memory", "c", "1")
    await town.work()
    assert town.responder.said == []
    assert not await town.kept.questions.open("memory")
    assert not await town.kept.uploads.open("memory")


async def test_a_file_given_to_us_alone_is_summarised_by_itself(town: Town) -> None:
    assert not await give(town)
    assert await give(town, to_us=True)
    await town.work()
    assert [part.number for part in town.chat.threads["thread of 2"]] == [0, 1, 2, 3]
    assert town.responder.said == []


async def test_a_file_given_to_us_beside_a_video_with_captions_is_summarised_by_itself(town: Town) -> None:
    await link(town)
    await give(town, to_us=True)
    await town.work()
    assert sorted(town.chat.threads) == ["thread of 1", "thread of 2"]


@pytest.mark.parametrize(
    ("name", "size", "media_type", "said"),
    [
        ("talk.srt", LARGEST + 1, "", "larger than 20 MB"),
        ("talk.docx", 1, "", "can't read captions from “talk.docx”"),
        ("talk.mp4", 1, "", "is a video"),
        ("talk", 1, "video/mp4", "is a video"),
        ("talk.mp3", 1, "", "is a sound recording"),
        ("talk.png", 1, "image/png", "is an image"),
        ("talk", 1, "", "can't read captions from “talk”"),
    ],
)
async def test_another_kind_of_file_is_named_for_what_it_is(
    town: Town, name: str, size: int, media_type: str, said: str
) -> None:
    file = Attachment(name, size, "", media_type)
    await give(town, file, "2", to_us=True)
    town.process.source.failure = Passing()
    await link(town)
    await give(town, file, "3", ON_POST)
    await town.work()
    assert [message for message, _ in town.responder.said] == ["2", "3"]
    assert all(said in each for _, each in town.responder.said)
    assert town.files.downloads == []


async def test_among_people_other_files_are_left_alone(town: Town) -> None:
    for name in ("notes.txt", "talk.docx", "talk.mp4", "talk.png"):
        assert not await give(town, Attachment(name, 1, ""))
    await link(town)
    await town.work()
    for number, name in enumerate(("notes.txt", "talk.docx", "talk.mp4", "talk.png")):
        await give(town, Attachment(name, 1, ""), f"beside {number}")
    await give(town, Attachment("talk.png", 1, ""), "9", "thread of 1")
    await town.work()
    assert town.responder.said == []


@pytest.mark.parametrize("failing", [False, True])
async def test_a_file_beside_the_link_itself_is_used_or_told_of(town: Town, *, failing: bool) -> None:
    if failing:
        town.process.source.failure = Passing()
    town.files.beside["1"] = CAPTIONS
    delivery = await link(town)
    await give(town, CAPTIONS, "1", ON_POST)
    await town.work()
    done = await town.kept.deliveries.load(delivery.id)
    assert done
    assert done.captions == (file_ref("talk.srt") if failing else None)
    assert [message for message, _ in town.responder.said] == ([] if failing else ["1"])


async def test_a_broken_file_beside_the_link_itself_is_told_of_once(town: Town) -> None:
    town.process.source.failure = Passing()
    broken = replace(CAPTIONS, name="broken.srt")
    town.files.beside["1"] = broken
    await link(town)
    await give(town, broken, "1", ON_POST)
    await town.work()
    assert town.responder.said == []
    assert "Nothing can be read in it." in [line.text for line in town.chat.replies["1"][-1]]


async def test_a_file_that_is_gone_ends_without_a_word(town: Town) -> None:
    await give(town, to_us=True)
    town.files.beside.clear()
    await town.work()
    assert town.responder.said == []
    assert not await town.kept.uploads.open("memory")


async def test_a_file_waits_for_the_last_run_of_its_delivery_to_leave_the_queue(town: Town) -> None:
    """A delivery that has failed is in the queue for a moment still, which would keep its next run out."""
    town.process.source.failure = Passing()
    delivery = await link(town)
    await town.work()
    await give(town, CAPTIONS, "2", "reply to 1")
    upload = town.jobs.queued.pop()
    town.jobs.queued.append(delivery.id)
    running = asyncio.create_task(town.running.run("", upload.encode()))
    await town.jobs.looked.wait()
    assert not running.done()
    town.jobs.queued.clear()
    await running
    assert town.jobs.queued == [delivery.id]


async def test_a_caption_file_is_kept_for_its_own_delivery_alone(town: Town) -> None:
    town.process.source.failure = Passing()
    delivery = await link(town)
    await town.work()
    await give(town, CAPTIONS, "2", "reply to 1")
    await town.work()
    done = await town.kept.deliveries.load(delivery.id)
    assert done
    assert (done.state, done.captions, done.runs, done.posted) == (State.DONE, file_ref("talk.srt"), 2, 4)
    assert await town.process.transcripts.known(file_ref("talk.srt"), None)
    other = await link(town, "5", place=Place("memory", "elsewhere", "d"))
    await town.work()
    elsewhere = await town.kept.deliveries.load(other.id)
    assert elsewhere
    assert (elsewhere.state, elsewhere.captions) == (State.FAILED, None)
