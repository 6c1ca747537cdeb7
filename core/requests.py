"""Who wants which video summarised in which language."""

from dataclasses import dataclass

from core.drafts import Engine
from core.keys import FORMAT, digest
from core.model import VideoRef


@dataclass(frozen=True, slots=True)
class Request:
    """A video, and the language to write in (BCP 47) or None for the video's own.

    `community` is the server, workspace or direct message that asks, "" at the terminal: it waits in its own line and
    has its own budget, and makes no difference to what is computed. `offline` says that the offline engine is to write,
    as the budget for the model is spent.
    """

    ref: VideoRef
    language: str | None = None
    community: str = ""
    offline: bool = False


def transcript_language(request: Request, engine: Engine) -> str | None:
    """Return the language the transcript is asked for: an engine that translates reads the video's own words."""
    return None if engine.translates else request.language


def written_language(request: Request, engine: Engine, spoken: str) -> str:
    """Return the language the summary is written in; `spoken` is the transcript's."""
    return request.language or spoken if engine.translates else spoken


def reading_language(request: Request, spoken: str = "") -> str:
    """Return the language of the fixed words around a summary: the one that was set or asked for, else the video's.

    What answers one person's command is in that person's language instead, as the command was.

    Args:
        request: what is summarised.
        spoken: the transcript's language, "" where it isn't known: then it is English.
    """
    return request.language or spoken or "en"


def job_key(request: Request, engine: Engine) -> str:
    """Return the key of the computation that all who want the same share (law 5).

    Processes that would not understand what it tells have another.
    """
    return digest(FORMAT, str(request.ref), request.language or "", engine.fingerprint)


def wanted_key(job: str) -> str:
    """Return where it is kept that somebody waits for the job of that key."""
    return f"wanted:{job}"


def begun_key(job: str) -> str:
    """Return where it is kept that a model has begun to write for the job of that key, and may go on."""
    return f"begun:{job}"


WANTED = 15.0
"""For how many seconds a computation goes on after the last who waited for it was heard of."""
