"""Reading a caption file, without what that takes until one is read."""

from core.model import Transcript

LARGEST = 20 * 1024 * 1024
"""How many bytes a caption file may have."""


def read_captions(name: str, content: bytes) -> Transcript:
    """Return the transcript in a caption file; see `adapters.captions.parse.parse`.

    Raises:
        TranscriptError: it is none that can be used.
    """
    # It takes the stemmers, and is called in a worker process.
    from adapters.captions.parse import parse  # noqa: PLC0415

    return parse(name, content)
