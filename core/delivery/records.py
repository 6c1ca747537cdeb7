"""All that is remembered of deliveries."""

from dataclasses import dataclass

from core.delivery.conversations import Conversations
from core.delivery.deliveries import Deliveries
from core.delivery.delivery_index import DeliveryIndex
from core.delivery.earlier import EarlierSummaries
from core.delivery.follow_ups import FollowUpRecords
from core.delivery.questions import Asked
from core.delivery.record import RecordStore
from core.delivery.uploads import Upload
from core.ports import Names
from core.retention import STANDARD, Retention


@dataclass(frozen=True, slots=True)
class Records:
    """The records of deliveries, questions and files, of the conversations, and of what was summarised where."""

    deliveries: Deliveries
    questions: FollowUpRecords[Asked]
    uploads: FollowUpRecords[Upload]
    conversations: Conversations
    earlier: EarlierSummaries
    index: DeliveryIndex


def records(store: RecordStore, names: Names, retention: Retention = STANDARD) -> Records:
    """Return the records that lie in a store, each kept as long as `retention` says."""
    questions, uploads = ("question", "asked", "of-delivery"), ("upload", "uploaded", "uploads-of-delivery")
    return Records(
        Deliveries(store, names, retention.deliveries),
        FollowUpRecords(store, names, Asked, questions, retention.questions),
        FollowUpRecords(store, names, Upload, uploads, retention.questions),
        Conversations(store, retention.questions),
        EarlierSummaries(names, retention.deliveries),
        DeliveryIndex(names, retention.deliveries),
    )
