"""Topics that come back, in talks made up for it."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.drafts import Batch, Closing, Draft
from core.laws.breaches import breaches
from core.model import Cue, Site, Transcript, TranscriptKind, Usage, Video, VideoRef
from core.summing_up import SummingUp
from core.topics.recurring import MOST, Recurring
from tests.fakes.youtube.talk import TOPICS
from tests.unit.hostile import texts

SECONDS = 4.0
CUES = 60
"""How many cues a topic has: four minutes."""
_LIGHT = ["morning", "evening", "people", "question", "answer", "reason", "moment", "winter", "money", "number"]


def transcript(said: Sequence[str], language: str = "en", seconds: float = SECONDS) -> Transcript:
    cues = tuple(Cue(at * seconds, seconds, text) for at, text in enumerate(said))
    return Transcript(Video(VideoRef(Site.FILE, "made-up"), "Made up"), language, TranscriptKind.FILE, cues)


def spoken(words: Sequence[str], seed: str) -> list[str]:
    chance = random.Random(seed)  # noqa: S311 - a made-up talk
    return [" ".join([*chance.sample(_LIGHT, 3), *chance.sample(words, 2)]) for _ in range(CUES)]


def talk(order: Sequence[int], *, unspaced: bool = False) -> Transcript:
    """Return a talk of topics in an order, each four minutes."""
    pools = [words.split() for words in TOPICS.values()]
    if unspaced:
        pools = [
            [chr(0x4E00 + 90 * topic + 3 * at) + chr(0x4E01 + 90 * topic + 3 * at) for at in range(12)]
            for topic in range(12)
        ]
    said = [text for at, topic in enumerate(order) for text in spoken(pools[topic], f"{at} {topic}")]
    if unspaced:
        return transcript(["".join(text.split()[3:]) for text in said], "zh")
    return transcript(said)


def again(spoken_: Transcript, topic: int) -> tuple[float, ...]:
    return Recurring(spoken_).of(topic * CUES, topic * CUES + CUES - 1)


def inside(moment: float, topic: int) -> bool:
    return topic * CUES * SECONDS <= moment < (topic + 1) * CUES * SECONDS


@pytest.mark.parametrize("unspaced", [False, True])
def test_a_topic_that_is_taken_up_again_is_found_from_either_side(unspaced: bool) -> None:  # noqa: FBT001
    there = talk([0, 1, 2, 3, 4, 0, 5, 6], unspaced=unspaced)
    (later,) = again(there, 0)
    assert inside(later, 5)
    (before,) = again(there, 5)
    assert inside(before, 0)


def test_topics_that_come_once_come_back_nowhere() -> None:
    once = talk(range(12))
    assert [again(once, topic) for topic in range(12)] == [()] * 12


def test_the_next_section_is_no_return() -> None:
    split = talk([0, 1, 1, 2, 3, 4])
    assert again(split, 1) == () == again(split, 2)


def test_at_most_three_moments_are_named_in_order() -> None:
    often = talk([0, 1, 0, 2, 3, 0, 4, 5, 0, 6, 7, 0, 8, 9])
    moments = again(often, 0)
    assert len(moments) == MOST
    assert list(moments) == sorted(moments)
    assert {round(moment / SECONDS) // CUES for moment in moments} < {2, 5, 8, 11}


def test_one_word_that_comes_back_is_no_topic() -> None:
    once = talk(range(8))
    said = [cue.text for cue in once.cues]
    for at in (*range(0, CUES, 3), *range(6 * CUES, 7 * CUES, 3)):
        said[at] += " kaleidoscope"
    assert again(transcript(said), 0) == ()


def test_a_moment_begins_with_what_comes_back() -> None:
    there = talk([0, 1, 2, 3, 4, 0, 5, 6])
    (moment,) = again(there, 0)
    cue = next(cue for cue in there.cues if cue.start == moment)
    assert set(cue.text.split()) & set(next(iter(TOPICS.values())).split())


async def test_sections_get_what_comes_back_as_they_are_told() -> None:
    there = talk([0, 1, 2, 3, 4, 0, 5, 6])
    growing = SummingUp(there, "en", "test")
    drafts = [Draft(at * CUES, at * CUES + CUES - 1, f"Part {at}", "A summary.", "") for at in range(8)]
    told = [section for draft in drafts for section in await growing.add(Batch((draft,)))]
    assert inside(told[0].again[0], 5), "the first section names what is not yet told"
    assert [len(section.again) for section in told] == [1, 0, 0, 0, 0, 1, 0, 0]
    summary = await growing.close(Closing("All in all.", ()), Usage(), ())
    assert summary.sections == tuple(told)
    assert breaches(summary, there) == []


@given(st.lists(texts, max_size=40), st.sampled_from(["en", "ja", "xx"]), st.sampled_from([0.0, 0.01, 5.0, 900.0]))
def test_whatever_is_said_moments_are_cues_elsewhere(said: list[str], language: str, seconds: float) -> None:
    there = transcript([*said, *said, "x", *said], language, seconds)
    recurring, last = Recurring(there), len(there.cues) // 3
    moments = recurring.of(0, last)
    assert len(moments) <= MOST
    assert set(moments) <= {cue.start for cue in there.cues[last + 1 :]}
