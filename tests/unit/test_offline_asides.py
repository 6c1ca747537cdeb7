"""What is beside the matter, and what only sounds like it."""

import pytest

from core.offline.addresses import Addresses
from core.offline.asides import advertisements, greetings, procedure
from core.offline.conclusion import closing
from core.offline.material import material
from tests.unit.offline_texts import DOUGH, OVEN, said, transcript

ADVERT = [
    "This episode is brought to you by Sockland.",
    "Their socks are warm.",
    "Use code BREAD for twenty percent off.",
]
TALK = ["The dough rests.", "The oven is hot.", "The crust is brown.", "The loaf is done."] * 5


def test_an_advertisement_is_all_that_lies_between_its_phrases() -> None:
    assert advertisements([*TALK, *ADVERT, *TALK], "en") == {20, 21, 22}


def test_one_word_proves_nothing() -> None:
    assert not advertisements([*TALK, "The sponsor of the race was a baker.", *TALK], "en")


def test_a_video_about_advertising_has_no_advertisement() -> None:
    assert not advertisements(ADVERT * 4, "en")


def test_greetings_are_whole_words() -> None:
    assert greetings(["Hello everyone.", "Othello is a play.", "Thanks for watching!"], "en") == {0, 2}
    assert greetings(["大家好，今天讲面包。", "面包很好。"], "zh") == {0}
    assert not greetings(["Hello."], "xx")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We'll now go to the honourable member for Bakerstown."),
        ("de", "Das Wort hat die Kollegin Müller."),
        ("fr", "La parole est à Madame Roux."),
        ("es", "Tiene la palabra la señora Ruiz."),
        ("it", "Ha la parola la collega Bianchi."),
        ("pt", "Tem a palavra a senhora Costa."),
        ("nl", "Het woord is aan u, mevrouw heeft het woord."),
        ("pl", "Udzielam głosu pani posłance."),
        ("ru", "Слово предоставляется депутату."),
        ("tr", "Oturumu kapatıyorum arkadaşlar."),
        ("ja", "それでは休憩に入ります。"),
        ("zh", "没有异议，我们继续。"),
        ("ko", "이의 없습니다, 진행하세요."),
        ("ar", "الكلمة لكم الآن."),
        ("hi", "कोई आपत्ति है क्या?"),
    ],
)
def test_how_a_meeting_is_run_is_known_in_many_languages(language: str, text: str) -> None:
    assert procedure([text, "Brot."], language) == {0}


def test_how_a_meeting_is_run_is_no_conclusion() -> None:
    lines = ["The floor goes to the baker of sourdough bread and the oven.", *said(DOUGH), *said(OVEN)]
    ready = material(transcript(lines))
    found = closing(ready, [ready.stretch(0, len(lines) - 1)])
    assert "floor" not in found.text
    assert not any("floor" in takeaway.text for takeaway in found.takeaways)


def test_whoever_is_addressed_again_and_again_is_left_out() -> None:
    lines = ["Mr. Chair, the crust is brown.", "In Rome, bread is white.", "I hope, Mr. Chair, that it rises.", "Yes."]
    addresses = Addresses(lines * 5, "en")
    assert [addresses.without(line) for line in lines] == [
        "the crust is brown.",
        "In Rome, bread is white.",
        "I hope, that it rises.",
        "Yes.",
    ]
    assert Addresses(lines, "en").without(lines[0]) == lines[0]


def test_saying_what_comes_next_is_worth_less_than_saying_it() -> None:
    ready = material(
        transcript(["Let's talk about the sourdough starter now.", "We will feed the sourdough starter now, today."])
    )
    assert ready.worth.of(0) < 0.6 * ready.worth.of(1)
