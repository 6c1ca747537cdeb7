from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.terminal.entries import Command, Entry, Question, Sources, read_entry
from bot.sources import linked
from core.errors import PlaylistLink
from core.thread.content import one_line
from tests.fakes.desk import LINK
from tests.unit.hostile import texts

OTHER = "https://www.youtube.com/watch?v=ABCDEFGHIJK"


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("", None),
        (" \t\n", None),
        ("\0\x1b\udc80", None),
        ("/help", Command("help", "")),
        ("  /Quit ", Command("quit", "")),
        ("/language  de ", Command("language", "de")),
        (f"/conclusion {LINK}", Command("conclusion", LINK)),
        ("/summary 'my talk.vtt'", Command("summary", "'my talk.vtt'")),
        ("what did she say after that?", Question("what did she say after that?")),
        ("what's  the\npoint", Question("what's the point")),
        ("why?", Question("why?")),
        ("is it 1/2 or 3/4?", Question("is it 1/2 or 3/4?")),
        ("what is in talk.vtt", Question("what is in talk.vtt")),
        (LINK, Sources((LINK,))),
        ("youtu.be/abcdefghijk?t=9", Sources((LINK,))),
        (f"<{LINK}>, please", Sources((LINK,))),
        (f"{LINK} and {OTHER} and {LINK}", Sources((LINK, OTHER))),
        ("https://vimeo.com/1234", Sources(("https://vimeo.com/1234",))),
        ("talk.vtt", Sources(("talk.vtt",))),
        ("talk.de.ttml", Sources(("talk.de.ttml",))),
        ("no/such/Talk.SRT", Sources(("no/such/Talk.SRT",))),
        ('"my talk.json"', Sources(("my talk.json",))),
        ("'/home/me/it is.vtt' ", Sources(("/home/me/it is.vtt",))),
        (r"/home/me/my\ talk\ \(1\).vtt", Sources(("/home/me/my talk (1).vtt",))),
        (r"'/home/me/it'\''s.vtt'", Sources(("/home/me/it's.vtt",))),
        ("~/talk.vtt", Sources(("~/talk.vtt",))),
        ("file:///home/me/my%20talk.vtt", Sources(("/home/me/my talk.vtt",))),
        ("/home/me/notes.txt", Sources(("/home/me/notes.txt",))),
        ("~nobody-of-that-name/talk.vtt", Sources(("~nobody-of-that-name/talk.vtt",))),
        ("/nope", Command("nope", "")),
    ],
)
def test_what_a_line_is(typed: str, entry: Entry | None) -> None:
    assert read_entry(typed) == entry


def test_a_file_with_spaces_needs_no_quotes(tmp_path: Path) -> None:
    talk = tmp_path / "what's in my talk.vtt"
    talk.write_text("WEBVTT")
    assert read_entry(f" {talk} ") == Sources((str(talk),))


def test_a_path_may_begin_like_a_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = Path("/my talks/talk.vtt")
    assert read_entry(str(talk)) == Command("my", "talks/talk.vtt")
    monkeypatch.setattr(Path, "is_file", lambda self: self == talk)
    assert read_entry(str(talk)) == Sources((str(talk),))


def test_a_word_of_a_question_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "summary").write_text("")
    monkeypatch.chdir(tmp_path)
    assert read_entry("summary") == Question("summary")


@given(texts | st.text() | st.text("/~'\"\\ a.vt\x00", max_size=5000))
def test_every_line_is_something(typed: str) -> None:
    entry = read_entry(typed)
    if isinstance(entry, Question):
        assert entry.text
        assert entry.text.encode()
    assert entry or not one_line(typed)


def test_a_page_that_is_not_one_video_is_explained() -> None:
    entry = read_entry("https://www.youtube.com/playlist?list=PLabc")
    assert isinstance(entry, Sources)
    with pytest.raises(PlaylistLink):
        linked(*entry.sources)
