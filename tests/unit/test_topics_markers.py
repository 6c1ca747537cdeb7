"""Phrases that announce a change of topic, in the languages that have a list."""

import pytest

from core.topics.markers import announced, folded, headed

SAID = {
    "en": ("So, let's move on to the harvest.", "We pick the apples in October."),
    "de": ("So, kommen wir zur nächsten Frage.", "Wir pflücken die Äpfel im Oktober."),
    "fr": ("Alors, passons à la récolte.", "On cueille les pommes en octobre."),
    "es": ("Bueno, pasemos a la cosecha.", "Recogemos las manzanas en octubre."),
    "it": ("Allora, passiamo al raccolto.", "Le mele si raccolgono a ottobre."),
    "pt": ("Bom, vamos falar da colheita.", "Colhemos as maçãs em outubro."),
    "nl": ("Goed, laten we naar de oogst kijken.", "Appels plukken wij in oktober."),
    "sv": ("Okej, nästa fråga handlar om skörden.", "Äpplena plockas i oktober."),
    "ru": ("Итак, давайте перейдём к урожаю.", "Яблоки собирают в октябре."),
    "uk": ("Отже, наступне питання про врожай.", "Яблука збирають у жовтні."),
    "pl": ("Dobrze, przejdźmy do zbiorów.", "Jabłka zbiera się w październiku."),
    "tr": ("Peki, sıradaki konu hasat.", "Elmalar ekim ayında toplanır."),
    "ar": ("طيب، السؤال التالي عن الحصاد.", "نقطف التفاح في أكتوبر."),
    "hi": ("तो, अगला सवाल फसल का है.", "सेब अक्टूबर में तोड़े जाते हैं."),
    "id": ("Oke, pertanyaan berikutnya tentang panen.", "Apel dipetik pada bulan Oktober."),
    "vi": ("Được rồi, câu hỏi tiếp theo là về mùa gặt.", "Táo được hái vào tháng mười."),
    "ja": ("じゃあ、次に収穫を見ていきましょう。", "りんごは十月に摘みます。"),
    "zh": ("好的,接下来我们来聊收成。", "苹果十月摘。"),
    "ko": ("자, 그럼 다음 질문은 수확입니다.", "사과는 시월에 땁니다."),
}


def marked(texts: list[str], language: str, usual: float = 5.0) -> list[float]:
    return [float(value) for value in announced([folded(text) for text in texts], language, "shift", usual)]


@pytest.mark.parametrize("language", SAID)
def test_a_change_is_announced_and_plain_words_are_not(language: str) -> None:
    change, plain = SAID[language]
    assert marked([plain, change, plain], language) == [0, 1, 0]
    assert marked([change], f"{language}-XX") == [1]
    assert headed([folded(change), folded(plain)], language, "opening").tolist() == [1, 0]


@pytest.mark.parametrize("language", ["xx", "", "th"])
def test_where_there_is_no_list_nothing_is_announced(language: str) -> None:
    assert marked(["Right, let's move on."], language) == [0]
    assert headed(["right, let's move on."], language, "opening").tolist() == [0]


def test_a_phrase_may_go_on_in_the_next_cue() -> None:
    assert marked(["and i think let's", "move on now"], "en") == [1, 0]


def test_a_phrase_counts_where_its_sentence_begins_if_that_is_near() -> None:
    assert marked(["It is late.", "I think if you are all", "ready let's move on."], "en") == [0, 1, 0]
    assert marked(["On and on it goes", "and no end to it " * 9, "let's move on"], "en") == [0, 0, 1]


def test_a_phrase_is_whole_words() -> None:
    assert marked(["the outlet's moving only"], "en") == [0]


def test_capitals_are_no_matter() -> None:
    assert marked(["LET'S MOVE ON"], "en") == [1]


def test_curly_apostrophes_are_apostrophes() -> None:
    assert marked(["let’s move on"], "en") == [1]


def test_what_comes_more_often_than_topics_change_says_less() -> None:
    assert marked(["next question"] * 10, "en", 5.0) == [0.5] * 10
