"""The model that the settings name, and the engine that has it write."""

import asyncio
import contextlib
import tomllib
from collections.abc import AsyncIterator
from pathlib import Path

from adapters.openai.model import OpenAIModel
from adapters.openai.prices import Price, price_of, prices_of
from bot.settings import Settings, SettingsWrong
from core.budgets.budgets import Budgets
from core.compute import ComputePool
from core.drafts import Engine
from core.keys import digest
from core.offline.engine import OfflineEngine
from core.ports import LanguageModel, Names, Store
from core.written.counted import CountedModel
from core.written.engine import WrittenEngine
from core.written.rejections import RejectionReporter
from core.written.remembered import RememberedModel

_PRICES = Path(__file__).with_name("prices.toml")


@contextlib.asynccontextmanager
async def model_for(settings: Settings, store: Store, names: Names, budgets: Budgets) -> AsyncIterator[LanguageModel]:
    """Yield the model, its calls counted in the budgets. It is connected meanwhile: its SDK takes half a second.

    Args:
        settings: the settings.
        store: where it is kept why the server refuses them, if it does.
        names: where it is listed who is to be told.
        budgets: what its calls are counted in.

    Raises:
        PricesWrong: the price table can't be used.
        SettingsWrong: money is limited, and the model's price isn't known.
    """
    key, prices = settings.openai_api_key, check_price(settings)
    model = OpenAIModel(
        settings.openai_model,
        api_key=key.get_secret_value() if key else None,
        base_url=settings.openai_base_url,
        prices=prices,
    )
    connecting = asyncio.create_task(model.connect())
    try:
        yield RejectionReporter(CountedModel(model, budgets), store, names)
    finally:
        await asyncio.wait({connecting})
        await model.close()


def check_price(settings: Settings) -> dict[str, Price]:
    """Return the price table; it has the model's price where money is limited.

    Raises:
        PricesWrong: the price table can't be used.
        SettingsWrong: money is limited, and the model's price isn't known.
    """
    prices = prices_of(tomllib.loads(_PRICES.read_text()))
    if settings.limits_money and not price_of(settings.openai_model, prices):
        raise SettingsWrong(
            f"BUDGET_MONEY and BUDGET_SERVER_MONEY can't be kept: bot/prices.toml has no price for "
            f"“{settings.openai_model}”. Add it there, or limit tokens (BUDGET_TOKENS, BUDGET_SERVER_TOKENS)."
        )
    return prices


def written_engine(model: LanguageModel, settings: Settings, store: Store, pool: ComputePool) -> Engine:
    """Return the engine that has the model write; `store` keeps its replies for runs begun again."""
    key = settings.openai_api_key
    server = digest(settings.openai_base_url or "", key.get_secret_value() if key else "")
    remembered = RememberedModel(model, store, server)
    return WrittenEngine(
        remembered,
        OfflineEngine(pool),
        server=server,
        discard=remembered.discard,
        pool=pool,
        concurrency=settings.openai_concurrency,
        deadline=settings.openai_deadline,
    )
