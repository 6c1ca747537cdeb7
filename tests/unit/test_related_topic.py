"""Which summaries are on the same topic: on ones written for the tests in thirteen languages, and on real ones."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.captions.parse import parse
from core.model import Conclusion, Section, Site, Summary, Transcript, TranscriptKind, Video, VideoRef
from core.offline.engine import OfflineEngine
from core.related.nearness import NEAR, SHARED, related
from core.related.topic import topic_of
from core.summing_up import SummingUp

TALKS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("related.toml").read_text(encoding="utf-8"))


def summary(text: str, language: str, channel: str | None = None) -> Summary:
    """Return a summary as the file has it: title, sections, conclusion."""
    title, *sections, conclusion = text.strip().splitlines()
    titled = (section.split(": ", 1) for section in sections)
    return Summary(
        Video(VideoRef(Site.YOUTUBE, "aaaaaaaaaaa"), title, channel=channel),
        language,
        "a model",
        TranscriptKind.MANUAL,
        9,
        tuple(Section(heading, 0.0, 1.0, said, None, 0, 0) for heading, said in titled),
        Conclusion(conclusion),
    )


def topics(language: str, *names: str) -> list[dict[str, float]]:
    return [topic_of(summary(TALKS[language][name], language)) for name in names]


@pytest.mark.parametrize("language", TALKS)
def test_two_about_bread_are_related_and_one_about_bicycles_put_alike_is_not(language: str) -> None:
    starter, *others = topics(language, "starter", "bicycle", "loaf")
    assert related(starter, others) == [1]
    bicycle, *breads = topics(language, "bicycle", "starter", "loaf")
    assert related(bicycle, breads) == []


def test_there_are_thirteen_languages() -> None:
    assert len(TALKS) == 13


def test_the_nearest_comes_first() -> None:
    starter, loaf = topics("en", "starter", "loaf")
    assert related(starter, [loaf, starter]) == [1, 0]


def test_where_all_is_about_one_thing_that_thing_says_less() -> None:
    near = {"bitcoin": 0.6, "wallet": 0.3, "key": 0.3, "coin": 0.1}
    far = {"bitcoin": 0.55, "wallet": 0.1, "key": 0.1, "fork": 0.3}
    others = [{"bitcoin": 0.7, f"one{n}": 0.5, f"two{n}": 0.5} for n in range(60)]
    assert related(near, [far]) == [0]
    assert related(near, [far, *others]) == []
    assert related(near, [near, *others]) == [0]


@pytest.mark.parametrize("shared", [["bitcoin"], ["天然", "然酵", "酵母"]])
def test_one_word_in_common_is_no_topic(shared: Sequence[str]) -> None:
    topic = dict.fromkeys(shared, 0.5)
    assert related(topic, [topic]) == []
    assert related({**topic, "面包": 0.4, "面粉": 0.4}, [{**topic, "面包": 0.4, "面粉": 0.4}]) == [0]


def test_what_is_usual_or_only_tells_or_names_the_channel_is_no_topic() -> None:
    text = "Ada's Podcast\nPeople and time: {0}\nPeople say that people work every time, every year."
    said = "The speaker explains that people need time to work; the speaker discusses what people do with their time."
    assert topic_of(summary(text.format(said), "en", channel="Ada's Podcast")) == {}


@pytest.mark.parametrize("language", ["fi", "tlh", "", "xx-Latn"])
def test_of_a_language_whose_usual_words_nobody_wrote_down_nothing_is_said(language: str) -> None:
    assert topic_of(summary(TALKS["en"]["starter"], language)) == {}


def test_what_is_kept_is_small_and_of_length_one() -> None:
    long = summary(TALKS["en"]["starter"], "en")
    words = " ".join(f"{chr(97 + n % 26)}{chr(97 + n // 26)}xq " * 2 for n in range(200))
    topic = topic_of(replace(long, conclusion=Conclusion(words)))
    assert len(topic) <= 32
    assert sum(weight**2 for weight in topic.values()) == pytest.approx(1.0, abs=0.01)


def test_a_topic_depends_on_nothing_but_the_words() -> None:
    assert list(topics("de", "starter")[0].items()) == list(topics("de", "starter")[0].items())
    assert SHARED >= 3
    assert NEAR > 0


async def summarised(transcript: Transcript) -> Summary:
    engine = OfflineEngine()
    growing = SummingUp(transcript, transcript.language, engine.name)
    async for batch in engine.write(transcript, transcript.language):
        await growing.add(batch)
    await growing.finish()
    return await growing.close(*await engine.close(transcript, transcript.language, tuple(growing.sections)))


async def test_of_real_talks_those_on_the_same_topic_are_related(real_transcripts: list[Path]) -> None:
    """The first quarter hour of four of the fourteen, for the time it takes; docs/decisions has the figures of all."""
    names = ("core-v23", "core-v24", "ES2002a", "tutvqa-4103")
    files = [next(path for path in real_transcripts if name in path.name) for name in names]
    talks = [parse(path.name, path.read_bytes()) for path in files]
    begun = [replace(talk, cues=tuple(cue for cue in talk.cues if cue.start < 900.0)) for talk in talks]
    v23, v24, meeting, tutorial = [topic_of(await summarised(talk)) for talk in begun]
    assert related(v23, [meeting, v24, tutorial]) == [1]
    assert related(meeting, [v23, v24, tutorial]) == []
    assert related(tutorial, [v23, v24, meeting]) == []
