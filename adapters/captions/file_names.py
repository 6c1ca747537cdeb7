"""What the name of a caption file says of its video."""

import re

from core.language.lists import known, primary
from core.tags import language_tag
from core.transcript.language import UNKNOWN, familiarity, guess_language

_BLANKS, _SEPARATORS = re.compile(r"[\s_]+"), re.compile(r"[\s_.\-]+")
_SUFFIX = re.compile(
    r"\.(vtt|webvtt|srt|sbv|ass|ssa|ttml|dfxp|xml|lrc|json3?|srv[123]|tsv|txt|md)$",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,4}", re.IGNORECASE)
_YOUTUBE_ID = re.compile(r"\s?\[[\w-]{11}\]$")  # as yt-dlp names files
_LONGEST = 255  # characters of a name, as file systems have it
# What stands beside a language: for whom captions are, and where they come from.
_MARKS = {"sdh", "cc", "hi", "forced", "full", "default", "orig", "original", "auto", "asr", "captions", "subs"}
# Regions that are written like a language: "pt-br" is Brazil's, "en-de" YouTube's for English translated from German.
_REGIONS = {"pt-br", "fr-ca", "en-ca", "de-ch", "fr-ch", "it-ch", "nl-be", "fr-be", "de-be", "zh-tw", "es-ar", "es-co"}
# ISO 639-1, so that "talk.de" is told from "talk.mp4" and "talk.final".
_CODES = """
aa ab af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cs cu cv cy da de dv dz ee el en eo es et
eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj
kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr
nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg
th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu fil yue
"""
# Languages that the guess takes for another one, whose words they share.
_RELATIVES = {
    "ar": "ur ps sd ckb",
    "bg": "mk",
    "da": "no fo",
    "de": "lb",
    "es": "gl ast",
    "fa": "ur ps sd",
    "fi": "et",
    "fr": "oc wa",
    "hi": "mr ne sa",
    "hr": "sl mk",
    "it": "co sc",
    "nl": "af fy li",
    "no": "da sv fo is",
    "pt": "gl",
    "ru": "be",
    "sv": "da no",
    "tr": "az tk",
}
_SURE = 0.25  # of the words: so many function words, and the guess is no chance
_KNOWN = frozenset(_CODES.split())


def known_language(text: str) -> str:
    """Return a language as BCP 47 ("pt-BR" for "pt_BR"), "" for what is none."""
    tag = language_tag(text)
    return tag if tag.split("-")[0] in _KNOWN else ""


def identify_language(stated: str, name: str, words: str) -> str:
    """Return the language of captions: what the file states, else what its words show, else what its name says.

    The name adds the region, where it names the language that the words are in. It is believed against the words where
    it names a language that the words can't show.

    Args:
        stated: what the file states, "" for nothing.
        name: the file's name.
        words: what is said.
    """
    if tag := known_language(stated):
        return tag
    named = languages_of(name)
    guessed = guess_language(words)
    if guessed == UNKNOWN:
        return named[0] if named else UNKNOWN
    same = [tag for tag in named if primary(tag) == guessed]
    related = [tag for tag in named if primary(tag) in _RELATIVES.get(guessed, "").split()]
    unseen = [tag for tag in named if primary(tag) not in known()] if familiarity(words) < _SURE else []
    return (same or related or unseen or [guessed])[0]


def languages_of(name: str) -> list[str]:
    """Return the languages that a file's name ends with, as in `talk.de.vtt`, the likeliest first.

    Of `talk.en.hi.srt`, English comes first: "hi" stands for the hard of hearing.
    """
    return [tag for part in reversed(_endings(name)) if (tag := _language_in(part))]


def title_of(name: str) -> str:
    """Return a file's name as a title: without folder, endings and underscores, the first letter large."""
    stem = _SUFFIX.sub("", _base(name))
    for part in _endings(name):
        stem = stem[: -len(part) - 1]
    stem = _YOUTUBE_ID.sub("", stem)
    gaps = _BLANKS if any(map(str.isspace, stem)) else _SEPARATORS
    title = gaps.sub(" ", stem).strip()
    return title[:1].upper() + title[1:] or "Captions"


def _endings(name: str) -> list[str]:
    """Return the parts at the end of a name that say language and kind, the last one first."""
    parts = _SUFFIX.sub("", _base(name)).split(".")[1:]
    endings: list[str] = []
    for part in reversed(parts):
        if part.lower() not in _MARKS and not _language_in(part):
            break
        endings.append(part)
    return endings if any(map(_language_in, endings)) else []


def _language_in(part: str) -> str:
    """Return the language that a part of a name is, without what isn't a region: "en" for "en-orig" and "en-de"."""
    if not _LANGUAGE.fullmatch(part):
        return ""
    language, *others = part.replace("_", "-").split("-")
    kept = [
        other
        for other in others
        if other.lower() not in _MARKS
        and not (other.islower() and other in _KNOWN and f"{language}-{other}".lower() not in _REGIONS)
    ]
    return known_language("-".join([language, *kept]))


def _base(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2][-_LONGEST:]
