"""No caption file takes more time than in proportion to its length, whatever is in it."""

import gc
import time
from collections.abc import Callable

import pytest

from adapters.captions.encoding import decode
from adapters.captions.parse import parse
from core.errors import CuepointError
from tests.unit.caption_writers import EXACT, WITHOUT_ENDS, Caption, Writer

Hostile = Callable[[int], str]
MOST = 2.6  # times the time for twice the input
CUE = "WEBVTT\n\n0:01 --> 0:02\n"
SIZES = (6_000, 24_000, 96_000)  # characters: each four times the one before
ENOUGH = 0.04  # seconds of processor time that show how it grows
FLOOR = 0.008  # seconds: less is the clock's own noise


def repeated(part: str, before: str = "", after: str = "") -> Hostile:
    return lambda size: before + part * (size // len(part)) + after


def numbered(part: str, before: str = "") -> Hostile:
    return lambda size: before + "".join(part.format(at) for at in range(size // len(part)))


HOSTILE: dict[str, Hostile] = {
    "numbers, blanks and arrow heads": lambda size: "1\n" * (size // 6) + " " * (size // 3) + ">" * (size // 3),
    "blanks before an arrow head": repeated(" ", "1", ">"),
    "digits": repeated("1", after=":>"),
    "colons": repeated("1:", after=" -->"),
    "times and no ends": repeated("1:1:1,1 -->"),
    "lines of times": numbered("0:01 --> 0:02\nw{}\n"),
    "times in a line": numbered(" {} 00:00:01,000 --> 00:00:02,000 so"),
    "arrows": repeated("-->"),
    "voices without an end": repeated("<v ", CUE),
    "a voice of blanks": repeated(" ", f"{CUE}<v"),
    "a voice's classes": repeated(".a", f"{CUE}<v"),
    "open tags": repeated("<c ", CUE),
    "italics": repeated("&lt;i>", CUE),
    "open overrides": repeated("{\\", CUE),
    "entities": repeated("&amp;", CUE),
    "a letter without end": repeated("a", f"{CUE}"),
    "spelled line ends": repeated("\\n", "WEBVTT"),
    "open brackets": repeated("[", CUE),
    "dots": repeated(".", f"{CUE}so"),
    "a header without end": repeated("a", "WEBVTT ", "\n\n0:01 --> 0:02\nso"),
    "fields": repeated("a:", "WEBVTT ", "\n\n0:01 --> 0:02\nso"),
    "pieces": numbered("WEBVTT\n\n0:01 --> 0:02\nso {}\n"),
    "line ends": repeated("\r"),
    "fences": repeated("```\n"),
    "nothing": repeated("\0"),
    "lists in lists": repeated("["),
    "objects in objects": repeated('{"a":'),
    "snippets": numbered('{{"start":{0},"text":"a{0}"}}\n'),
    "times of lyrics": repeated("[00:01.00]", after="so"),
    "commas": repeated(",", "[Events]\nDialogue: "),
    "overrides": repeated("{", "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,"),
    "paragraphs": numbered('<p begin="1s">a{}</p>', "<tt><body>"),
    "spans": repeated("a<br/>", '<tt><body><p begin="1s"><span begin="1s">'),
    "a tag without end": repeated("a", "<tt "),
    "ampersands": repeated("&", '<tt><body><p begin="1s">'),
    "tabs": repeated("1\t"),
    "names": repeated("Ann Lee ", after="0:04"),
    "pasted times": numbered("0:04\nso {}\n"),
    "falling times": lambda size: "".join(f"{at // 60}:{at % 60:02} w{at}\n" for at in range(size // 12, 0, -1)),
}


def seconds(data: bytes) -> float:
    """Return the processor time that a file takes, at least the floor."""
    gc.disable()
    began = time.thread_time()
    try:
        parse("captions.txt", data)
    except CuepointError:
        pass
    finally:
        gc.enable()
    return max(FLOOR, time.thread_time() - began)


def grows_in_proportion(data: Callable[[int], bytes]) -> None:
    first, *later = SIZES
    before = min(seconds(data(first)) for _ in range(2))
    for size in later:
        now = seconds(data(size))
        if now > MOST**2 * before:
            now = min(seconds(data(size)) for _ in range(3))
        assert now <= MOST**2 * before
        if now >= ENOUGH:
            break
        before = now


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_time_in_proportion(name: str) -> None:
    grows_in_proportion(lambda size: HOSTILE[name](size).encode())


def captions(size: int) -> list[Caption]:
    return [(at * 2000, at * 2000 + 1900, f"so w{at} rises and falls again") for at in range(size // 80)]


FORMATS: dict[str, Writer] = EXACT | WITHOUT_ENDS


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_time_in_proportion(name: str) -> None:
    grows_in_proportion(lambda size: FORMATS[name](captions(size)).encode())


@pytest.mark.parametrize(
    ("encoding", "line"),
    [("utf-16", "so it rises"), ("cp1252", "größe und mühe"), ("gb18030", "我了解了吗"), ("cp1251", "и это хлеб")],
)
def test_every_encoding_takes_time_in_proportion(encoding: str, line: str) -> None:
    def text(size: int) -> str:
        return EXACT["a.srt"]([(at * 1000, at * 1000 + 900, line) for at in range(size // 50)])

    assert line in decode(text(2000).encode(encoding))
    grows_in_proportion(lambda size: text(size).encode(encoding))
