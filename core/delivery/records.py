"""All that is remembered of deliveries."""

from dataclasses import dataclass

from core.delivery.conversations import Conversations
from core.delivery.deliveries import Deliveries
from core.delivery.questions import Questions
from core.ports import Names, Store


@dataclass(frozen=True, slots=True)
class Records:
    """The records of deliveries and questions, and of the conversations they make."""

    deliveries: Deliveries
    questions: Questions
    conversations: Conversations


def records(store: Store, names: Names) -> Records:
    """Return the records that lie in a store."""
    return Records(Deliveries(store, names), Questions(store, names), Conversations(store))
