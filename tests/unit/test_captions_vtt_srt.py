"""WebVTT and SubRip as people and programs really write them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.captions.parse import parse
from core.errors import CuepointError

Row = tuple[float, float, str, str]


def vtt(body: str, header: str = "WEBVTT\n\n") -> list[Row]:
    return rows("talk.vtt", header + body)


def rows(name: str, text: str) -> list[Row]:
    return [(cue.start, cue.end, cue.speaker, cue.text) for cue in parse(name, text.encode()).cues]


def notes(name: str, text: str) -> tuple[str, ...]:
    return parse(name, text.encode()).notes


ONE, TWO = (1.0, 2.0, "", "one"), (3.0, 4.0, "", "two")
PLAIN = "00:00:01.000 --> 00:00:02.000\none\n\n00:00:03.000 --> 00:00:04.000\ntwo\n"


@pytest.mark.parametrize(
    "text",
    [
        f"WEBVTT\n\n{PLAIN}",
        f"WEBVTT\n\n{PLAIN}".replace("\n", "\r\n"),
        f"WEBVTT\n\n{PLAIN}".replace("\n", "\r"),
        f"\ufeffWEBVTT\n\n{PLAIN}",
        f"\n\n  WEBVTT\n\n{PLAIN}",
        f"WEBVTT - some title\nKind: captions\nLanguage: en\n\n{PLAIN}",
        f"WEBVTT\n{PLAIN}",
        f"WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\n{PLAIN}",
        PLAIN,
        "WEBVTT\n\n00:01.000 --> 00:02.000\none\n\n00:03.000 --> 00:04.000\ntwo",
        "WEBVTT\n\n0:01 --> 0:02\none\n\n0:3.0 --> 0:4.0\ntwo",
        "WEBVTT\n\nintro\n00:01.000 --> 00:02.000\none\n\nmain part\n00:03.000 --> 00:04.000\ntwo",
        "WEBVTT\n\n1\n00:01.000 --> 00:02.000\none\n\n2\n00:03.000 --> 00:04.000\ntwo",
        "WEBVTT\n\n00:01.000 --> 00:02.000 align:start position:0% line:90%\none\n\n00:03.000 --> 00:04.000\ntwo",
        "WEBVTT\n\n00:01.000 --> 00:02.000\none\n00:03.000 --> 00:04.000\ntwo",
        "WEBVTT\n\nNOTE made by hand\n\n00:01.000 --> 00:02.000\none\n\nNOTE\nby\nhand\n\n00:03.000 --> 00:04.000\ntwo",
        "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\n0:1.0 --> 0:2.0\none\n\n00:03.000 --> 00:04.000\ntwo",
        "WEBVTT\n\n\n\n00:01.000 --> 00:02.000\n\none\n\n\n\n\n00:03.000 --> 00:04.000\ntwo\n\n\n",
        "WEBVTT\n\n00:00:01,000 --> 00:00:02,000\none\n\n00:00:03,000 --> 00:00:04,000\ntwo",
        "WEBVTT\n\n00:03.000 --> 00:04.000\ntwo\n\n00:01.000 --> 00:02.000\none",
    ],
)
def test_webvtt_of_many_hands(text: str) -> None:
    assert rows("talk.vtt", text) == [ONE, TWO]


@pytest.mark.parametrize(
    "text",
    [
        "1\n00:00:01,000 --> 00:00:02,000\none\n\n2\n00:00:03,000 --> 00:00:04,000\ntwo\n",
        "1\r\n00:00:01,000 --> 00:00:02,000\r\none\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\ntwo\r\n",
        "1\n00:00:01.000 --> 00:00:02.000\none\n\n2\n00:00:03.000 --> 00:00:04.000\ntwo",
        "00:00:01,000 --> 00:00:02,000\none\n\n00:00:03,000 --> 00:00:04,000\ntwo",
        "1\n00:00:01,000 --> 00:00:02,000\none\n2\n00:00:03,000 --> 00:00:04,000\ntwo",
        "7\n00:00:01,000 --> 00:00:02,000\none\n\n7\n00:00:03,000 --> 00:00:04,000\ntwo",
        "1\n\n00:00:01,000 --> 00:00:02,000\n\none\n\n2\n\n00:00:03,000 --> 00:00:04,000\n\ntwo",
        "1\n00:00:01, 000 --> 00:00:02, 000\none\n\n2\n00 : 00 : 03,000 -> 00:00:04,000\ntwo",
        "1\n00:00:01:000 --> 00:00:02:000\none\n\n2\n0:0:3 --> 0:0:4\ntwo",
        "1\n00:00:01,000 --> 00:00:02,000 X1:1 X2:2 Y1:3 Y2:4\n{\\an8}one\n\n2\n00:00:03,000 —> 00:00:04,000\ntwo",
        "1\n00:00:01,000-->00:00:02,000\n<font color='red'>one</font>\n\n2\n00:00:03,000-->00:00:04,000\n<i>two",
        "2\n00:00:03,000 --> 00:00:04,000\ntwo\n\n1\n00:00:01,000 --> 00:00:02,000\none",
        "1\n00:00:01,000 --> 00:00:02,000\none\n\n2\n0:00:02 --> 0:00:03\n\n3\n00:00:03,000 --> 00:00:04,000\ntwo",
    ],
)
def test_subrip_of_many_hands(text: str) -> None:
    assert rows("talk.srt", text) == [ONE, TWO]


def test_no_word_after_a_blank_line_is_lost() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\none\n\nstill one\n\n2\n00:00:03,000 --> 00:00:04,000\ntwo"
    assert rows("talk.srt", text) == [(1.0, 2.0, "", "one still one"), TWO]
    assert vtt("00:01.000 --> 00:02.000\none\n\nstill one\n\n00:03.000 --> 00:04.000\ntwo")[0][3] == "one still one"


def test_numbers_that_are_said_stay() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n1984\n\n2\n00:00:03,000 --> 00:00:04,000\nyes\n1984\n\n3\n"
    assert [row[3] for row in rows("talk.srt", f"{text}00:00:05,000 --> 00:00:06,000\n7")] == ["1984", "yes 1984", "7"]
    text = "1\n00:00:01,000 --> 00:00:02,000\nin\n1984\n\n\n00:00:03,000 --> 00:00:04,000\ntwo"
    assert rows("talk.srt", text)[0][3] == "in 1984"
    text = "00:00:01,000 --> 00:00:02,000\nin\n1984\n\n00:00:03,000 --> 00:00:04,000\ntwo"
    assert rows("talk.srt", text)[0][3] == "in 1984"


@pytest.mark.parametrize(
    ("time", "seconds"),
    [
        ("00:00:01.5", 1.5),
        ("00:00:01.25", 1.25),
        ("00:00:01.2345", 1.2345),
        ("75:00.000", 4500.0),
        ("1:00:00.000", 3600.0),
        ("99:59:59.999", 359_999.999),
        ("00:01:47.802", 107.802),
        ("٠٠:٠١.٠٠٠", 1.0),
    ],
)
def test_times_are_exact(time: str, seconds: float) -> None:
    assert vtt(f"{time} --> 99:59:59.999\nword")[0][0] == seconds


BROKEN = [
    "00:00:xx.000 --> 00:00:02.500",
    "--> 00:00:02.500",
    "soon --> later",
    "-00:00:02.000 --> -00:00:01.500",
    "100:00:02.000 --> 100:00:03.000",
    "9999999:00:02.000 --> 9999999:00:03.000",
]


@pytest.mark.parametrize("times", BROKEN)
def test_a_broken_caption_is_left_out_and_counted(times: str) -> None:
    body = PLAIN.replace("\n\n", f"\n\n{times}\nbroken\n\n", 1)
    assert vtt(body) == [ONE, TWO]
    assert notes("talk.vtt", f"WEBVTT\n\n{body}") == ("captions_left_out|1",)
    numbered = f"1\n00:00:01,000 --> 00:00:02,000\none\n\n2\n{times}\nbroken\n\n3\n00:00:03,000 --> 00:00:04,000\ntwo"
    assert rows("talk.srt", numbered) == [ONE, TWO]
    assert notes("talk.srt", numbered) == ("captions_left_out|1",)


def test_a_broken_caption_that_nothing_parts_from_the_one_before_is_counted_too() -> None:
    text = "00:01.000 --> 00:02.000\none\n00:xx.000 --> 00:02.500\n<v Ann>broken\n00:03.000 --> 00:04.000\ntwo"
    assert vtt(text) == [ONE, TWO]
    assert notes("talk.vtt", f"WEBVTT\n\n{text}") == ("captions_left_out|1",)


def test_broken_captions_are_counted_together() -> None:
    body = "\n\n".join(f"{times}\nbroken" for times in BROKEN)
    assert notes("talk.vtt", f"WEBVTT\n\n{body}\n\n{PLAIN}") == (f"captions_left_out|{len(BROKEN)}",)
    assert notes("talk.vtt", f"WEBVTT\n\n{PLAIN}") == ()


def test_an_arrow_in_what_is_said_begins_no_caption() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nfrom A --> B\nand\nB -> C\n"
    assert rows("talk.srt", text) == [(1.0, 2.0, "", "from A --> B and B -> C")]


def test_voices_are_speakers() -> None:
    body = (
        "00:01.000 --> 00:02.000\n<v Ann Lee>one</v>\n\n"
        "00:02.000 --> 00:03.000\n<v.loud Ann Lee>and\nmore\n\n"
        "00:03.000 --> 00:04.000\n<v Bo>two\n<v Ann Lee>three</v>\n\n"
        "00:04.000 --> 00:05.000\nso <v R&amp;D>four\n"
    )
    assert vtt(body) == [
        (1.0, 2.0, "Ann Lee", "one"),
        (2.0, 3.0, "", "and more"),
        (3.0, 4.0, "Bo", "two"),
        (3.0, 4.0, "Ann Lee", "three"),
        (4.0, 5.0, "", "so"),
        (4.0, 5.0, "R&D", "four"),
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<c.yellow.bg_blue>so</c> <i>it</i> <b>is</b>", "so it is"),
        ("so<00:00:01.200><c> it</c><00:00:01.400><c> is</c>", "so it is"),
        ("<lang en-GB>so</lang> <ruby>it<rt>x</rt></ruby>", "so itx"),
        ('<font color="#fff" size=3>so</font><br>it<BR/>is', "so it is"),
        ("R&amp;D &lt;p&gt; &quot;a&quot; &#39;b&#x27; &nbsp;c&lrm;", "R&D <p> \"a\" 'b' c\u200e"),
        ("Q&amp;amp;A it&amp;#39;s", "Q&A it's"),
        ("&lt;i&gt;so&lt;/i&gt; it is", "so it is"),
        ("x < y and y > z", "x < y and y > z"),
        ("<p>-tags, List<int> and <3", "-tags, List<int> and <3"),
        ("AT&T & R&D; &notit &unknown; &", "AT&T & R&D; &notit &unknown; &"),
        ("{\\an8\\pos(192,220)\\fad(100,200)\\blur2\\bord3\\shad1}so", "so"),
        ("&#0;&#xD800;&#1114112;so", "\ufffd\ufffd\ufffdso"),
        ("so\x00 \x1b[31mit\x07 is", "so [31mit is"),
    ],
)
def test_tags_and_entities(written: str, read: str) -> None:
    assert vtt(f"00:01.000 --> 00:02.000\n{written}\n")[0][3] == read


def test_youtubes_automatic_captions() -> None:
    header = "WEBVTT\nKind: captions\nLanguage: en\n\n"
    settings = "align:start position:0%"
    body = (
        f"00:00:00.160 --> 00:00:02.470 {settings}\n \nso<00:00:00.480><c> today</c><00:00:00.800><c> we</c>\n\n"
        f"00:00:02.470 --> 00:00:02.480 {settings}\nso today we\n \n\n"
        f"00:00:02.480 --> 00:00:04.990 {settings}\nso today we\nbake<00:00:03.100><c> bread</c>\n\n"
        f"00:00:04.990 --> 00:00:05.000 {settings}\nbake bread\n \n\n"
        f"00:00:05.000 --> 00:00:07.000 {settings}\nbake bread\nbread\n\n"
        f"00:00:07.000 --> 00:00:07.010 {settings}\nbread\n \n\n"
        f"00:00:07.010 --> 00:00:09.000 {settings}\nbread\n[Music]\n\n"
    )
    for text in (body, body.replace("\n \n", "\n\n")):  # many a tool trims the lines
        assert [(row[0], row[3]) for row in vtt(text, header)] == [
            (0.16, "so today we"),
            (2.48, "bake bread"),
            (5.0, "bread"),
        ]


LINES = st.sampled_from(
    [
        *("WEBVTT", "NOTE", "STYLE", "1", "2", "", " ", "00:01.000 --> 00:02.000", "00:00:03,000 --> 00:00:01,000"),
        *("-->", "a --> b", "1:2 --> 3:4", "<v Ann>hi", "<i", "&amp;", "Ann: hi", "- hi", ">>", "words", "[Music]"),
    ]
)
TEXTS = st.lists(LINES | st.text(max_size=20), max_size=30).map("\n".join)


@given(TEXTS, st.sampled_from(["a.vtt", "a.srt", "a.txt", ""]))
def test_any_text_is_a_transcript_or_an_error_of_ours(text: str, name: str) -> None:
    try:
        transcript = parse(name, text.encode(errors="replace"))
    except CuepointError:
        return
    assert all(cue.text and cue.start >= 0 and cue.duration >= 0 for cue in transcript.cues)
    assert transcript.video.duration >= transcript.end


SPOKEN = st.lists(
    st.tuples(
        st.integers(0, 3_000_000), st.integers(0, 9_999), st.text("abc äö", min_size=1, max_size=30).filter(str.strip)
    ),
    min_size=1,
    max_size=20,
    unique_by=lambda row: row[0],
)


@given(SPOKEN, st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_what_is_written_is_read(spoken: list[tuple[int, int, str]], comma: bool, end: str) -> None:  # noqa: FBT001 - hypothesis'
    text = "" if comma else f"WEBVTT{end}{end}"
    for number, (start, duration, words) in enumerate(spoken, 1):
        times = f"{_time(start)} --> {_time(start + duration)}"
        text += f"{number}{end}{times.replace('.', ',') if comma else times}{end}x{start}{words}{end}{end}"
    found = parse("a.srt" if comma else "a.vtt", text.encode()).cues
    assert [(round(cue.start * 1000), cue.text) for cue in found] == [
        (start, " ".join(f"x{start}{words}".split())) for start, _, words in sorted(spoken)
    ]


def _time(milliseconds: int) -> str:
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def test_eight_hours_take_no_time() -> None:
    body = "".join(
        f"{_time(number * 2600)} --> {_time(number * 2600 + 2500)}\nso it rises\nand\n\n" for number in range(11_000)
    )
    began = time.process_time()
    assert len(vtt(body)) == 11_000
    assert time.process_time() - began < 2  # a fifth of a second on a quiet machine; ten and more if it were quadratic
