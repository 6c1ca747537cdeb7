"""What is beside the matter, and what only sounds like it."""

from core.offline.asides import advertisements, greetings

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
