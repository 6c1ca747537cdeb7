"""The judge finds each thing that can be wrong, in records that were doctored."""

from dataclasses import replace

import pytest

from tests.chaos.judging import Case, Law, Outcome, judged
from tests.chaos.records import Record

SECTIONS = (
    "### The dough  [\\[0:00-4:48\\]](<https://www.youtube.com/watch?v=chaos000006&t=0s>)\nIt rises.",
    "The oven\n[4:48-8:00]\nIt is hot.",
    "The loaf\n[8:00-1:02:10]\nIt is there.",
)
END = "### Conclusion: Key Takeaways\nBread takes time."
DONE = "Baking bread\n3 sections in the thread"
GOOD = Record((DONE,), ((*SECTIONS, END),), community="discord 1")


def laws(record: Record, *others: Record, may_fail: bool = False, video: int = 1) -> set[Law]:
    """Return what a post offends against that has this record, and the posts "2", "3" … the others."""
    cases = [Case("1", video, may_fail, record)]
    cases += [Case(str(number), 1, may_fail=False, record=other) for number, other in enumerate(others, 2)]
    return {law for law, _ in judged(cases)[0].wrong}


def thread(*texts: str) -> Record:
    return replace(GOOD, threads=(texts,))


def test_a_whole_thread_is_good() -> None:
    assert laws(GOOD) == set()


@pytest.mark.parametrize(
    ("record", "law"),
    [
        (Record(), Law.LOST),
        (Record(("Baking bread\nReading the transcript …",)), Law.LOST),
        (Record(("In line: 4 videos come first …",)), Law.LOST),
        (Record(("Baking bread\n50% of the video is summarised …",), GOOD.threads), Law.LOST),
        (replace(GOOD, replies=(DONE, DONE)), Law.DOUBLED),
        (replace(GOOD, threads=GOOD.threads * 2), Law.DOUBLED),
        (replace(GOOD, threads=()), Law.MISSING),
        (thread(*SECTIONS[1:], END), Law.MISSING),
        (thread(SECTIONS[0], SECTIONS[2], END), Law.MISSING),
        (thread(*SECTIONS[:2], END), Law.MISSING),
        (thread(*SECTIONS), Law.MISSING),
        (thread(END), Law.MISSING),
        (thread(*SECTIONS, END, END), Law.DOUBLED),
        (thread(SECTIONS[0], *SECTIONS, END), Law.DOUBLED),
        (thread(SECTIONS[0], SECTIONS[0].replace("dough", "flour"), *SECTIONS[1:], END), Law.DOUBLED),
        (thread(SECTIONS[1], SECTIONS[0], SECTIONS[2], END), Law.ORDER),
        (thread(END, *SECTIONS), Law.MISSING),
        (Record(("This video has no captions on YouTube.",)), Law.FAILED),
    ],
)
def test_what_is_wrong_with_a_thread_is_found(record: Record, law: Law) -> None:
    assert law in laws(record)


def test_a_failure_that_lasts_is_told_once() -> None:
    told = Record(("This video has no captions on YouTube.",))
    assert laws(told, may_fail=True) == set()
    assert laws(replace(told, replies=told.replies * 2), may_fail=True) == {Law.DOUBLED}
    assert laws(replace(told, threads=GOOD.threads), may_fail=True) == {Law.DOUBLED}


@pytest.mark.parametrize(
    ("there", "found"),
    [
        (GOOD, set()),
        (replace(GOOD, community="discord 2"), {Law.ASTRAY}),
        (Record(("This video has no captions on YouTube.",), community="discord 1"), {Law.ASTRAY}),
    ],
)
def test_a_line_leads_to_a_thread_of_the_same_video_and_place(there: Record, found: set[Law]) -> None:
    line = Record(("Summarised here already: Baking bread",), leads=("2",), community="discord 1")
    assert laws(line, there) == found
    assert laws(line, there, video=2) == {Law.ASTRAY}
    assert laws(replace(line, leads=()), there) == {Law.ASTRAY}
    assert laws(replace(line, threads=GOOD.threads), there) >= {Law.DOUBLED}
    assert judged([Case("1", 1, may_fail=False, record=line)])[0].outcome is Outcome.LEAD
