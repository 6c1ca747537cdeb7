"""Who writes and who answers: a model where the settings name one, else the offline engine.

What isn't needed isn't imported: a summary without a model shouldn't wait for what a model or a question needs.
"""

import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import cache

from bot.settings import Settings
from core.answers.answerer import Answerer
from core.answers.offline import OfflineAnswerer
from core.budgets.budgets import Budgets
from core.compute import ComputePool
from core.drafts import Engine
from core.offline.engine import OfflineEngine
from core.ports import LanguageModel, Names, Store


@dataclass(frozen=True, slots=True)
class Engines:
    """What writes the summaries, and what makes the answerer of questions when the first comes.

    `instead` and `answerer_instead` cost nothing; `instead` is None where the engine doesn't either.
    """

    engine: Engine
    answerer: Callable[[], Answerer]
    instead: Engine | None
    answerer_instead: Callable[[], Answerer]


@contextlib.asynccontextmanager
async def engines_for(
    settings: Settings, store: Store, names: Names, budgets: Budgets, pool: ComputePool
) -> AsyncIterator[Engines]:
    """Yield what writes and answers under these settings.

    Args:
        settings: the settings.
        store: keeps a model's replies for runs begun again.
        names: lists who is to be told that a model can't be used.
        budgets: what a model's calls are counted in.
        pool: where all of them compute.
    """
    offline, answerer = OfflineEngine(pool), cache(lambda: OfflineAnswerer(pool))
    if not settings.has_model:
        yield Engines(offline, answerer, None, answerer)
        return
    from bot.model import model_for, written_engine  # noqa: PLC0415 - see above

    async with model_for(settings, store, names, budgets) as model:
        written = written_engine(model, settings, store, pool)
        yield Engines(written, lambda: _model_answerer(model, pool), offline, answerer)


def _model_answerer(model: LanguageModel, pool: ComputePool) -> Answerer:
    from core.answers.written import ModelAnswerer  # noqa: PLC0415 - see above

    return ModelAnswerer(model, pool)
