from dataclasses import replace

import pytest

from core.errors import InternalError
from core.model import (
    Answer,
    Citation,
    Conclusion,
    Quote,
    Related,
    Section,
    Site,
    Summary,
    TranscriptKind,
    Usage,
    Video,
    VideoRef,
)
from core.progress import Found
from core.thread.content import Block, Span, Style, one_line
from core.thread.parts import (
    LONGEST_PASSAGE,
    LONGEST_TITLE,
    answer,
    conclusion,
    failure,
    footer,
    guests,
    header,
    more,
    section,
    thread,
)
from core.thread.plain import plain
from core.thread.words import LANGUAGES, words
from tests.fakes.desk import BREAD, LINK, SECTIONS, TALK, summary_of
from tests.unit.hostile import ATTACKS

PLAIN = Summary(BREAD, "en", "gpt", TranscriptKind.AUTOMATIC, 12, SECTIONS, Conclusion("All in all."))
FOUND = Found(BREAD, "en", TranscriptKind.AUTOMATIC, 12)


def written(*blocks: Block) -> str:
    return plain(blocks)


def links(*blocks: Block) -> list[tuple[str, str]]:
    return [(span.text, span.url) for block in blocks for line in block for span in line.spans if span.url]


def test_a_header_says_what_the_video_is() -> None:
    block = header(FOUND, "en", ("Ada Baker", "Otto"))
    assert [line.style for line in block] == [Style.TITLE, Style.SMALL]
    assert block[0].spans == (Span(BREAD.title, LINK),)
    assert block[1].text == (
        "by The Kitchen Table · w/ Ada Baker, Otto · Jan 20, 2024 · 15:33 · automatic captions (en)"
    )


def test_a_header_in_german() -> None:
    text = header(FOUND, "de-AT", ("Ada Baker",))[1].text
    assert text == "von The Kitchen Table · mit Ada Baker · 20. Jan. 2024 · 15:33 · automatische Untertitel (en)"


def test_a_header_leaves_out_what_nobody_knows() -> None:
    video = Video(VideoRef(Site.YOUTUBE, "abcdefghijk"), "\x1b\u202e")
    block = header(Found(video, "pt-BR", TranscriptKind.TRANSLATED, 1), "en")
    assert block[0].spans == (Span("abcdefghijk", LINK),), "a title of nothing that can be seen"
    assert block[1].text == "translated captions (pt-BR)"


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2024-01-20", "Jan 20, 2024"),
        ("2024-12-01T10:00:00Z", "Dec 1, 2024"),
        ("2021", "2021"),
        ("2024-13-40", "2024-13-40"),
    ],
)
def test_dates(published: str, shown: str) -> None:
    assert words("en").day(published) == shown


def test_a_section_links_its_range_and_its_quote() -> None:
    block = section(SECTIONS[0], BREAD.ref, "en")
    assert [line.style for line in block] == [Style.HEADING, Style.TEXT, Style.QUOTE]
    assert block[0].text == "What yeast does in the dough  [0:00-6:52]"
    assert block[2].text == '"a dough is a room full of very small balloons"  1:35'
    assert links(block) == [("[0:00-6:52]", f"{LINK}&t=0s"), ("1:35", f"{LINK}&t=95s")]


def test_a_section_links_the_moments_at_which_its_topic_is_taken_up() -> None:
    section_ = replace(SECTIONS[0], again=(530.0, 4203.5))
    block = section(section_, BREAD.ref, "en")
    assert block[-1].style is Style.SMALL
    assert block[-1].text == "Also at  8:50  1:10:03"
    assert links(block)[2:] == [("8:50", f"{LINK}&t=530s"), ("1:10:03", f"{LINK}&t=4203s")]
    assert section(section_, BREAD.ref, "de")[-1].text.startswith("Auch bei  ")


def test_a_section_without_a_quote() -> None:
    bare = Section("Title", 0.0, 3661.0, "Said.", None, 0, 0)
    assert written(section(bare, BREAD.ref, "en")) == "Title  [0:00-1:01:01]\nSaid."


def test_a_caption_file_has_clocks_and_no_links() -> None:
    whole = thread(Found(TALK, "en", TranscriptKind.FILE, 12), summary_of(TALK), "en")
    assert not links(*whole)
    assert '"a dough is a room full of very small balloons"  1:35' in written(*whole)
    assert "2:30 · caption file (en)" in written(*whole)


def test_the_conclusion_and_its_takeaways() -> None:
    block = conclusion(summary_of(BREAD), "en")
    assert block[0].text == "Conclusion: Key Takeaways"
    assert [line.style for line in block] == [Style.HEADING, Style.TEXT, Style.ITEM, Style.ITEM]
    assert links(block) == [("8:50", f"{LINK}&t=530s"), ("2:20", f"{LINK}&t=140s")]


def test_the_footer_of_a_model() -> None:
    text = written(footer(summary_of(BREAD), "en"))
    assert text == "2/2 quotes verified · covers 100% of the video · 4,812 tokens, $0.003 · written by gpt-of-the-tests"


def test_the_footer_of_the_offline_engine() -> None:
    text = written(footer(replace(PLAIN, engine="offline", coverage=0.999, notes=("Cues 3 and 4 were broken.",)), "en"))
    assert text == (
        "2/2 quotes verified · covers 99% of the video · written offline: chosen from what is said, not rephrased\n"
        "Note: Cues 3 and 4 were broken."
    )


