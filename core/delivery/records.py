"""All that is remembered of deliveries."""

from dataclasses import dataclass

from core.delivery.conversations import Conversations, RecordStore
from core.delivery.deliveries import Deliveries
from core.delivery.earlier import EarlierSummaries
from core.delivery.questions import Questions
from core.ports import Names


@dataclass(frozen=True, slots=True)
class Records:
    """The records of deliveries and questions, of the conversations they make, and of what was summarised where."""

    deliveries: Deliveries
    questions: Questions
    conversations: Conversations
    earlier: EarlierSummaries


def records(store: RecordStore, names: Names) -> Records:
    """Return the records that lie in a store."""
    return Records(Deliveries(store, names), Questions(store, names), Conversations(store), EarlierSummaries(names))
