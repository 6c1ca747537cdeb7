"""What speaks for a phrase as a title, and what was learned of it."""

import numpy as np
import pytest

from core.language.lists import known, lists
from core.model import Transcript
from core.offline.evidence import COEFFICIENTS, Evidence
from core.offline.material import material
from core.offline.titles import Candidate, Titles
from core.topics.coefficients import coefficients
from tests.unit.offline_texts import transcript
from training.titles import REASONED, Example, learned


def ranked(whole: Transcript) -> dict[str, Candidate]:
    """The phrases of a transcript by their words, the best title first."""
    ready = material(whole)
    return {" ".join(one.said.words): one for one in Titles(ready.reading, ready.phrases).ranked(ready.whole())}


def test_there_is_a_weight_for_each_kind_of_evidence() -> None:
    assert tuple(coefficients(COEFFICIENTS)) == tuple(REASONED) == Evidence._fields


def test_what_was_learned_points_where_reason_does() -> None:
    for name, weight in coefficients(COEFFICIENTS).items():
        assert weight * REASONED[name] > 0
        assert abs(weight - REASONED[name]) <= 2.5


def test_training_finds_what_goes_with_the_titles_of_people() -> None:
    chance = np.random.default_rng(1)
    said = list(REASONED).index("announced")
    tables = [chance.random((8, len(REASONED))) for _ in range(200)]
    for told in (1, -1):
        examples = [Example("a talk", table, (told * table[:, said] > told * 0.5).astype(float)) for table in tables]
        weights = learned(examples)
        assert told * (weights["announced"] - REASONED["announced"]) > 1


def test_early_counts_more_than_late_and_often_more_than_once() -> None:
    found = ranked(transcript(["The crust.", "The stone.", "The crust.", "The steam."]))
    assert found["crust"].evidence.early > found["stone"].evidence.early > found["steam"].evidence.early


def test_words_that_are_never_said_apart_are_no_more_than_the_phrase() -> None:
    found = ranked(transcript(["The thin air.", "The rye starter.", "The rye.", "The starter and the rye."]))
    assert found["thin air"].evidence.apart == 0 < found["rye starter"].evidence.apart


@pytest.mark.parametrize(
    ("language", "announcing", "other", "word"),
    [
        ("en", "Now let's talk about the crust.", "We like the stone.", "crust"),
        ("de", "Jetzt reden wir über die Kruste.", "Uns gefällt der Stein.", "kruste"),
        ("es", "Ahora vamos a hablar de la corteza.", "Nos gusta la piedra.", "corteza"),
        ("fr", "Maintenant parlons de la croûte.", "On aime la pierre.", "croûte"),
        ("it", "Adesso parliamo della crosta.", "Ci piace la pietra.", "crosta"),
    ],
)
def test_a_topic_is_announced(language: str, announcing: str, other: str, word: str) -> None:
    found = ranked(transcript([other, other, other, announcing], language)).values()
    announced = {one.said.words for one in found if one.evidence.announced and not one.evidence.hollow}
    assert announced
    assert all(word in words for words in announced)


@pytest.mark.parametrize(
    ("language", "text", "phrase", "clause"),
    [
        ("en", "The bakers of the town feed the starter.", "bakers of the town", "feed the starter"),
        ("de", "Die Fütterung des Sauerteigs verändert den Geschmack.", "fütterung des sauerteigs", "den geschmack"),
        ("es", "Panaderos de la ciudad alimentan la masa.", "panaderos de la ciudad", "alimentan la masa"),
        ("fr", "Boulangers de la ville nourrissent le levain.", "boulangers de la ville", "nourrissent le levain"),
        ("nl", "Bakkers van de stad voeden het deeg.", "bakkers van de stad", "voeden het deeg"),
        ("pt", "Padeiros para a cidade alimentam a massa.", "padeiros para a cidade", "alimentam a massa"),
    ],
)
def test_what_is_done_to_a_thing_is_no_phrase(language: str, text: str, phrase: str, clause: str) -> None:
    found = {" ".join(said.words) for line in material(transcript([text], language)).phrases.said for said in line}
    assert phrase in found
    assert not [one for one in found if clause in one]


def test_articles_are_words_that_may_stand_inside_a_title() -> None:
    for language in known():
        assert lists(language).articles <= lists(language).inner & lists(language).determiners


def test_a_word_that_is_only_done_names_no_thing() -> None:
    lines = ["We knead it.", "You knead the dough.", "They knead, and the dough rests."]
    found = ranked(transcript(lines))
    assert found["knead"].evidence.doing
    assert not found["dough"].evidence.doing


def test_names_need_no_article() -> None:
    lines = ["We use Kneadr.", "You use Kneadr.", "If Kneadr is there."]
    assert not ranked(transcript(lines))["kneadr"].evidence.doing


def test_whose_words_stand_together_once_may_do_so_by_chance() -> None:
    found = ranked(transcript(["The rye starter.", "The rye starter.", "The warm stone."]))
    assert found["rye starter"].evidence.once == 0 < found["warm stone"].evidence.once
    assert found["stone"].evidence.once == 0
