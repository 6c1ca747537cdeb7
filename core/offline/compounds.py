"""Phrases of scripts that write no spaces: compounds of kanji and katakana, and runs that come again and again."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise

from core.language.lists import primary
from core.language.scripts import UNSPACED, WORD, clusters, runs
from core.language.unspaced import apart
from core.language.words import stop_words

_SHORTEST = 2
_LONGEST = 6
_LONGEST_COMPOUND = 12
# A run is taken for a word where it comes so often, and has as many different neighbours on either side (accessor
# variety, Feng et al. 2004); the edge of a piece counts as a new one each time.
_OFTEN = 2


class Compounds:
    """The words of a transcript's unspaced parts, as far as they can be found without a dictionary."""

    def __init__(self, texts: Iterable[str], language: str) -> None:
        """Learn the words that come again and again in the sentences of a transcript."""
        self._stops = stop_words(language)
        self._mixed = primary(language) == "ja"
        self._words = frozenset[str]() if self._mixed else self._repeated(texts)

    def of(self, text: str) -> Iterator[str]:
        """Yield the words of a text in order; none where all of it is spaced."""
        if not UNSPACED.search(text):
            return
        if self._mixed:
            yield from self._compounds(text)
            return
        for piece in self._pieces(text):
            yield from self._split(piece)

    def _compounds(self, text: str) -> Iterator[str]:
        """Japanese: kanji, katakana and Latin letters that stand together; hiragana is what binds them."""
        for word in WORD.findall(text):
            for hard, together in groupby(runs(word), key=lambda run: run.lastgroup in {"han", "kana", "word"}):
                compound = "".join(run.group() for run in together)
                if hard and UNSPACED.search(compound) and _SHORTEST <= len(compound) <= _LONGEST_COMPOUND:
                    yield from () if compound in self._stops or compound[0] == "ー" else (compound,)

    def _pieces(self, text: str) -> Iterator[list[str]]:
        """Yield what is left of the unspaced runs of a text without function words, as characters."""
        for run in runs(text):
            kind = run.lastgroup or ""
            if kind in {"han", "cluster"}:
                for piece in apart(run.group(), kind, self._stops):
                    yield clusters(piece) if kind == "cluster" else list(piece)

    def _repeated(self, texts: Iterable[str]) -> frozenset[str]:
        pieces = [piece for text in texts for piece in self._pieces(text)]
        pairs = Counter(pair for piece in pieces for pair in pairwise(piece))
        counts = Counter(run for piece in pieces for _, _, run in _runs(piece, pairs))
        before: defaultdict[str, set[object]] = defaultdict(set)
        after: defaultdict[str, set[object]] = defaultdict(set)
        for number, piece in enumerate(pieces):
            for start, end, run in _runs(piece, pairs):
                if counts[run] >= _OFTEN:
                    before[run].add(piece[start - 1] if start else number)
                    after[run].add(piece[end] if end < len(piece) else number)
        return frozenset(run for run in before if min(len(before[run]), len(after[run])) >= _OFTEN)

    def _split(self, piece: list[str]) -> Iterator[str]:
        """Yield the known words of a piece, the longest at each place; the whole of a short one."""
        if _SHORTEST <= len(piece) <= _LONGEST and "".join(piece) not in self._stops:
            yield "".join(piece)
        at = 0
        while at < len(piece):
            ends = range(min(len(piece), at + _LONGEST), at + _SHORTEST - 1, -1)
            end = next((end for end in ends if "".join(piece[at:end]) in self._words), 0)
            if end and end - at < len(piece):
                yield "".join(piece[at:end])
            at = end or at + 1


def _runs(piece: list[str], pairs: Mapping[tuple[str, str], int]) -> Iterator[tuple[int, int, str]]:
    """Yield where the runs of a piece begin and end that may come often: no run comes oftener than a pair inside."""
    for start in range(len(piece)):
        for end in range(start + _SHORTEST, min(len(piece), start + _LONGEST) + 1):
            if pairs[piece[end - 2], piece[end - 1]] < _OFTEN:
                break
            yield start, end, "".join(piece[start:end])
