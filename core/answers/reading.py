"""What a question for a model takes beside the model: what it is given to read, and what its reply is worth."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.answers.claims import claims_of
from core.answers.extractive import answer_now, search_in
from core.answers.lexicon import lexicon
from core.answers.lines import Lines, lines_of
from core.answers.passages import READ
from core.answers.prompting import ANSWER
from core.answers.question import Turn
from core.language.lists import primary
from core.language.shown import joined
from core.laws.text import clip, plain
from core.model import Answer, Citation, Summary, Transcript

_EARLIER, _QUESTION_LENGTH, _EARLIER_LENGTH = 3, 600, 240


@dataclass(frozen=True, slots=True)
class Task:
    """What a model is asked.

    Attributes:
        offline: the answer without the model.
        language: what the question is in, and the answer is to be.
        instructions: what the model is told to do.
        content: what it is given to read, "" where the answer without it is the best one.
        lines: which sentence each number in the content stands for.
    """

    offline: Answer
    language: str
    instructions: str
    content: str
    lines: Lines


def prepare(transcript: Transcript, summary: Summary | None, question: str, earlier: Sequence[Answer]) -> Task:
    """Return what a model is asked so that it answers a question; the arguments are those of `Answerer.answer`."""
    offline, search = answer_now(transcript, summary, question, earlier), search_in(transcript)
    found = search.find(question, summary, earlier, READ)
    lines = lines_of(search.index, found.passages)
    language = found.question.language
    needless = not lines.sentences or (found.question.turn is Turn.WHOLE and _written_in(summary, language))
    content = "" if needless else _content(transcript.video.title, lines, question, earlier)
    return Task(offline, language, ANSWER.fill(language=language), content, lines)


def read_answer(reply: str, transcript: Transcript, task: Task) -> Answer | None:
    """Return the answer that a model's reply holds, without its usage; None where the reply can't be used."""
    index = search_in(transcript).index
    claims = claims_of(reply, index, task.lines, task.language)
    if claims is None:
        return None
    if not claims:
        not_in_video = lexicon(task.language).not_in_video
        return Answer(task.offline.question, not_in_video, supported=False, citations=task.offline.citations)
    text = joined((claim.text for claim in claims), task.language)
    passages = dict.fromkeys(passage for claim in claims for passage in claim.passages)
    citations: tuple[Citation, ...] = tuple(index.cite(first, last) for first, last in passages)
    return Answer(task.offline.question, text, supported=True, citations=citations)


def _written_in(summary: Summary | None, language: str) -> bool:
    """Return whether there is a summary in a language: nothing says better what the whole video is about."""
    return summary is not None and primary(summary.language) == primary(language)


def _content(title: str, lines: Lines, question: str, earlier: Sequence[Answer]) -> str:
    """Return what the model is given: title, lines, what was asked before, and the question at the end."""
    parts = [f"Video: {clip(plain(title), _EARLIER_LENGTH)}", lines.text]
    for answer in earlier[-_EARLIER:]:
        said = plain(answer.question), clip(plain(answer.text), _EARLIER_LENGTH)
        parts.append(f"Asked before: {clip(said[0], _EARLIER_LENGTH)}\nAnswered: {said[1]}")
    return "\n\n".join([*parts, f"Question: {clip(plain(question), _QUESTION_LENGTH)}"])
