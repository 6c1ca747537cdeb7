"""Requests and answers beside Discord's own OpenAPI document (https://github.com/discord/discord-api-spec)."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import fastjsonschema

from tests.fakes.discord.calls import RestCall

Document = Mapping[str, Any]
Validate = Callable[[object], object]
_UNCHECKED = {"format", "discriminator", "contentEncoding", "description"}
"""What no validator knows, or what is for readers alone."""
_JSON = "application/json"


class OpenApi:
    """What the document says of each request."""

    def __init__(self, file: Path) -> None:
        document = json.loads(file.read_text(encoding="utf-8"))
        self._components = _loosened(document["components"])
        self._operations: list[tuple[str, re.Pattern[str], Document]] = [
            (method.upper(), _pattern(path), operation)
            for path, operations in sorted(document["paths"].items(), key=lambda item: item[0].count("{"))
            for method, operation in operations.items()
            if method != "parameters"
        ]
        self._validator = cache(self._compile)

    def faults(self, calls: Iterable[RestCall]) -> Iterator[str]:
        """Yield what a request or its answer has that the document hasn't, in a line each."""
        for call in calls:
            operation = self._operation(call)
            if operation is None:
                yield f"{call}: there is no such request"
                continue
            answers = operation["responses"]
            yield from self._told(call, "request", operation.get("requestBody"), call.body)
            if call.status < 400:
                if str(call.status) not in answers:
                    yield f"{call}: answered with {', '.join(answers)}"
                yield from self._told(call, "answer", answers.get(str(call.status)), call.answer)

    def _operation(self, call: RestCall) -> Document | None:
        for method, pattern, operation in self._operations:
            if method == call.method and pattern.fullmatch(call.path):
                return operation
        return None

    def _told(self, call: RestCall, what: str, described: Document | None, body: object) -> Iterator[str]:
        content = (described or {}).get("content", {})
        schema = content.get(_JSON) or content.get("multipart/form-data")
        if body is None or schema is None:
            return
        try:
            self._validator(json.dumps(_loosened(schema["schema"])))(body)
        except fastjsonschema.JsonSchemaValueException as error:
            yield f"{call}: its {what}: {error.message}"

    def _compile(self, schema: str) -> Validate:
        validate: Validate = fastjsonschema.compile({**json.loads(schema), "components": self._components})
        return validate


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{\w+\}", "[^/]+", path))


def _loosened(schema: object) -> Any:  # noqa: ANN401 - JSON
    """Return a schema in which a value may match several kinds: the document says oneOf of kinds that overlap."""
    if isinstance(schema, dict):
        return {
            ("anyOf" if key == "oneOf" else key): _loosened(value)
            for key, value in schema.items()
            if key not in _UNCHECKED
        }
    return [_loosened(each) for each in schema] if isinstance(schema, list) else schema
