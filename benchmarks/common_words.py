"""How common words are in general speech, learned from transcripts: writes core/answers/words/learned.toml.

    python -m benchmarks.common_words ../shared/data/transcripts

Only transcripts under the MIT licence are read. A word that two kinds of recordings share is general: the file keeps
the second largest of a term's shares in the sources of a language (talks on bitcoin and meetings, today).
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.language.lists import primary
from core.language.words import terms
from core.transcript.clean import RawCue, clean

TARGET = Path(__file__).parents[1] / "core" / "answers" / "words" / "learned.toml"
STEPS = (4000, 2000, 1000, 500, 250, 120, 60, 30)
"""Of a million terms; a share is written as the nearest step."""
WIDTH = 118


def main() -> None:
    shares = {code: shared(list(sources.values())) for code, sources in read(Path(sys.argv[1])).items()}
    TARGET.write_text("\n".join(lines({code: known for code, known in shares.items() if known})) + "\n", "utf-8")


def read(folder: Path) -> dict[str, dict[str, dict[str, float]]]:
    """Return for each language and source the mean share of each term in its MIT-licensed transcripts."""
    found: dict[str, dict[str, list[Counter[str]]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(folder.glob("*.json")):
        document = json.loads(path.read_text("utf-8"))
        if document["license"].startswith("MIT"):
            code, source = primary(document["language"]), document["source"].split("@")[0]
            cues = clean(RawCue(cue["start"], cue["duration"], cue["text"]) for cue in document["snippets"]).cues
            found[code][source].append(Counter(terms(" ".join(cue.text for cue in cues), code)))
    return {code: {source: means(counts) for source, counts in of.items()} for code, of in found.items()}


def means(counts: Sequence[Counter[str]]) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for count in counts:
        for term, times in count.items():
            sums[term] += times / count.total() / len(counts)
    return sums


def shared(sources: Sequence[dict[str, float]]) -> dict[str, float]:
    """Return of each term that two sources have the second largest share."""
    having: dict[str, list[float]] = defaultdict(list)
    for source in sources:
        for term, share in source.items():
            having[term].append(share)
    return {term: sorted(shares)[-2] for term, shares in having.items() if len(shares) > 1}


def lines(shares: dict[str, dict[str, float]]) -> Iterator[str]:
    """Yield the file's lines: for each language and step the terms that are about as common."""
    yield "# Of a million terms of speech, each of these is said about so many times."
    yield "# Written by benchmarks/common_words.py from MIT-licensed transcripts."
    for code, known in sorted(shares.items()):
        yield from ("", f"[{code}]")
        for step in STEPS:
            chosen = sorted(term for term, share in known.items() if nearest(share * 1e6) == step and term.isalpha())
            yield from (f'{step} = """', *wrapped(chosen), '"""') if chosen else ()


def nearest(count: float) -> int:
    return min(STEPS, key=lambda step: max(step, count) / min(step, count))


def wrapped(words: Sequence[str]) -> Iterator[str]:
    line = ""
    for word in words:
        if len(line) + len(word) >= WIDTH:
            yield line
            line = ""
        line += f" {word}" if line else word
    yield line


if __name__ == "__main__":
    main()
