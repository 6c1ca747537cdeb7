"""Every format that is read: each caption once, every word, the right times, whatever the file's name."""

import json
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.captions.errors import BadCaptionXml
from adapters.captions.parse import parse
from tests.unit.caption_writers import EXACT, WITHOUT_ENDS, Caption, Writer

Row = tuple[float, float, str, str]
TALK: list[Caption] = [
    (1_000, 3_500, "So today we bake bread & eat it."),
    (4_000, 6_250, "It rises over night,"),
    (62_000, 65_500, "and then it goes into the oven."),
    (3_700_000, 3_702_000, "Wasn't that < easy >?"),
]
ENDS = st.sampled_from(["\n", "\r\n"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
WORDS = st.text("abcdeäöé了解パ", min_size=1, max_size=8)
CAPTIONS = st.lists(
    st.tuples(st.integers(0, 5_000), st.integers(1_000, 4_000), st.lists(WORDS, min_size=1, max_size=6).map(" ".join)),
    min_size=1,
    max_size=8,
)


def rows(name: str, text: str) -> list[Row]:
    return [(cue.start, cue.end, cue.speaker, cue.text) for cue in parse(name, text.encode()).cues]


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("as_named", [True, False])
def test_every_format_is_known_by_its_content(name: str, as_named: bool) -> None:  # noqa: FBT001 - a parameter of the test
    found = rows(name if as_named else "captions.txt", EXACT[name](TALK))
    assert [(round(start, 3), round(end, 3), text) for start, end, _, text in found] == [
        (start / 1000, end / 1000, words) for start, end, words in TALK
    ]


@pytest.mark.parametrize("name", WITHOUT_ENDS)
def test_where_there_is_no_end_a_caption_stands_until_the_next(name: str) -> None:
    found = rows(name, WITHOUT_ENDS[name](TALK))
    assert [(start, text) for start, _, _, text in found] == [(start // 1000, words) for start, _, words in TALK]
    assert all(end <= following[0] for (_, end, *_), following in pairwise(found))
    assert all(end - start >= 1 for start, end, *_ in found)


@given(
    CAPTIONS,
    st.sampled_from(sorted(EXACT)),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_is_written_is_read(spans: list[tuple[int, int, str]], name: str, end: str, encoding: str) -> None:
    captions, at = [], 0
    for number, (gap, duration, words) in enumerate(spans):
        start = at + gap + (number > 0)
        at = start + duration
        captions.append((start, at, f"w{number} {words} z"))
    data = EXACT[name](captions).replace("\n", end).encode(encoding)
    cues = parse(name, data).cues
    # A hundredth of a second is what some formats can say.
    assert [(round(cue.start * 1000), round(cue.end * 1000), cue.text) for cue in cues] == captions


DAMAGES: dict[str, Callable[[str], str]] = {
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "no blank lines": lambda text: text.replace("\n\n", "\n") if "-->" in text else text,
    "trailing blanks": lambda text: text.replace("\n", "  \t\n"),
    "byte order marks": lambda text: "\ufeff" + text.replace("w0", "\ufeffw0").replace("z", "z\x00"),
    "a fence": lambda text: f"Here you are:\n\n```\n{text}\n```\nBye!",
    "no last line end": str.rstrip,
    "twice": lambda text: text if text.startswith(("WEBVTT", "Here", "\ufeff")) else f"{text}\n\n{text}",
}


@given(
    CAPTIONS,
    st.sampled_from(["a.srt", "a.vtt", "a.sbv"]),
    st.lists(st.sampled_from(sorted(DAMAGES)), max_size=3, unique=True),
)
def test_no_damage_loses_a_word(spans: list[tuple[int, int, str]], name: str, damages: list[str]) -> None:
    captions = [
        (9000 * at + gap, 9000 * at + gap + length, f"w{at} {words} z") for at, (gap, length, words) in enumerate(spans)
    ]
    text = EXACT[name](captions)
    for damage in damages:
        text = DAMAGES[damage](text)
    found = parse(name, text.encode()).cues
    assert [(round(cue.start * 1000), cue.text) for cue in found] == [(start, words) for start, _, words in captions]


def test_substation_scripts_as_typesetters_write_them() -> None:
    text = (
        "[Script Info]\n; a comment\nTitle: Bread\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname\n"
        "Style: Default,Arial\n\n[Events]\n"
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        "Dialogue: 0,0:00:01.00,0:00:02.50,Default,Ann,0,0,0,,{\\i1}Hello,{\\i0} there\\Nand\\hmore\n"
        "Comment: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,not said\n"
        "Dialogue: 1,0:00:01.00,0:00:02.50,Default,Ann,0,0,0,,{\\i1}Hello,{\\i0} there\\Nand\\hmore\n"
        "Dialogue: 0,0:00:02.00,0:00:02.50,Sign,,0,0,0,,{\\p1}m 0 0 l 100 0{\\p0}\n"
        "Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,fx,{\\k20}so {\\k30}it\n"
        "Dialogue: 0,soon,0:00:04.00,Default,,0,0,0,,lost\nDialogue: 0,0:00:05.00\n"
    )
    transcript = parse("talk.ass", text.encode())
    assert rows("talk.ass", text) == [(1.0, 2.5, "Ann", "Hello, there and more"), (3.0, 4.0, "", "so it")]
    assert (transcript.video.title, transcript.notes) == ("Bread", ("captions_left_out|2",))
    columns = "Format: Marked, Start, End, Style, Name, Text"
    old = f"[Events]\n{columns}\nDialogue: Marked=0,0:00:01.00,0:00:02.00,*Default,NTP,one\n"
    assert rows("talk.ssa", old) == [(1.0, 2.0, "", "one")]


TTML = '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xml:lang="de" {}>{}</tt>'


@pytest.mark.parametrize(
    ("root", "times", "start", "end"),
    [
        ("", 'begin="00:00:01.5" end="00:00:03"', 1.5, 3.0),
        ("", 'begin="1.5s" dur="1500ms"', 1.5, 3.0),
        ("", 'begin="0.5m" end="0.01h"', 30.0, 36.0),
        ('ttp:frameRate="25"', 'begin="00:00:01:05" end="75f"', 1.2, 3.0),
        ('ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"', 'begin="30f" end="00:00:02:00"', 1.001, 2.0),
        ('ttp:frameRate="24" ttp:subFrameRate="2"', 'begin="00:00:01:12.1" end="96t"', 1.521, 2.0),
        ('ttp:tickRate="1000"', 'begin="1500t" end="3000t"', 1.5, 3.0),
        ("", 'begin="01:02" end="01:03,5"', 62.0, 63.5),
        ("", 'begin="2s" end="1s"', 2.0, 3.0),
    ],
)
def test_times_of_ttml(root: str, times: str, start: float, end: float) -> None:
    found = rows("a.ttml", TTML.format(root, f"<body><div><p {times}>so</p></div></body>"))
    assert [(round(row[0], 3), round(row[1], 3)) for row in found] == [(start, end)]


def test_ttml_as_broadcasters_write_it() -> None:
    text = TTML.format(
        "",
        "<head><metadata><ttm:title>Bread</ttm:title>"
        '<ttm:agent xml:id="a"><ttm:name>Ann</ttm:name></ttm:agent></metadata>'
        '<styling><style xml:id="s"/></styling></head><body begin="10s"><div begin="5s">'
        '<p begin="1s" end="2s" ttm:agent="a">so<br/>it <span tts:color="red">rises</span><metadata>x</metadata></p>'
        '<p><span begin="2s" end="3s">and </span><span begin="3s" end="4s">falls</span></p>'
        '<p begin="6s" end="7s">R&amp;D & more &#228;</p></div></body>',
    )
    transcript = parse("a.xml", text.encode())
    assert rows("a.xml", text) == [
        (16.0, 17.0, "Ann", "so it rises"),
        (17.0, 18.0, "", "and"),
        (18.0, 19.0, "", "falls"),
        (21.0, 22.0, "", "R&D & more ä"),
    ]
    assert (transcript.video.title, transcript.language) == ("Bread", "de")


def test_xml_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    whole = EXACT["a.ttml"](TALK)
    assert [row[3] for row in rows("a.ttml", whole[: whole.index("Wasn")])] == [words for *_, words in TALK[:3]]


BOMB = '<!DOCTYPE t [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><tt><body><p begin="1s" end="2s">&b;</p></body></tt>'
OUTSIDE = '<!DOCTYPE t [<!ENTITY a SYSTEM "file:///etc/passwd">]><tt><body><p begin="1s" end="2s">&a;</p></body></tt>'


@pytest.mark.parametrize("text", [BOMB, OUTSIDE, "<a>" * 100_000, "<rss><item>so</item></rss>", "<", "<tt", "<!-- x"])
def test_xml_that_is_no_captions_is_refused(text: str) -> None:
    with pytest.raises(BadCaptionXml, match="XML"):
        parse("a.xml", text.encode())


def test_youtubes_own_xml() -> None:
    said = "it&amp;#39;s &lt;i&gt;so&lt;/i&gt;"
    text = f'<transcript><text start="1.5" dur="2">{said}</text><text start="4"></text></transcript>'
    assert rows("a.srv1", text) == [(1.5, 3.5, "", "it's so")]
    text = '<timedtext><text t="1500" d="2000">so</text><text t="1510" d="1990" append="1">\n</text></timedtext>'
    assert rows("a.srv2", text) == [(1.5, 3.5, "", "so")]
    lines = '<p t="1500" d="2000"><s>so</s><s t="500"> it</s></p><p t="1600" a="1">\n</p>'
    text = f'<timedtext format="3"><body><w t="0" id="1"/>{lines}</body></timedtext>'
    assert rows("a.srv3", text) == [(1.5, 3.5, "", "so it")]


WORDS_ALONE = [{"word": word, "start": at, "end": at + 0.5} for at, word in enumerate(["So", "it", "is."])]
CHUNKS = [{"timestamp": [0.0, 2.5], "text": " so"}, {"timestamp": [2.5, None], "text": " it"}]
LONG = "so it rises and falls"


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"words": WORDS_ALONE}, [(0, 2.5, "So it is.")]),
        ({"words": [*WORDS_ALONE, {"word": "Or?", "start": 9, "end": 10}]}, [(0, 2.5, "So it is."), (9, 10, "Or?")]),
        ({"words": [*WORDS_ALONE[:1], {"word": "so", "start": 5, "end": 6}]}, [(0, 0.5, "So"), (5, 6, "so")]),
        ({"chunks": CHUNKS}, [(0, 2.5, "so"), (2.5, 3.5, "it")]),
        ({"body": [{"from": 1.5, "to": 3, "content": "so"}]}, [(1.5, 3, "so")]),
        ({"words": [], "utterances": [{"start": 1500, "end": 3000, "text": LONG}]}, [(1.5, 3, LONG)]),
        ({"data": {"result": [{"start_time": "1.5s", "end_time": "00:00:03", "transcript": "so"}]}}, [(1.5, 3, "so")]),
        ([{"text": LONG, "offset": 1.5, "duration": 1.5}], [(1.5, 3, LONG)]),
        ([{"text": "so", "start": 1}, {"text": "it", "start": 1.5}], [(1, 1.5, "so"), (1.5, 2.5, "it")]),
        ([{"start": 3, "end": 2, "text": "so"}], [(3, 4, "so")]),
        ({"subtitles": [{"start_time": 1, "end_time": 2, "text": ["so", "it is"]}]}, [(1, 2, "so it is")]),
        ([{"offset": 1.5, "duration": 1, "text": "it&amp;#39;s"}], [(1.5, 2.5, "it's")]),
        ({"snippets": [{"start": "1", "duration": [], "text": "so"}]}, [(1, 2, "so")]),
    ],
)
def test_json_of_many_programs(record: object, expected: list[tuple[float, float, str]]) -> None:
    assert [(start, end, words) for start, end, _, words in rows("a.json", json.dumps(record))] == expected


SAID = [(0, "Ann", "so"), (1, "Bo", "no")]


def test_who_speaks_is_read_where_a_program_says_it() -> None:
    segments = [
        {"start": 0, "end": 1, "text": "so", "speaker": "Ann"},
        {"start": 1, "end": 2, "text": "no", "speaker": "Bo"},
    ]
    assert [row[2:] for row in rows("a.json", json.dumps({"segments": segments}))] == [("Ann", "so"), ("Bo", "no")]


def test_lyrics_as_players_have_them() -> None:
    facts = "[ti:Bread]\n[ar: The Bakers]\n[offset:+500]\n"
    text = f"{facts}[00:10.50]so it\nrises\n[00:05.00][00:20.00]<00:05.00>la <00:06.00>la\n[00:30]"
    transcript = parse("a.lrc", text.encode())
    assert [(cue.start, cue.text) for cue in transcript.cues] == [
        (4.5, "la la"),
        (10, "so it rises"),
        (19.5, "la la"),
    ]
    assert (transcript.video.title, transcript.video.channel) == ("Bread", "The Bakers")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bread\n\n0:04\nso it rises\nand falls\n1:09\nyes", [(4, "", "so it rises and falls"), (69, "", "yes")]),
        (
            "0:04 so it rises\n0:09 we meet at\n10:30 every day\n0:15 yes",
            [(4, "", "so it rises"), (9, "", "we meet at 10:30 every day"), (15, "", "yes")],
        ),
        ("# Bread\n\n- 0:04 so\n- 0:09 yes", [(4, "", "so"), (9, "", "yes")]),
        ("**[0:04]** so\n**[0:09]** yes", [(4, "", "so"), (9, "", "yes")]),
        ("[0:04](https://example.org/?t=4) so\n[0:09](https://example.org/?t=9) yes", [(4, "", "so"), (9, "", "yes")]),
        ("0:04so\n0:09yes", [(4, "", "so"), (9, "", "yes")]),
        ("00:00:04:so\n00:00:09:yes", [(4, "", "so"), (9, "", "yes")]),
        ("0:04 we meet at\n10:30 am\n0:09 yes", [(4, "", "we meet at 10:30 am"), (9, "", "yes")]),
        ("说话人1 00:04\n我了解了\n说话人2 00:09\n好", [(4, "说话人1", "我了解了"), (9, "说话人2", "好")]),
        ("(0:04) so\n(1:02:03) yes", [(4, "", "so"), (3723, "", "yes")]),
        ("00:04 - so\n00:09 – yes", [(4, "", "so"), (9, "", "yes")]),
        ("Ann Lee  0:04\nSo it rises.\n\nBo May  1:09\nYes.", [(4, "Ann Lee", "So it rises."), (69, "Bo May", "Yes.")]),
        (
            "Ann Lee (00:04):\nSo it rises.\n\nBo May (01:09):\nYes.",
            [(4, "Ann Lee", "So it rises."), (69, "Bo May", "Yes.")],
        ),
        ("0:04\n4 Sekunden\nso\n1:09\n1 Minute und 9 Sekunden\n4 Eier", [(4, "", "so"), (69, "", "4 Eier")]),
    ],
)
def test_transcripts_that_were_pasted(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert [(start, speaker, words) for start, _, speaker, words in rows("pasted.txt", text)] == expected


def test_every_writer_is_another_format() -> None:
    writers: list[Writer] = [*EXACT.values(), *WITHOUT_ENDS.values()]
    assert len({writer(TALK) for writer in writers}) == len(writers)
