"""Failures as people are told of them, in each language that has sentences for them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.captions import errors as captions
from adapters.youtube import errors as youtube
from core import compute, errors
from core.codec import decode, encode
from core.errors import CuepointError, Failure, InternalError, KnownFailure, SourceError
from core.thread.words import LANGUAGES, failures
from core.thread.words.failures import sentences, told

WRITTEN = sorted(path.stem for path in Path(failures.__file__).parent.glob("*.toml"))
BRACES = re.compile(r"\{.*?\}")


def kinds(root: type[CuepointError] = CuepointError) -> Iterator[type[CuepointError]]:
    """Yield the errors that somebody in a chat can be told of."""
    if root.__module__ in {errors.__name__, captions.__name__, compute.__name__, youtube.__name__}:
        yield root
    for kind in root.__subclasses__():
        yield from kinds(kind)


CODES = {kind.code: kind.sentence for kind in kinds()}


def test_every_language_but_english_has_sentences() -> None:
    assert {*WRITTEN, "en"} == set(LANGUAGES)


@pytest.mark.parametrize("language", WRITTEN)
def test_every_failure_is_told_in_every_language(language: str) -> None:
    assert sentences(language).keys() == CODES.keys()
    for code, sentence in sentences(language).items():
        assert BRACES.findall(sentence) == BRACES.findall(CODES[code]), code
        assert sentence != CODES[code]


def test_the_detail_is_told_as_it_is() -> None:
    failure = SourceError("{detail} {0} <b>").failure
    assert told(failure, "de-AT").startswith("{detail} {0} <b> ist weder ein Videolink")
    assert told(failure, "fr") == told(failure, "") == str(SourceError("{detail} {0} <b>"))


@pytest.mark.parametrize("language", ["../de", "de/..", "de.toml", "words", "\0"])
def test_a_language_is_no_path(language: str) -> None:
    assert told(InternalError("x").failure, language) == str(InternalError("x"))


def test_a_failure_is_told_in_another_language_after_it_was_kept() -> None:
    kept = decode(encode(youtube.Unplayable("gone fishing").failure), Failure)
    assert kept
    assert "gone fishing" in told(KnownFailure(kept).failure, "de")
    assert "spielt dieses Video nicht ab" in told(KnownFailure(kept).failure, "de")


def test_one_that_was_kept_before_details_were_is_told_as_it_was_kept() -> None:
    old = decode(b'{"code": "youtube_unplayable", "sentence": "No: x.", "lasting": 60.0}', Failure)
    assert old
    assert told(old, "de") == "No: x."
    plain = decode(b'{"code": "youtube_live", "sentence": "Live.", "lasting": 60.0}', Failure)
    assert plain
    assert told(plain, "de").startswith("Dieses Video läuft gerade live.")


def test_an_error_of_another_kind_is_told_in_english() -> None:
    class Strange(CuepointError):
        code = "strange"
        sentence = "Strange: {detail}."

    assert told(Strange("so").failure, "de") == "Strange: so."
