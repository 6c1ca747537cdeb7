"""Who has the floor, so that a speaker is named where the floor changes hands and not at every caption."""

import re

from core.transcript.voices import UNNAMED

# What anybody takes for a label who leaves labels out by rule.
_LABEL = re.compile(r"^[-–]?\s*[^:.!?]{0,40}:\s")


class Floor:
    """Follows the speakers from cue to cue.

    What is said from one named cue to the next can be found word for word in the captions, either with all their
    labels or without them. Where a cue would break that, its speaker is named although the same one goes on.
    """

    def __init__(self) -> None:
        self._speaker = ""
        self._shown = self._plain = ""
        self._with_labels = self._without_labels = True

    def take(self, speaker: str, text: str, shown: str) -> str:
        """Return whom to name at a cue, "" where nobody new starts.

        Args:
            speaker: whom the caption names here, or "".
            text: the cue's words.
            shown: the words of its whole caption, labels among them.
        """
        if shown is not self._shown:
            self._shown, self._plain = shown, _LABEL.sub("", shown, count=1).lstrip("-– ")
        with_labels = self._with_labels and shown == text
        without_labels = self._without_labels and self._plain == text
        goes_on = not speaker or speaker == self._speaker != UNNAMED
        if goes_on and (with_labels or without_labels):
            self._with_labels, self._without_labels = with_labels, without_labels
            return ""
        self._speaker = speaker or self._speaker
        self._with_labels, self._without_labels = shown.endswith(text), self._plain.endswith(text)
        return self._speaker
