"""What the standards and the suites of other parsers hold, in cases of ours.

WebVTT: https://www.w3.org/TR/webvtt1/#file-parsing. Where a file breaks the rules, the standard drops captions that
people can read; ours keeps their words, as the second half of each group says.
"""

import pytest

from adapters.captions.parse import parse

Row = tuple[float, float, str]


def rows(text: str, name: str = "a.vtt") -> list[Row]:
    return [(cue.start, cue.end, cue.text) for cue in parse(name, text.encode()).cues]


ONE = [(0.0, 1.0, "so")]


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nso",
        "WEBVTT \n\n00:00:00.000 --> 00:00:01.000\nso",
        "WEBVTT\t\n\n00:00:00.000 --> 00:00:01.000\nso",
        "\ufeffWEBVTT\n\n00:00:00.000 --> 00:00:01.000\nso",
        "WEBVTT a header that says anything\nand more\n\n00:00:00.000 --> 00:00:01.000\nso",
        "WEBVTT\n00:00:00.000 --> 00:00:01.000\nso",
        "WEBVTT\nRegion: id=a width=40%\n\n00:00:00.000 --> 00:00:01.000 region:a\nso",
        "WEBVTT\n\nREGION\nid:a\nlines:3\n\n00:00:00.000 --> 00:00:01.000\nso",
        "WEBVTT\n\nSTYLE\n::cue(b) {\n  color: red;\n}\n\n00:00:00.000 --> 00:00:01.000\nso",
        "WEBVTT\n\nSTYLE\n::cue { /*\n00:00:05.000 -- > 00:00:06.000\n*/ }\n\n00:00:00.000 --> 00:00:01.000\nso",
        "WEBVTT\n\nNOTE 00:00:05.000 - 00:00:06.000\nnot said\n\n00:00:00.000 --> 00:00:01.000\nso",
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nso\n\nNOTE\nnot said\nnot either\n",
        "WEBVTT\n\n\n\n\n00:00:00.000 --> 00:00:01.000\nso\n\n\n\n",
        "WEBVTT\n\n leading space\n00:00:00.000 --> 00:00:01.000\nso",
        "WEBVTT\n\n-- >\n00:00:00.000 --> 00:00:01.000\nso",
        "WEBVTT\n\n->\n00:00:00.000 --> 00:00:01.000\nso",
        "WEBVTT\n\n \n00:00:00.000 --> 00:00:01.000\nso",
        "WEBVTT\n\n00:00.000 --> 00:01.000\nso",
        "WEBVTT\n\n0000:00:00.000 --> 00:00:01.000\nso",
        "WEBVTT\n\n00:00:00.000-->00:00:01.000\nso",
        "WEBVTT\n\n   00:00:00.000\t\t-->  00:00:01.000 \nso",
        "WEBVTT\n\n\x0c00:00:00.000\x0c-->\x0c00:00:01.000\nso",
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000 line:-1 vertical:rl size:120% position:x align:middle\nso",
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000 line:0,start line:,x :0 line: 1\nso",
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nso\n-->\n",
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nso\n\n00:00:01.000 --> 00:00:02.000",
        "WEBVTT\n\n00:00:05.000 --> 00:00:06.000\n\n00:00:00.000 --> 00:00:01.000\nso\n",
    ],
)
def test_what_webvtt_allows(text: str) -> None:
    assert rows(text) == ONE


@pytest.mark.parametrize(
    "text",
    [
        "webvtt\n\n00:00:00.000 --> 00:00:01.000\nso",
        "\nWEBVTT\n\n00:00:00.000 --> 00:00:01.000\nso",
        "WEBVTT 00:00:00.000 --> 00:00:01.000\nso",
        "WEBVTT\nWEBVTT\n\n00:00:00.000 --> 00:00:01.000\nso",
        "WEBVTT\n\n0:0:0.0 --> 0:0:1.0\nso",
        "WEBVTT\n\n00:00 --> 00:01\nso",
        "WEBVTT\n\n00:00:00,000 --> 00:00:01,000\nso",
        "WEBVTT\n\n00:00:00.0000 --> 00:00:01.000000\nso",
        "WEBVTT\n\n00:000:000.000 --> 00:00:001.000\nso",
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000x\nso",
    ],
)
def test_what_webvtt_refuses_and_people_can_read(text: str) -> None:
    assert rows(text) == ONE


def test_minutes_and_seconds_over_sixty_count_on() -> None:
    assert rows("WEBVTT\n\n00:60.000 --> 00:99.000\nso\n\n60:00.000 --> 61:00.000\nit") == [
        (60.0, 99.0, "so"),
        (3600.0, 3660.0, "it"),
    ]


