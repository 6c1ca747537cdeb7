"""What Cuepoint asks of Discord's REST API, by discord.py's client, which sees to rate limits and tries again.

Messages are sent below discord.py's models: it would keep a view in memory for every message with buttons
(discord/abc.py, Messageable.send), and ours outlive the process anyway.
"""

import json
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

import discord
from discord.http import HTTPClient, MultipartParameters, Route

from adapters.discord.rest_errors import (
    ARCHIVED,
    HAS_THREAD,
    LOCKED,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    MOST_THREADS,
    NO_HISTORY,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    WRONG_KIND,
    Raw,
    asking,
    check_empty,
    identified,
    messages_in,
)
from core.delivery.chat import ChatDown, Gone

_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
Components = Sequence[Mapping[str, object]]

SUPPRESS_EMBEDS = 1 << 2
"""No previews of links (https://discord.com/developers/docs/resources/message#message-object-message-flags)."""
EPHEMERAL = 1 << 6
"""Only one person sees it (the same page)."""
QUIET: Raw = {"parse": [], "replied_user": False}
PAGE = 100
"""How many messages are read at a time (https://discord.com/developers/docs/resources/message#get-channel-messages)."""
LONGEST_NONCE = 25
"""Characters of a nonce (https://discord.com/developers/docs/resources/message#create-message)."""
ARCHIVED_AFTER: Final = 1440
"""After how many minutes without a message a thread leaves the list of channels."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """What an interaction is answered by: the application's id, and a token that is over after 15 minutes."""

    app: int
    token: str


