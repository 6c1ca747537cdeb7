"""What a chat's adapter needs of core, wired by the process it runs in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from core.answers.asking import Asking
from core.budgets.budgets import Budgets
from core.delivery.departures import Departures
from core.delivery.intake import Intake
from core.delivery.records import Records
from core.model import Section, Summary
from core.ports import Names, Store
from core.preferences import PreferencesOf
from core.requests import Request
from core.retention import STANDARD, Retention
from core.summaries import Summaries

Redo = Callable[[Request, int, str], Awaitable[tuple[Section, Summary] | None]]
"""Writes a section anew: see `core.redoing.Redoing.section`."""


@dataclass(frozen=True, slots=True)
class House:
    """All of it; in `store` and `names` an adapter keeps what it alone needs, such as until when it has listened."""

    intake: Intake
    records: Records
    preferences: PreferencesOf
    summaries: Summaries
    asking: Asking
    redo: Redo
    store: Store
    names: Names
    budgets: Budgets
    departures: Departures
    retention: Retention = STANDARD
