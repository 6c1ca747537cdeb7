"""What was learned from real talks, and how well it divides those it was not learned from."""

import statistics

import pytest

from core.topics.coefficients import coefficients
from core.topics.evidence import COEFFICIENTS
from training.talks import FOLDER, VARIANTS
from training.topics import REASONED, Example, examples, learned, left_out

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="needs the transcripts in ../shared")


@pytest.fixture(scope="module")
def talks() -> list[Example]:
    return list(examples())


def test_the_coefficients_are_those_that_training_writes(talks: list[Example]) -> None:
    assert learned(talks) == pytest.approx(coefficients(COEFFICIENTS), abs=0.05)


def test_what_is_learned_stays_near_reason() -> None:
    assert {name: value for name, value in coefficients(COEFFICIENTS).items() if abs(value - REASONED[name]) > 0.3} == {
        "bias": coefficients(COEFFICIENTS)["bias"]
    }


def test_talks_are_divided_about_where_people_did_by_what_others_taught(talks: list[Example]) -> None:
    scores = list(left_out(talks))
    for variant in VARIANTS:
        chosen = [score for example, score in scores if example.variant == variant]
        assert len(chosen) == 6
        assert statistics.mean(score.at_15 for score in chosen) >= 0.45
        assert statistics.mean(score.at_30 for score in chosen) >= 0.58
        assert statistics.mean(score.over_even for score in chosen) >= 0.25
        assert 0.7 <= statistics.mean(score.ratio for score in chosen) <= 1.4
