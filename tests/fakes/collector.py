"""A collector of traces on loopback, which speaks OTLP over HTTP as https://opentelemetry.io/docs/specs/otlp/ says.

Fields were checked against opentelemetry/proto/trace/v1/trace.proto and collector/trace/v1/trace_service.proto, by the
classes made of them.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from aiohttp import web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.common.v1.common_pb2 import AnyValue

from tests.fakes.door import HOST, Door

PATH = "/v1/traces"
SERVICE = "service.name"
_NANO = 1e9


@dataclass(frozen=True, slots=True)
class Span:
    """A span as it came: ids as hex digits, "" for none; seconds since 1970; whether it is one of an error."""

    service: str
    name: str
    trace: str
    id: str
    parent: str
    began: float
    ended: float
    failed: bool
    facts: dict[str, str | int | float | bool]


class Collector:
    """An async context: spans are to be sent to `url`."""

    def __init__(self) -> None:
        """Make it; nobody has sent anything."""
        app = web.Application()
        app.router.add_post(PATH, self._take)
        self.door = Door(app, lambda: web.Response(status=429))
        self.url = ""
        self.spans: list[Span] = []
        self.headers: dict[str, str] = {}
        self._came = asyncio.Condition()

    async def __aenter__(self) -> Self:
        self.url = f"http://{HOST}:{await self.door.open()}"
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        await self.door.close()

    async def until(self, enough: Callable[[], bool], within: float) -> None:
        """Wait until what came is enough."""
        async with asyncio.timeout(within), self._came:
            await self._came.wait_for(enough)

    async def _take(self, request: web.Request) -> web.Response:
        if request.content_type != "application/x-protobuf":
            return web.Response(status=415)
        self.headers = dict(request.headers)
        message = ExportTraceServiceRequest.FromString(await request.read())
        async with self._came:
            self.spans += _spans(message)
            self._came.notify_all()
        body = ExportTraceServiceResponse().SerializeToString()
        return web.Response(body=body, content_type="application/x-protobuf")


def _spans(message: ExportTraceServiceRequest) -> list[Span]:
    return [
        Span(
            service=next(each.value.string_value for each in resource.resource.attributes if each.key == SERVICE),
            name=span.name,
            trace=span.trace_id.hex(),
            id=span.span_id.hex(),
            parent=span.parent_span_id.hex(),
            began=span.start_time_unix_nano / _NANO,
            ended=span.end_time_unix_nano / _NANO,
            failed=span.status.code == span.status.STATUS_CODE_ERROR,
            facts={each.key: _value(each.value) for each in span.attributes},
        )
        for resource in message.resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]


def _value(value: AnyValue) -> str | int | float | bool:
    found: str | int | float | bool = getattr(value, value.WhichOneof("value") or "string_value")
    return found
