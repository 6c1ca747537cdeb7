"""No stage takes more than time in proportion to a transcript, whatever the transcript says."""

import asyncio
import time
from collections.abc import Callable, Iterable

import pytest

from adapters.discord.rendering import pieces
from adapters.slack.rendering import posts
from core.answers.extractive import answer_now
from core.drafts import Batch
from core.language.sentences import MOST_CHARACTERS, sentences
from core.laws.quotes import find_quote
from core.laws.text import plain
from core.model import Site, Summary, Transcript, TranscriptKind, Usage, Video, VideoRef
from core.offline.drafting import conclude, drafts
from core.offline.material import material
from core.progress import Found
from core.summing_up import SummingUp
from core.thread.parts import thread
from core.transcript.clean import RawCue, clean
from core.transcript.language import guess_language

_SIZES = (3_000, 12_000)
_MOST = 2.6
_FLOOR = 0.03

Captions = Iterable[RawCue]


def _filled(text: str, size: int) -> str:
    return (text * (size // len(text) + 1))[:size]


def _lines(text: str, size: int) -> list[RawCue]:
    """Return a text as captions of forty characters, two seconds each."""
    said = _filled(text, size)
    return [RawCue(at / 20, 2.0, said[at : at + 40]) for at in range(0, size, 40)]


def _one(text: str, size: int) -> list[RawCue]:
    return [RawCue(0.0, 60.0, _filled(text, size))]


def _words(size: int, mark: str) -> str:
    return "".join(f"w{number:x}{mark} " for number in range(size // 6))


_HOSTILE: dict[str, Callable[[int], list[RawCue]]] = {
    "one word a sentence": lambda size: _lines("one. ", size),
    "one character a sentence": lambda size: _one("中。", size),
    "commas": lambda size: _one(", ", size),
    "dashes": lambda size: _one("-----", size),
    "points": lambda size: [RawCue(0.0, 60.0, "." * size + "x")],
    "points apart": lambda size: _one(". ", size),
    "a giant word": lambda size: _one("a", size),
    "the same word": lambda size: _lines("word ", size),
    "no word twice": lambda size: _one(_words(size, ""), size),
    "no word twice, each a sentence": lambda size: _lines(_words(size, "."), size),
    "tiny captions": lambda size: [RawCue(at / 10, 0.1, "a b"[at % 3]) for at in range(size // 2)],
    "all at one time": lambda size: [RawCue(0.0, 1.0, "one two.") for _ in range(size // 8)],
    "turns of a word": lambda size: _one(">> a ", size),
    "speakers": lambda size: [RawCue(at, 1.0, "hello there", f"Ann Lee{at}") for at in range(size // 11)],
}


def _transcript(captions: Captions, language: str = "en") -> Transcript | None:
    cues = clean(captions).cues
    video = Video(VideoRef(Site.FILE, "x"), "A title", "u", "c", None, 0.0)
    return Transcript(video, language, TranscriptKind.FILE, cues) if cues else None


async def _summary(transcript: Transcript) -> Summary:
    growing = SummingUp(transcript, transcript.language, "offline")
    await growing.add(Batch(drafts(transcript)))
    await growing.finish()
    ranges = tuple((section.first, section.last) for section in growing.sections)
    return await growing.close(conclude(transcript, ranges), Usage(), ())


def _all_stages(captions: list[RawCue]) -> None:
    transcript = _transcript(captions)
    if transcript is None:
        return
    guess_language(" ".join(cue.text for cue in transcript.cues))
    summary = asyncio.run(_summary(transcript))
    for block in thread(Found(transcript.video, "en", transcript.kind, len(transcript.cues)), summary, "en"):
        posts(block)
        pieces(block)
    answer_now(transcript, summary, transcript.cues[-1].text, ())
    find_quote("nothing that anybody here has ever said", transcript.cues, 0, len(transcript.cues) - 1)
    plain(transcript.cues[0].text)


def _seconds(make: Callable[[int], list[RawCue]], size: int) -> float:
    captions = make(size)
    material.cache_clear()
    begun = time.process_time()
    _all_stages(captions)
    return time.process_time() - begun


@pytest.mark.parametrize("make", _HOSTILE.values(), ids=_HOSTILE)
def test_twice_as_long_a_transcript_takes_no_more_than_in_proportion(make: Callable[[int], list[RawCue]]) -> None:
    _seconds(make, 1_000)  # lists and coefficients are read once
    doublings = (_SIZES[1] // _SIZES[0]).bit_length() - 1
    for _ in range(3):  # A busy machine makes a measurement worse, never better.
        short, long = (_seconds(make, size) for size in _SIZES)
        if long <= _MOST**doublings * max(short, _FLOOR):
            return
    pytest.fail(f"{short:.3f} s for {_SIZES[0]} characters, {long:.3f} s for {_SIZES[1]}")


def test_no_sentence_is_longer_than_what_follows_counts_on() -> None:
    for make in _HOSTILE.values():
        transcript = _transcript(make(5_000))
        found = sentences(transcript.cues, "en") if transcript else []
        assert all(len(sentence.text) <= MOST_CHARACTERS for sentence in found)
        said = "".join("".join(sentence.text.split()) for sentence in found)
        assert transcript is None or said == "".join("".join(cue.text.split()) for cue in transcript.cues)
