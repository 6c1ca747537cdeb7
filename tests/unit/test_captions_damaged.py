"""Caption files as people have them: damaged, put together, pasted, made by models."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.captions.errors import NoTimes
from adapters.captions.parse import parse
from core.errors import NothingSaid

Row = tuple[float, float, str, str]
SRT = "1\n00:00:01,000 --> 00:00:02,000\none\n\n2\n{}\ntwo\n\n3\n00:00:05,000 --> 00:00:06,000\nthree\n"


def rows(text: str, name: str = "talk.srt") -> list[Row]:
    return [(cue.start, cue.end, cue.speaker, cue.text) for cue in parse(name, text.encode()).cues]


def words(text: str, name: str = "talk.srt") -> list[str]:
    return [row[3] for row in rows(text, name)]


@pytest.mark.parametrize(
    ("times", "start", "end"),
    [
        ("00:00:03,1000 --> 00:00:04,000", 4.0, 4.0),
        ("00:00:02,1000 --> 00:00:03,1000", 3.0, 4.0),
        ("00：00：03，520 --> 00：00：04，000", 3.52, 4.0),
        ("００：００：０３，５２０ －－＞ ００：００：０４，０００", 3.52, 4.0),
        ("00:00:03,000 -- > 00:00:04,000", 3.0, 4.0),
        ("00:00:03,000 - > 00:00:04,000", 3.0, 4.0),
        ("00:00:03,000 - - > 00:00:04,000", 3.0, 4.0),
        ("00:00:03,000 → 00:00:04,000", 3.0, 4.0),
        ("00:00:03,000 ==> 00:00:04,000", 3.0, 4.0),
        ("00:00:03,000 --&gt; 00:00:04,000", 3.0, 4.0),
        ("00:00:03,000 -- 00:00:04,000", 3.0, 4.0),
        ("00:00:03,000 - 00:00:04,000", 3.0, 4.0),
        ("  00:00:03,000\t-->\t00:00:04,000  ", 3.0, 4.0),
        ("00:00:03.000,00:00:04.000", 3.0, 4.0),
        ("3.000 --> 4.000", 3.0, 4.0),
        ("[3.00s -> 4.00s]", 3.0, 4.0),
        ("00:00:03:00 - 00:00:03:15", 3.0, 3.5),
        ("00:00:03;00 --> 00:00:03;15", 3.0, 3.5),
        ("[00:00:03.000 --> 00:00:04.000]", 3.0, 4.0),
        ("00:03.000 --> 00:04.000line:40%", 3.0, 4.0),
        ("00:00:03,000 --> 00:00:04,000abc", 3.0, 4.0),
        ("00:00:03,000 --> 00:00:04,000 foo", 3.0, 4.0),
        ("00:00:03,000 --> 00:00:04,000 A:start L:50% junk", 3.0, 4.0),
    ],
)
def test_times_of_many_hands(times: str, start: float, end: float) -> None:
    found = rows(SRT.format(times))
    assert [row[3] for row in found] == ["one", "two", "three"]
    assert found[1][:2] == (start, end)


@pytest.mark.parametrize(
    ("times", "start", "end"),
    [
        ("00:00:03,000 --> 00:00:02,000", 3.0, 4.0),
        ("00:00:04,800 --> 00:00:00,000", 4.8, 5.0),
        ("00:00:03,000 -->", 3.0, 4.0),
        ("00:00:03,000 --> soon", 3.0, 4.0),
        ("-00:00:02,000 --> 00:00:00,500", 0.0, 0.5),
    ],
)
def test_an_end_that_is_none_is_estimated_and_no_word_is_lost(times: str, start: float, end: float) -> None:
    found = rows(SRT.format(times))
    assert sorted(row[3] for row in found) == ["one", "three", "two"]
    assert next(row[:2] for row in found if row[3] == "two") == (start, end)
    assert parse("talk.srt", SRT.format(times).encode()).notes == ()


@pytest.mark.parametrize("number", ["-2", "2.5", "2", "#2", "2.", "[2]", "2)", "0002"])
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_whatever_numbers_a_caption_is_no_word(number: str, gap: str) -> None:
    text = f"1\n00:00:01,000 --> 00:00:02,000\none{gap}{number}\n00:00:03,000 --> 00:00:04,000\ntwo\n"
    assert words(text) == ["one", "two"]


def test_numbers_and_times_within_a_line_begin_a_caption() -> None:
    first, second, third = (f"00:00:0{at},000 --> 00:00:0{at + 1},000" for at in (1, 3, 5))
    line = f"1 {first} one and more 2 {second} two 3 {third} 7"
    assert rows(line) == [(1.0, 2.0, "", "one and more"), (3.0, 4.0, "", "two"), (5.0, 6.0, "", "7")]
    vtt = "WEBVTT 00:00:01.000 --> 00:00:02.000 align:start one 00:00:03.000 --> 00:00:04.000 align:start two"
    assert rows(vtt, "talk.vtt") == [(1.0, 2.0, "", "one"), (3.0, 4.0, "", "two")]


def test_a_time_that_is_said_is_a_word() -> None:
    text = SRT.format("00:00:03,000 --> 00:00:04,000\nwe meet from\n9:30 -> 10:30 on Mondays\nversion 2 --> 3")
    assert words(text) == ["one", "we meet from 9:30 -> 10:30 on Mondays version 2 --> 3 two", "three"]


def test_words_behind_the_times_are_words() -> None:
    assert rows("[00:00.000 --> 00:02.000]   So it rises,\n[00:02.000 --> 00:04.000]   and falls.", "talk.txt") == [
        (0.0, 2.0, "", "So it rises,"),
        (2.0, 4.0, "", "and falls."),
    ]
    assert words("00:00:01.000 --> 00:00:02.000 so it rises\n\n00:00:03.000 --> 00:00:04.000 and falls\n") == [
        "so it rises",
        "and falls",
    ]


def test_a_voice_that_names_nobody_is_a_voice() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v ->one\n\n00:03.000 --> 00:04.000\n<v Ann>two\n"
    assert rows(text) == [(1.0, 2.0, ">>", "one"), (3.0, 4.0, "Ann", "two")]


HLS = "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:{},LOCAL:00:00:00.000\n\n{}\n"


def test_pieces_of_a_stream_are_on_one_clock() -> None:
    first = HLS.format(900000, "00:01.000 --> 00:03.000\none\n\n00:04.000 --> 00:06.000\ntwo\n")
    second = HLS.format(900000 + 6 * 90000, "00:00.000 --> 00:01.000\ntwo\n\n00:02.000 --> 00:03.000\nthree\n")
    third = HLS.format(900000 + 12 * 90000, "id\n00:00.500 --> 00:01.000\nfour\n")
    assert rows(first + second + third) == [
        (1.0, 3.0, "", "one"),
        (4.0, 7.0, "", "two"),
        (8.0, 9.0, "", "three"),
        (12.5, 13.0, "", "four"),
    ]


def test_pieces_with_one_clock_keep_their_times_and_say_what_was_cut_once() -> None:
    first = HLS.format(900000, "00:01.000 --> 00:03.000\none\n\n00:04.000 --> 00:07.000\ntwo\n")
    second = HLS.format(900000, "00:04.000 --> 00:07.000\ntwo\n\n00:08.000 --> 00:09.000\nthree\n")
    assert rows(first + second) == [(1.0, 3.0, "", "one"), (4.0, 7.0, "", "two"), (8.0, 9.0, "", "three")]
    third = HLS.format(900000, "00:06.000 --> 00:07.000\ntwo\n\n00:08.000 --> 00:09.000\nthree\n")
    assert rows(first + third) == rows(first + second)


def test_the_clock_of_a_stream_wraps() -> None:
    end = 2**33
    first = HLS.format(end - 90000, "00:00.000 --> 00:01.000\none\n")
    assert rows(first + HLS.format(0, "00:00.500 --> 00:01.000\ntwo\n")) == [
        (0.0, 1.0, "", "one"),
        (1.5, 2.0, "", "two"),
    ]


@pytest.mark.parametrize(
    "between", ["\nWEBVTT\n\n", "\ufeffWEBVTT\n\n", "\n\ufeffWEBVTT - part two\nKind: captions\n\n"]
)
def test_times_that_begin_anew_go_on(between: str) -> None:
    piece = "00:01.000 --> 00:02.000\n{}\n\n00:03.000 --> 00:04.000\n{}\n"
    text = f"WEBVTT\n\n{piece.format('one', 'two')}{between}\n{piece.format('three', 'four')}"
    transcript = parse("talk.vtt", text.encode())
    assert [(cue.start, cue.text) for cue in transcript.cues] == [(1, "one"), (3, "two"), (5, "three"), (7, "four")]
    assert "times_estimated" in transcript.notes


@pytest.mark.parametrize(
    "text",
    [
        "Here are the captions:\n\n```srt\n{}```\n\nLet me know if I can help with anything else!\n",
        "```\n{}```",
        "```srt\n{}",
        "Sure!\n~~~ vtt\n{}~~~\nDone.",
    ],
)
def test_a_models_fence_and_its_words_are_no_captions(text: str) -> None:
    assert words(text.replace("{}", SRT.format("00:00:03,000 --> 00:00:04,000"))) == ["one", "two", "three"]


def test_fences_that_a_model_parted_are_read_all() -> None:
    first, second = SRT.format("00:00:03,000 --> 00:00:04,000").split("\n\n", 1)
    assert words(f"```srt\n{first}\n```\nand then\n```srt\n{second}```\n") == ["one", "two", "three"]


def test_line_ends_that_are_spelled_out_are_line_ends() -> None:
    vtt = 'WEBVTT\n\n00:01.000 --> 00:02.000\none\n\n00:03.000 --> 00:04.000\nsay "two"\n'
    spelled = vtt.replace('"', '\\"').replace("\n", "\\n")
    for text in (spelled, f'"{spelled}"', spelled.replace("\\n", "\\r\\n")):
        assert rows(text, "talk.vtt") == [(1.0, 2.0, "", "one"), (3.0, 4.0, "", 'say "two"')]
    inside = SRT.format("00:00:03,000 --> 00:00:04,000\nHello\\NWorld\\nagain")
    assert words(inside)[1] == "Hello World again two"
    assert (
        words(SRT.format("00:00:03,000 --> 00:00:04,000\nC:\\new\\names and \\nu"))[1] == "C:\\new\\names and \\nu two"
    )


@pytest.mark.parametrize("header", ["WEBVTT --> what?", "WEBVTT -->", "WEBVTT 00:00 --> 00:01", "WEBVTT - a --> b"])
def test_an_arrow_on_the_headers_line_does_no_harm(header: str) -> None:
    assert rows(f"{header}\n\n00:01.000 --> 00:02.000\none\n", "talk.vtt")[-1] == (1.0, 2.0, "", "one")


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\r\r\n", "\n\r\n"])
def test_every_line_end_ends_a_line(end: str) -> None:
    assert words(SRT.format("00:00:03,000 --> 00:00:04,000").replace("\n", end)) == ["one", "two", "three"]


def test_line_ends_may_be_mixed() -> None:
    text = "1\r00:00:01,000 --> 00:00:02,000\r\none\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\rtwo\r\r\n"
    assert words(text) == ["one", "two"]


@pytest.mark.parametrize(
    "said",
    [
        ["(upbeat music)", "[BLANK_AUDIO]"],
        ["[Music]"],
        ["♪ ♪", "*sighs*", "（音楽）", "【拍手】"],
        ["[ Silence ]", "...", "-"],
        ["<i>(upbeat music)</i>", "&nbsp;"],
    ],
)
def test_captions_in_which_nothing_is_said_are_told_so(said: list[str]) -> None:
    text = "".join(f"00:00:0{at}.000 --> 00:00:0{at}.900\n{line}\n\n" for at, line in enumerate(said))
    with pytest.raises(NothingSaid, match="Nothing is said"):
        parse("talk.vtt", f"WEBVTT\n\n{text}".encode())
    assert "so it rises" in " ".join(words(f"WEBVTT\n\n{text}\n00:09.000 --> 00:09.500\nso it rises\n"))


def test_layers_of_one_caption_are_one() -> None:
    text = SRT.format("00:00:03,000 --> 00:00:04,000") * 2
    assert words(text) == ["one", "two", "three"]
    again = "WEBVTT\n\n00:01.000 --> 00:02.000\nNo.\n\n00:02.000 --> 00:03.000\nNo.\n"
    assert words(again) == ["No.", "No."]


def test_words_without_times_are_told_so() -> None:
    with pytest.raises(NoTimes, match="no times"):
        parse("talk.txt", b"Today we bake bread.\nIt rises over night.\n")


def test_a_caption_as_long_as_a_book_is_read_whole() -> None:
    said = [f"word{number}" for number in range(20_000)]
    for text in (" ".join(said), "\n".join(said)):
        cues = parse("talk.vtt", f"WEBVTT\n\n00:01.000 --> 10:00.000\n{text}\n".encode()).cues
        assert " ".join(cue.text for cue in cues).split() == said
        assert {cue.start for cue in cues} == {1.0}
        assert max(len(cue.text) for cue in cues) <= 4000


PIECES = st.lists(
    st.lists(st.tuples(st.integers(0, 900), st.integers(100, 900)), min_size=1, max_size=4), min_size=1, max_size=5
)


@given(PIECES, st.booleans(), st.integers(0, 2**33 - 1), st.booleans())
def test_a_stream_in_pieces_is_read_as_one(
    pieces: list[list[tuple[int, int]]],
    restarts: bool,  # noqa: FBT001 - hypothesis'
    ticks: int,
    shown_in_both: bool,  # noqa: FBT001 - hypothesis'
) -> None:
    text, at = "", 0
    expected: list[tuple[int, int, str]] = []
    before: tuple[int, int, str] | None = None
    for spans in pieces:
        base = at
        shift = base if restarts else 0
        body = ""
        if shown_in_both and before:
            start, end, words = before
            body += f"{_time(max(start, base) - shift)} --> {_time(end - shift)}\n{words}\n\n"
        for gap, length in spans:
            start, at = at + gap + 1, at + gap + 1 + length
            before = (start, at, f"word{len(expected)}")
            expected.append((start, at, before[2]))
            body += f"{_time(start - shift)} --> {_time(at - shift)}\n{before[2]}\n\n"
        text += HLS.format((ticks + 90 * shift) % 2**33, body)
    found = [(round(start * 1000), round(end * 1000), said) for start, end, _, said in rows(text)]
    assert found == expected


def _time(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 60:02}:{seconds % 60:02}.{rest:03}"
