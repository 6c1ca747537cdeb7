"""Names under which things are kept. A key states all that changes what is under it (law 5)."""

import hashlib

from core.model import Site, Transcript, VideoRef

FORMAT = "1"
"""The version of core's data as it is kept; raised whenever an older reading would be wrong."""


def digest(*parts: str) -> str:
    """Return a short hash of the parts, in which no part can run into the next (SHA-256, the first 128 bits)."""
    state = hashlib.sha256()
    for part in parts:
        data = part.encode()
        state.update(len(data).to_bytes(8, "big") + data)
    return state.hexdigest()[:32]


_GAP = "|"


def transcript_hash(transcript: Transcript) -> str:
    """Return the hash of what a summary rests on: the words and times, the facts of the video, how it came to be."""
    video = transcript.video
    facts = (str(video.ref), video.title, video.channel or "", video.description, repr(video.duration))
    chapters = (f"{chapter.start!r} {chapter.title}" for chapter in video.chapters)
    cues = (
        f"{cue.start!r} {cue.duration!r} {cue.speaker}{_GAP * cue.after_gap}\n{cue.text}" for cue in transcript.cues
    )
    times = repr(transcript.captioned)
    return digest(*facts, *chapters, transcript.language, transcript.kind, *transcript.notes, times, *cues)


def pointer_key(ref: VideoRef, language: str | None) -> str:
    """Return where it is kept which transcript a video has for readers of a language; a caption file has but one."""
    wanted = language if language and ref.site is not Site.FILE else ""
    return f"pointer:{FORMAT}:{ref}:{wanted}"


def transcript_key(content: str) -> str:
    """Return where the transcript of that hash is kept."""
    return f"transcript:{FORMAT}:{content}"


def failure_key(ref: VideoRef, language: str | None, way: str) -> str:
    """Return where it is kept that a video's transcript can't be had in some way, as through a proxy."""
    return f"failure:{FORMAT}:{ref}:{language or ''}:{way}"


def summary_key(content: str, engine: str, language: str) -> str:
    """Return where a summary of that transcript (its hash) by that engine (its fingerprint) is kept."""
    return f"summary:{FORMAT}:{content}:{digest(engine)}:{language}"


def kills_key(call: bytes) -> str:
    """Return where it is counted how often a computation, as it is sent to a worker process, has killed its process."""
    return f"kills:{FORMAT}:{hashlib.sha256(call).hexdigest()[:32]}"
