"""The laws for what is said of the whole video."""

import re

from core.drafts import Closing, DraftTakeaway
from core.laws.text import CONCLUSION_LIMIT, TAKEAWAY_LIMIT, clip, plain
from core.model import Conclusion, Takeaway, Transcript

MOST_TAKEAWAYS = 6
MOST_GUESTS = 8
_NAME_LIMIT = 60
_WORD = re.compile(r"[^\W_]+")


def lawful_conclusion(closing: Closing, transcript: Transcript) -> Conclusion:
    """Return the conclusion: plain text, and at most six takeaways, each once, at the time of a cue that exists."""
    takeaways: dict[str, Takeaway] = {}
    for draft in closing.takeaways:
        takeaway = _takeaway(draft, transcript)
        if takeaway:
            takeaways.setdefault(takeaway.text.casefold(), takeaway)
    text = clip(plain(closing.text), CONCLUSION_LIMIT)
    return Conclusion(text, tuple(takeaways.values())[:MOST_TAKEAWAYS])


def lawful_guests(closing: Closing, transcript: Transcript) -> tuple[str, ...]:
    """Return the guests whose names stand in the video's title, description or transcript, the channel's left out."""
    video = transcript.video
    said = _letters(" ".join([video.title, video.description, *_spoken(transcript)]))
    guests: dict[str, str] = {}
    for name in (plain(guest) for guest in closing.guests):
        known = _letters(name).strip() and _letters(name) in said and len(name) <= _NAME_LIMIT
        if known and _letters(name) != _letters(video.channel or ""):
            guests.setdefault(_letters(name), name)
    return tuple(guests.values())[:MOST_GUESTS]


def _spoken(transcript: Transcript) -> list[str]:
    return [f"{cue.speaker} {cue.text}" for cue in transcript.cues]


def _letters(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _takeaway(draft: DraftTakeaway, transcript: Transcript) -> Takeaway | None:
    text = clip(plain(draft.text), TAKEAWAY_LIMIT)
    exists = 0 <= draft.cue < len(transcript.cues)
    return Takeaway(text, transcript.cues[draft.cue].start) if text and exists else None
