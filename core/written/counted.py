"""A model whose calls are counted for whoever pays for them."""

import asyncio

from core.budgets.budgets import Budgets
from core.ports import LanguageModel, Prompt, Reply


class CountedModel:
    """Implements `core.ports.LanguageModel` by another. Beneath `RememberedModel`, for what is kept costs nothing."""

    def __init__(self, model: LanguageModel, budgets: Budgets) -> None:
        self._model = model
        self._budgets = budgets
        self._charging: set[asyncio.Task[None]] = set()

    @property
    def name(self) -> str:
        """Return the model's name."""
        return self._model.name

    async def complete(self, prompt: Prompt, deadline: float) -> Reply:
        """Return the model's reply; see `core.ports.LanguageModel`."""
        reply = await self._model.complete(prompt, deadline)
        # A task of its own: what was paid for is counted whole, also where nobody waits for the reply any more.
        charging = asyncio.create_task(self._budgets.charge(reply.usage))
        self._charging.add(charging)
        charging.add_done_callback(self._charging.discard)
        await asyncio.shield(charging)
        return reply
