"""All that a test needs of the fake, in one place. (The package itself imports nothing: the bare app lies in it.)"""

from tests.fakes.slack.calls import Call
from tests.fakes.slack.http import Answered
from tests.fakes.slack.model import Channel, Kind, Message, Role, Status, Subteam, Team, Upload, User, View
from tests.fakes.slack.outbox import Envelope, Terms
from tests.fakes.slack.posting import Ping
from tests.fakes.slack.server import APP_TOKEN, SIGNING_SECRET, Slack
from tests.fakes.slack.using import Act
from tests.fakes.slack.world import SCOPES

__all__ = [
    "APP_TOKEN",
    "SCOPES",
    "SIGNING_SECRET",
    "Act",
    "Answered",
    "Call",
    "Channel",
    "Envelope",
    "Kind",
    "Message",
    "Ping",
    "Role",
    "Slack",
    "Status",
    "Subteam",
    "Team",
    "Terms",
    "Upload",
    "User",
    "View",
]
