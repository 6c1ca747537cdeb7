"""What is known of languages: their words, stop words, stems and fillers."""

from core.language.words import stop_words, terms, tokens

__all__ = ["stop_words", "terms", "tokens"]
