"""Law 3: a citation is a passage that is there."""

from collections.abc import Collection, Iterable, Sequence

from core.model import Citation, Cue


def citations(
    spans: Iterable[tuple[int, int]], cues: Sequence[Cue], shown: Collection[int] | None = None
) -> tuple[Citation, ...]:
    """Return the passages that an answer names, in its order, each once.

    Args:
        spans: positions of the first and last cue of each passage, both inside, as they were named.
        cues: the transcript's cues.
        shown: the positions that the answer could know of; a passage that begins or ends elsewhere is made up.
    """
    allowed = range(len(cues)) if shown is None else shown
    good = (span for span in spans if span[0] <= span[1] and all(0 <= at < len(cues) and at in allowed for at in span))
    return tuple(_citation(first, last, cues) for first, last in dict.fromkeys(good))


def cited(positions: Iterable[int], cues: Sequence[Cue], shown: Collection[int] | None = None) -> tuple[Citation, ...]:
    """Return the passages made of single cues that an answer names; neighbours named one after another become one."""
    spans: list[tuple[int, int]] = []
    for position in positions:
        if spans and position == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], position)
        else:
            spans.append((position, position))
    return citations(spans, cues, shown)


def _citation(first: int, last: int, cues: Sequence[Cue]) -> Citation:
    chosen = cues[first : last + 1]
    text = " ".join(" ".join(cue.text for cue in chosen).split())
    return Citation(chosen[0].start, max(cue.end for cue in chosen), text)
