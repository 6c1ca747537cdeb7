import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.answers.lexicon import lexicon
from core.answers.question import LONGEST, Turn, read_question

LATER = {
    "en": "and what did she say after that?",
    "de": "Und was hat sie danach gesagt?",
    "fr": "Et qu'a-t-elle dit après ?",
    "es": "¿Y qué dijo después?",
    "it": "E cosa ha detto dopo?",
    "pt": "E o que ela disse depois?",
    "nl": "En wat zei ze daarna?",
    "ru": "А что она сказала потом?",
    "uk": "А що вона сказала потім?",
    "pl": "A co powiedziała potem?",
    "sv": "Och vad sa hon sedan?",
    "tr": "Peki sonra ne dedi?",
    "ar": "وماذا قالت بعد ذلك؟",
    "hi": "उसके बाद उसने क्या कहा?",
    "ja": "その後、彼女は何と言いましたか？",
    "zh": "她之后说了什么？",
    "ko": "그다음에 뭐라고 했어?",
}
WHOLE = {
    "en": "Summarize the whole meeting.",
    "de": "Worum geht es in dem Video?",
    "fr": "De quoi parle cette vidéo ?",
    "es": "Resume el vídeo",
    "ja": "この動画の要約をしてください",
    "zh": "这个视频讲了什么？",
}


def terms_of(text: str, language: str = "en") -> list[str]:
    return [term.term for term in read_question(text, language).terms]


@pytest.mark.parametrize("language", LATER)
def test_what_comes_after_the_moment_cited_is_asked_for_in_many_languages(language: str) -> None:
    question = read_question(LATER[language], language)
    assert (question.turn, question.terms, question.language) == (Turn.LATER, (), language)


@pytest.mark.parametrize("language", WHOLE)
def test_the_whole_video_is_asked_about(language: str) -> None:
    assert read_question(WHOLE[language], language).turn is Turn.WHOLE


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        ("and what did they say before that?", Turn.BEFORE),
        ("why?", Turn.MORE),
        ("Tell me more", Turn.MORE),
        ("what did she say about taxes after that?", Turn.NEW),
        ("🙂", Turn.MORE),
        ("", Turn.MORE),
    ],
)
def test_other_turns(text: str, turn: Turn) -> None:
    assert read_question(text, "en").turn is turn


@pytest.mark.parametrize(
    ("text", "language", "terms"),
    [
        ("Summarize the discussion about wind turbines", "en", ["wind", "turbin"]),
        ("What did they mention about wind turbines?", "en", ["wind", "turbin"]),
        ("Fasse die Diskussion über Windräder zusammen", "de", ["windrad"]),
        ("画像を保存する方法について教えてください", "ja", ["画像", "保存", "方法"]),
    ],
)
def test_words_that_only_ask_are_not_what_is_asked_about(text: str, language: str, terms: list[str]) -> None:
    found = terms_of(text, language)
    assert [term for term in found if term in terms] == terms
    assert len(found) <= len(terms) + 1


def test_names_of_speakers_are_no_terms() -> None:
    question = read_question("What did Project Manager think about the project?", "en", {"Project Manager", "Ada"})
    assert question.speakers == ("Project Manager",)
    assert [term.word for term in question.terms] == ["project"]


def test_part_of_a_name_names_a_speaker_if_it_is_written_as_a_name() -> None:
    speakers = {"Mara Ellis", "Tomas Reyne"}
    assert read_question("What does Mara want?", "en", speakers).speakers == ("Mara Ellis",)
    assert read_question("what is a mara?", "en", speakers).speakers == ()
    assert read_question("What about Ellis?", "en", {"Mara Ellis", "Jo Ellis"}).speakers == ()


@pytest.mark.parametrize(
    ("text", "spoken", "language"),
    [
        ("how do I save the image?", "de", "en"),
        ("Wie speichere ich das Bild?", "en", "de"),
        ("画像を保存する方法は？", "en", "ja"),
        ("что это такое?", "en", "ru"),
        ("保存方法", "ja", "ja"),
        ("Linux kernel", "de", "de"),
        ("ports", "pt-BR", "pt"),
    ],
)
def test_the_language_of_a_question(text: str, spoken: str, language: str) -> None:
    assert read_question(text, spoken).language == language


def test_rare_words_tell_more_than_everyday_ones_and_small_numbers() -> None:
    shares = {term.word: term.share for term in read_question("how many 3 people like astrolabes in 1871", "en").terms}
    assert shares["people"] > shares["3"] > shares["1871"] >= shares["astrolabes"] == 0


def test_a_language_without_a_file_says_no_in_english() -> None:
    assert lexicon("is").not_in_video == "Not in this video."
    assert lexicon("de-AT").not_in_video == lexicon("de").not_in_video != lexicon("en").not_in_video


@given(st.text(max_size=80), st.sampled_from(["en", "de", "ja", "th", "ko", "xx", "zh-Hant"]))
def test_any_text_can_be_read(text: str, language: str) -> None:
    question = read_question(text, language, {"Ada", ">>", "山田"})
    assert all(term.term for term in (*question.terms, *question.asking))


def test_a_question_is_looked_at_no_further_than_questions_reach() -> None:
    text = "What is said about bread? " + "word " * 400
    assert read_question(text[:LONGEST] + " and butter" * 10_000, "en") == read_question(text[:LONGEST], "en")
