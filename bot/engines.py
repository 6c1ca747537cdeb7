"""Who writes and who answers: a model where the settings name one, else the offline engine."""

import asyncio
import contextlib
import tomllib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from adapters.openai.model import OpenAIModel
from adapters.openai.prices import prices_of
from bot.settings import Settings
from core.answers.answerer import Answerer
from core.answers.offline import OfflineAnswerer
from core.answers.written import ModelAnswerer
from core.drafts import Engine
from core.offline.engine import OfflineEngine
from core.ports import Store
from core.written.engine import WrittenEngine
from core.written.remembered import RememberedModel

_PRICES = Path(__file__).with_name("prices.toml")


@dataclass(frozen=True, slots=True)
class Engines:
    """What writes the summaries and what answers questions about them."""

    engine: Engine
    answerer: Answerer


@contextlib.asynccontextmanager
async def engines_for(settings: Settings, store: Store) -> AsyncIterator[Engines]:
    """Yield what writes and answers under these settings; `store` keeps a model's replies for runs begun again."""
    offline, answers = OfflineEngine(), OfflineAnswerer()
    if not settings.has_model:
        yield Engines(offline, answers)
        return
    key = settings.openai_api_key
    model = OpenAIModel(
        settings.openai_model,
        api_key=key.get_secret_value() if key else None,
        base_url=settings.openai_base_url,
        prices=prices_of(tomllib.loads(_PRICES.read_text())),
    )
    written = WrittenEngine(
        RememberedModel(model, store),
        offline,
        concurrency=settings.openai_concurrency,
        deadline=settings.openai_deadline,
    )
    # The SDK takes half a second to import: it can be there by the time the transcript is.
    connecting = asyncio.create_task(model.connect())
    try:
        yield Engines(written, ModelAnswerer(model, answers))
    finally:
        await asyncio.wait({connecting})
        await model.close()
