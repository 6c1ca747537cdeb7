"""Logs: a line an event, on stderr for a process that serves, in a file for one that talks to a person.

The line is JSON for machines, and text for a person who looks at a terminal.
"""

import contextlib
import logging
import os
import sys
import time
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from core import watching
from core.control_characters import escape_controls, json_line
from core.private_files import make_private_file, make_private_folder
from core.watching import SHOWN, shown_id

_OURS = ("core", "adapters", "bot")
_COLOURS = {"WARNING": "\033[33m", "ERROR": "\033[31m", "CRITICAL": "\033[31;1m"}
_PLAIN = "\033[0m"


class JsonLines(logging.Formatter):
    """A line of JSON: when, how bad, who says so, what; then the id of what it was done for, and the facts."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as a line of JSON."""
        when = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        line: dict[str, object] = {
            "timestamp": f"{when}.{int(record.msecs):03}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        if ident := _id(record):
            line["id"] = ident
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json_line(line, ascii_only=True)


class TextLines(logging.Formatter):
    """A line of text: when, how bad, what, then the facts and the id; a traceback in the lines below."""

    def __init__(self, *, colour: bool) -> None:
        """Make it; `colour` has warnings and errors stand out."""
        super().__init__()
        self._colour = colour

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text in which no control character is left to steer the terminal."""
        level = f"{record.levelname.lower():8}"
        if self._colour and record.levelname in _COLOURS:
            level = f"{_COLOURS[record.levelname]}{level}{_PLAIN}"
        facts = [f"{name}={value}" for name, value in getattr(record, "facts", {}).items() if value != ""]
        if ident := _id(record):
            facts.append(f"id={ident}")
        said = "  ".join(map(escape_controls, (record.getMessage(), *facts)))
        line = f"{time.strftime('%H:%M:%S', time.localtime(record.created))} {level} {said}"
        if not record.exc_info:
            return line
        trace = self.formatException(record.exc_info).splitlines()
        return "\n".join((line, *(f"    {escape_controls(each)}" for each in trace)))


def _id(record: logging.LogRecord) -> str:
    """Return the id under which a record's work stands, "" where it has none."""
    trail = getattr(record, "trail", None)
    return str(trail.id[:SHOWN]) if trail else shown_id()


class _PrivateFileHandler(RotatingFileHandler):
    """Keeps the log, and each older part of it, from others."""

    def _open(self) -> TextIOWrapper:
        make_private_file(Path(self.baseFilename))
        return super()._open()


def configure(level: str, form: str = "auto", file: Path | None = None) -> None:
    """Send all logs, those of the libraries too, to `file`, or to stderr where there is none.

    Args:
        level: the least level that is written, by its name. Libraries write no DEBUG: they put tokens and texts there.
        form: "text", "json", or "auto" for text at a terminal and JSON elsewhere; a file is always JSON.
        file: kept below a megabyte, with one older part beside it. Where it can't be written, stderr gets them. What
            happens (`core.watching`) is of interest where others are served; here it is left out.
    """
    handler: logging.Handler = logging.StreamHandler(getattr(sys.stderr, "raw", sys.stderr))
    handler.setFormatter(_formatter(form, terminal=sys.stderr is not None and sys.stderr.isatty()))
    if file:
        with contextlib.suppress(OSError):
            make_private_folder(file.parent)
            handler = _PrivateFileHandler(file, maxBytes=1_000_000, backupCount=1, encoding="utf-8")
            handler.setFormatter(JsonLines())
    # A full disk or a closed stderr is no reason to print where whoever logged something stood.
    logging.raiseExceptions = False
    handler.setLevel(level)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(handler.level, logging.INFO))
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    watching.log.setLevel(logging.WARNING if file else level)
    # SAQ logs a job's arguments, and warns of every worker that was waiting for a job when it stopped.
    logging.getLogger("saq").setLevel(logging.ERROR)
    # It warns of headers by writing them, and they hold keys; bot/tracing.py looks at them first.
    logging.getLogger("opentelemetry.util.re").setLevel(logging.ERROR)
    # These log what goes over the wire.
    for chatty in ("httpx2", "httpcore2", "openai", "urllib3"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _formatter(form: str, *, terminal: bool) -> logging.Formatter:
    """Return what writes a record; colours are for terminals, and not where NO_COLOR is set (https://no-color.org)."""
    if form == "text" or (form == "auto" and terminal):
        return TextLines(colour=terminal and not os.environ.get("NO_COLOR"))
    return JsonLines()


def listened_to(handler: logging.Handler) -> None:
    """Let a handler hear of all that happens, whatever the level that is written."""
    logging.getLogger().addHandler(handler)
    watching.log.setLevel(logging.DEBUG)
