"""Cursors (docs: Web API > Pagination)."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from tests.fakes.slack.errors import ApiError, Payload
from tests.fakes.slack.methods.serve import Context

T = TypeVar("T")


def page(items: Sequence[T], context: Context, default: int, most: int = 1000) -> tuple[list[T], Payload]:
    """Return the items of a page, and what its answer says of the next.

    Raises:
        ApiError: invalid_cursor, invalid_limit.
    """
    args = context.args
    limit = min(args.number("limit", default, most), context.parts.world.page_size)
    start = _start(args.text("cursor"))
    if start > len(items):
        raise ApiError("invalid_cursor")
    after = start + limit
    more = after < len(items)
    cursor = base64.b64encode(f"next:{after}".encode()).decode() if more else ""
    return list(items[start:after]), {"has_more": more, "response_metadata": {"next_cursor": cursor}}


def _start(cursor: str | None) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
        if word != "next":
            raise ApiError("invalid_cursor")
        return int(number)
    except (binascii.Error, ValueError):
        raise ApiError("invalid_cursor") from None