def test_a_footer_without_quotes_or_a_known_cost() -> None:
    bare = (Section("Title", 0.0, 1.0, "Said.", None, 0, 0),)
    text = written(footer(replace(PLAIN, sections=bare, usage=Usage(1, 1_000_000, 0, 1)), "de"))
    assert text == "deckt 100 % des Videos ab · 1.000.001 Tokens · geschrieben von gpt"


@pytest.mark.parametrize(
    ("coverage", "percent"), [(1.0, 100), (0.9999, 99), (0.29, 29), (0.57, 57), (0.0, 0), (1 / 3, 33)]
)
def test_a_percentage_is_never_too_good(coverage: float, percent: int) -> None:
    assert f"covers {percent}% " in written(footer(replace(PLAIN, coverage=coverage), "en"))


@pytest.mark.parametrize(
    ("dollars", "shown"),
    [
        (0.0, "$0.000"),
        (0.003, "$0.003"),
        (0.00025, "$0.000250"),
        (0.0999, "$0.100"),
        (0.126, "$0.13"),
        (12.0, "$12.00"),
    ],
)
def test_money(dollars: float, shown: str) -> None:
    assert words("en").money(dollars) == shown


def test_guests_are_told_later_where_there_are_any() -> None:
    assert written(guests(summary_of(BREAD), "en")) == "w/ Ada Baker"
    assert guests(summary_of(TALK), "en") == ()


def test_an_answer_cites() -> None:
    cited = Citation(95.0, 99.0, "a room full\nof balloons")
    block = answer(Answer("?", "Gluten does.\n\nIt holds.", supported=True, citations=(cited,)), BREAD.ref, "en")
    assert written(block) == 'Gluten does.\nIt holds.\n> "a room full of balloons"  1:35'
    assert links(block) == [("1:35", f"{LINK}&t=95s")]


def test_an_answer_that_is_not_there_names_the_nearest_moments() -> None:
    near = Citation(95.0, 99.0, "balloons")
    block = answer(Answer("?", "Not in this video.", supported=False, citations=(near,)), BREAD.ref, "de")
    assert written(block) == 'Not in this video.\nDie nächstliegenden Stellen:\n> "balloons"  1:35'
    none = answer(Answer("?", "Not in this video.", supported=False, citations=()), BREAD.ref, "de")
    assert written(none) == "Not in this video."


def test_what_fell_back_in_an_answer_is_said_below_it() -> None:
    cited = Citation(95.0, 99.0, "balloons")
    said = Answer("?", "Yes.", supported=True, citations=(cited,), notes=("The model *slept*.",))
    assert written(answer(said, BREAD.ref, "de")) == 'Yes.\n> "balloons"  1:35\nHinweis: The model *slept*.'


def test_a_passage_that_the_answer_says_already_is_not_said_twice() -> None:
    cited = Citation(95.0, 99.0, "full of  balloons")
    block = answer(Answer("?", 'They say: "full of balloons".', supported=True, citations=(cited,)), BREAD.ref, "en")
    assert written(block) == 'They say: "full of balloons".\n> 1:35'


@pytest.mark.parametrize("passage", ["word " * 200, "字" * 1000])
def test_a_long_passage_is_cut_and_says_so(passage: str) -> None:
    text = written(
        answer(Answer("?", "Yes.", supported=True, citations=(Citation(1.0, 60.0, passage),)), BREAD.ref, "en")
    )
    shown = text.split('"')[1]
    assert shown.endswith(" …")
    assert LONGEST_PASSAGE - 10 < len(shown) <= LONGEST_PASSAGE + 2
    assert passage.startswith(shown.removesuffix(" …"))


def test_more_from_here_links_what_it_names_and_nothing_else() -> None:
    url = "https://chat.example/1"
    block = more([Related("Rye\n[bread](https://evil.example) @everyone", url), Related("y" * 300, url)], "de")
    assert links(block) == [("Rye [bread](https://evil.example) @everyone", url), ("y" * LONGEST_TITLE + " …", url)]
    assert block[0].text.startswith("Mehr von hier:  Rye")
    assert more((), "en") == ()


def test_a_failure_is_its_sentence() -> None:
    assert written(failure(InternalError("8f3a\n\x1b[2J"), "fr")) == (
        "Something went wrong inside Cuepoint. Please try again; if it stays, tell whoever runs it: 8f3a [2J."
    )


def test_nothing_that_says_nothing_is_a_line() -> None:
    blank = Section("\n", 0.0, 1.0, " ", Quote("said", 0.0), 0, 0)
    assert written(section(blank, TALK.ref, "en")) == '[0:00-0:01]\n> "said"  0:00'


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_all(language: str) -> None:
    say = LANGUAGES[language]
    assert len(set(say.months)) == 12
    assert set(say.kinds) == set(TranscriptKind)
    whole = written(*thread(Found(BREAD, "fr", TranscriptKind.MANUAL, 12), summary_of(BREAD), language))
    for value in ("The Kitchen Table", "Ada Baker", "2024", "(fr)", "2/2", "100", "812", "gpt-of-the-tests"):
        assert value in whole
    assert "{" not in whole


def test_a_language_nobody_has_written_yet_is_english() -> None:
    assert words("tlh-Latn") is words("") is LANGUAGES["en"]
    assert words("DE_at") is LANGUAGES["de"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_span_is_one_line_without_controls(attack: str) -> None:
    text = Span(attack).text
    assert text.isprintable()
    assert len(text.splitlines()) <= 1
    assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_marks_that_scripts_need_are_kept() -> None:
    for text in ("می‌خواهم", "👩‍🍳", "क्‍ष", "a\u200eb\u200f"):
        assert one_line(text) == text
    assert one_line("a\ud800b\udfff").encode() == b"ab"
