"""Slack's Web API as Cuepoint uses it: its refusals as `Gone` or `ChatDown`, its rate limits waited for."""

import contextlib
import logging
import math
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from typing import Any, Self, cast
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.inbound import Raw
from adapters.slack.rendering import Json, Post
from adapters.slack.spots import PLATFORM, Spot
from adapters.slack.workspaces import Workspace, Workspaces
from core.delivery.chat import ChatDown, Gone
from core.faults import tried
from core.watching import Step, What

Hidden = Mapping[str, str | int]
"""What a message of ours carries for us alone (https://docs.slack.dev/messaging/message-metadata)."""
METADATA = "cuepoint_part"
RATE_RETRIES = 8
"""How often a call is made again that came too fast; each time as many seconds later as Slack says."""
TIMEOUT = 30
"""Seconds a call may take."""
PAGE = 200

# https://docs.slack.dev/reference/methods/chat.postMessage#errors and its kin: there is nowhere to write, or no right.
GONE = {
    "account_inactive", "app_uninstalled", "as_user_not_supported", "cannot_reply_to_message", "cant_delete_message",
    "cant_update_message", "channel_is_archived", "channel_not_found", "duplicate_channel_not_found", "file_deleted",
    "file_not_found", "invalid_auth", "invalid_thread_ts", "is_archived", "is_inactive", "message_not_found",
    "missing_scope", "no_permission", "not_allowed_token_type", "not_authed", "not_in_channel", "org_login_required",
    "posting_to_channel_denied", "restricted_action", "restricted_action_non_threadable_channel",
    "restricted_action_read_only_channel", "restricted_action_thread_locked",
    "restricted_action_thread_only_channel", "team_access_not_granted", "thread_locked", "thread_not_found",
    "token_expired", "token_revoked", "user_disabled", "user_is_restricted", "user_not_found", "user_not_in_channel",
    "user_not_visible",
}  # fmt: skip
# The blocks are refused, though not for what they say: the text alone still goes.
UNREADABLE = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"}
UNDELETABLE = {"cant_delete_message", "compliance_exports_prevent_deletion", "no_permission"}
LOST = {"fatal_error", "internal_error", "ratelimited", "request_timeout", "service_unavailable", "team_added_to_org"}


log = logging.getLogger(__name__)


@contextlib.contextmanager
def asking() -> Iterator[None]:
    """Turn Slack's refusals into Gone, and its own trouble, answers that can't be read included, into ChatDown."""
    with Step(What.CHAT_CALL, level=logging.DEBUG, platform=PLATFORM):
        try:
            yield
        except SlackApiError as error:
            name = refusal(error)
            if name in GONE:
                raise Gone(name) from error
            if name in LOST or not name:
                raise ChatDown(f"Slack: {name or 'no answer that can be read'}") from error
            raise
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise ChatDown(f"Slack: {type(error).__name__}") from error
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            # A proxy's page, or JSON of another form than Slack's: as if Slack were down.
            raise ChatDown(f"Slack: no answer that can be read ({type(error).__name__})") from error


def refusal(error: SlackApiError) -> str:
    """Return the name of an error, "" where the answer was none of the Web API's."""
    answer = error.response
    if not isinstance(answer, AsyncSlackResponse) or not isinstance(answer.data, dict):
        return ""
    return str(answer.data.get("error") or "")


