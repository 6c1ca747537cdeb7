"""What the scorer measures with, which lies beside the project."""

import importlib.util
import re
from collections.abc import Sequence
from typing import Protocol, cast

from training.talks import FOLDER


class Scorer(Protocol):
    """What training uses of the scorer."""

    TRIVIAL: re.Pattern[str]
    """Titles that say nothing of a chapter."""

    def boundary_f1(self, truth: Sequence[float], found: Sequence[float], tolerance: float) -> float:
        """Return the F1 of one-to-one matches within `tolerance` seconds."""
        ...

    def rouge(self, reference: str, candidate: str) -> float:
        """Return ROUGE-1 F1 on lower-cased words."""
        ...


def scorer() -> Scorer:
    """Return the scorer's functions."""
    path = FOLDER.parents[1] / "eval" / "score.py"
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Scorer", module)
