"""Which requests of Discord's API a failure on order strikes."""

import re


def route_pattern(route: str) -> re.Pattern[str]:
    """Return what matches "METHOD /path", where * stands for one part of the path and ** for any rest."""
    parts = re.split(r"(\*\*|\*)", route)
    return re.compile("".join({"**": ".*", "*": "[^/]+"}.get(part, re.escape(part)) for part in parts))
