"""Whether a message asks something: talk among people is left alone."""

import re
from itertools import islice

_LETTER = re.compile(r"\w")
_MARK = re.compile(r"[?？؟՞⁇⁈]")
# Greek asks with a semicolon, which elsewhere is none.
_GREEK = re.compile(r"[\u0370-\u03ff]\s*[;\u037e]\s*$")
_ADDRESS = re.compile(r"<?https?://\S+")
# With what a question begins where people leave out the mark. By language: en de fr es pt it nl sv da no pl cs ro tr id
# ru uk el hi ar he; what has other meanings at the beginning of a sentence is left out.
_WORDS = """
what what's whats who who's whose why where when which how how's does did is are can could would should explain
was wer wie warum wieso weshalb wo wann welche welcher welches wieviel kann kannst könnte erkläre
que qu'est-ce quoi qui quand où pourquoi comment quel quelle quels quelles combien
qué quién quiénes cuándo dónde cuál cuáles cuánto cuántos cómo
quem quando onde qual quais quanto
cosa chi dove perché quale quali
wat wie waarom hoe welke
vad vem varför hur vilken vilka hvad hvem hvorfor hvordan hvilken hva
co kto kiedy gdzie dlaczego jak który kdo kdy kde proč jaký
ce cine când unde cum
ne kim neden niçin nerede nasıl hangi
apa siapa kapan mana mengapa kenapa bagaimana
что кто когда где почему зачем как какой какая какие сколько що хто коли де чому як який
τι ποιος πότε πού γιατί πώς
क्या कौन कब कहाँ क्यों कैसे
ما ماذا من متى أين لماذا كيف هل
מה מי מתי איפה למה איך האם
"""
_BEGINS = frozenset(_WORDS.split())
# Scripts without spaces ask with words of their own, most of them at the end.
_UNSPACED = re.compile(
    "什么|什麼|为什么|為什麼|怎么|怎麼|谁|誰|哪|吗|嗎|なに|何|なぜ|どう|どこ|いつ|だれ|ですか|ますか|อะไร|ทำไม|อย่างไร|ไหม"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_LEAST_WORDS = 3
"""A question without its mark has at least so many words: "how nice" asks nothing."""


def meant_for_us(text: str, *, to_us: bool, to_others: bool) -> bool:
    """Return whether a message in a conversation is to be answered.

    Args:
        text: what somebody wrote.
        to_us: it is a reply to Cuepoint, or mentions it.
        to_others: it is a reply to, or mentions, somebody else.
    """
    return to_us or (not to_others and asks(text))


def asks(text: str) -> bool:
    """Return whether a text asks something, by its marks and first word; links count nothing.

    Args:
        text: what somebody wrote.
    """
    said = _ADDRESS.sub(" ", text)
    first = _LETTER.search(said)
    if (first and _MARK.search(said, first.end())) or _GREEK.search(said) or _UNSPACED.search(said):
        return True
    words = [found.group().lower() for found in islice(_WORD.finditer(said), _LEAST_WORDS)]
    if len(words) < _LEAST_WORDS or words[:2] == ["what", "a"]:
        return False
    return words[0].replace("’", "'") in _BEGINS
