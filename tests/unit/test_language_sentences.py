"""Sentences of punctuated captions, and of speech that nobody punctuated."""

import time
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language.lists import known
from core.language.sentences import sentences
from core.model import Cue

RAW = tomllib.loads(Path(__file__).with_name("raw_captions.toml").read_text(encoding="utf-8"))


def cues(*texts: str, speakers: dict[int, str] | None = None) -> list[Cue]:
    named = speakers or {}
    return [Cue(2.0 * at, 2.0, text, named.get(at, "")) for at, text in enumerate(texts)]


def texts(language: str, *captions: str) -> list[str]:
    return [sentence.text for sentence in sentences(cues(*captions), language)]


def test_a_sentence_knows_its_cues() -> None:
    found = sentences(cues("We bake bread. Then we", "let it rest for", "an hour. Done."), "en")
    assert [(s.text, s.first, s.last) for s in found] == [
        ("We bake bread.", 0, 0),
        ("Then we let it rest for an hour.", 0, 2),
        ("Done.", 2, 2),
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Mr. Lee paid 3.5 dollars. Why? I'd ask.", ["Mr. Lee paid 3.5 dollars.", "Why?", "I'd ask."]),
        (
            "en",
            "See fig. 3 in no. 7. No. It's e.g. here.",
            ["See fig. 3 in no. 7.", "No.", "It's e.g. here."],
        ),
        (
            "en",
            "It rose well. We ate. it does taste good. We saw the. oven. So it ends. We left.",
            ["It rose well.", "We ate.", "it does taste good.", "We saw the. oven.", "So it ends.", "We left."],
        ),
        ("en", "Use node. js here. It works. Fine.", ["Use node. js here.", "It works.", "Fine."]),
        ("en", 'She said "stop." Then left...', ['She said "stop."', "Then left..."]),
        ("en", "It was , well , fine . And he left .", ["It was , well , fine .", "And he left ."]),
        ("de", "Am 3. Oktober kam z.B. Dr. Müller. Schön!", ["Am 3. Oktober kam z.B. Dr. Müller.", "Schön!"]),
        ("ja", "今日は晴れです。明日は？はい！", ["今日は晴れです。", "明日は？", "はい！"]),
        ("ar", "ما هذا؟ هذا كتاب.", ["ما هذا؟", "هذا كتاب."]),
        ("hi", "यह किताब है। वह कलम है।", ["यह किताब है।", "वह कलम है।"]),
        ("el", "Τι είναι; Είναι ένα βιβλίο.", ["Τι είναι;", "Είναι ένα βιβλίο."]),
        ("en", "no capitals here. none at all. fine.", ["no capitals here.", "none at all.", "fine."]),
        ("hi", "नदी ०।५ मीटर बढ़ी। नाव 0।01 मीटर ऊपर है।", ["नदी ०।५ मीटर बढ़ी।", "नाव 0।01 मीटर ऊपर है।"]),
    ],
)
def test_marks_end_sentences(language: str, text: str, expected: list[str]) -> None:
    assert texts(language, text) == expected


def test_a_sentence_never_has_two_speakers() -> None:
    found = sentences(cues("and so we went", "on and on", "no we did not", speakers={2: ">>"}), "en")
    assert [(s.text, s.turn) for s in found] == [("and so we went on and on", 0), ("no we did not", 1)]


def test_speech_without_marks_is_cut_where_sentences_begin() -> None:
    found = texts(
        "en",
        "the dough has to rest for about",
        "an hour in a warm place so we put",
        "it near the oven and then we wait",
        "okay let's look at the oven now",
        "you heat it to two hundred degrees",
        "but you should never open the door",
    )
    assert "the dough has to rest for about an hour in a warm place" in found
    assert "but you should never open the door" in found
    assert all(len(text.split()) <= 30 for text in found)


def test_a_pause_ends_a_sentence() -> None:
    spoken = [
        Cue(0, 3, "the ancient harbour lies under the modern city of merchants"),
        Cue(3, 3, "divers found seventeen wooden ships there"),
        Cue(15, 3, "archaeologists measured every plank with lasers"),
        Cue(18, 3, "museum visitors can walk through the whole hull"),
    ]
    assert any(s.first == 2 and s.text.startswith("archaeologists") for s in sentences(spoken, "en"))


@pytest.mark.parametrize(
    ("language", "captions", "start"),
    [
        (
            "ja",
            ("人工知能の話をしますまず最初に", "歴史についてお話しします", "それから最新の研究を紹介します"),
            "まず最初に",
        ),
        (
            "zh",
            ("我们今天来讲线性代数的基础知识", "什么是向量呢向量就是一个箭头", "然后我们可以把它们相加"),
            "向量就是",
        ),
    ],
)
def test_unspaced_speech_is_cut_after_its_endings(language: str, captions: tuple[str, ...], start: str) -> None:
    assert any(text.startswith(start) for text in texts(language, *captions))


@given(
    st.lists(st.tuples(st.text(min_size=1), st.sampled_from(["", "", ">>", "Ann"])), min_size=1, max_size=12),
    st.sampled_from([*known(), "xx", ""]),
)
def test_every_word_is_in_a_sentence_once_and_in_order(said: list[tuple[str, str]], language: str) -> None:
    made = [Cue(float(at), 1.0, " ".join(text.split()), who) for at, (text, who) in enumerate(said) if text.split()]
    found = sentences(made, language) if made else []
    assert "".join("".join(s.text.split()) for s in found) == "".join("".join(cue.text.split()) for cue in made)
    assert all(0 <= s.first <= s.last < len(made) for s in found)
    assert all(a.last <= b.first for a, b in pairwise(found))


@pytest.mark.parametrize("language", RAW)
def test_whole_sentences_are_found_in_raw_captions_of_many_languages(language: str) -> None:
    words = RAW[language]["said"].split()
    found = texts(language, *(" ".join(words[at : at + 7]) for at in range(0, len(words), 7)))
    assert RAW[language]["whole"] in found
    assert " ".join(found) == " ".join(words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("生地を一時間休ませますが塩は最後に入れますでは次にオーブンを熱くします", "では次にオーブンを熱くします"),
        (
            "スターターは毎日えさをあげますそれから小麦粉を冷たい水と混ぜて休ませます",
            "それから小麦粉を冷たい水と混ぜて休ませます",
        ),
    ],
)
def test_japanese_sentences_end_with_their_verbs_unless_something_is_tied_to_them(text: str, expected: str) -> None:
    found = texts("ja", text)
    assert expected in found
    assert not any(one.startswith("が") for one in found)


def test_one_speaker_for_hours_takes_no_time() -> None:
    made = cues(*(f"The wheel number {at} turns slowly. It stops" for at in range(20_000)))
    began = time.process_time()
    assert len(sentences(made, "en")) == 20_001
    assert time.process_time() - began < 2  # a fifth of a second on a quiet machine; four and more if it were quadratic
