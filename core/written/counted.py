"""A model whose calls are counted for whoever pays for them."""

from core.budgets.budgets import Budgets
from core.ports import LanguageModel, Prompt, Reply


class CountedModel:
    """Implements `core.ports.LanguageModel` by another. Beneath `RememberedModel`, for what is kept costs nothing."""

    def __init__(self, model: LanguageModel, budgets: Budgets) -> None:
        self._model = model
        self._budgets = budgets

    @property
    def name(self) -> str:
        """Return the model's name."""
        return self._model.name

    async def complete(self, prompt: Prompt, deadline: float) -> Reply:
        """Return the model's reply; see `core.ports.LanguageModel`."""
        reply = await self._model.complete(prompt, deadline)
        await self._budgets.charge(reply.usage)
        return reply
