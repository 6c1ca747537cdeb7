"""Answers in JSON."""

import json
from collections.abc import Mapping

from aiohttp import web


def answer(data: object, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """Return JSON under exactly "application/json", or discord.py takes it for text (discord/http.py, json_or_text)."""
    return web.Response(
        body=json.dumps(data).encode(), status=status, headers={"Content-Type": "application/json", **(headers or {})}
    )
