"""What must hold of every post at the end: law 4, and each section once and in order."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from core.thread.words.en import ENGLISH
from tests.chaos.records import RANGE, Record, is_conclusion, is_section

_COUNT = re.compile(r"(\d+) sections? in the thread")
_UNDER_WAY = (ENGLISH.next_in_line, "In line: ", ENGLISH.reading, ENGLISH.under_way.partition("}")[2])


class Outcome(StrEnum):
    """What became of a link."""

    THREAD = "thread"
    LEAD = "line that leads to a thread"
    FAILURE = "failure"
    OPEN = "lost"


class Law(StrEnum):
    """What a link can offend against."""

    LOST = "lost"
    DOUBLED = "doubled"
    ORDER = "out of order"
    MISSING = "incomplete"
    FAILED = "failed without need"
    ASTRAY = "led astray"


@dataclass(frozen=True, slots=True)
class Case:
    """A post to be judged: its id, the video it links to, whether it may fail, and what its platform has of it."""

    ident: str
    video: int
    may_fail: bool
    record: Record


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a link, and what is wrong with it: of each offence the law and what was found."""

    outcome: Outcome
    wrong: tuple[tuple[Law, str], ...] = ()


def judged(cases: Sequence[Case]) -> list[Verdict]:
    """Return the verdict on each."""
    known = {case.ident: case for case in cases}
    return [verdict(case, known) for case in cases]


def verdict(case: Case, known: Mapping[str, Case]) -> Verdict:
    """Return the verdict on one, knowing the others, to whose threads it may lead."""
    record = case.record
    outcome = outcome_of(record)
    wrong = [(Law.DOUBLED, f"{len(record.replies)} replies")] if len(record.replies) > 1 else []
    match outcome:
        case Outcome.OPEN:
            wrong.append((Law.LOST, "no reply" if not record.replies else "the reply was never finished"))
        case Outcome.FAILURE:
            wrong += [] if case.may_fail else [(Law.FAILED, record.replies[0].split("\n", 1)[0])]
        case Outcome.LEAD:
            wrong += _of_lead(case, known)
        case Outcome.THREAD:
            wrong += _of_thread(record)
    if record.threads and outcome in {Outcome.LEAD, Outcome.FAILURE}:
        wrong.append((Law.DOUBLED, f"a {outcome}, and a thread"))
    return Verdict(outcome, tuple(wrong))


def outcome_of(record: Record) -> Outcome:
    """Return what became of a post, by what our replies say."""
    said = "\n".join(record.replies)
    if record.leads or ENGLISH.summarised_there in said:
        return Outcome.LEAD
    if _COUNT.search(said):
        return Outcome.THREAD
    if not said or any(words in said for words in _UNDER_WAY):
        return Outcome.OPEN
    return Outcome.FAILURE


def _of_lead(case: Case, known: Mapping[str, Case]) -> list[tuple[Law, str]]:
    there = known.get(case.record.leads[0]) if case.record.leads else None
    if there is None:
        return [(Law.ASTRAY, "the line leads to no post's thread")]
    if there.video != case.video or there.record.community != case.record.community:
        return [(Law.ASTRAY, f"it leads to post {there.ident}, of another video or place")]
    if outcome_of(there.record) is not Outcome.THREAD:
        return [(Law.ASTRAY, f"it leads to post {there.ident}, which has no thread")]
    return []


def _of_thread(record: Record) -> list[tuple[Law, str]]:
    if len(record.threads) != 1:
        law = Law.DOUBLED if record.threads else Law.MISSING
        return [(law, f"{len(record.threads)} threads")]
    texts = record.threads[0]
    repeated = [text for text, times in Counter(texts).items() if times > 1]
    wrong = [(Law.DOUBLED, f"said twice: {_title(text)}") for text in repeated]
    if sum(map(is_conclusion, texts)) != 1 or not is_conclusion(texts[-1]):
        wrong.append((Law.MISSING, "it doesn't end with one conclusion"))
    return wrong + _of_sections([text for text in texts if is_section(text)], record.replies[0])


def _of_sections(sections: Sequence[str], reply: str) -> list[tuple[Law, str]]:
    ranges = [_range(section) for section in sections]
    wrong = []
    if sorted(ranges) != ranges:
        wrong.append((Law.ORDER, f"sections at {ranges}"))
    wrong += [
        (Law.DOUBLED, f"two sections begin at {start} s") for start, n in Counter(a for a, _ in ranges).items() if n > 1
    ]
    gaps = [f"{end}-{start} s" for (_, end), (start, _) in pairwise(sorted(ranges)) if abs(start - end) > 1]
    wrong += [(Law.MISSING, f"nothing, or two sections, on {gap}") for gap in gaps]
    told = _COUNT.search(reply)
    if told and int(told[1]) != len(sections):
        law = Law.MISSING if int(told[1]) > len(sections) else Law.DOUBLED
        wrong.append((law, f"{len(sections)} sections stand there, {told[1]} were told"))
    if not ranges or min(ranges)[0] > 1:
        wrong.append((Law.MISSING, "the first section isn't there"))
    return wrong


def _range(section: str) -> tuple[int, int]:
    """Return the seconds at which a section begins and ends, as its first line says."""
    found = RANGE.search(section)
    assert found
    return _seconds(found[1]), _seconds(found[2])


def _seconds(clock: str) -> int:
    seconds = 0
    for part in clock.split(":"):
        seconds = 60 * seconds + int(part)
    return seconds


def _title(text: str) -> str:
    return text.split("\n", 1)[0][:80]
