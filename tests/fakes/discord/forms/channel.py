"""Bodies about channels and threads (docs: Channel > Start Thread, Modify Channel)."""

from typing import Literal

from pydantic import Field

from tests.fakes.discord.forms.base import ChannelName, Form, Snowflake
from tests.fakes.discord.forms.message import MessageForm

ArchiveAfter = Literal[60, 1440, 4320, 10080]


class ThreadForm(Form):
    """A thread to start; its kind is private unless said (docs: Start Thread without Message)."""

    name: ChannelName
    auto_archive_duration: ArchiveAfter | None = None
    type: Literal[10, 11, 12] = 12
    rate_limit_per_user: int | None = None


class PostForm(Form):
    """A post to start in a forum."""

    name: ChannelName
    auto_archive_duration: ArchiveAfter | None = None
    message: MessageForm
    applied_tags: list[Snowflake] = Field(default_factory=list)


class ChannelForm(Form):
    """Changes to a channel or thread."""

    name: ChannelName | None = None
    archived: bool | None = None
    locked: bool | None = None
    auto_archive_duration: ArchiveAfter | None = None


class RecipientForm(Form):
    """Whom to open direct messages with."""

    recipient_id: Snowflake
