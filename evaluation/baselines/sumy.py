"""Conclusions by the summarizers of sumy, which is installed for the evaluation alone."""

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence  # type: ignore[import-not-found]
from sumy.summarizers.lex_rank import LexRankSummarizer  # type: ignore[import-not-found]
from sumy.summarizers.text_rank import TextRankSummarizer  # type: ignore[import-not-found]

from core.language.words import terms
from core.model import Transcript
from evaluation.baselines.texts import content

_SUMMARIZERS = {"lexrank": LexRankSummarizer, "textrank": TextRankSummarizer}
_MOST = 400
_SENTENCES = 4


class Stems:
    """Cuepoint's terms for sumy: its own tokenizer downloads data when it is first used."""

    def __init__(self, language: str) -> None:
        """Count texts in a language (BCP 47)."""
        self._language = language

    def to_words(self, text: str) -> tuple[str, ...]:
        """Return what a sentence is counted by."""
        return tuple(terms(text, self._language))


def conclusion(transcript: Transcript, method: str) -> str:
    """Return the four most central sentences, in their order.

    Of long videos 400 sentences count, spread over all of it: every pair of them is compared.
    """
    said = [sentence.text for sentence, _ in content(transcript)]
    said = said[:: -(-len(said) // _MOST) or 1]
    stems = Stems(transcript.language)
    document = ObjectDocumentModel([Paragraph([Sentence(text, stems) for text in said])])
    return " ".join(map(str, _SUMMARIZERS[method]()(document, _SENTENCES)))
