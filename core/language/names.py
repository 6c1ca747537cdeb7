"""How words are spelled where the transcript doesn't tell: automatic captions are often all in lower case."""

import re
from collections.abc import Iterator, Mapping

from core.language.lists import lists
from core.model import Transcript

_WORD = re.compile(r"[^\W\d_][\w'’.+#-]*\w|[^\W\d_]")
_SENTENCE = re.compile(r"(?<=[.!?…\n])\s+|(?<!\s)\s+[-–—|•:]\s+")
_ENOUGH = 20
# A text with fewer capitals among its letters doesn't use them; one with more, for everything.
_FEW, _MANY = 0.005, 0.7
_TITLE_CASE = 0.6
_CUES_LOOKED_AT = 400


def spellings(transcript: Transcript) -> Mapping[str, str] | None:
    """Return how names are spelled by their lower-cased form: known ones, and a video's own.

    Those are the names in its title, channel and description.

    None where the transcript has capitals of its own, or its script has none.

    Args:
        transcript: the transcript with what is known of its video.
    """
    letters = "".join(cue.text for cue in transcript.cues[:_CUES_LOOKED_AT])
    upper, lower = sum(map(str.isupper, letters)), sum(map(str.islower, letters))
    if upper + lower < _ENOUGH or _FEW <= upper / (upper + lower) <= _MANY:
        return None
    video = transcript.video
    said = [video.title, video.channel or "", *_SENTENCE.split(video.description)]
    own = {name.lower(): name for text in said for name in _names(text, transcript.language)}
    return {name.lower(): name for name in lists(transcript.language).names} | own


def _names(text: str, language: str) -> Iterator[str]:
    """Yield the words of a text that are names by their capitals, unless the text writes everything with capitals."""
    if sum(map(str.isupper, text)) > _MANY * sum(map(str.isalpha, text)):
        return
    stops = lists(language).stop_words
    first, *others = _WORD.findall(text) or [""]
    telling = [word for word in others if word.lower() not in stops]
    everywhere = sum(word[0].isupper() for word in telling) > _TITLE_CASE * len(telling)
    yield from (word for word in [first, *telling] if any(map(str.isupper, word[1:])))
    if not everywhere:
        yield from (word for word in telling if word[0].isupper())
