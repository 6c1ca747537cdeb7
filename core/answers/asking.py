"""Questions about a video, answered from its transcript."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from core.answers.answerer import Answerer
from core.budgets.budgets import paid_by
from core.budgets.spending import Counted
from core.model import Answer, Summary, Transcript
from core.requests import Request, reading_language, transcript_language
from core.summaries import Summaries
from core.thread.words import words
from core.transcripts import Transcripts
from core.watching import Step, What, happened
from core.writers import Writers


class Asking:
    """Finds what an answer rests on, and has it answered."""

    def __init__(
        self,
        transcripts: Transcripts,
        summaries: Summaries,
        writers: Writers,
        answerer: Callable[[], Answerer],
        instead: Callable[[], Answerer],
    ) -> None:
        """Make it; `answerer`, and `instead` where a budget is spent, are called when the first question comes."""
        self._transcripts = transcripts
        self._summaries = summaries
        self._writers = writers
        self._answerer = cache(answerer)
        self._instead = cache(instead)

    async def answer(self, request: Request, question: str, earlier: tuple[Answer, ...] = ()) -> Answer:
        """Return the answer to a question.

        Args:
            request: the video, and the language its summary was asked for in.
            question: as it was asked.
            earlier: what was asked and answered before in the same thread, oldest first.

        Raises:
            CuepointError: the video's transcript can't be had.
        """
        with Step(What.QUESTION, video=str(request.ref)) as step:
            language = transcript_language(request, self._writers.of(request))
            _, transcript = await self._transcripts.get(request.ref, language)
            summary = await self._summaries.kept(request)
            answer = await self._answered(request, transcript, summary, question, earlier)
            await self._writers.budgets.count(request.community, Counted.QUESTIONS)
            step.note(outcome="answered" if answer.supported else "not_in_video")
            return answer

    async def _answered(
        self,
        request: Request,
        transcript: Transcript,
        summary: Summary | None,
        question: str,
        earlier: tuple[Answer, ...],
    ) -> Answer:
        if await self._writers.affords(replace(request, offline=False)):
            with paid_by(request.community):
                return await self._answerer().answer(transcript, summary, question, earlier)
        happened(What.BUDGET, kind="question_offline", video=str(request.ref), community=request.community)
        answer = await self._instead().answer(transcript, summary, question, earlier)
        return replace(answer, notes=(*answer.notes, words(reading_language(request)).budget_spent))
