"""What a language has to say. Names in braces are filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.model import TranscriptKind
from core.notes import Note, parse_note

_DIME = 0.1
_MILL = 0.001
_MOST_DETAILS = 3
"""How many details a note has at the most: what another version kept may lack some."""


@dataclass(frozen=True, slots=True)
class Words:
    """The fixed words of a thread, and how the language writes dates, numbers and money."""

    months: tuple[str, ...]
    date: str
    thousands: str
    decimal: str
    dollars: str
    by: str
    guests: str
    kinds: Mapping[TranscriptKind, str]
    again: str
    conclusion: str
    verified: str
    covers: str
    tokens: str
    offline: str
    engine: str
    note: str
    notes: Mapping[Note, str]
    budget_spent: str
    own_language: str
    today: str
    this_month: str
    summaries: tuple[str, str]
    questions: tuple[str, str]
    day_budget: str
    no_budget: str
    all_spent: str
    nearly_spent: str
    model_rejected: str
    next_in_line: str
    in_line: tuple[str, str]
    reading: str
    under_way: str
    in_thread: tuple[str, str]
    nearest: str
    give_captions: str
    left_out: str
    summarised_there: str
    more: str
    thread: str
    removed: str

    def day(self, published: str) -> str:
        """Return an ISO date as people write it; what isn't one is returned as it is."""
        try:
            day = date.fromisoformat(published[:10])
        except ValueError:
            return published
        return self.date.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def told(self, note: str) -> str:
        """Return a note as a sentence; one that is a sentence already is returned as it is."""
        parsed = parse_note(note)
        if not parsed:
            return note
        kind, details = parsed
        return self.notes[kind].format(*details, *[""] * _MOST_DETAILS)

    def number(self, count: int) -> str:
        """Return a number with its thousands set apart."""
        return f"{count:,}".replace(",", self.thousands)

    def counted(self, forms: tuple[str, str], count: int) -> str:
        """Return how many there are, by the form for one and that for many."""
        one, many = forms
        return one if count == 1 else many.format(count=self.number(count))

    def money(self, dollars: float) -> str:
        """Return US dollars to the cent; what is less than ten cents, or than a tenth of one, more finely."""
        places = 2 if dollars >= _DIME else 6 if 0 < dollars < _MILL else 3
        return self.dollars.format(amount=f"{dollars:.{places}f}".replace(".", self.decimal))
