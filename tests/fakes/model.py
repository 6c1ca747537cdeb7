"""A model on loopback that speaks OpenAI's chat completions, behaves as it is told, and remembers what it was asked.

Fields were checked against the SDK 3.54: openai/types/chat/completion_create_params.py, chat_completion.py,
completion_usage.py; errors against _exceptions.py and _base_client.py (status, body["error"], Retry-After).

    python -m tests.fakes.model --port 9000 --latency 1
"""

import argparse
import asyncio
import json
import re
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.fakes import model_words
from tests.fakes.door import HOST, Door
from tests.fakes.model_faults import FAULTS, SHAPES, as_it_is, choice_of, error, too_many

KNOWN_FIELDS = {"model", "messages", "response_format", "max_completion_tokens", "max_tokens", "reasoning_effort"}
_SCHEMA_IN_TEXT = re.compile(r"JSON of this schema: (\{.*\})", re.DOTALL)


@dataclass(slots=True)
class Call:
    """A request that was taken: its body, when it came (monotonic seconds), the tokens of its whole input and reply."""

    body: dict[str, object]
    at: float
    input_tokens: int
    output_tokens: int = 0

    @property
    def seconds(self) -> float:
        """Return how long a usual server would take for it, whether this one waited or not."""
        return 0.5 + self.input_tokens / 4000 + self.output_tokens / 80

    @property
    def instructions(self) -> str:
        """Return the system message."""
        return _messages(self.body)[0]

    @property
    def content(self) -> str:
        """Return the user's message."""
        return _messages(self.body)[-1]

    @property
    def form(self) -> str:
        """Return the type of the response format, "" where there is none."""
        wanted = self.body.get("response_format")
        return str(wanted["type"]) if isinstance(wanted, dict) else ""


