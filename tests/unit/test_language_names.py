"""Names for transcripts that don't tell how they are spelled."""

from core.language.names import spellings
from tests.unit.offline_texts import transcript

LOWER = ["we all moved to postgresql last year and never looked back"]


def test_names_come_from_title_and_description() -> None:
    whole = transcript(LOWER, title="Why we moved to PostgreSQL", description="Ada talks about her time in Paris.")
    assert spellings(whole) == {"postgresql": "PostgreSQL", "paris": "Paris"}


def test_a_title_that_capitalises_everything_names_nothing() -> None:
    assert spellings(transcript(LOWER, title="The Best Way To Bake Bread")) == {}
    assert spellings(transcript(LOWER, title="THE BEST WAY")) == {}


def test_a_transcript_with_capitals_tells_by_itself() -> None:
    assert spellings(transcript(["We all moved to PostgreSQL last year."], title="In Paris")) is None


def test_a_transcript_all_in_capitals_doesn_t_tell() -> None:
    assert spellings(transcript(["WE ALL MOVED TO PARIS LAST YEAR"], title="We moved to Paris")) == {"paris": "Paris"}


def test_scripts_without_capitals_need_none() -> None:
    assert spellings(transcript(["今日は天気がいいので散歩に行きました。とても楽しかったです。"], "ja")) is None
