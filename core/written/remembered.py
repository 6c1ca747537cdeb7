"""A model whose replies are kept for a while: a run that is begun again pays for nothing twice, and writes the same.

What was told of a run stays told when another goes on: so a window that was written offline is to be so again, with
other cuts than the model would make.
"""

import json
from dataclasses import asdict, dataclass

from core.codec import decode, encode
from core.errors import ModelUnavailable
from core.keys import FORMAT, digest
from core.ports import LanguageModel, Prompt, Reply, Store
from core.times import HOUR, MINUTE

KEPT = HOUR
"""For how many seconds a reply is kept: longer than any run that may be begun again."""

FAILED = MINUTE
"""For how many seconds it is known that a call failed: as long as a summary is kept that fell back for it."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a call: a reply, or why there was none."""

    reply: Reply | None = None
    failed: str = ""


class RememberedModel:
    """Implements `core.ports.LanguageModel` by another, whose replies it keeps by what was asked."""

    def __init__(self, model: LanguageModel, store: Store, server: str = "") -> None:
        """Make it.

        Args:
            model: whose replies are kept.
            store: where.
            server: a digest of the model's server and key: what another one said or refused is not this one's.
        """
        self._model = model
        self._store = store
        self._server = server

    @property
    def name(self) -> str:
        """Return the model's name."""
        return self._model.name

    async def complete(self, prompt: Prompt, deadline: float) -> Reply:
        """Return the model's reply; see `core.ports.LanguageModel`."""
        key = self._key(prompt)
        kept = decode(await self._store.get(key), _Outcome)
        if kept and kept.failed:
            raise ModelUnavailable(kept.failed)
        if kept and kept.reply:
            return kept.reply
        try:
            reply = await self._model.complete(prompt, deadline)
        except ModelUnavailable as error:
            await self._store.put(key, encode(_Outcome(failed=error.detail or error.code)), FAILED)
            raise
        lifetime = FAILED if reply.cut_off or reply.refused else KEPT
        await self._store.put(key, encode(_Outcome(reply)), lifetime)
        return reply

    async def discard(self, prompt: Prompt, reply: Reply) -> None:
        """Keep a reply that could not be used no longer than a failure: the next run may get a better one."""
        await self._store.put(self._key(prompt), encode(_Outcome(reply)), FAILED)

    def _key(self, prompt: Prompt) -> str:
        return f"reply:{FORMAT}:{digest(self.name, self._server, json.dumps(asdict(prompt), sort_keys=True))}"