class FakeModel:
    """An async context: `url` is the base URL while it lasts."""

    def __init__(self, *behaviours: str, times: int | None = None, latency: float = 0.0, port: int = 0) -> None:
        """Say how to behave.

        Args:
            behaviours: of the server for good: "no_schema", "no_json_mode", "no_max_completion_tokens",
                "no_max_tokens", "no_reasoning", "reasons_always", "no_usage"; or one of `FAULTS`, `SHAPES` or
                `BAD_REPLIES`. None is good behaviour.
            times: for how many calls a fault or a bad reply lasts; None for ever.
            latency: how many times 0.5 s + input tokens / 4000 + output tokens / 80 an answer takes.
            port: 0 for any.
        """
        self._behaviours = behaviours
        self._left = times
        self._latency = latency
        self._port = port
        self.refused: list[Call] = []
        self.calls: list[Call] = []
        self.first_call = asyncio.Event()
        self.about_model: dict[str, object] = {}
        """What the list of models says of it beside its name."""
        self.url = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 1024**2)
        app.router.add_post("/v1/chat/completions", self._completions)
        app.router.add_get("/v1/models", self._models)
        self.door = Door(app, too_many)
        self.url = f"http://{HOST}:{await self.door.open(self._port)}/v1"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.door.close()

    @property
    def input_tokens(self) -> int:
        """Return the tokens of all calls that were taken: messages and schemas, a token for four characters."""
        return sum(call.input_tokens for call in self.calls)

    async def _models(self, request: web.Request) -> web.StreamResponse:
        fault = next((one for one in self._behaviours if one in FAULTS), None)
        if fault:
            return await FAULTS[fault](request)
        about = {"id": "fake", "object": "model", "created": 1, "owned_by": "tests", **self.about_model}
        return web.json_response({"object": "list", "data": [about]})

    async def _completions(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        call = Call(body, time.monotonic(), _input_tokens(body))
        refusal = self._refusal(body)
        if refusal:
            self.refused.append(call)
            return refusal
        self.calls.append(call)
        self.first_call.set()
        behaviour = self._next_behaviour()
        if behaviour in FAULTS:
            return await FAULTS[behaviour](request)
        return await self._answer(call, behaviour)

    def _next_behaviour(self) -> str:
        wanted = [one for one in self._behaviours if one in FAULTS or one in model_words.BAD_REPLIES or one in SHAPES]
        if not wanted or self._left == 0:
            return ""
        if self._left is not None:
            self._left -= 1
        return wanted[0]

    def _refusal(self, body: dict[str, object]) -> web.Response | None:
        """Return the 400 for a field that this server doesn't know, as OpenAI words it."""
        refusal = self._parameter_refusal(body)
        if refusal:
            return refusal
        form = body.get("response_format")
        kind = form["type"] if isinstance(form, dict) else ""
        if (kind == "json_schema" and "no_schema" in self._behaviours) or (
            kind == "json_object" and "no_json_mode" in self._behaviours
        ):
            return error(400, "This response_format type is unavailable now", "invalid_request_error")
        if kind == "json_schema" and isinstance(form, dict) and not _strict(form["json_schema"]["schema"]):
            return error(400, "Invalid schema for response_format", "invalid_json_schema", param="response_format")
        if kind == "json_object" and "json" not in " ".join(_messages(body)).lower():
            return error(400, "'messages' must contain the word 'json' in some form", "invalid_request_error")
        return None

    def _parameter_refusal(self, body: dict[str, object]) -> web.Response | None:
        """Return the 400 for a parameter that this server or its model doesn't know, None where it knows them all."""
        for field in sorted(set(body) - KNOWN_FIELDS):
            return error(400, f"Unrecognized request argument supplied: {field}", "unknown_parameter", param=field)
        for field in ("max_completion_tokens", "max_tokens"):
            if field in body and f"no_{field}" in self._behaviours:
                said = f"Unsupported parameter: '{field}' is not supported with this model."
                return error(400, said, "unsupported_parameter", param=field)
        if effort := body.get("reasoning_effort"):
            if "no_reasoning" in self._behaviours:
                said = "Unsupported parameter: 'reasoning_effort' is not supported with this model."
                return error(400, said, "unsupported_parameter", param="reasoning_effort")
            if "reasons_always" in self._behaviours and effort == "none":
                said = "Unsupported value: 'reasoning_effort' does not support 'none' with this model."
                return error(400, said, "unsupported_value", param="reasoning_effort")
        return None

    async def _answer(self, call: Call, behaviour: str) -> web.Response:
        text = reply_to(call, behaviour)
        call.output_tokens = -(-len(text) // 4)
        await asyncio.sleep(self._latency * call.seconds)
        completion = _completion(text, call.input_tokens, call.output_tokens)
        if "no_usage" in self._behaviours:
            completion["usage"] = None
        if behaviour.startswith("cut_off"):
            choice_of(completion)["finish_reason"] = "length"
        return web.json_response(SHAPES.get(behaviour, as_it_is)(completion))


def reply_to(call: Call, behaviour: str = "") -> str:
    """Return what the model writes, good or bad in one way."""
    schema = _schema(call)
    fields = schema["properties"] if schema else {}
    if isinstance(fields, dict) and "sections" in fields:
        rows = model_words.sections(call.instructions, call.content)
        count = len(model_words.lines_in(call.content))
        bad = model_words.BAD_REPLIES.get(behaviour)
        return bad(rows, count) if bad else _dumped({"sections": rows})
    if behaviour in model_words.BAD_REPLIES:
        return model_words.BAD_REPLIES[behaviour]([["1-1", "A title", "A summary of it.", "a quote"]], 1)
    if isinstance(fields, dict) and "conclusion" in fields:
        return _dumped(model_words.closing(call.content))
    return _dumped(model_words.filled(schema, call.content))


def _completion(text: str, input_tokens: int, output_tokens: int) -> dict[str, object]:
    message = {"role": "assistant", "content": text, "refusal": None}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": "fake",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
        "usage": {
            "prompt_tokens": input_tokens,
            "completion_tokens": output_tokens,
            "total_tokens": input_tokens + output_tokens,
            "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
        },
    }


def _messages(body: dict[str, object]) -> list[str]:
    messages = body["messages"]
    assert isinstance(messages, list)
    return [str(message["content"]) for message in messages]


def _schema(call: Call) -> dict[str, object]:
    form = call.body.get("response_format")
    if isinstance(form, dict) and "json_schema" in form:
        schema: dict[str, object] = form["json_schema"]["schema"]
        return schema
    found = _SCHEMA_IN_TEXT.search(call.instructions)
    assert found, "neither a schema nor its text was sent"
    told: dict[str, object] = json.loads(found[1])
    return told


def _strict(schema: object) -> bool:
    """Return whether a schema keeps the rules of strict mode: all properties required, and no others allowed."""
    if not isinstance(schema, dict):
        return False
    if schema["type"] == "array":
        return _strict(schema["items"])
    if schema["type"] != "object":
        return True
    fields = schema["properties"]
    named = schema.get("additionalProperties") is False and set(schema.get("required", ())) == set(fields)
    return named and all(map(_strict, fields.values()))


def _input_tokens(body: dict[str, object]) -> int:
    form = body.get("response_format")
    schema = form["json_schema"] if isinstance(form, dict) and "json_schema" in form else None
    return -(-(sum(map(len, _messages(body))) + (len(_dumped(schema)) if schema else 0)) // 4)


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


async def _serve(options: argparse.Namespace) -> None:
    async with FakeModel(*options.behaviour, latency=options.latency, port=options.port) as model:
        print(model.url, flush=True)  # noqa: T201  # whoever started the process reads where it is
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--latency", type=float, default=0.0)
    parser.add_argument("--behaviour", action="append", default=[])
    asyncio.run(_serve(parser.parse_args()))
