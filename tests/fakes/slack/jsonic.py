"""Answers in JSON, as Slack labels them."""

import json
from collections.abc import Mapping

from aiohttp import web


def answer(data: object, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """Return JSON as "application/json; charset=utf-8" (docs: Web API > Evaluating responses)."""
    return web.Response(
        body=json.dumps(data).encode(),
        status=status,
        headers={"Content-Type": "application/json; charset=utf-8", **(headers or {})},
    )


def read(text: str | bytes) -> object:
    """Return what JSON says.

    Raises:
        ValueError: it isn't JSON.
    """
    data: object = json.loads(text)
    return data
