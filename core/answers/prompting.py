"""The prompt for answers, from its text file."""

from pathlib import Path

from core.written.prompts import PromptTemplate

_FILE = Path(__file__).parent / "prompts" / "answer.txt"

ANSWER = PromptTemplate(_FILE.read_text(encoding="utf-8"), frozenset({"language"}), "core/answers/prompts/answer.txt")
