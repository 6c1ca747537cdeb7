"""Titles by TextRank."""

from collections import Counter
from itertools import pairwise

import numpy as np

from core.language.words import terms, tokens
from core.model import Transcript
from evaluation.baselines.texts import Floats

_DAMPING = 0.85
_ROUNDS = 40


def keywords(transcript: Transcript, first: int, end: int) -> str:
    """Return a title for the cues from `first` up to `end`: the two best keywords by TextRank.

    Mihalcea & Tarau 2004, "TextRank: Bringing Order into Texts": PageRank over terms that stand beside each other.
    """
    language = transcript.language
    said = [word for cue in transcript.cues[first:end] for word in tokens(cue.text, language) if terms(word, language)]
    keys = [terms(word, language)[0] for word in said]
    names = sorted(set(keys))
    if not names:
        return ""
    places = {name: at for at, name in enumerate(names)}
    alike = np.zeros((len(names), len(names)))
    for one, other in pairwise(keys):
        alike[places[one], places[other]] += 1
        alike[places[other], places[one]] += 1
    ranks = _central(alike)
    best = [names[at] for at in np.argsort(-ranks, kind="stable")[:2]]
    return " ".join(_usual(key, said, keys) for key in best)


def _usual(key: str, said: list[str], keys: list[str]) -> str:
    """How a term is written most often."""
    return Counter(word for word, term in zip(said, keys, strict=True) if term == key).most_common(1)[0][0]


def _central(alike: Floats) -> Floats:
    """PageRank by power iteration."""
    np.fill_diagonal(alike, 0.0)
    size = max(1, len(alike))
    moves = alike / np.maximum(alike.sum(axis=1, keepdims=True), np.finfo(float).tiny)
    ranks = np.full(len(alike), 1 / size)
    for _ in range(_ROUNDS):
        ranks = (1 - _DAMPING) / size + _DAMPING * (moves.T @ ranks)
    return ranks