class Web:
    """Posts, edits and looks. Nothing that is posted shows previews; what it hides in messages, it finds again."""

    def __init__(self, url: str, workspaces: Workspaces) -> None:
        self.url = url.rstrip("/") + "/"
        self.workspaces = workspaces
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT))
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session:
            await self._session.close()

    def client(self, token: str | None = None) -> AsyncWebClient:
        """Return a client that shares this one's connections."""
        limits = cast("list[AsyncRetryHandler]", [AsyncRateLimitErrorRetryHandler(max_retry_count=RATE_RETRIES)])
        return AsyncWebClient(token, base_url=self.url, session=self._session, retry_handlers=limits, timeout=TIMEOUT)

    async def workspace(self, team: str) -> Workspace:
        """Return a workspace.

        Raises:
            Gone: we are not in it.
        """
        found = await self.workspaces.find(team)
        if found is None:
            raise Gone(f"not installed in {team}")
        return found

    async def into(self, team: str) -> AsyncWebClient:
        """Return a client for a workspace.

        Raises:
            Gone: we are not in it.
        """
        return self.client((await self.workspace(team)).token)

    async def send(self, where: Spot, post: Post, hidden: Hidden) -> str:
        """Post a message and return its id.

        Where what it replies to is gone, Slack puts it into the channel without a word; it is taken back then.

        Raises:
            Gone: the channel or thread is gone, or we may not write there.
            ChatDown: Slack can't be reached.
        """
        client = await self.into(where.team)
        said: Json = {
            "channel": where.channel,
            "metadata": {"event_type": METADATA, "event_payload": dict(hidden)},
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if where.thread:
            said["thread_ts"] = where.thread
        with asking():
            sent = await _readable(client.chat_postMessage, said, post)
            told = cast("Raw", sent["message"])
            if where.thread and told.get("thread_ts") != where.thread:
                await client.chat_delete(channel=where.channel, ts=sent["ts"])
                raise Gone("what it replies to was deleted")
            return str(sent["ts"])

    async def edit(self, where: Spot, message: str, post: Post) -> None:
        """Change a message of ours; what is hidden in it stays.

        Raises:
            Gone: it isn't there any more.
            ChatDown: Slack can't be reached.
        """
        client = await self.into(where.team)
        with asking():
            await _readable(client.chat_update, {"channel": where.channel, "ts": message}, post)

    async def delete(self, where: Spot, message: str) -> bool:
        """Delete a message of ours; returns False where that isn't allowed. One that is gone counts as deleted.

        https://docs.slack.dev/reference/methods/chat.delete#errors

        Raises:
            Gone: we have no access to the channel any more.
            ChatDown: Slack can't be reached.
        """
        client = await self.into(where.team)
        with asking():
            try:
                await client.chat_delete(channel=where.channel, ts=message)
            except SlackApiError as error:
                if refusal(error) in UNDELETABLE:
                    return False
                if refusal(error) != "message_not_found":
                    raise
        return True

    async def replies(self, where: Spot, after: str = "") -> list[Raw]:
        """Return the messages in a thread, those after one; the message it hangs on comes first, unless `after`.

        Raises:
            Gone: it isn't there any more, or we can't see it.
            ChatDown: Slack can't be reached.
        """
        client = await self.into(where.team)
        found: list[Raw] = []
        about = {"channel": where.channel, "ts": where.thread, "oldest": after or "0"}
        listed = pages(client.conversations_replies, "messages", **about, limit=PAGE, include_all_metadata=True)
        async for page in listed:
            found += readable_messages(page)
        return [each for each in found if not after or float(each["ts"]) > float(after)]

    async def message(self, where: Spot, message: str) -> Raw:
        """Return a message, of a channel or a thread.

        Raises:
            Gone: it isn't there any more, or we can't see it.
            ChatDown: Slack can't be reached.
        """
        client = await self.into(where.team)
        with asking():
            # Of a reply's id, the reply alone is returned: where its thread is needn't be known.
            page = await client.conversations_replies(channel=where.channel, ts=message, limit=1, inclusive=True)
            found = readable_messages(page["messages"])
        for each in found:
            if each.get("ts") == message and each.get("subtype") != "tombstone":
                return each
        raise Gone("message_not_found")

    async def hidden(self, where: Spot) -> list[tuple[str, Hidden]]:
        """Return our messages in a thread, each with what is hidden in it.

        Raises:
            Gone: it isn't there any more, or we can't see it.
            ChatDown: Slack can't be reached.
        """
        us = (await self.workspace(where.team)).user
        return [
            (str(each["ts"]), cast("Hidden", each["metadata"].get("event_payload") or {}))
            for each in await self.replies(where)
            if each.get("user") == us and _is_ours(each.get("metadata"))
        ]

    async def link_to(self, where: Spot, message: str) -> str:
        """Return the address of a message.

        Raises:
            Gone: it isn't there any more, or we can't see it.
            ChatDown: Slack can't be reached.
        """
        client = await self.into(where.team)
        with asking():
            return str((await client.chat_getPermalink(channel=where.channel, message_ts=message))["permalink"])

    async def channel(self, where: Spot) -> Raw:
        """Return a channel.

        Raises:
            Gone: we can't see it.
            ChatDown: Slack can't be reached.
        """
        client = await self.into(where.team)
        with asking():
            return cast("Raw", (await client.conversations_info(channel=where.channel))["channel"])

    async def members(self, where: Spot) -> AsyncIterator[str]:
        """Yield who is in a channel.

        Raises:
            Gone: we can't see it.
            ChatDown: Slack can't be reached.
        """
        client = await self.into(where.team)
        async for page in pages(client.conversations_members, "members", channel=where.channel, limit=PAGE):
            for each in page:
                yield str(each)

    async def file(self, team: str, url: str) -> bytes:
        """Return the content of a file whose address Slack gave; no other host is shown our token.

        Raises:
            Gone: it isn't there any more, or we may not read it.
            ChatDown: Slack can't be reached.
        """
        token = (await self.workspace(team)).token
        host = urlsplit(url).hostname or ""
        if urlsplit(url)[:2] != urlsplit(self.url)[:2] and not (url.startswith("https://") and _slacks(host)):
            raise Gone(f"{host} is not Slack's")
        assert self._session is not None  # noqa: S101 - entered, like any context
        headers = {"Authorization": f"Bearer {token}"}
        with asking():
            async with self._session.get(url, headers=headers, allow_redirects=False) as answer:
                if answer.status >= SERVER_FAULT:
                    raise ChatDown(f"Slack: {answer.status}")
                if answer.status != OK:
                    raise Gone(f"the file is answered with {answer.status}")
                return await answer.read()


OK, SERVER_FAULT = 200, 500


async def pages(
    method: Callable[..., Awaitable[AsyncSlackResponse]], key: str, **asked: object
) -> AsyncIterator[list[Any]]:
    """Yield what a method of the client lists, page after page (https://docs.slack.dev/apis/web-api/pagination).

    Args:
        method: the client's method.
        key: the name under which its answer holds the list.
        asked: the method's arguments.

    Raises:
        Gone: there is no such list, or we may not see it.
        ChatDown: Slack can't be reached.
    """
    cursor = ""
    while True:
        with asking():
            answer = await method(**asked, cursor=cursor)
            page = list(answer[key])
            cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
        yield page
        if not cursor:
            return


def readable_messages(page: Iterable[object]) -> list[Raw]:
    """Return the messages of a page; one that has no time is passed over, and logged as a fault."""
    found: list[Raw] = []
    for each in page:
        with tried(log, "reading a message of Slack's history"):
            raw = cast("Raw", each)
            if math.isfinite(float(raw["ts"])):
                found.append(raw)
    return found


def _is_ours(metadata: object) -> bool:
    return isinstance(metadata, dict) and metadata.get("event_type") == METADATA


async def _readable(call: Any, arguments: Json, post: Post) -> AsyncSlackResponse:  # noqa: ANN401 - one of the client's
    """Call with a message's blocks; where Slack refuses these, with its text alone."""
    try:
        made: Awaitable[AsyncSlackResponse] = call(**arguments, text=post.text, blocks=list(post.blocks))
        return await made
    except SlackApiError as error:
        if refusal(error) not in UNREADABLE:
            raise
    made = call(**arguments, text=post.text, blocks=[])
    return await made


def _slacks(host: str) -> bool:
    return host == "slack.com" or host.endswith(".slack.com")