@pytest.mark.parametrize("at", range(12))
def test_a_start_with_a_letter_in_it_is_no_time(at: int) -> None:
    time = "00:00:03.000"
    damaged = f"{time[:at]}x{time[at:]}"
    text = f"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nso\n\n{damaged} --> 00:00:04.000\nlost\n"
    assert rows(text) == ONE
    assert parse("a.vtt", text.encode()).notes == ("captions_left_out|1",)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a<b>b</b>c", "abc"),
        ("<c.red.loud>a</c>", "a"),
        ("<i.x a note>a", "a"),
        ("<lang en-GB>a</lang>", "a"),
        ("a<00:00:00.500>b", "ab"),
        ("a<00:00:00.500", "a"),
        ("a</", "a"),
        ("a<c.", "a"),
        ("<c></>a", "a"),
        ("&amp;&lt;&gt;&nbsp;a&lrm;&rlm;", "&<> a\u200e\u200f"),
        ("&amp a", "& a"),
        ("&amp;amp; a", "& a"),
        ("AT&T and a&b=c", "AT&T and a&b=c"),
        ("a < b > c", "a c"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<unknown>a", "<unknown>a"),
        ("a <", "a <"),
        ("<ruby>a<rt>b</rt></ruby>", "ab"),
    ],
)
def test_text_of_captions(written: str, read: str) -> None:
    assert [row[2] for row in rows(f"WEBVTT\n\n00:00.000 --> 00:01.000\n{written}\n")] == [read]


@pytest.mark.parametrize(
    "text",
    [
        "1\n00:00:00,000 --> 00:00:01,000\nso\n\n",
        "1\n00:00:00,000 --> 00:00:01,000\nso",
        "-5\n00:00:00,000 --> 00:00:01,000\nso\n\n",
        "1.5\n00:00:00,000 --> 00:00:01,000\nso\n\n",
        "0001 \t\n00:00:00,000 --> 00:00:01,000\nso\n\n",
        "12345678901234567890123\n00:00:00,000 --> 00:00:01,000\nso\n\n",
        "00:00:00,000 --> 00:00:01,000\nso\n\n",
        "  1\n  00:00:00,000  -->  00:00:01,000\nso\n\n",
        "1\n00:00:00,000-->00:00:01,000\nso\n\n",
        "1\n00:00:00,000 -- > 00:00:01,000\nso\n\n",
        "1\n00:00:00.000 --> 00:00:01.000\nso\n\n",
        "1\n00:00:00，000 --> 00:00:01，000\nso\n\n",
        "1\n00:00:00 --> 00:00:01\nso\n\n",
        "1\n00:00:00,000 --> 00:00:01,000 X1:1 X2:2 Y1:3 Y2:4\nso\n\n",
        "1\n00:00:00,000 --> 00:00:01,000\n{\\an8}<i><b>so</i></b>\n\n",
        '1\n00:00:00,000 --> 00:00:01,000\n<font color="red" >so</ font >\n\n',
        "1\n00:00:00,000 --> 00:00:01,000\n< i >so< / i >\n\n",
        "1\n00:00:00,000 --> 00:00:01,000\n\n2\n00:00:00,000 --> 00:00:01,000\nso\n\n",
    ],
)
def test_what_parsers_of_subrip_agree_on(text: str) -> None:
    assert rows(text, "a.srt") == ONE


def test_a_broken_line_of_sbv_is_no_word() -> None:
    text = "0:00:00.000,0:00:01.000\nso\n\n0:00:0x.000,0:00:03.000\nlost\n"
    assert rows(text, "a.sbv") == ONE


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ("0:00:00,0:00:01", (0.0, 1.0)),
        ("0:0:0.00,0:0:1.0", (0.0, 1.0)),
        ("-0:00:02.00,0:00:01.00", (0.0, 1.0)),
        ("1:00:00.50,1:00:01.25", (3600.5, 3601.25)),
    ],
)
def test_times_of_substation_scripts(times: str, expected: tuple[float, float]) -> None:
    script = f"[Events]\nFormat: Layer, Start, End, Style, Text\nDialogue: ,{times},Default,so, and so"
    assert rows(script, "a.ass") == [(*expected, "so, and so")]


RUBY = '<span tts:ruby="container">\n<span tts:ruby="base">山</span>\n<span tts:ruby="text">やま</span>\n</span>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<body><div><p>so</p></div></body>", [(0.0, 1.0, "so")]),
        ('<body begin="10s"><div begin="1s"><p begin="1s" end="2s">so</p></div></body>', [(12.0, 13.0, "so")]),
        (
            '<body timeContainer="seq"><p dur="2s">so</p><p begin="1s" dur="2s">it</p><p dur="1s">is</p></body>',
            [(0.0, 2.0, "so"), (3.0, 5.0, "it"), (5.0, 6.0, "is")],
        ),
        (
            '<body><div timeContainer="seq" dur="9s"><p begin="5s">so</p><p dur="2s">it</p></div></body>',
            [(5.0, 7.0, "it"), (5.0, 6.0, "so")],
        ),
        ('<body><div><p begin="1s" dur="9s" end="3s">so</p></div></body>', [(1.0, 3.0, "so")]),
        ('<body><div><p begin="1s" end="3s" xml:space="preserve">so\n  it</p></div></body>', [(1.0, 3.0, "so it")]),
        (f'<body><p begin="0s" end="1s">\n{RUBY}\n</p></body>', [(0.0, 1.0, "山やま")]),
        ('<body><div><p begin="0s" end="1s"><set begin="0s" end="1s"/>so</p></div></body>', [(0.0, 1.0, "so")]),
    ],
)
def test_time_containers_of_ttml(body: str, expected: list[Row]) -> None:
    assert sorted(rows(f"<tt>{body}</tt>", "a.ttml"), key=lambda row: row[::2]) == sorted(
        expected, key=lambda row: row[::2]
    )
