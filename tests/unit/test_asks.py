"""What asks, in many languages, and what is talk."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.delivery.asks import asks, meant_for_us


@pytest.mark.parametrize(
    "text",
    [
        "what is it about?",
        "What about the second wheel",
        "why does the lamp turn so slowly",
        "and the price?",
        "so he said no? interesting",
        "what's the name of the lighthouse",
        "Warum dreht sich die Lampe",
        "Und der Preis?",
        "¿Cuánto cuesta?",
        "pourquoi la lampe tourne",
        "por que a lâmpada gira?",
        "perché gira la lampada",
        "waarom draait de lamp",
        "почему лампа вращается",
        "Γιατί γυρίζει η λάμπα;",
        "لماذا يدور المصباح؟",
        "למה המנורה מסתובבת",
        "दीपक क्यों घूमता है?",
        "灯台はなぜ回るのですか",
        "灯塔为什么转动",
        "등대는 왜 도나요?",
        "ทำไมประภาคารหมุน",
        "explain the part about the oil",
    ],
)
def test_questions(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "???",
        "?!",
        "lol",
        "how nice",
        "what a day",
        "I liked the part about the oil.",
        "nice; thanks",
        "das war gut; danke;",
        "see https://example.com/?q=why",
        "danke!",
        "はい、ありがとう",
        "谢谢",
        "¡gracias!",
    ],
)
def test_talk(text: str) -> None:
    assert not asks(text)


@pytest.mark.parametrize(
    ("to_us", "to_others", "question", "statement"),
    [(True, False, True, True), (True, True, True, True), (False, True, False, False), (False, False, True, False)],
)
def test_who_is_spoken_to(*, to_us: bool, to_others: bool, question: bool, statement: bool) -> None:
    assert meant_for_us("what is it about?", to_us=to_us, to_others=to_others) is question
    assert meant_for_us("I liked it.", to_us=to_us, to_others=to_others) is statement


@given(st.text(max_size=4000))
def test_any_text_is_judged(text: str) -> None:
    assert asks(text) in {True, False}


def test_a_long_message_without_a_question_is_read_at_once() -> None:
    def seconds(text: str) -> float:
        begun = time.thread_time()
        assert not asks(text)
        return time.thread_time() - begun

    texts = ["no question here, only words. " * count for count in (4_000, 16_000)]
    short, long = (min(seconds(text) for _ in range(3)) for text in texts)
    assert long < 2.6**2 * short
