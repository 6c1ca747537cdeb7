"""The arguments of a call, however they were sent (docs: Web API > POST bodies; slack_sdk/web/internal_utils.py)."""

import re
from dataclasses import dataclass

from aiohttp import web

from tests.fakes.slack.errors import ApiError, Payload, bad_arguments
from tests.fakes.slack.jsonic import read

TS = re.compile(r"\d{1,12}\.\d{1,6}|\d{1,12}")


@dataclass(frozen=True, slots=True)
class Args:
    """Named arguments: strings from a form or query, anything from JSON."""

    given: Payload

    def text(self, name: str) -> str | None:
        """Return a text, None where there is none.

        Raises:
            ApiError: invalid_arguments: it is no text.
        """
        value = self.given.get(name)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        raise bad_arguments(f"must be a string [json-pointer:/{name}]")

    def need(self, name: str) -> str:
        """Return a text that must be there.

        Raises:
            ApiError: invalid_arguments.
        """
        value = self.text(name)
        if not value:
            raise bad_arguments(f"missing required field: {name} [json-pointer:/{name}]")
        return value

    def flag(self, name: str) -> bool | None:
        """Return yes or no, None where nothing was said; the SDK writes 1 and 0 in forms (web/internal_utils.py)."""
        value = self.given.get(name)
        return None if value is None else value is True or str(value) in {"1", "true", "True"}

    def number(self, name: str, default: int, most: int) -> int:
        """Return a whole number of at least 1.

        Raises:
            ApiError: invalid_limit.
        """
        value = self.text(name)
        if value is None:
            return default
        if not value.isdigit() or not 1 <= int(value) <= most:
            raise ApiError("invalid_limit")
        return int(value)

    def data(self, name: str) -> object:
        """Return a structure: as it was in JSON, or read from the JSON in a form; what can't be read stays a string."""
        value = self.given.get(name)
        if isinstance(value, str):
            try:
                return read(value)
            except ValueError:
                return value
        return value

    def ts(self, name: str, error: str) -> str | None:
        """Return a timestamp.

        Raises:
            ApiError: the error given.
        """
        value = self.text(name)
        if value is not None and not TS.fullmatch(value):
            raise ApiError(error)
        return value


async def read_args(request: web.Request) -> Args:
    """Return the arguments of a request, query and body together.

    Raises:
        ApiError: invalid_json; json_not_object.
    """
    given: Payload = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = read(await request.read() or b"{}")
        except ValueError:
            raise ApiError("invalid_json") from None
        if not isinstance(body, dict):
            raise ApiError("json_not_object")
        return Args({**given, **body})
    if request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        given |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    return Args(given)
