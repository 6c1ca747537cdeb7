"""Control characters: what a terminal obeys and no reader sees. Whatever is printed goes through one of these."""

import json
import re

UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""C0, DEL and C1 begin escape sequences or move the cursor; embeddings, overrides and isolates turn the direction of
writing, also of what follows (https://www.unicode.org/reports/tr9/); no encoding takes halves of surrogate pairs."""


def remove_controls(text: str) -> str:
    """Return a text without control characters; those that are white space become spaces."""
    return UNSAFE.sub(lambda found: " " if found[0].isspace() else "", text)


def escape_controls(text: str, keep: str = "") -> str:
    r"""Return a text whose control characters are spelled out, as "\x1b"; those in `keep` stay."""
    return UNSAFE.sub(lambda found: found[0] if found[0] in keep else _spelled(found[0]), text)


def json_line(value: object, *, ascii_only: bool = False) -> str:
    r"""Return a value as one line of JSON, whose control characters are written as "\u001b"."""
    # They stand in strings alone, where JSON allows for this everywhere (RFC 8259, section 7).
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=ascii_only))


def _spelled(char: str) -> str:
    return char.encode("unicode_escape").decode()
