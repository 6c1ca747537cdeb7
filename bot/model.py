"""The model that the settings name, and the engine that has it write."""

import asyncio
import contextlib
import tomllib
from collections.abc import AsyncIterator
from pathlib import Path

from adapters.openai.model import OpenAIModel
from adapters.openai.prices import prices_of
from bot.settings import Settings
from core.drafts import Engine
from core.offline.engine import OfflineEngine
from core.ports import LanguageModel, Store
from core.written.engine import WrittenEngine
from core.written.remembered import RememberedModel

_PRICES = Path(__file__).with_name("prices.toml")


@contextlib.asynccontextmanager
async def model_for(settings: Settings) -> AsyncIterator[LanguageModel]:
    """Yield the model, connected meanwhile: its SDK takes half a second to import.

    Raises:
        PricesWrong: the price table can't be used.
    """
    key = settings.openai_api_key
    model = OpenAIModel(
        settings.openai_model,
        api_key=key.get_secret_value() if key else None,
        base_url=settings.openai_base_url,
        prices=prices_of(tomllib.loads(_PRICES.read_text())),
    )
    connecting = asyncio.create_task(model.connect())
    try:
        yield model
    finally:
        await asyncio.wait({connecting})
        await model.close()


def written_engine(model: LanguageModel, settings: Settings, store: Store) -> Engine:
    """Return the engine that has the model write; `store` keeps its replies for runs begun again."""
    return WrittenEngine(
        RememberedModel(model, store),
        OfflineEngine(),
        concurrency=settings.openai_concurrency,
        deadline=settings.openai_deadline,
    )
