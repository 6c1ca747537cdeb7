"""What the adapter needs of core, wired by the process it runs in."""

from dataclasses import dataclass

from core.answers.asking import Asking
from core.delivery.intake import Intake
from core.delivery.records import Records
from core.ports import Store
from core.preferences import PreferencesOf
from core.redoing import Redoing
from core.summaries import Summaries


@dataclass(frozen=True, slots=True)
class House:
    """All of it; `store` keeps until when each shard has listened."""

    intake: Intake
    records: Records
    preferences: PreferencesOf
    summaries: Summaries
    asking: Asking
    redoing: Redoing
    store: Store
