"""What all formats that are text have in common: line ends and fences."""

import re

_FENCE = re.compile(r"\s{0,8}(?:```|~~~)\s?[\w+-]{0,20}\s{0,8}")
_LONGEST_FENCE = 40  # characters


def unwrap(text: str) -> str:
    """Return the captions in a text: without byte order marks, a model's code fences, and line ends spelled out.

    What a model writes before and after its fences is no caption.
    """
    text = text.replace("\ufeff", "")
    if text.count("\\n") > text.count("\n") and not text.startswith(("{", "[", "<")):
        text = text.strip('"').replace("\\r", "").replace("\\n", "\n").replace("\\t", "\t").replace('\\"', '"')
    return _unfence(text) if "```" in text or "~~~" in text else text


def _unfence(text: str) -> str:
    lines = text.split("\n")
    marks = [at for at, line in enumerate(lines) if _is_fence(line)]
    if not marks:
        return text
    ends = [*marks[1::2], len(lines)] if len(marks) % 2 else marks[1::2]
    inside = [lines[begin + 1 : end] for begin, end in zip(marks[::2], ends, strict=True)]
    if not any(":" in line for block in inside for line in block):
        return "\n".join(line for line in lines if not _is_fence(line))
    return "\n".join(line for block in inside for line in [*block, ""])


def _is_fence(line: str) -> bool:
    return len(line) < _LONGEST_FENCE and _FENCE.fullmatch(line) is not None
