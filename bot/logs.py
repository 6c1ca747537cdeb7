"""Logs: a line of JSON an event, on stderr for a process that serves, in a file for one that talks to a person."""

import contextlib
import json
import logging
import sys
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path

from core import watching
from core.watching import SHOWN, shown_id

_OURS = ("core", "adapters", "bot")


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
        trail = getattr(record, "trail", None)
        if ident := trail.id[:SHOWN] if trail else shown_id():
            line["id"] = ident
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)


def configure(level: str, file: Path | None = None) -> None:
    """Send all logs, those of the libraries too, to `file`, or to stderr where there is none.

    Args:
        level: the least level that is written, by its name. Libraries write no DEBUG: they put tokens and texts there.
        file: kept below a megabyte, with one older part beside it. Where it can't be written, stderr gets them. What
            happens (`core.watching`) is of interest where others are served; here it is left out.
    """
    handler: logging.Handler = logging.StreamHandler(sys.stderr)
    if file:
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handler = RotatingFileHandler(file, maxBytes=1_000_000, backupCount=1, encoding="utf-8")
    # A full disk or a closed stderr is no reason to print where whoever logged something stood.
    logging.raiseExceptions = False
    handler.setFormatter(JsonLines())
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


def listened_to(handler: logging.Handler) -> None:
    """Let a handler hear of all that happens, whatever the level that is written."""
    logging.getLogger().addHandler(handler)
    watching.log.setLevel(logging.DEBUG)
