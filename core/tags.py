"""Language codes as people give them."""

import re

_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)
_LONGEST = 35
_REGION, _SCRIPT = 2, 4


def language_tag(text: str) -> str:
    """Return a language as BCP 47 writes it ("pt-BR" for "pt_br"); "" for what isn't shaped like one.

    The letters' case is that of RFC 5646, section 2.1.1; no tag needs more than 35 characters (section 4.4.1).
    """
    tag = text.strip().replace("_", "-")
    if len(tag) > _LONGEST or not _TAG.fullmatch(tag):
        return ""
    language, *others = tag.lower().split("-")
    return "-".join([language, *map(_cased, others)])


def _cased(subtag: str) -> str:
    if len(subtag) == _REGION:
        return subtag.upper()
    return subtag.title() if len(subtag) == _SCRIPT else subtag