class Rest:
    """Sends, edits and looks. Nothing that is sent notifies anybody or shows previews."""

    def __init__(self, http: HTTPClient) -> None:
        self._http = http

    async def send(
        self,
        channel: str,
        content: str,
        *,
        nonce: str,
        reply_to: str = "",
        components: Components = (),
        file: discord.File | None = None,
    ) -> str:
        """Send a message and return its id; a message of the same nonce sent minutes ago is returned instead.

        Without the right to read the history, which replies need, it is sent as no reply.

        Raises:
            Gone: what is replied to, or the channel, is gone, or we may not write there.
            ChatDown: Discord can't be reached.
        """
        body: dict[str, object] = {**_said(content, components), "nonce": nonce, "enforce_nonce": True}
        if reply_to:
            body["message_reference"] = {"message_id": reply_to, "fail_if_not_exists": True}
        with asking():
            try:
                sent = await self._http.send_message(channel, params=_parameters(body, file))
            except discord.HTTPException as error:
                if error.code != NO_HISTORY:
                    raise
                del body["message_reference"]
                sent = await self._http.send_message(channel, params=_parameters(body, file))
            return str(identified(sent)["id"])

    async def edit(self, channel: str, message: str, content: str, *, components: Components = ()) -> None:
        """Change a message of ours.

        Raises:
            Gone: it isn't there any more.
            ChatDown: Discord can't be reached.
        """
        with asking():
            parameters = _parameters(_said(content, components))
            identified(await self._http.edit_message(channel, message, params=parameters))

    async def delete(self, channel: str, message: str) -> bool:
        """Delete a message of ours; returns False where that isn't allowed. One that is gone counts as deleted.

        Raises:
            Gone: we have no access to the channel any more.
            ChatDown: Discord can't be reached.
        """
        with asking():
            try:
                check_empty(await cast("Awaitable[object]", self._http.delete_message(channel, message)))
            except discord.HTTPException as error:
                if error.code in {MISSING_PERMISSIONS, ARCHIVED, LOCKED}:
                    return False
                if error.code not in {UNKNOWN_MESSAGE, UNKNOWN_CHANNEL}:
                    raise
        return True

    async def delete_thread(self, thread: str) -> bool:
        """Delete a thread; returns False where we may not: it takes the permission Manage Threads.

        Raises:
            Gone: we have no access to it any more.
            ChatDown: Discord can't be reached.
        """
        with asking():
            try:
                identified(await cast("Awaitable[object]", self._http.delete_channel(thread)))
            except discord.HTTPException as error:
                if error.code == MISSING_PERMISSIONS:
                    return False
                if error.code != UNKNOWN_CHANNEL:
                    raise
        return True

    async def archive(self, thread: str, name: str) -> None:
        """Rename a thread of ours and take it off the list of channels.

        Raises:
            Gone: it isn't there any more, or we may not.
            ChatDown: Discord can't be reached.
        """
        with asking():
            identified(await cast("Awaitable[object]", self._http.edit_channel(thread, name=name, archived=True)))

    async def start_thread(self, channel: str, message: str, name: str) -> str | None:
        """Return the id of the thread on a message, which is the message's own; None where none can be there.

        Raises:
            Gone: the message or channel isn't there any more.
            ChatDown: Discord can't be reached.
        """
        with asking():
            try:
                started = await self._http.start_thread_with_message(
                    channel, message, name=name, auto_archive_duration=ARCHIVED_AFTER
                )
                identified(started)
            except discord.HTTPException as error:
                if error.code in {MISSING_PERMISSIONS, MISSING_ACCESS, WRONG_KIND, MOST_THREADS}:
                    return None
                if error.code != HAS_THREAD:
                    raise
        return message

    async def written(self, channel: str, *, after: str | None = None) -> list[Raw]:
        """Return up to a hundred messages, newest first: the first after one, or the channel's last.

        None where we may not read the history.

        Raises:
            Gone: the channel isn't there any more.
            ChatDown: Discord can't be reached.
        """
        with asking():
            messages = messages_in(await self._http.logs_from(channel, PAGE, after=after))
        return [{"content": "", **each} for each in messages]

    async def written_since(self, channel: str, after: str, most: int) -> list[Raw]:
        """Return up to so many messages after an id, oldest first; none where we may not read the history.

        Raises:
            Gone: the channel isn't there any more.
            ChatDown: Discord can't be reached.
        """
        found: list[Raw] = []
        while len(found) < most:
            with asking():
                answer = await self._http.logs_from(channel, PAGE, after=after)
                page = messages_in(answer)
            found += reversed(page)
            if len(answer) < PAGE:
                break
            after = str(page[0]["id"])
        return found[:most]

    async def message(self, channel: str, message: str) -> Raw:
        """Return a message.

        Raises:
            Gone: it isn't there any more, or we may not read it.
            ChatDown: Discord can't be reached.
        """
        with asking():
            return identified(await self._http.get_message(channel, message))

    async def channel(self, channel: str) -> Raw:
        """Return a channel or thread.

        Raises:
            Gone: it isn't there any more, or we can't see it.
            ChatDown: Discord can't be reached.
        """
        with asking():
            return identified(await self._http.get_channel(channel))

    async def react(self, channel: str, message: str, emoji: str) -> None:
        """Put a reaction under a message, if we may.

        Raises:
            Gone: it isn't there any more, or we may not.
            ChatDown: Discord can't be reached.
        """
        with asking():
            check_empty(await cast("Awaitable[object]", self._http.add_reaction(channel, message, emoji)))

    async def typing(self, channel: str) -> None:
        """Show for ten seconds that we write.

        Raises:
            Gone: we may not write there.
            ChatDown: Discord can't be reached.
        """
        with asking():
            await self._http.send_typing(channel)

    async def file(self, url: str, size: int) -> bytes:
        """Return the content of a file whose address Discord gave (never one that somebody wrote).

        Args:
            url: the address.
            size: how many bytes Discord says it has: a proxy's page has another number.

        Raises:
            Gone: it isn't there any more.
            ChatDown: Discord can't be reached.
        """
        with asking():
            try:
                content = await self._http.get_from_cdn(url)
            except (discord.NotFound, discord.Forbidden) as error:
                if "html" in error.response.headers.get("Content-Type", ""):
                    raise ChatDown(f"Discord: {error.status} by a proxy") from error
                raise Gone(str(error)) from error
            if len(content) != size:
                raise ChatDown(f"Discord: {len(content)} bytes of a file of {size}")
            return content

    async def direct(self, user: str) -> str:
        """Return the channel of direct messages with somebody.

        Raises:
            Gone: they take none.
            ChatDown: Discord can't be reached.
        """
        with asking():
            return str(identified(await self._http.start_private_message(user))["id"])

    async def answer(self, webhook: Webhook, content: str, *, components: Components, file: discord.File | None) -> str:
        """Make a text the answer to an interaction that was acknowledged, and return the id of its message.

        Raises:
            discord.HTTPException: with its code, since a token that is over is no end.
            Gone: the message isn't there any more.
            ChatDown: Discord can't be reached.
        """
        route = Route("PATCH", f"{_WEBHOOK}/messages/@original", webhook_id=webhook.app, webhook_token=webhook.token)
        return await self._by_token(route, _said(content, components), file)

    async def follow_up(
        self, webhook: Webhook, content: str, *, components: Components, file: discord.File | None, private: bool
    ) -> str:
        """Add a message to the answer to an interaction, and return its id.

        Raises:
            discord.HTTPException: with its code, since a token that is over is no end.
            ChatDown: Discord can't be reached.
        """
        route = Route("POST", f"{_WEBHOOK}?wait=true", webhook_id=webhook.app, webhook_token=webhook.token)
        body = _said(content, components)
        return await self._by_token(route, {**body, "flags": SUPPRESS_EMBEDS | (EPHEMERAL if private else 0)}, file)

    async def _by_token(self, route: Route, body: Mapping[str, object], file: discord.File | None) -> str:
        parameters = _parameters(body, file)
        with asking():
            if file:
                sent = await self._http.request(route, files=parameters.files, form=parameters.multipart)
            else:
                sent = await self._http.request(route, json=parameters.payload)
            return str(identified(sent)["id"])


def _said(content: str, components: Components) -> dict[str, object]:
    return {
        "content": content,
        "components": list(components),
        "flags": SUPPRESS_EMBEDS,
        "allowed_mentions": QUIET,
    }


def _parameters(body: Mapping[str, object], file: discord.File | None = None) -> MultipartParameters:
    """Return a body as discord.py sends it, with a file as the parts of a form (discord/http.py)."""
    if file is None:
        return MultipartParameters(payload=dict(body), multipart=None, files=None)
    described = {**body, "attachments": [{**file.to_dict(0), "id": "0"}]}
    form: list[dict[str, object]] = [
        {"name": "payload_json", "value": json.dumps(described)},
        {"name": "files[0]", "value": file.fp, "filename": file.filename, "content_type": "application/octet-stream"},
    ]
    return MultipartParameters(payload=None, multipart=form, files=[file])
