"""What the loopback model writes: plausible sections out of the numbered lines it is given, or a bad reply by name."""

import json
import re
from collections.abc import Callable, Sequence
from itertools import pairwise

Row = list[str]

_LINE = re.compile(r"^(\d+) (.*)$", re.MULTILINE)
_COUNT = re.compile(r"about (\d+)")
_RANGE = re.compile(r"(\d+)-(\d+) ")
_LANGUAGE = re.compile(r"language ([\w-]+)")
_ELSEWHERE = {
    "de": "Hier wird gezeigt, wie das alles zusammen geht und warum es für die Leute so wichtig ist, dass es nicht nur "
    "am Anfang so gemacht wird. Es wird auch gesagt, was man dabei nicht vergessen soll und wer das noch machen kann.",
    "fi": "Tässä osassa kerrotaan, miten tämä kaikki on tehty ja miksi se on niin tärkeää. Siinä myös sanotaan, mitä "
    "ei saa unohtaa, kun sitä tekee, ja kuka muu sen voi tehdä, jos ei ole aikaa tai halua siihen.",
}


def lines_in(content: str) -> list[str]:
    """Return the numbered lines of a message in order."""
    return [text for _, text in _LINE.findall(content)]


def sections(instructions: str, content: str) -> list[Row]:
    """Return as many sections as the instructions ask for, of the length that models write: about 115 tokens each."""
    lines = lines_in(content)
    language = asked_language(instructions)
    return [_section(lines, first, last, language) for first, last in _ranges(instructions, len(lines))]


def closing(content: str) -> dict[str, object]:
    """Return a conclusion with four takeaways out of the listed sections."""
    lines = lines_in(content)
    chosen = sorted({len(lines) * part // 4 for part in range(4)})
    takeaways = [[str(at + 1), " ".join(lines[at].split()[:14])] for at in chosen]
    words = " ".join(lines).split()
    conclusion = ". ".join(" ".join(words[at : at + 15]) for at in range(0, len(words), max(15, len(words) // 4)))
    return {"conclusion": conclusion[:400], "takeaways": takeaways, "guests": []}


def filled(schema: dict[str, object], content: str) -> object:
    """Return something of any other schema: the words of the first line, its number, a list of one."""
    kind = schema.get("type")
    if kind == "object":
        fields = schema["properties"]
        assert isinstance(fields, dict)
        return {name: filled(field, content) for name, field in fields.items()}
    if kind == "array":
        item = schema["items"]
        assert isinstance(item, dict)
        return [filled(item, content)]
    if kind in ("integer", "number"):
        return int(_LINE.findall(content)[0][0]) if lines_in(content) else 1
    return True if kind == "boolean" else " ".join((lines_in(content) or [content])[0].split()[:30])


def asked_language(instructions: str) -> str:
    """Return the language that the instructions name."""
    found = _LANGUAGE.search(instructions)
    return found[1] if found else "en"


def _ranges(instructions: str, count: int) -> list[tuple[int, int]]:
    chapters = _RANGE.findall(instructions.partition("chapters: ")[2].partition(". Give")[0])
    if chapters:
        return [(int(first), int(last)) for first, last in chapters]
    asked = _COUNT.search(instructions)
    pieces = min(int(asked[1]) if asked else 1, count)
    bounds = [count * piece // pieces for piece in range(pieces + 1)]
    return [(first + 1, last) for first, last in pairwise(bounds)]


def _section(lines: Sequence[str], first: int, last: int, language: str) -> Row:
    words = [word for line in lines[first - 1 : last] for word in line.split() if not word.endswith((":", ">>"))]
    parts = [" ".join(words[at : at + 15]) for at in range(0, len(words), max(15, len(words) // 4))][:4]
    summary = ". ".join(parts) + "."
    if language in _ELSEWHERE:
        summary = _ELSEWHERE[language]
    return [
        f"{first}-{last}",
        " ".join(words[2:7]) or "Untitled",
        summary[:350],
        quotable(lines[(first + last) // 2 - 1]),
    ]


def quotable(line: str) -> str:
    """Return the longest stretch of a line that one speaker says, eighteen words at the most."""
    stretches = re.split(r">>|(?:^|(?<= ))\S+:(?= |$)", line)
    return " ".join(max((stretch.split() for stretch in stretches), key=len)[:18])


def _with(rows: Sequence[Row], **changes: str) -> list[Row]:
    names = ("lines", "title", "summary", "quote")
    return [[changes.get(name, old) for name, old in zip(names, row, strict=True)] for row in rows]


def _reply(rows: object) -> str:
    return json.dumps({"sections": rows}, ensure_ascii=False, separators=(",", ":"))


def _near(row: Row) -> str:
    words = [word for word in row[3].split() if word not in ("the", "a")]
    return " ".join([*words[: len(words) // 2], "...", *words[len(words) // 2 + 1 :]]) + "!"


BAD_REPLIES: dict[str, Callable[[list[Row], int], str]] = {
    "prose": lambda rows, _: f"This part is about {rows[0][1]}. It was very interesting.",
    "fenced": lambda rows, _: f"Here you are:\n```json\n{_reply(rows)}\n```",
    "cut_off": lambda rows, _: _reply(rows)[:-40],
    "cut_off_early": lambda rows, _: _reply(rows)[:60],
    "other_schema": lambda _rows, _: json.dumps({"answer": 42, "why": "because"}),
    "objects": lambda rows, _: _reply(
        [{"lines": row[0], "title": row[1], "summary": row[2], "quote": row[3]} for row in rows]
    ),
    "no_such_lines": lambda rows, count: _reply(_with(rows, lines=f"{count + 50}-{count + 90}")),
    "turned_ranges": lambda rows, count: _reply(_with(rows, lines=f"{count}-1")),
    "overlapping": lambda rows, count: _reply(
        [[f"1-{count}", *rows[0][1:]], [f"{count // 2}-{count + 9}", *rows[0][1:]], [f"1-{count}", *rows[0][1:]]]
    ),
    "holes": lambda rows, count: _reply([["1-1", *rows[0][1:]], [f"{count}-{count}", *rows[0][1:]]]),
    "invented_quotes": lambda rows, _: _reply(_with(rows, quote="Nobody in this video has ever uttered such words.")),
    "short_quotes": lambda rows, _: _reply([[*row[:3], row[3].split()[0]] for row in rows]),
    "near_quotes": lambda rows, _: _reply([[*row[:3], _near(row)] for row in rows]),
    "empty_list": lambda _rows, _: _reply([]),
    "empty_texts": lambda rows, _: _reply(_with(rows, title="", summary="", quote="")),
    "other_language": lambda rows, _: _reply(_with(rows, title="Kaikki mitä on tehty", summary=_ELSEWHERE["fi"])),
    "ten_thousand_sections": lambda rows, _: _reply([[f"{n}-{n}", "T", rows[0][2][:40], "q"] for n in range(10_000)]),
    "links_and_mentions": lambda rows, _: _reply(
        [
            [row[0], f"@everyone [{row[1]}](https://evil.io)", f"<!channel> {row[2]} <@123> www.evil.io \u202e", row[3]]
            for row in rows
        ]
    ),
    "nonsense_types": lambda _rows, _: json.dumps({"sections": [None, 7, "1-4", {"a": []}, [[], {}], [True] * 4]}),
    "deep_nesting": lambda _rows, _: "[" * 20_000,
    "empty_text": lambda _rows, _: "",
}
"""Replies to a window that are bad in one way each, by name: made of the good rows and the number of lines given."""
