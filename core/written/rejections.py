"""A model whose rejections reach those who can mend them: the log, and those who manage the community that met one."""

import logging

from core.budgets.budgets import WHOLE, paying
from core.codec import encode
from core.errors import ModelRejected, PromptTooLong
from core.keys import FORMAT
from core.ports import LanguageModel, Names, Prompt, Reply, Store
from core.times import DAY

REJECTION = f"rejection:{FORMAT}"
"""Where it is kept why the model's server last refused the key, the model or the account."""

log = logging.getLogger(__name__)


def rejected_key(platform: str) -> str:
    """Return where the communities of a platform are listed for whom no model wrote, as its server refuses."""
    return f"rejected:{FORMAT}:{platform}"


class RejectionReporter:
    """Implements `core.ports.LanguageModel` by another, and reports when its server refuses the settings.

    A prompt that is too long is no matter of the settings.
    """

    def __init__(self, model: LanguageModel, store: Store, names: Names) -> None:
        self._model = model
        self._store = store
        self._names = names
        self._logged = ""

    @property
    def name(self) -> str:
        """Return the model's name."""
        return self._model.name

    async def complete(self, prompt: Prompt, deadline: float) -> Reply:
        """Return the model's reply; see `core.ports.LanguageModel`."""
        try:
            reply = await self._model.complete(prompt, deadline)
        except PromptTooLong:
            raise
        except ModelRejected as error:
            await self._report(error)
            raise
        self._logged = ""
        return reply

    async def _report(self, error: ModelRejected) -> None:
        """Log a rejection, once until a call succeeds, and list the community whose managers are to be told."""
        if self._logged != str(error):
            self._logged = str(error)
            log.error("%s writes nothing until this is mended: %s", self.name, error)
        community = paying()
        if community != WHOLE:
            await self._store.put(REJECTION, encode(error.failure), DAY)
            await self._names.add(rejected_key(community.partition(":")[0]), community, DAY)
