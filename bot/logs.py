"""Logs: a line of JSON an event, on stderr for a process that serves, in a file for one that talks to a person."""

import contextlib
import logging
import sys
from functools import cache
from logging.handlers import RotatingFileHandler
from pathlib import Path


class JsonLines(logging.Formatter):
    """Formats by structlog, which is imported with the first line: most commands write none."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as a line of JSON."""
        return _structured().format(record)


def configure(level: str, file: Path | None = None) -> None:
    """Send all logs, those of the libraries too, to `file`, or to stderr where there is none.

    Args:
        level: the least level that is written, by its name.
        file: kept below a megabyte, with one older part beside it. Where it can't be written, stderr gets them.
    """
    handler: logging.Handler = logging.StreamHandler(sys.stderr)
    if file:
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handler = RotatingFileHandler(file, maxBytes=1_000_000, backupCount=1, encoding="utf-8")
    # A full disk or a closed stderr is no reason to print where whoever logged something stood.
    logging.raiseExceptions = False
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # SAQ logs a job's arguments, and warns of every worker that was waiting for a job when it stopped.
    logging.getLogger("saq").setLevel(logging.ERROR)
    # These log what goes over the wire.
    for chatty in ("httpx2", "httpcore2", "openai", "urllib3"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


@cache
def _structured() -> logging.Formatter:
    import structlog  # noqa: PLC0415 - 60 ms, see JsonLines

    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    finish: list[structlog.typing.Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.JSONRenderer(),
    ]
    return structlog.stdlib.ProcessorFormatter(processors=finish, foreign_pre_chain=shared)
