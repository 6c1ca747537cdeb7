"""Names for transcripts that don't tell how they are spelled."""

from core.language.lists import lists
from core.language.names import spellings
from core.language.shown import shown
from tests.unit.offline_texts import transcript

KNOWN = {name.lower(): name for name in lists("en").names}
LOWER = ["we all moved to postgresql last year and never looked back"]


def test_names_come_from_title_and_description() -> None:
    whole = transcript(LOWER, title="Why we moved to PostgreSQL", description="Ada talks about her time in Lille.")
    assert spellings(whole) == KNOWN | {"postgresql": "PostgreSQL", "lille": "Lille"}


def test_a_title_that_capitalises_everything_names_nothing() -> None:
    assert spellings(transcript(LOWER, title="The Best Way To Bake Bread")) == KNOWN
    assert spellings(transcript(LOWER, title="THE BEST WAY")) == KNOWN


def test_a_transcript_with_capitals_tells_by_itself() -> None:
    assert spellings(transcript(["We all moved to PostgreSQL last year."], title="In Paris")) is None


def test_a_transcript_all_in_capitals_doesn_t_tell() -> None:
    assert spellings(transcript(["WE ALL MOVED TO LILLE LAST YEAR"], title="We moved to Lille")) == KNOWN | {
        "lille": "Lille"
    }


def test_scripts_without_capitals_need_none() -> None:
    assert spellings(transcript(["今日は天気がいいので散歩に行きました。とても楽しかったです。"], "ja")) is None


def test_known_names_are_spelled_as_they_are() -> None:
    names = spellings(transcript(LOWER))
    assert names
    assert shown("on wednesday the german github of wales had an rbf and a vs code, hmm", "en", names) == (
        "On Wednesday the German GitHub of Wales had an RBF and a vs code."
    )
