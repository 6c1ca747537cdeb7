"""A model whose replies are kept for a while, so that a run that is begun again pays for nothing twice."""

import json
from dataclasses import asdict

from core.codec import decode, encode
from core.keys import FORMAT, digest
from core.ports import LanguageModel, Prompt, Reply, Store

KEPT = 3600.0
"""For how many seconds a reply is kept: longer than any run that may be begun again."""


class RememberedModel:
    """Implements `core.ports.LanguageModel` by another, whose replies it keeps by what was asked."""

    def __init__(self, model: LanguageModel, store: Store) -> None:
        self._model = model
        self._store = store

    @property
    def name(self) -> str:
        """Return the model's name."""
        return self._model.name

    async def complete(self, prompt: Prompt, deadline: float) -> Reply:
        """Return the model's reply; see `core.ports.LanguageModel`."""
        key = f"reply:{FORMAT}:{digest(self.name, json.dumps(asdict(prompt), sort_keys=True))}"
        kept = decode(await self._store.get(key), Reply)
        if kept:
            return kept
        reply = await self._model.complete(prompt, deadline)
        if not (reply.cut_off or reply.refused):
            await self._store.put(key, encode(reply), KEPT)
        return reply
