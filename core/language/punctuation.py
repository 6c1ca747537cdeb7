"""Where sentences end by their marks, in any script."""

import re
from collections.abc import Iterator, Sequence

from core.language.leads import starts_anew
from core.language.lists import plain, primary
from core.language.measure import length

_CLOSERS = "\"'”’»)\\]」』）】"
# Marks that need white space after them, and marks that need none; machine translation writes 0।01 in Hindi. A row of
# marks is looked at once, from its first one on: a transcript may be nothing but points.
_END = re.compile(
    r"(?<![.!?…])(?P<latin>[.!?…]++)"
    rf"[{_CLOSERS}]*+(?=\s|$)|(?!(?<=\d)।\d)[。！？｡؟۔।॥։።၊။។༎]++[{_CLOSERS}]*+"
)
_GREEK = re.compile(_END.pattern.replace("[.!?…]", "[.!?…;]"))
_LAST_WORD = re.compile(r"(?<![\w.])[\w.]+$")
_INITIALS = re.compile(r"(?:\w\.)*+\w$")
# Languages that write 3. for "third".
_ORDINALS = frozenset({"cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "no", "pl", "sl", "tr"})
_LONGEST_ORDINAL = 2
_INNER_STOP = re.compile(r"(?<=\w)\.(?=\s++(?P<next>\w))")
# So many characters beside a mark tell what it means, and so many before it whether it belongs to its word.
_BESIDE, _BEFORE = 80, 12
# As many words without a mark, and a text is taken for speech that nobody punctuated.
_UNMARKED = 40
# With fewer words a mark, and so many marks, they don't end sentences: one then has so many characters at least.
_OVERMARKED, _MANY, _LEAST = 2, 1000, 40


class Punctuation:
    """What a transcript's marks mean.

    Attributes:
        used: whether somebody marked where sentences end.
    """

    def __init__(self, texts: Sequence[str], language: str) -> None:
        """Read all the texts of a transcript: whether it is marked at all, and whether capitals begin its sentences."""
        self._code = primary(language)
        self._end = _GREEK if self._code == "el" else _END
        begins = ((text, _next(text, match.end())) for text in texts for match in self._end.finditer(text))
        ends = [text[begin : begin + 1] for text, begin in begins]
        words = sum(map(length, texts))
        self.used = words < _UNMARKED * len(ends)
        self._least = _LEAST if len(ends) >= _MANY and words < _OVERMARKED * len(ends) else 0
        self._capitals = sum(map(str.isupper, ends)) >= sum(map(str.islower, ends))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where each sentence of a text begins and ends, without the white space between."""
        start = 0
        for match in self._end.finditer(text):
            if match.end() - start >= self._least and (not match["latin"] or self._ends(text, match)):
                yield start, match.end()
                start = _next(text, match.end())
        if text[start:].strip():
            yield start, len(text)

    def _ends(self, text: str, match: re.Match[str]) -> bool:
        before, after = text[max(0, match.start() - _BESIDE) : match.start()], text[match.end() : match.end() + _BESIDE]
        following = after[:3].lstrip("\"'“„«[ ")[:1]
        if match["latin"][-1] not in ".…":
            return True
        if match["latin"] == "." and _abbreviated(before, following, self._code):
            return False
        if self._capitals and following.islower():
            return match["latin"] == "." and starts_anew(before, after, self._code)
        return True


def _next(text: str, at: int) -> int:
    """Return where the next word begins; a copy of all that follows would take too long for each."""
    while text[at : at + 1].isspace():
        at += 1
    return at


def without_false_stops(text: str, language: str) -> str:
    """Return a sentence without points inside it after which it goes on in lower case, as automatic captions set them.

    Args:
        text: one sentence.
        language: BCP 47.
    """
    code = primary(language)

    def kept(stop: re.Match[str]) -> str:
        return "." if _abbreviated(text[max(0, stop.start() - _BEFORE) : stop.start()], stop["next"], code) else ""

    return _INNER_STOP.sub(kept, text)


def _abbreviated(before: str, following: str, code: str) -> bool:
    """Return whether a point belongs to the word before it, and ends no sentence."""
    found = _LAST_WORD.search(before[-_BEFORE:])
    if not found or not following:
        return False
    word = found.group()
    if word.isdigit():
        return code in _ORDINALS and len(word) <= _LONGEST_ORDINAL
    if word.lower() in plain("before_numbers"):
        return following.isdigit()
    initials = bool(_INITIALS.match(word)) and (len(word) > 1 or (word.isalpha() and word != "I"))
    return initials or word.lower() in plain("abbreviations")
