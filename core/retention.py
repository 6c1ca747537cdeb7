"""For how long records are kept. The settings `RETENTION_*_DAYS` change it; docs/privacy.md lists the records."""

from dataclasses import dataclass

from core.times import DAY


@dataclass(frozen=True, slots=True)
class Retention:
    """Seconds for which each kind of record is kept after it was last written."""

    transcripts: float = 30 * DAY
    summaries: float = 90 * DAY
    questions: float = 14 * DAY
    """Questions and conversations, and answers shown to one person."""
    deliveries: float = 14 * DAY
    """Deliveries, what leads to them, and what a community was given: as long as a repost leads to the thread there."""


STANDARD = Retention()
