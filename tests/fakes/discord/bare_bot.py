"""The least bot that does what Cuepoint does on Discord: a yardstick for benchmarks, and the fake's first customer.

    DISCORD_API_URL=... DISCORD_TOKEN=... python -m tests.fakes.discord.bare_bot [SCRIPT | --idle]

To a message with a link it replies, starts a thread on the reply, posts in it and edits the reply, as the script (JSON,
see `Script`) says; with --idle it does nothing at all.
"""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypedDict

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import MultipartParameters, Route

Payload = Mapping[str, object]


class Script(TypedDict):
    """What the bot posts, as bodies of requests: the reply, the thread's name, its messages, and the reply's edits."""

    reply: Payload
    name: str
    parts: Sequence[Payload]
    edits: Sequence[Payload]


QUIET: Payload = {"parse": [], "replied_user": False}
SHORT: Script = {
    "reply": {"content": "Working on it ...", "allowed_mentions": QUIET, "flags": 4},
    "name": "A video",
    "parts": [{"content": f"Part {number}", "allowed_mentions": QUIET} for number in (1, 2, 3)],
    "edits": [{"content": "Three parts in the thread.", "allowed_mentions": QUIET}],
}


def _body(payload: Payload) -> MultipartParameters:
    return MultipartParameters(payload=dict(payload), multipart=None, files=None)


class BareBot(discord.AutoShardedClient):
    """Replies to links by its script, or, without one, does nothing."""

    def __init__(self, script: Script | None) -> None:
        intents = discord.Intents.default()
        intents.message_content = True
        super().__init__(intents=intents, guild_ready_timeout=0.05)
        self.script = script

    async def setup_hook(self) -> None:
        """Take the gateway's address from the API, for new sessions too (discord/shard.py, Shard.reidentify)."""
        _, url, _ = await self.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Don't wait five seconds between identifies, as Discord asks: this server doesn't (discord/client.py)."""

    async def on_message(self, message: discord.Message) -> None:
        """Reply to a link."""
        if self.script is None or message.author.bot or "http" not in message.content:
            return
        reference = {"message_id": message.id, "fail_if_not_exists": False}
        reply = await self.http.send_message(
            message.channel.id, params=_body({**self.script["reply"], "message_reference": reference})
        )
        thread = await self.http.start_thread_with_message(
            message.channel.id, reply["id"], name=self.script["name"], auto_archive_duration=1440
        )
        for part in self.script["parts"]:
            await self.http.send_message(thread["id"], params=_body(part))
        for edit in self.script["edits"]:
            await self.http.edit_message(message.channel.id, reply["id"], params=_body(edit))


def _script(arguments: Sequence[str]) -> Script | None:
    match arguments:
        case ["--idle"]:
            return None
        case [path]:
            script: Script = json.loads(Path(path).read_text(encoding="utf-8"))
            return script
    return SHORT


def main() -> int:
    """Run until the gateway ends it; return 1 where Discord won't have the bot."""
    Route.BASE = os.environ["DISCORD_API_URL"]
    try:
        BareBot(_script(sys.argv[1:])).run(os.environ["DISCORD_TOKEN"], log_handler=None)
    except (discord.LoginFailure, discord.PrivilegedIntentsRequired) as error:
        sys.stderr.write(f"{type(error).__name__}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
