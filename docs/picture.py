"""Draws what a thread looks like on Discord, for the README: .venv/bin/python -m docs.picture.

The words come from the offline engine on `samples/talk.vtt`; the form is read back from what Discord's renderer makes.
"""
# ruff: noqa: INP001 - a script, in no package

import asyncio
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from adapters.captions.parse import parse
from adapters.discord.rendering import pieces
from core.model import Site, Summary, Transcript, TranscriptKind, VideoRef
from core.offline.engine import OfflineEngine
from core.progress import Found
from core.summing_up import SummingUp
from core.thread import heads, parts

ROOT = Path(__file__).parents[1]
SHOWN = 2
"""How many sections are shown."""
WIDTH, LEFT, TOP = 860, 84, 28
_LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\(<[^>]*>\)")
_STYLES = {"## ": (22, 700, "#f2f3f5"), "### ": (18, 700, "#f2f3f5"), "-# ": (12, 400, "#949ba4")}
_TEXT = (15, 400, "#dbdee1")


@dataclass(frozen=True)
class Row:
    """A row of text: its size, weight and colour, how far in it stands, and whether a quote's bar is beside it."""

    text: str
    size: int
    weight: int
    colour: str
    indent: int = 0
    bar: bool = False


def rows(message: str) -> Iterator[Row]:
    """Yield a message as rows that fit the picture."""
    for line in message.split("\n"):
        mark = next((mark for mark in (*_STYLES, "> ", "- ") if line.startswith(mark)), "")
        size, weight, colour = _STYLES.get(mark, _TEXT)
        text = ("• " if mark == "- " else "") + line.removeprefix(mark)
        indent = {"> ": 14, "- ": 10}.get(mark, 0)
        shown = re.sub(r"\\(\W)", r"\1", _LINK.sub(_held, text))
        for wrapped in textwrap.wrap(shown, int((WIDTH - LEFT - 40 - indent) / (size * 0.5))):
            yield Row(wrapped, size, weight, colour, indent, mark == "> ")


def _held(match: re.Match[str]) -> str:
    """Return a link's text marked as one, with spaces that aren't wrapped."""
    return "\x02" + match[1].replace(" ", "\u00a0") + "\x03"


def drawn(messages: list[str]) -> str:
    """Return the picture as SVG."""
    y, shapes = TOP, []
    for message in messages:
        shapes.append(f'<circle cx="44" cy="{y + 14}" r="20" fill="#5865f2"/>')
        shapes.append(f'<text x="44" y="{y + 20}" class="c" font-size="16" font-weight="700" fill="#fff">C</text>')
        shapes.append(f'<text x="{LEFT}" y="{y + 8}" font-size="15" font-weight="600" fill="#f2f3f5">Cuepoint</text>')
        y += 14
        for row in rows(message):
            y += int(row.size * 1.45)
            shapes.append(_row(row, y))
        y += 34
    style = "text{font-family:gg sans,Noto Sans,Helvetica,Arial,sans-serif;white-space:pre}.c{text-anchor:middle}"
    frame = f'<rect width="{WIDTH}" height="{y}" rx="10" fill="#313338"/>'
    size = f'width="{WIDTH}" height="{y}" viewBox="0 0 {WIDTH} {y}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><style>{style}</style>{frame}{"".join(shapes)}</svg>\n'


def _row(row: Row, y: int) -> str:
    text = escape(row.text).replace("\x02", '<tspan fill="#00a8fc">').replace("\x03", "</tspan>")
    # A link that is wrapped goes on in the next row.
    opened, closed = text.count("<tspan"), text.count("</tspan>")
    text = '<tspan fill="#00a8fc">' * (closed > opened) + text + "</tspan>" * (opened > closed)
    bar = f'<rect x="{LEFT}" y="{y - row.size}" width="4" height="{int(row.size * 1.45)}" fill="#4e5058"/>'
    font = f'font-size="{row.size}" font-weight="{row.weight}" fill="{row.colour}"'
    return (bar if row.bar else "") + f'<text x="{LEFT + row.indent}" y="{y}" {font}>{text}</text>'


async def summarised(transcript: Transcript) -> Summary:
    """Return the summary that the offline engine writes."""
    engine, language = OfflineEngine(), transcript.language
    growing = SummingUp(transcript, language, engine.name)
    async for batch in engine.write(transcript, language):
        await growing.add(batch)
    return await growing.close(*await engine.close(transcript, language, tuple(growing.sections)))


def main() -> None:
    """Draw the picture."""
    sample = ROOT / "samples" / "talk.vtt"
    read = parse(sample.name, sample.read_bytes())
    # As if it were on YouTube, where moments are links.
    video = replace(read.video, ref=VideoRef(Site.YOUTUBE, "aaaaaaaaaaa"), channel="A sample")
    transcript = replace(read, video=video, kind=TranscriptKind.MANUAL)
    summary = asyncio.run(summarised(transcript))
    found = Found(transcript.video, transcript.language, transcript.kind, len(transcript.cues))
    ref = transcript.video.ref
    shown = [parts.section(section, ref, summary.language) for section in summary.sections[:SHOWN]]
    last = (*parts.conclusion(summary, summary.language), *parts.footer(summary, summary.language))
    messages = [
        piece for block in (heads.finished(found, summary, summary.language), *shown, last) for piece in pieces(block)
    ]
    (ROOT / "docs" / "thread.svg").write_text(drawn(messages), encoding="utf-8")


if __name__ == "__main__":
    main()
