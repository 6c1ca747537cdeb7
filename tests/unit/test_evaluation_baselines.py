"""The methods that Cuepoint is compared with find what is plain to find, or the comparison would be unfair."""

import math
from collections.abc import Sequence

import pytest

from core.model import Cue, Site, Transcript, TranscriptKind, Video, VideoRef
from evaluation.baselines.__main__ import SEGMENTERS, answer, summary
from evaluation.baselines.bm25 import Passages
from evaluation.baselines.ranks import keywords
from evaluation.report import COLUMNS, floor, row, table
from tests.fakes.youtube.talk import TOPICS, make_video

MINUTES, PARTS = 36, 9


def transcript(cues: Sequence[Cue]) -> Transcript:
    return Transcript(Video(VideoRef(Site.FILE, "made-up"), "Made up"), "en", TranscriptKind.FILE, tuple(cues))


@pytest.fixture(scope="module")
def talk() -> Transcript:
    track = make_video("compared", MINUTES, PARTS).tracks[0]
    return transcript([Cue(cue.start, cue.duration, cue.text) for cue in track.cues])


def met(talk: Transcript, method: str) -> float:
    """Return the share of changes of topic that a section begins near."""
    starts = [talk.cues[at].start for at in SEGMENTERS[method](talk)]
    changes = [at * MINUTES * 60 / PARTS for at in range(1, PARTS)]
    return sum(any(abs(start - change) <= 30 for start in starts) for change in changes) / len(changes)


@pytest.mark.parametrize("method", ["texttiling", "texttiling-usual", "c99-usual", "tree"])
def test_segmenters_find_topics_with_words_of_their_own(talk: Transcript, method: str) -> None:
    assert met(talk, method) >= 0.6


def test_c99_decides_by_itself_when_to_stop(talk: Transcript) -> None:
    assert 2 <= len(SEGMENTERS["c99"](talk)) <= 2 * PARTS


def test_equal_sections_are_equal(talk: Transcript) -> None:
    starts = [talk.cues[at].start for at in SEGMENTERS["even"](talk)]
    assert len(starts) == round(MINUTES**0.7)
    assert all(math.isclose(start, at * 2160 / len(starts), abs_tol=8) for at, start in enumerate(starts))


@pytest.mark.parametrize("method", SEGMENTERS)
@pytest.mark.parametrize("count", [1, 2, 5])
def test_what_is_short_has_a_section(method: str, count: int) -> None:
    short = transcript([Cue(3.0 * at, 3.0, "and so" if at else "bread rises slowly") for at in range(count)])
    starts = SEGMENTERS[method](short)
    assert starts[0] == 0
    assert all(0 <= at < count for at in starts)


def test_sections_are_as_the_scorer_reads_them(talk: Transcript) -> None:
    sections = summary(talk, "tree")["sections"]
    assert isinstance(sections, list)
    assert [set(one) for one in sections] == [{"title", "start", "end", "summary", "quote"}] * len(sections)
    assert [one["end"] for one in sections[:-1]] == [one["start"] for one in sections[1:]]
    assert len({one["title"] for one in sections}) == len(sections)


def test_keywords_are_of_their_own_section(talk: Transcript) -> None:
    starts = SEGMENTERS["even"](talk)
    words = {word for line in TOPICS.values() for word in line.split()}
    assert set(keywords(talk, starts[0], starts[1]).split()) & words


def test_bm25_cites_the_passage_that_says_it() -> None:
    said = ["we talk about the weather of the year"] * 60
    said[40] = "the antenna needs a longer coil"
    passages = Passages(transcript([Cue(4.0 * at, 4.0, text) for at, text in enumerate(said)]))
    found = answer(passages, "How long is the coil of the antenna?")
    citations = found["citations"]
    assert isinstance(citations, list)
    assert citations[0]["start"] <= 160.0 < citations[0]["end"]
    assert found["supported"]
    assert answer(passages, "xyzzy?")["citations"], "it always answers"


def test_a_row_says_nothing_of_what_a_method_does_not_do() -> None:
    total = dict.fromkeys(COLUMNS, 0.5)
    cells = row("Some method", total, ("f1@15", "ratio")).strip("|\n").split("|")
    assert [cell.strip() for cell in cells] == ["Some method", "0.500", "", "", "0.500", *[""] * 8]
    lines = table([row("a", total)]).splitlines()
    assert {line.count("|") for line in lines} == {len(COLUMNS) + 2}


def test_the_floor_is_cited_as_it_stands() -> None:
    text = "| | f1@15 |\n|---|---|\n| floor, these fourteen | .28 | .35 |\n| floor, 104 others | .19 | .30 |\n"
    assert floor(text) == "| floor (cited) | .28 | .35 |\n"
    assert floor("nothing") == ""
