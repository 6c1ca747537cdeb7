"""What answers questions about a video."""

from typing import Protocol

from core.model import Answer, Summary, Transcript


class Answerer(Protocol):
    """Answers from the transcript alone, and says so where the video does not."""

    async def answer(
        self, transcript: Transcript, summary: Summary | None, question: str, earlier: tuple[Answer, ...]
    ) -> Answer:
        """Return the answer, in the question's language where a model writes it, with citations best first.

        Args:
            transcript: the cleaned transcript.
            summary: the video's summary where there is one: its sections help to find and to name moments.
            question: as it was asked.
            earlier: what was asked and answered before in the same thread, oldest first.
        """
        ...
