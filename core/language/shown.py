"""A spoken sentence as it is shown in a summary: without filler, in sentence case, with a mark at its end."""

import re
from collections.abc import Iterable, Mapping

from core.language.fillers import without_fillers, without_repeats
from core.language.leads import without_leads
from core.language.lists import lists, plain, primary
from core.language.punctuation import without_false_stops

_STOPS = {"zh": "。", "ja": "。", "hi": "।", "ne": "।", "hy": "։", "my": "။", "km": "។", "th": "", "lo": ""}
_ENDED = re.compile(r"[.!?…。！？؟۔।॥։။។]['\"”’»」』)）]*$")
_LOOSE_END = re.compile(r"(?<![\s,;:、，；：،\-–—])[\s,;:、，；：،\-–—]+$")
_LOOSE_START = re.compile(r"^[\s,;:.…!?、，；：،。！？\-–—)\]]+")
# Transcripts made of tokens put a space before marks, and before 's and n't.
_TOKENISED = re.compile(r"(?<! ) +([,.!?;:%)\]»”…]++(?=\s|$)|'(?:s|re|ve|ll|d|m|t)\b|n't\b)")
_IDEOGRAPHIC = "\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"
_BETWEEN_CHARACTERS = re.compile(rf"(?<=[{_IDEOGRAPHIC}])(?<!\s)\s+(?=[{_IDEOGRAPHIC}])")
ANNOTATION = re.compile(r"[(（][^()（）]{0,40}[)）]")
"""What captions say beside the words, as "(laughter)"."""
_GLUED = re.compile(r"(?<![\w.,])(\d[\d.,]*+)(?=(?P<word>[^\W\d_]{3,}+)(?!\w))")
_WORD = re.compile(r"[\w'’]+")
_LETTERS = re.compile(r"(?<![\w'’])[b-df-hj-np-tv-xz]{3,5}(?![\w'’])")
_LOWER_I = re.compile(r"\bi(?=$|[\s,;:!?…]|'(?:m|ve|d|ll)\b)")


def tidy(text: str) -> str:
    """Return a text with the spaces between its words and marks as people write them."""
    return _BETWEEN_CHARACTERS.sub("", _TOKENISED.sub(r"\1", " ".join(text.split())))


def shown(text: str, language: str, names: Mapping[str, str] | None = None) -> str:
    """Return a sentence for people to read; the words that say something stay as they are. "" where none does.

    Args:
        text: a sentence in the transcript's words.
        language: BCP 47.
        names: how words are spelled, by their lower-cased form, for transcripts that are all in one case.
    """
    text = _TOKENISED.sub(r"\1", " ".join(ANNOTATION.sub(" ", text).split()))
    text = without_false_stops(
        apart(tidy(without_repeats(without_fillers(text, language), language)), language), language
    )
    text = without_leads(_LOOSE_START.sub("", text), language)
    if names is not None:
        text = spelled(text, language, names)
    return _finished(text, language)


def apart(text: str, language: str) -> str:
    """Return a text with a space between a number and the everyday word that is glued to it, as in "15minutes".

    Args:
        text: any text.
        language: BCP 47.
    """
    known = lists(language)

    def set_apart(found: re.Match[str]) -> str:
        word = found["word"].lower()
        return f"{found[1]} " if word in known.stop_words or word in known.vague else found[1]

    return _GLUED.sub(set_apart, text)


def spelled(text: str, language: str, names: Mapping[str, str]) -> str:
    """Return a text that is all in one case with its names spelled as they are; in English, "I" and "DNS" too."""
    text = _WORD.sub(lambda found: names.get(found.group(), found.group()), text.lower())
    return _LOWER_I.sub("I", _LETTERS.sub(_in_capitals, text)) if primary(language) == "en" else text


def _in_capitals(letters: re.Match[str]) -> str:
    """English has no words without a vowel but light ones: others are spelled out, as "DNS" is."""
    said = letters.group()
    return said if said in lists("en").stop_words | plain("abbreviations") else said.upper()


def capitalised(text: str) -> str:
    """Return a text with its first letter in upper case, unless its first word has capitals of its own (iPhone)."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    at = next((at for at, character in enumerate(text) if character.isalnum()), 0)
    if not first or any(map(str.isupper, first)) or len(text[at : at + 1].upper()) != 1:
        return text
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def _finished(text: str, language: str) -> str:
    text = capitalised(_LOOSE_END.sub("", _LOOSE_START.sub("", text)))
    if not any(map(str.isalnum, text)):
        return ""
    return text if _ENDED.search(text) else text + _STOPS.get(primary(language), ".")


def joined(sentences: Iterable[str], language: str) -> str:
    """Return sentences as a paragraph: with spaces between them where the language has them.

    Args:
        sentences: as they are shown.
        language: BCP 47.
    """
    return ("" if primary(language) in {"ja", "zh"} else " ").join(filter(None, sentences))
