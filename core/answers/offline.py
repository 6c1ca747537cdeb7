"""Answers without a model: the passages themselves."""

from core.compute import ComputePool, ThreadPool
from core.model import Answer, Summary, Transcript


class OfflineAnswerer:
    """Implements `core.answers.answerer.Answerer` with what is said in the video, found in a pool."""

    def __init__(self, pool: ComputePool | None = None) -> None:
        """Make the answerer; without a pool it computes in threads."""
        self._pool = pool or ThreadPool()

    async def answer(
        self, transcript: Transcript, summary: Summary | None, question: str, earlier: tuple[Answer, ...]
    ) -> Answer:
        """Return the answer as `Answerer` says: a sentence or two of the best passage, and the passages, best first."""
        return await self._pool.run(_answer, transcript, summary, question, earlier)


def _answer(transcript: Transcript, summary: Summary | None, question: str, earlier: tuple[Answer, ...]) -> Answer:
    # It takes NumPy and 25 MB, which a process that leaves the computing to others needn't hold.
    from core.answers.extractive import answer_now  # noqa: PLC0415

    return answer_now(transcript, summary, question, earlier)
