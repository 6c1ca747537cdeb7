"""Who says most, where the captions name them."""

from collections import Counter

from core.language.measure import length
from core.model import Transcript

_MOST = 5
_LEAST_SHARE = 0.04


def speakers(transcript: Transcript) -> list[str]:
    """Return the named speakers of a good part of the words, in the order of how much they say.

    None where captions number them, or name only one.
    """
    words = Counter[str]()
    speaker = ""
    for cue in transcript.cues:
        speaker = cue.speaker or speaker
        words[speaker] += length(cue.text)
    least = _LEAST_SHARE * words.total()
    named = {name: name.split("(")[0].strip() for name, count in words.most_common(_MOST) if count >= least}
    found = list(dict.fromkeys(name for name in named.values() if name.strip("> ") and not name[-1].isdigit()))
    return found if len(found) > 1 else []
