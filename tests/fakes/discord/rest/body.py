"""Reads bodies: JSON, or multipart with payload_json and files[n] (docs: Reference > Uploading Files)."""

import json
import re

from aiohttp import BodyPartReader, web

from tests.fakes.discord.errors import ApiError
from tests.fakes.discord.model import Upload

_FILE = re.compile(r"files\[(\d+)\]")


async def read(request: web.Request) -> tuple[object, dict[int, Upload]]:
    """Return the JSON of a request, and its files by number.

    Raises:
        ApiError: 50035 for a content type that isn't taken, 50109 for JSON that isn't.
    """
    if not request.body_exists:
        return None, {}
    if request.content_type == "multipart/form-data":
        return await _multipart(request)
    text = await request.text()
    if not text:
        return None, {}
    if request.content_type != "application/json":
        raise ApiError(400, 50035, "Invalid Form Body", {"_errors": [{"code": "CONTENT_TYPE_INVALID", "message": ""}]})
    return _json(text), {}


async def _multipart(request: web.Request) -> tuple[object, dict[int, Upload]]:
    data: object = {}
    files: dict[int, Upload] = {}
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        name = part.name or ""
        content = bytes(await part.read(decode=False))
        if name == "payload_json":
            data = _json(content.decode())
        elif match := _FILE.fullmatch(name):
            files[int(match[1])] = Upload(part.filename or "file", content, part.headers.get("Content-Type"))
    return data, files


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        raise ApiError(400, 50109, "The request body contains invalid JSON.") from None
