"""Where sentences end in speech without marks, as far as it was learned, and how sure that is."""

import itertools

import pytest

from core.language.learned import BIAS, OTHER, PLACES, folded, log_odds, probability, weights
from core.language.lists import lists
from core.language.sentences import sentences
from core.model import Cue
from core.offline.material import material
from tests.unit.offline_texts import transcript
from training.speech import Spoken, learned, left_out, spoken
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


def test_the_weights_are_those_that_training_writes(talks: list[Spoken]) -> None:
    for language in ("de", "en"):
        found = learned([one for one in talks if one.language == language])
        assert found.keys() == weights(language).keys()
        for word, numbers in found.items():
            assert numbers == pytest.approx(weights(language)[word], abs=0.1)


def test_what_other_talks_taught_finds_more_sentences_than_lists_do(talks: list[Spoken]) -> None:
    """Of three talks: each takes a training of its own. `python -m training.speech --measure` says it of all."""
    found = list(itertools.islice(left_out([one for one in talks if one.language == "en"]), 3))
    assert len(found) == 3
    assert sum(with_ for _, with_, _ in found) > sum(without for *_, without in found) + 3 * 0.05


def test_only_function_words_were_learned() -> None:
    for language in ("de", "en"):
        assert weights(language).keys() - {BIAS, OTHER} <= lists(language).stop_words
        assert {len(numbers) for word, numbers in weights(language).items() if word != BIAS} == {len(PLACES)}
    assert not weights("xx")
    assert folded("“However,", "en") == "however"
    assert folded("Toronto", "en") == OTHER


def test_a_sentence_begins_with_so_and_not_after_the() -> None:
    known = weights("en")
    said = [folded(word, "en") for word in ["we", "bake", "the", "bread", "so", "we", "need", "the", "oven"]]
    chances = [log_odds(said, at, known) for at in range(1, len(said))]
    assert max(chances) == chances[said.index("so") - 1]
    assert chances[2] < chances[1] < chances[3]
    assert probability(1000.0) == pytest.approx(1.0)
    assert probability(0.0) == pytest.approx(0.5)


def test_marks_leave_no_doubt_and_words_do() -> None:
    marked = sentences([Cue(0.0, 2.0, "We bake bread. Then we eat it.")], "en")
    assert [one.sure for one in marked] == [1.0, 1.0]
    found = sentences([Cue(2.0 * at, 2.0, text) for at, text in enumerate(SPOKEN)], "en")
    assert len(found) > 1
    assert all(0 < one.sure < 1 for one in found)


def test_a_sentence_is_worth_no_more_than_its_ends_are_sure() -> None:
    ready = material(transcript(SPOKEN))
    assert all(ready.worth.of(at) <= one.sure for at, one in enumerate(ready.reading.sentences))
