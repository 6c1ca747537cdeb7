"""What the tests of the fake Slack share: the bare app in a process of its own, and a real client."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from tests.fakes.processes import running
from tests.fakes.slack.kit import Slack

ROOT = Path(__file__).parents[2]
LINK = "look <https://example.org/video>"


@asynccontextmanager
async def bare_app(fake: Slack, *arguments: str, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Yield a bare app in a process of its own, over Socket Mode unless the settings say otherwise, and end it."""
    keys = settings or {"SLACK_APP_TOKEN": fake.app_token}
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SLACK_")}
    environment = {**clean, "SLACK_API_URL": fake.url, "SLACK_BOT_TOKEN": fake.token, **keys}
    command = ("-m", "tests.fakes.slack.bare_app", *arguments)
    async with running(*command, environment=environment, errors=asyncio.subprocess.PIPE) as process:
        yield process


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def client(fake: Slack, token: str | None = None) -> AsyncWebClient:
    return AsyncWebClient(token or fake.token, base_url=fake.url)


async def call(web: AsyncWebClient, method: str, **arguments: object) -> AsyncSlackResponse:
    """Call a method by its name, for arguments that several calls share."""
    return await web.api_call(method, json=arguments)


def error(refused: SlackApiError) -> str:
    return str(refused.response["error"])
