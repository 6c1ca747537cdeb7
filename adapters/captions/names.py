"""What the name of a caption file says of its video."""

import re

from core.tags import language_tag

_SUFFIX = re.compile(r"\.(vtt|webvtt|srt|json|txt)$", re.IGNORECASE)
_LANGUAGE = re.compile(r"\.(?P<code>[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*)$", re.IGNORECASE)
_YOUTUBE_ID = re.compile(r"\s*\[[\w-]{11}\]$")  # as yt-dlp names files
# ISO 639-1, so that "talk.de" is told from "talk.mp4" and "talk.final".
_CODES = """
aa ab af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cs cu cv cy da de dv dz ee el en eo es et
eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj
kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr
nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg
th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu fil yue
"""
_KNOWN = frozenset(_CODES.split())


def known_language(text: str) -> str:
    """Return a language as BCP 47 ("pt-BR" for "pt_BR"), "" for what is none."""
    tag = language_tag(text)
    return tag if tag.split("-")[0] in _KNOWN else ""


def language_of(name: str) -> str:
    """Return the language that a file's name ends with, as in `talk.de.vtt`, else ""."""
    found = _LANGUAGE.search(_SUFFIX.sub("", _base(name)))
    return known_language(found["code"]) if found else ""


def title_of(name: str) -> str:
    """Return a file's name as a title: without folder, endings and underscores, the first letter large."""
    stem = _SUFFIX.sub("", _base(name))
    if language_of(name):
        stem = _LANGUAGE.sub("", stem)
    stem = _YOUTUBE_ID.sub("", stem)
    gaps = r"[\s_]+" if re.search(r"\s", stem) else r"[\s_.\-]+"
    title = re.sub(gaps, " ", stem).strip()
    return title[:1].upper() + title[1:] or "Captions"


def _base(name: str) -> str:
    return re.split(r"[\\/]", name)[-1]
