"""Who has the floor, so that a speaker is named where the floor changes hands and not at every caption."""

import re

from core.transcript.voices import UNNAMED

# What any reader of the raw captions takes for a label: leaving labels out, it leaves this out, too.
_PLAIN_LABEL = re.compile(r"[^:.!?]{1,40}")
_LIKE_A_LABEL = re.compile(r"[-–]|[^:.!?]{1,40}:(?:\s|$)")


class Floor:
    """Follows the speakers from cue to cue.

    What a speaker says between two names is to be found in the raw captions, with their labels or without. So where
    the same speaker goes on, the name is left out only if no cue between has kept words that look like a label.
    """

    def __init__(self) -> None:
        self._speaker = ""
        self._kept = False
        self._left_out = False

    def take(self, speaker: str, text: str) -> str:
        """Return whom to name at a cue, "" where nobody new starts.

        Args:
            speaker: whom the caption names here, or "".
            text: the cue's words.
        """
        like_a_label = _LIKE_A_LABEL.match(text) is not None
        if self._goes_on(speaker, like_a_label=like_a_label):
            self._kept |= like_a_label
            self._left_out |= bool(speaker)
            return ""
        self._speaker = speaker or self._speaker
        self._kept, self._left_out = like_a_label, False
        return self._speaker

    def _goes_on(self, speaker: str, *, like_a_label: bool) -> bool:
        if not speaker:
            return not (like_a_label and self._left_out)
        known = speaker == self._speaker and speaker != UNNAMED
        return known and _PLAIN_LABEL.fullmatch(speaker) is not None and not (like_a_label or self._kept)
