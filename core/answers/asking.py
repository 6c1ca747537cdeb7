"""Questions about a video, answered from its transcript."""

from collections.abc import Callable
from functools import cache

from core.answers.answerer import Answerer
from core.drafts import Engine
from core.model import Answer
from core.requests import Request, transcript_language
from core.summaries import Summaries
from core.transcripts import Transcripts
from core.watching import Step, What


class Asking:
    """Finds what an answer rests on, and has it answered."""

    def __init__(
        self, transcripts: Transcripts, summaries: Summaries, engine: Engine, answerer: Callable[[], Answerer]
    ) -> None:
        """Make it; `answerer` is called when the first question comes."""
        self._transcripts = transcripts
        self._summaries = summaries
        self._engine = engine
        self._answerer = cache(answerer)

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
            _, transcript = await self._transcripts.get(request.ref, transcript_language(request, self._engine))
            summary = await self._summaries.kept(request)
            answer = await self._answerer().answer(transcript, summary, question, earlier)
            step.note(outcome="answered" if answer.supported else "not_in_video")
            return answer
