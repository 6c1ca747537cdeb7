"""Who writes and who answers: a model where the settings name one, else the offline engine.

What isn't needed isn't imported: a summary without a model shouldn't wait for what a model or a question needs.
"""

import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from bot.offline import WaitingOfflineEngine
from bot.settings import Settings
from core.answers.answerer import Answerer
from core.drafts import Engine
from core.ports import LanguageModel, Store


@dataclass(frozen=True, slots=True)
class Engines:
    """What writes the summaries, and what makes the answerer of questions when the first comes."""

    engine: Engine
    answerer: Callable[[], Answerer]


@contextlib.asynccontextmanager
async def engines_for(settings: Settings, store: Store) -> AsyncIterator[Engines]:
    """Yield what writes and answers under these settings; `store` keeps a model's replies for runs begun again."""
    if not settings.has_model:
        yield Engines(WaitingOfflineEngine(), _offline_answerer)
        return
    from bot.model import model_for, written_engine  # noqa: PLC0415 - see above

    async with model_for(settings) as model:
        yield Engines(written_engine(model, settings, store), lambda: _model_answerer(model))


def _offline_answerer() -> Answerer:
    from core.answers.offline import OfflineAnswerer  # noqa: PLC0415 - see above

    return OfflineAnswerer()


def _model_answerer(model: LanguageModel) -> Answerer:
    from core.answers.offline import OfflineAnswerer  # noqa: PLC0415 - see above
    from core.answers.written import ModelAnswerer  # noqa: PLC0415 - see above

    return ModelAnswerer(model, OfflineAnswerer())
