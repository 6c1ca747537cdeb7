"""What the loopback model does instead of answering, and answers of another shape than usual, by name."""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web


def error(status: int, message: str, code: str, *, param: str | None = None, **headers: str) -> web.Response:
    """Return an error as OpenAI sends it."""
    body = {"error": {"message": message, "type": "invalid_request_error", "param": param, "code": code}}
    return web.json_response(body, status=status, headers={name.replace("_", "-"): v for name, v in headers.items()})


async def _hang(_request: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    raise AssertionError


async def _cut(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000", "Content-Type": "application/json"})
    await response.prepare(request)
    await response.write(b'{"id": "chat')
    assert request.transport
    request.transport.abort()
    return response


def _always(make: Callable[[], web.Response]) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(_request: web.Request) -> web.StreamResponse:
        return make()

    return answer


def too_many() -> web.Response:
    """Return a 429 that asks to wait for a moment."""
    return error(429, "Rate limit reached", "rate_limit_exceeded", Retry_After="0.05")


FAULTS: dict[str, Callable[[web.Request], Awaitable[web.StreamResponse]]] = {
    "rate_limited": _always(too_many),
    "out_of_quota": _always(lambda: error(429, "You exceeded your quota", "insufficient_quota", Retry_After="0.01")),
    # https://api-docs.deepseek.com/quick_start/error_codes
    "out_of_balance": _always(lambda: error(402, "Insufficient Balance", "invalid_request_error")),
    "over_its_limit": _always(lambda: error(400, "Billing hard limit has been reached", "billing_hard_limit_reached")),
    "server_error": _always(lambda: error(500, "The server had an error", "server_error", Retry_After="0.01")),
    "wrong_key": _always(lambda: error(401, "Incorrect API key provided: sk-secret.", "invalid_api_key")),
    "unknown_model": _always(lambda: error(404, "The model does not exist", "model_not_found")),
    "too_long": _always(lambda: error(400, "This model's maximum context length is 9", "context_length_exceeded")),
    "filtered": _always(lambda: error(400, "The response was filtered", "content_filter")),
    "html": _always(lambda: web.Response(text="<html>Bad gateway</html>", content_type="text/html")),
    "broken_json": _always(lambda: web.Response(text='{"id": ', content_type="application/json")),
    "json_list": _always(lambda: web.json_response([1, 2])),
    "hang": _hang,
    "cut": _cut,
}
"""What happens instead of a completion, by name."""


def as_it_is(completion: dict[str, object]) -> dict[str, object]:
    return completion


def choice_of(completion: dict[str, object]) -> dict[str, object]:
    choices = completion["choices"]
    assert isinstance(choices, list)
    choice: dict[str, object] = choices[0]
    return choice


def _message(completion: dict[str, object], **changes: object) -> dict[str, object]:
    message = choice_of(completion)["message"]
    assert isinstance(message, dict)
    message |= changes
    return completion


SHAPES: dict[str, Callable[[dict[str, object]], dict[str, object]]] = {
    "refusal": lambda completion: _message(completion, content=None, refusal="I can't help with that."),
    "no_choices": lambda completion: completion | {"choices": []},
    "null_choices": lambda completion: completion | {"choices": None, "error": {"message": "overloaded"}},
    "null_content": lambda completion: _message(completion, content=None),
    "null_usage_counts": lambda completion: completion | {"usage": {"prompt_tokens": None}},
}
"""Completions of another shape than usual, by name."""
