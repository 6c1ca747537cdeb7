"""The least app that does what Cuepoint does on Slack: a yardstick for benchmarks, and the fake's first customer.

    SLACK_API_URL=... SLACK_BOT_TOKEN=... SLACK_APP_TOKEN=... python -m tests.fakes.slack.bare_app [SCRIPT | --idle]

With SLACK_SIGNING_SECRET and HTTP_PORT in place of SLACK_APP_TOKEN it listens for signed requests. To a message with a
link it posts in the thread, and edits what it posted, as the script (JSON, a list of `Step`) says; with --idle it does
nothing at all. It answers /bare, its button and menu, a shortcut, its name, its home and the assistant pane, shortly.
"""

import asyncio
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NotRequired, TypedDict

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

Payload = Mapping[str, object]
PING_INTERVAL = 0.5
"""Seconds: tests shouldn't wait long for a lost connection to be noticed."""


class Step(TypedDict):
    """What the app does next: post a message in the thread, or replace the body of the one it posted as number so."""

    post: NotRequired[Payload]
    update: NotRequired[int]
    body: NotRequired[Payload]


QUIET: Payload = {"unfurl_links": False, "unfurl_media": False}
SHORT: Sequence[Step] = [
    {"post": {"text": "Working on it ...", **QUIET}},
    {"post": {"text": "Part 1", **QUIET}},
    {"post": {"text": "Part 2", **QUIET}},
    {"update": 0, "body": {"text": "Two parts below."}},
]
BUTTON = {"type": "button", "action_id": "again", "text": {"type": "plain_text", "text": "Again"}, "value": "1"}
ANSWER: Sequence[dict[str, object]] = [
    {"type": "section", "block_id": "said", "text": {"type": "mrkdwn", "text": "*Bare*"}},
    {"type": "actions", "block_id": "doing", "elements": [BUTTON]},
]
WINDOW = {
    "type": "modal",
    "callback_id": "bare",
    "title": {"type": "plain_text", "text": "Bare"},
    "blocks": ANSWER[:1],
}


async def play(client: AsyncWebClient, script: Sequence[Step], channel: str, thread_ts: str) -> None:
    """Do what a script says in a thread."""
    posted: list[str] = []
    for step in script:
        if "post" in step:
            body = {**step["post"], "channel": channel, "thread_ts": thread_ts}
            posted.append((await client.api_call("chat.postMessage", json=body))["ts"])
        else:
            body = {**step["body"], "channel": channel, "ts": posted[step["update"]]}
            await client.api_call("chat.update", json=body)


def listen(app: AsyncApp, script: Sequence[Step]) -> None:
    """Have an app answer messages with links, and everything else shortly."""

    @app.event("message")
    async def _on_message(event: dict[str, str], client: AsyncWebClient) -> None:
        if event.get("subtype") in {None, "file_share"} and "http" in event.get("text", ""):
            await play(client, script, event["channel"], event.get("thread_ts", event["ts"]))

    @app.event("app_mention")
    async def _on_mention(event: dict[str, str], client: AsyncWebClient) -> None:
        channel, ts, reader = event["channel"], event["ts"], (event["team"], event["user"])
        await client.assistant_threads_setStatus(channel_id=channel, thread_ts=ts, status="looks ...")
        stream = await client.chat_stream(
            channel=channel, thread_ts=ts, recipient_team_id=reader[0], recipient_user_id=reader[1]
        )
        await stream.append(markdown_text="**You** ")
        await stream.append(markdown_text="called?" + " " * 256)
        await stream.stop()

    @app.event("app_home_opened")
    async def _on_home(event: dict[str, str], client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": ANSWER})

    @app.event("assistant_thread_started")
    async def _on_pane(event: dict[str, dict[str, str]], client: AsyncWebClient) -> None:
        thread = event["assistant_thread"]
        where = {"channel_id": thread["channel_id"], "thread_ts": thread["thread_ts"]}
        await client.assistant_threads_setTitle(**where, title="Bare")
        await client.assistant_threads_setSuggestedPrompts(
            **where, prompts=[{"title": "What?", "message": "What is it?"}]
        )


def answer(app: AsyncApp) -> None:
    """Have an app answer commands and interactions."""

    @app.command("/bare")
    async def _on_command(ack: AsyncAck, respond: AsyncRespond, command: dict[str, str]) -> None:
        await ack(f"You said {command['text']}")
        await respond(text="For all", blocks=ANSWER, response_type="in_channel", unfurl_links=False)

    @app.action("again")
    async def _on_button(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(text="Again!", replace_original=True)

    @app.shortcut("window")
    async def _on_shortcut(ack: AsyncAck, shortcut: dict[str, str], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=shortcut["trigger_id"], view=WINDOW)

    @app.view("bare")
    async def _on_view(ack: AsyncAck) -> None:
        await ack(response_action="clear")


async def _health(_request: web.Request) -> web.Response:
    return web.Response(text="ok")


async def serve(app: AsyncApp) -> None:
    """Serve for good, over Socket Mode or HTTP as the environment says."""
    if token := os.environ.get("SLACK_APP_TOKEN"):
        handler = AsyncSocketModeHandler(app, token, ping_interval=PING_INTERVAL)
        await handler.start_async()  # type: ignore[no-untyped-call]  # bolt's own
        return
    served = app.web_app(path="/slack/events")
    served.router.add_get("/healthz", _health)
    runner = web.AppRunner(served, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(os.environ["HTTP_PORT"])).start()
    await asyncio.Event().wait()


def _script(arguments: Sequence[str]) -> Sequence[Step] | None:
    match arguments:
        case ["--idle"]:
            return None
        case [path]:
            script: Sequence[Step] = json.loads(Path(path).read_text(encoding="utf-8"))
            return script
    return SHORT


async def run(script: Sequence[Step] | None) -> None:
    """Run an app with a script, or an idle one."""
    client = AsyncWebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    app = AsyncApp(client=client, signing_secret=os.environ.get("SLACK_SIGNING_SECRET", ""))
    if script is not None:
        listen(app, script)
        answer(app)
    await serve(app)


if __name__ == "__main__":
    try:
        asyncio.run(run(_script(sys.argv[1:])))
    except KeyboardInterrupt:
        sys.exit(0)
