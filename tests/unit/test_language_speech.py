"""Where sentences end in speech without marks, as far as it was learned, and how sure that is."""

import numpy as np
import pytest

from core.language.gaps import log_odds, tables, together
from core.language.learned import ANY, BIAS, LEARNED, PAIRS, PLACES, bare, classes, weights
from core.language.lists import known, lists
from core.language.sentences import sentences
from core.model import Cue
from core.offline.material import material
from tests.unit.offline_texts import transcript
from training.speech import expected, learned
from training.spoken import Spoken, found_again, spoken
from training.talks import FOLDER

SPOKEN = [
    "so the dough has to rest for about an",
    "hour in a warm place yeah so we put it",
    "near the oven and of the we wait for",
    "okay let's look at the oven now it's hot",
    "you heat it to two hundred degrees i think",
]


@pytest.fixture(scope="module")
def talks() -> list[Spoken]:
    if not FOLDER.is_dir():
        pytest.skip("needs the transcripts in ../shared")
    return list(spoken())


def test_the_weights_were_learned_from_these_talks(talks: list[Spoken]) -> None:
    said = LEARNED.read_text(encoding="utf-8")
    assert ", ".join(one.name for one in talks) in said
    assert {line.split("\t")[0] for line in said.splitlines() if not line.startswith("#")} == {ANY, "de", "en"}


def test_what_another_talk_taught_finds_more_than_its_lists_do_and_those_more_than_nothing(talks: list[Spoken]) -> None:
    """Of the shortest alone, for time's sake; `python -m training.speech --measure` says it of all."""
    taught, by, *_ = sorted((one for one in talks if one.language == "en"), key=lambda one: len(one.words))
    found = learned([by])
    own, shared = tables("en", found[ANY], found["en"]), tables("en", found[ANY], {})
    nothing = tables("en", {BIAS: (-2.0,)}, {})
    scores = [found_again(taught, known) for known in (own, shared, nothing)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[1] > scores[2] + 0.1
    assert len(expected(taught, found[ANY], found["en"])) == len(taught.begins)


def test_of_languages_only_what_lists_have_was_learned() -> None:
    for language in ("de", "en"):
        for key, numbers in weights(language).items():
            words = key.split()
            assert set(words) <= {BIAS, "*"} | classes(language).keys()
            assert len(numbers) == (1 if key == BIAS else len(PLACES) if len(words) == 1 else len(PAIRS))
    assert not weights("xx")
    assert bare("“However,") == "however"


def test_classes_are_those_of_every_language() -> None:
    named = {key for key in weights(ANY) if key.startswith("=") and " " not in key}
    for language in known():
        assert {name for of in classes(language).values() for name in of} <= named
        assert all(" " not in word for word in classes(language))
    assert classes("de")["weil"][0] == "=bound"
    assert "=light" in classes("fr")["nous"]


def test_a_sentence_begins_with_so_and_not_after_the() -> None:
    said = ["we", "bake", "the", "bread", "so", "we", "need", "the", "oven"]
    (chances,) = log_odds([said], "en")
    assert len(chances) == len(said) - 1
    assert max(chances) == chances[said.index("so") - 1]
    assert chances[2] < chances[1] < chances[3]


@pytest.mark.parametrize(
    ("language", "text", "begins"),
    [
        ("fr", "le pain repose une heure alors nous préparons le four", "alors"),
        ("es", "la masa reposa una hora entonces preparamos el horno", "entonces"),
        ("it", "il pane riposa per un'ora allora prepariamo il forno", "allora"),
        ("nl", "het deeg rust een uur dus we maken de oven warm", "dus"),
        ("pl", "ciasto odpoczywa godzinę więc przygotowujemy piec", "więc"),
        ("ru", "тесто отдыхает час поэтому мы готовим печь", "поэтому"),
    ],
)
def test_what_was_learned_of_lists_holds_for_languages_without_talks(language: str, text: str, begins: str) -> None:
    said = text.split()
    (chances,) = log_odds([said], language)
    assert int(np.argmax(chances)) + 1 == said.index(begins)


def test_words_that_recur_together_belong_together() -> None:
    said = ["the", "steam", "oven", "is", "hot", "and", "the", "steam", "oven", "is", "old"]
    times, apart = together(said)
    assert times[1] > times[4]
    assert apart[1] > 0
    tables_ = tables("en", weights(ANY), {})
    assert tables_.again[2].mean() < tables_.again[0].mean()


def test_every_turn_has_its_own_gaps() -> None:
    one, other = log_odds([["we", "bake"], ["so", "we", "eat"]], "en")
    assert (len(one), len(other)) == (1, 2)
    assert lists("en").openers  # else nothing would be told by them


def test_marks_leave_no_doubt_and_words_do() -> None:
    marked = sentences([Cue(0.0, 2.0, "We bake bread. Then we eat it.")], "en")
    assert [one.sure for one in marked] == [1.0, 1.0]
    found = sentences([Cue(2.0 * at, 2.0, text) for at, text in enumerate(SPOKEN)], "en")
    assert len(found) > 1
    assert all(0 < one.sure < 1 for one in found)


def test_a_sentence_is_worth_no_more_than_its_ends_are_sure() -> None:
    ready = material(transcript(SPOKEN))
    assert all(ready.worth.of(at) <= one.sure for at, one in enumerate(ready.reading.sentences))


def test_no_sentence_begins_inside_a_chinese_word() -> None:
    said = "今天天气很好面包烤好了然后我们来看看酵母是怎么工作的我想先了解一下面团的温度大家都了解这个目的是什么吗" * 3
    ends = [sentence.text for sentence in sentences([Cue(0.0, 60.0, said)], "zh")]
    assert len(ends) > 1
    assert not any(text.startswith(("解", "的是")) for text in ends)
