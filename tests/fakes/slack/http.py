"""Signed requests to the app (docs: Verifying requests from Slack; slack_sdk/signature, slack_bolt/adapter/aiohttp)."""

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp

from tests.fakes.slack.errors import Payload
from tests.fakes.slack.jsonic import read
from tests.fakes.slack.outbox import Envelope

STALE = 60 * 5 + 10
"""Seconds after which a request is too old (docs: Verifying requests from Slack: five minutes)."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the app answered a request with."""

    status: int
    text: str
    took: float


def signature(secret: str, timestamp: str, body: str) -> str:
    """Return a request's signature, version 0 (docs: Verifying requests from Slack; slack_sdk/signature)."""
    return "v0=" + hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()


def form(envelope: Envelope) -> tuple[str, str]:
    """Return the body and content type of an envelope over HTTP (docs: Events API; Slash commands; Interactivity)."""
    if envelope.kind == "events_api":
        return json.dumps(envelope.payload), "application/json"
    if envelope.kind == "slash_commands":
        return urlencode(
            {key: str(value) for key, value in envelope.payload.items()}, errors="replace"
        ), "application/x-www-form-urlencoded"
    return urlencode({"payload": json.dumps(envelope.payload)}), "application/x-www-form-urlencoded"


class Requests:
    """The app's request URL: a way to it."""

    def __init__(self, url: str, secret: str, within: float) -> None:
        self.url = url
        self.secret = secret
        self.within = within
        self._session: aiohttp.ClientSession | None = None

    def headers(self, body: str, content_type: str, *, ago: float = 0.0, secret: str | None = None) -> dict[str, str]:
        """Return the headers of a signed request, sent `ago` seconds ago, with the app's secret or another."""
        timestamp = str(int(time.time() - ago))
        return {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(secret or self.secret, timestamp, body),
        }

    async def post(self, body: str, headers: dict[str, str]) -> tuple[Answered, dict[str, str]]:
        """Post to the app, and return its answer with its headers.

        Raises:
            TimeoutError, aiohttp.ClientError: there was none.
        """
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        began = time.monotonic()
        async with (
            asyncio.timeout(self.within),
            self._session.post(self.url, data=body.encode(), headers=headers, allow_redirects=False) as response,
        ):
            text = await response.text()
            return Answered(response.status, text, time.monotonic() - began), dict(response.headers)

    async def send(self, envelope: Envelope) -> None:
        """Send an envelope; a 2xx acknowledges it, X-Slack-No-Retry ends it (docs: Events API > Error handling)."""
        body, content_type = form(envelope)
        headers = self.headers(body, content_type)
        if envelope.retried and envelope.attempts > 1:
            headers |= {"X-Slack-Retry-Num": str(envelope.attempts - 1), "X-Slack-Retry-Reason": envelope.reason}
        envelope.sent_at = envelope.sent_at or time.monotonic()
        try:
            answered, returned = await self.post(body, headers)
        except TimeoutError:
            envelope.statuses.append(0)
            envelope.reason = "http_timeout"
            return
        except aiohttp.ClientError:
            envelope.statuses.append(0)
            envelope.reason = "connection_failed"
            return
        envelope.statuses.append(answered.status)
        if 200 <= answered.status < 300:
            envelope.acknowledge(_response(answered.text))
        elif returned.get("X-Slack-No-Retry") == "1":
            envelope.answered.set()
        envelope.reason = "http_error"

    async def close(self) -> None:
        """Close its connections."""
        if self._session is not None:
            await self._session.close()


def _response(text: str) -> Payload | None:
    """Return what an acknowledgement says: JSON, or text that a command answers with."""
    if not text:
        return None
    try:
        data = read(text)
    except ValueError:
        return {"text": text}
    return data if isinstance(data, dict) else None
