"""The file around the captions: encodings, sizes, JSON, names."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.captions import errors
from adapters.captions.errors import BadCaptionJson, CaptionTooLarge, NoCaptions
from adapters.captions.parse import parse
from adapters.captions.reader import LARGEST
from core.errors import CuepointError, TooManyCaptions, TranscriptError
from core.model import Cue, Site, TranscriptKind
from core.times import DAY
from core.transcript import limits

SAMPLES = Path(__file__).parents[2] / "samples"
JSON = {
    "title": "How bread rises",
    "channel": "The Kitchen",
    "date": "2024-02-29",
    "language": "en-GB",
    "duration_s": 60.5,
    "snippets": [
        {"start": 1, "duration": 2.5, "text": "Ann: so it rises"},
        {"start": 4.0, "duration": 1, "text": "yes"},
    ],
}
TALKS = {
    "de": "Größe und Mühe, schöne Grüße aus Köln.\nDas Brot geht auf, weil die Hefe frisst.\nÜber Nacht wird es sauer.",
    "fr": "Le pain lève parce que la levure respire.\nÇa prend une nuit entière, voilà.\nLa pâte a été faite ici.",
    "es": "El pan de mañana, señor, es para los niños.\nY no sube en un momento: la señora lo deja toda la noche.",
    "sv": "Brödet jäser för att jästen andas.\nDet får stå över natten, så är det.\nOch så är det färdigt.",
    "ru": "Хлеб поднимается, потому что дрожжи дышат.\nТесто стоит ночь в тепле.\nМы говорим о том, как это делают.",
    "uk": "Хліб піднімається, тому що дріжджі дихають.\nТісто стоїть усю ніч у теплі.\nІ це все, що треба знати.",
    "pl": "Chleb rośnie, ponieważ drożdże oddychają.\nCiasto leży całą noc w cieple.\nI to jest już wszystko.",
    "cs": "Chléb kyne, protože kvasnice dýchají.\nTěsto leží celou noc v teple.\nA to je všechno, co se děje.",
    "tr": "Ekmek kabarır, çünkü maya nefes alır.\nHamur bütün gece ılık bir yerde durur.\nVe işte bu kadar.",
    "el": "Το ψωμί φουσκώνει γιατί η μαγιά αναπνέει.\nΗ ζύμη μένει όλη τη νύχτα στη ζέστη.",
    "he": "הלחם תופח כי השמרים נושמים.\nהבצק נח כל הלילה במקום חם, וזה הכול.",
    "ar": "يرتفع الخبز لأن الخميرة تتنفس.\nتبقى العجينة ليلة كاملة في مكان دافئ، وهذا هو كل شيء.",
    "ja": "パンが膨らむのは酵母が呼吸するからです。\n生地は一晩おいておきます。\nそれだけのことです。",
    "zh": "面包发起来是因为酵母在呼吸。\n面团要放一个晚上。\n这就是全部的秘密了。",
    "zh-TW": "麵包發起來是因為酵母在呼吸。\n麵團要放一個晚上。\n這就是全部的祕密了。",
    "ko": "빵이 부풀어 오르는 것은 효모가 숨을 쉬기 때문입니다.\n반죽은 하룻밤 둡니다.\n그것이 전부입니다.",
}
ENCODINGS = [
    *[(talk, encoding) for talk in TALKS for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")],
    *[
        ("de", "cp1252"),
        ("de", "latin-1"),
        ("de", "utf-32"),
        ("fr", "cp1252"),
        ("es", "cp1252"),
        ("sv", "cp1252"),
        ("ru", "cp1251"),
    ],
    *[("uk", "cp1251"), ("ru", "koi8-r"), ("pl", "cp1250"), ("cs", "cp1250"), ("tr", "cp1254"), ("el", "cp1253")],
    *[("he", "cp1255"), ("ar", "cp1256"), ("ja", "shift_jis"), ("ja", "cp932"), ("ja", "euc_jp"), ("zh", "gb18030")],
    *[("zh", "gbk"), ("zh-TW", "big5"), ("ko", "euc_kr"), ("ko", "cp949")],
]


def subrip(talk: str) -> str:
    """Return a talk as SubRip, a caption a line."""
    lines = enumerate(talk.split("\n"), 1)
    return "\n\n".join(f"{number}\n00:00:{number:02},000 --> 00:00:{number:02},900\n{line}" for number, line in lines)


@pytest.mark.parametrize("times", [1, 30])
@pytest.mark.parametrize(("talk", "encoding"), ENCODINGS)
def test_every_usual_encoding_is_read(talk: str, encoding: str, times: int) -> None:
    text = "\n".join([TALKS[talk]] * times)
    cues = parse("talk.srt", subrip(text).replace("\n", "\r\n").encode(encoding)).cues
    assert "\n".join(cue.text for cue in cues) == text


def test_the_language_is_stated_or_in_the_name_or_guessed() -> None:
    german = subrip(TALKS["de"]).encode()
    stated = f"WEBVTT\nLanguage: fr\n\n{subrip(TALKS['de'])}".encode()
    assert parse("talk.nl.vtt", stated).language == "fr"
    assert parse("talk.srt", german).language == "de"
    assert parse("talk.final.srt", german).language == "de"
    assert parse("talk.mp4.srt", german).language == "de"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("talk.vtt", "Talk"),
        ("talk.de.vtt", "Talk"),
        ("how_bread-rises.en-US.srt", "How bread rises"),
        ("How well-known bread rises [aB3-_xyZ019].en.vtt", "How well-known bread rises"),
        ("../../etc/My.Talk.2024.srt", "My Talk 2024"),
        ("C:\\videos\\brot und salz.srt", "Brot und salz"),
        ("面包.vtt", "面包"),
        (".vtt", "Captions"),
        ("", "Captions"),
        ("___.srt", "Captions"),
    ],
)
def test_a_file_name_becomes_a_title(name: str, title: str) -> None:
    assert parse(name, subrip(TALKS["de"]).encode()).video.title == title


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("WEBVTT", "Talk"),
        ("WEBVTT - How bread rises", "How bread rises"),
        ("WEBVTT How bread rises", "How bread rises"),
        ("WEBVTT\nTitle: How bread rises", "How bread rises"),
        ("WEBVTT FILE", "Talk"),
        ("WEBVTT Kind: captions; Language: en", "Talk"),
        ("WEBVTT\nKind: captions\nLanguage: en", "Talk"),
    ],
)
def test_a_webvtt_header_may_name_the_title(header: str, title: str) -> None:
    assert parse("talk.vtt", f"{header}\n\n00:01.000 --> 00:02.000\nso it rises\n".encode()).video.title == title


def test_json_says_all() -> None:
    transcript = parse("x.json", json.dumps(JSON | {"chapters": [], "qa": None, "id": 5}).encode())
    video = transcript.video
    assert transcript.cues == (Cue(1, 2.5, "Ann: so it rises"), Cue(4, 1, "yes"))
    assert (transcript.language, transcript.kind, transcript.notes) == ("en-GB", TranscriptKind.FILE, ())
    assert (video.title, video.channel, video.published) == ("How bread rises", "The Kitchen", "2024-02-29")
    assert (video.duration, video.url, video.chapters) == (60.5, None, ())


def test_json_may_say_little() -> None:
    bare = json.dumps(JSON["snippets"]).encode()
    transcript = parse("bread_rises.json", bare)
    assert (transcript.video.title, transcript.video.channel, transcript.video.duration) == ("Bread rises", None, 5.0)
    assert parse("unnamed", bare).cues == transcript.cues
    empty = {"title": None, "channel": "", "date": "last week", "language": "English", "duration_s": None}
    transcript = parse("x.json", json.dumps(JSON | empty).encode())
    assert (transcript.video.channel, transcript.video.published, transcript.language) == (None, None, "en")


def test_json_is_plain_text() -> None:
    snippets = [{"start": 0, "duration": 1, "text": "a <p> tag, R&amp;D and 1 --> 2"}]
    assert parse("x.json", json.dumps({"snippets": snippets}).encode()).cues[0].text == snippets[0]["text"]


@pytest.mark.parametrize("duration", [math.nan, math.inf, -5, 1e300, 0, 2])
def test_a_video_lasts_at_least_as_long_as_its_captions(duration: float) -> None:
    assert parse("x.json", json.dumps(JSON | {"duration_s": duration}).encode()).video.duration == 5.0


@pytest.mark.parametrize(
    "snippet",
    [
        {"start": math.nan, "duration": 1, "text": "no"},
        {"start": math.inf, "duration": 1, "text": "no"},
        {"start": -1, "duration": 1, "text": "no"},
        {"start": 10**400, "duration": 1, "text": "no"},
        {"start": "soon", "duration": 1, "text": "no"},
        {"start": True, "duration": 1, "text": "no"},
        {"start": 1, "duration": 1, "text": 5},
        {"start": 1, "duration": 1, "text": None},
        {"start": 1, "duration": 1},
        {"duration": 1, "text": "no"},
        {},
        [],
        "no",
        None,
        5,
    ],
)
def test_a_broken_snippet_is_left_out_and_counted(snippet: object) -> None:
    transcript = parse("x.json", json.dumps({"snippets": [snippet, *JSON["snippets"]]}).encode())  # type: ignore[misc]
    assert len(transcript.cues) == 2
    assert transcript.notes == ("captions_left_out|1",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "not valid JSON"),
        ("{", "not valid JSON"),
        ("[" * 200_000, "not valid JSON"),
        ('{"snippets": [1,]}', "not valid JSON"),
        ("5", "it holds a number where an object should be"),
        ('"hi"', "it holds text where an object should be"),
        ('{"snippets": {"a": 1}}', "“snippets” is an object where a list should be"),
        ('{"snippets": "a"}', "“snippets” is text where a list should be"),
        ('{"title": 5, "snippets": []}', "“title” is a number where text should be"),
        ('{"channel": [], "snippets": []}', "“channel” is a list where text should be"),
        ('{"language": false, "snippets": []}', "“language” is true or false where text should be"),
        ('{"date": 2024, "snippets": []}', "“date” is a number where text should be"),
        ('{"duration_s": "long", "snippets": []}', "“duration_s” is text where a number should be"),
        ('{"duration_s": true, "snippets": []}', "“duration_s” is true or false where a number should be"),
    ],
)
def test_what_is_wrong_with_json_is_told(text: str, told: str) -> None:
    with pytest.raises(BadCaptionJson, match=told) as caught:
        parse("x.json", text.encode())
    assert caught.value.lasting == 30 * DAY


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.vtt", b""),
        ("a.vtt", b"WEBVTT"),
        ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n"),
        ("a.vtt", b"WEBVTT\n\nsoon --> later\nwords\n"),
        ("a.json", b'{"snippets": []}'),
        ("a.json", b'{"title": "T"}'),
        ("a.json", b"[]"),
        ("a.json", b'{"snippets": [{"start": -1, "duration": 1, "text": "hi"}]}'),
        ("a.mp4", bytes(range(256)) * 40),
        ("a.vtt", b"\xff\xfe"),
    ],
)
def test_a_file_without_a_usable_caption_is_an_error(name: str, data: bytes) -> None:
    with pytest.raises(NoCaptions, match="no usable caption") as caught:
        parse(name, data)
    assert caught.value.lasting == 30 * DAY


def test_more_than_twenty_megabytes_is_too_much() -> None:
    with pytest.raises(CaptionTooLarge, match="20 MB"):
        parse("a.vtt", b" " * (LARGEST + 1))
    assert LARGEST == 20 * 1024 * 1024


def test_a_file_is_known_by_its_content() -> None:
    data = subrip(TALKS["de"]).encode()
    one, other = parse("a.srt", data).video.ref, parse("b.srt", data).video.ref
    assert one == other
    assert one.site is Site.FILE
    assert len(one.id) == 16
    assert one.id != parse("a.srt", data + b"\n").video.ref.id


def test_json_may_spell_halves_of_characters() -> None:
    data = rb'{"title": "\ud800x", "snippets": [{"start": 1, "duration": 1, "text": "so \udfff it \ud83c\udf5e"}]}'
    transcript = parse("a.json", data)
    assert transcript.cues[0].text == "so ? it 🍞"
    assert transcript.video.title == "?x"


@given(st.binary(max_size=300), st.sampled_from(["a.vtt", "a.srt", "a.json", "a", ""]))
def test_any_bytes_are_a_transcript_or_an_error_of_ours(data: bytes, name: str) -> None:
    _lawful(name, data)


@given(st.binary(max_size=60), st.sampled_from(["utf-8", "utf-16", "cp1251", "shift_jis"]))
def test_any_bytes_among_captions_do_no_harm(data: bytes, encoding: str) -> None:
    _lawful("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n".encode(encoding) + data)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*JSON, "start", "duration", "text"]), inner, max_size=6)
    ),
)


@given(VALUES)
def test_any_json_is_a_transcript_or_an_error_of_ours(value: object) -> None:
    _lawful("a.json", json.dumps(value).encode())


def _lawful(name: str, data: bytes) -> None:
    try:
        transcript = parse(name, data)
    except CuepointError:
        return
    assert transcript.cues
    assert transcript.language
    assert transcript.video.title
    assert math.isfinite(transcript.video.duration)
    assert transcript.video.duration >= transcript.end


@pytest.mark.parametrize(
    ("name", "language", "title", "names"),
    [
        ("talk.vtt", "en", "The clock in the lighthouse", {"Mara Ellis", "Tomas Reyne"}),
        ("gespraech.de.srt", "de", "Gespraech", {"Jule Petersen", "Karl Brandt"}),
    ],
)
def test_the_samples_are_read_whole(name: str, language: str, title: str, names: set[str]) -> None:
    transcript = parse(name, (SAMPLES / name).read_bytes())
    assert (transcript.language, transcript.video.title, transcript.notes) == (language, title, ())
    assert {cue.speaker for cue in transcript.cues} == names | {""}
    assert len(transcript.cues) == (SAMPLES / name).read_text().count("-->")
    assert all(mark not in cue.text for cue in transcript.cues for mark in ("<", ">", "Brandt:", "Petersen:"))


ENGLISH = "So this is the bread that we bake, and it is in the oven for an hour.\nThen we eat it with the soup."


@pytest.mark.parametrize(
    ("name", "words", "language", "title"),
    [
        ("talk.en-orig.vtt", ENGLISH, "en", "Talk"),
        ("talk.en.hi.srt", ENGLISH, "en", "Talk"),
        ("talk.hi.srt", ENGLISH, "en", "Talk"),
        ("talk.en.sdh.srt", ENGLISH, "en", "Talk"),
        ("talk.en-GB.cc.srt", ENGLISH, "en-GB", "Talk"),
        ("talk.en-de.vtt", ENGLISH, "en", "Talk"),
        ("talk.de.vtt", ENGLISH, "en", "Talk"),
        ("talk.forced.srt", ENGLISH, "en", "Talk.forced"),
        ("this.is.srt", ENGLISH, "en", "This"),
        ("talk.de-en.vtt", TALKS["de"], "de", "Talk"),
        ("talk.nl.srt", TALKS["de"], "de", "Talk"),
        ("talk.de_AT.srt", TALKS["de"], "de-AT", "Talk"),
        ("talk.pt-br.srt", "0", "pt-BR", "Talk"),
        ("talk.zh-Hans.srt", TALKS["zh"], "zh-Hans", "Talk"),
        ("talk.nb.srt", "Brødet hever fordi gjæren puster, og det må stå over natten.", "nb", "Talk"),
        ("talk.sw.srt", "Mkate huumuka kwa sababu chachu inapumua.", "sw", "Talk"),
        ("talk.mr.srt", "यीस्ट श्वास घेते म्हणून ब्रेड फुगते आणि रात्रभर ठेवावे लागते.", "mr", "Talk"),
        ("talk.en.srt", "0", "en", "Talk"),
        ("talk.srt", "0", "und", "Talk"),
    ],
)
def test_the_words_win_over_the_name(name: str, words: str, language: str, title: str) -> None:
    transcript = parse(name, subrip(words).encode())
    assert (transcript.language, transcript.video.title.replace(" ", ".")) == (language, title)


@pytest.mark.parametrize("damage", [b"\xff", b"\xe4\xba", b"\x80 \x93"])
def test_a_few_bad_bytes_spoil_no_other_word(damage: bytes) -> None:
    data = subrip(TALKS["zh"]).encode()
    found = parse("talk.srt", data + b"\n\n9\n00:00:09,000 --> 00:00:10,000\n" + damage).cues
    assert "\n".join(cue.text for cue in found).startswith(TALKS["zh"])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_need_no_mark(encoding: str) -> None:
    for talk in ("de", "zh"):
        assert "\n".join(cue.text for cue in parse("a.srt", subrip(TALKS[talk]).encode(encoding)).cues) == TALKS[talk]


def test_marks_that_are_wrong_or_in_between_are_left_out() -> None:
    text = subrip(TALKS["de"]).encode()
    assert parse("a.srt", b"\xff\xfe" + subrip(ENGLISH).encode()).cues == parse("a.srt", subrip(ENGLISH).encode()).cues
    marked = text.replace(b"\n\n", b"\n\n\xef\xbb\xbf")
    assert parse("a.srt", marked).cues == parse("a.srt", text).cues
    assert parse("a.srt", text + b"\x00" * 5000).cues == parse("a.srt", text).cues


def test_a_word_is_never_cut_by_the_part_that_shows_the_encoding() -> None:
    talk = "\n".join(["好的，我了解了，你了解吗？我们都很了解。"] * 900)
    cues = parse("talk.srt", subrip(talk).encode("gb18030")).cues
    assert {cue.text for cue in cues} == {"好的，我了解了，你了解吗？我们都很了解。"}


FILES = {
    errors.VideoFile: [
        b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00",
        b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7",
        b"RIFF\x24\x00\x00\x00AVI LIST",
        b"FLV\x01\x05",
        (b"G\x40\x00\x10" + bytes(184)) * 4,
    ],
    errors.AudioFile: [
        b"ID3\x04\x00",
        b"\xff\xfb\x90d",
        b"RIFF\x24\x00\x00\x00WAVEfmt ",
        b"OggS\x00\x02",
        b"\0\0\0\x1cftypM4A \0",
    ],
    errors.ImageFile: [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\x00\x10JFIF", b"GIF89a", b"\0\0\0\x1cftypheic\0"],
    errors.PdfFile: [b"%PDF-1.7\n"],
    errors.OfficeFile: [
        b"PK\x03\x04\x14\x00[Content_Types].xml word/document.xml",
        b"{\\rtf1\\ansi so}",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ],
    errors.ArchiveFile: [
        b"PK\x03\x04\x14\x00talk.srt",
        b"\x1f\x8b\x08\x00",
        b"7z\xbc\xaf\x27\x1c\x00",
        b"Rar!\x1a\x07\x01",
    ],
    errors.WebPage: [
        b"<!DOCTYPE html><html><body>0:04 so</body></html>",
        b"\n <html lang=en><p>so",
        "\ufeff<!doctype HTML>".encode(),
    ],
    errors.OtherCaptions: [
        b"Scenarist_SCC V1.0\n\n00:00:01:00\t9420",
        b"{0}{25}so\n{30}{50}it",
        b"[10][25]so",
        b"850STL25.01",
    ],
}


@pytest.mark.parametrize(("kind", "data"), [(kind, data) for kind, files in FILES.items() for data in files])
@pytest.mark.parametrize("name", ["talk.srt", "talk.txt", "talk"])
def test_what_is_no_captions_is_named_for_what_it_is(kind: type[TranscriptError], data: bytes, name: str) -> None:
    with pytest.raises(kind) as caught:
        parse(name, data)
    assert type(caught.value) is kind
    assert caught.value.lasting == 30 * DAY


@pytest.mark.parametrize(("limit", "most"), [("MOST_CUES", 2), ("MOST_CHARACTERS", len(ENGLISH) - 2)])
def test_more_captions_than_a_video_has_are_refused(limit: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = f"{subrip(ENGLISH)}\n\n3\n00:00:09,000 --> 00:00:10,000\n".encode()
    assert parse("a.srt", data + b"[Music]").cues
    monkeypatch.setattr(limits, limit, most)
    with pytest.raises(TooManyCaptions, match="hundred hours"):
        parse("a.srt", data + b"[Music]")
