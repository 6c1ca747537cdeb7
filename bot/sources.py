"""What people give as a source: a link, or the path of a caption file."""

from pathlib import Path

from adapters.captions.reader import LARGEST, read_captions
from core.blocking import in_thread
from core.compute import ComputePool
from core.errors import CuepointError, SourceError
from core.links import find_links, page_error
from core.model import VideoRef
from core.requests import Request
from core.transcripts import Transcripts


class FileUnreadable(CuepointError):
    """There is a path, and what is there can't be read."""

    code = "file_unreadable"
    sentence = "{detail}. Give a YouTube link, or the path of a caption file such as .vtt or .srt."


async def request_for(source: str, language: str | None, transcripts: Transcripts, pool: ComputePool) -> Request:
    """Return the request for a source; the transcript in a caption file is kept on the way.

    Args:
        source: a video link, or the path of a caption file.
        language: what to write in (BCP 47), or None for the video's own.
        transcripts: where a caption file's transcript is kept.
        pool: where a caption file is read.

    Raises:
        CuepointError: it is neither, or can't be read.
    """
    ref = linked(source)
    if ref is None:
        # A pipe into which nobody writes is left alone when the person has had enough.
        name, content = await in_thread("captions", lambda: read_file(source))
        transcript = await pool.run(read_captions, name, content)
        ref = transcript.video.ref
        await transcripts.keep(transcript, None)
    return Request(ref, language)


def linked(source: str) -> VideoRef | None:
    """Return the video that a source links to, or None where it is no link.

    Raises:
        SourceError: it links to several videos, or to a page that is not one video.
    """
    if error := page_error(source):
        raise error
    links = find_links(source)
    if len(links) > 1:
        raise SourceError(f"That names {len(links)} videos, and")
    return links[0].ref if links else None


def read_file(source: str) -> tuple[str, bytes]:
    """Return name and content of the file at a path. Only ever called for the terminal's user (law 6).

    Raises:
        SourceError: there is no such file.
        FileUnreadable: it can't be read.
    """
    try:
        path = Path(source).expanduser()
        with path.open("rb") as file:
            return path.name, file.read(LARGEST + 1)
    except (FileNotFoundError, RuntimeError, ValueError):  # a home of nobody's, a name no file can have
        raise SourceError(f"“{source}”") from None
    except OSError as error:
        raise FileUnreadable(f"“{source}” can't be read: {(error.strerror or str(error)).lower()}") from error
