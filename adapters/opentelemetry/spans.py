"""Sends the lines of the log that say what happens (`core.watching`) as spans, set up by OTEL_* in the environment.

A line comes when what it tells of is over; so its span is begun and ended then, with the ids that it had all along.
"""

import logging

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.sdk.trace.sampling import Decision
from opentelemetry.trace import NonRecordingSpan, SpanContext, Status, StatusCode, TraceFlags, set_span_in_context

from core.watching import Trail, What

SERVICE = "cuepoint"
"""What we are called, unless OTEL_SERVICE_NAME says otherwise."""
_UNNAMED = "unknown_service"
_NANO = 1_000_000_000
_FROM_THE_POST = {What.DELIVERY.value, What.FIRST_SECTION.value}
"""What began before the step that it ended in, with the post."""


class _Ids(RandomIdGenerator):
    """The ids of the next span: of its trace and, where there is one, of the step."""

    def __init__(self) -> None:
        self.trace = 0
        self.step = 0

    def generate_trace_id(self) -> int:
        """Return the trace's; asked for where the span has no parent."""
        return self.trace

    def generate_span_id(self) -> int:
        """Return the step's, or any."""
        return self.step or super().generate_span_id()


class Spans(logging.Handler):
    """As a handler of all logs it hears of what happens, and sends it in batches from a thread of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._ids = _Ids()
        self._provider = TracerProvider(resource=_resource(), id_generator=self._ids, shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        self._tracer = self._provider.get_tracer("cuepoint")

    def emit(self, record: logging.LogRecord) -> None:
        """Send a line, if it says what happens and belongs to something."""
        trail: Trail | None = getattr(record, "trail", None)
        if trail is None:
            return
        trace = int(trail.id, 16)
        # Decided by the id alone, so that all processes decide the same of a trace.
        sampled = self._provider.sampler.should_sample(None, trace, str(record.msg))
        if sampled.decision is not Decision.RECORD_AND_SAMPLE:
            return
        self._ids.trace, self._ids.step = trace, _number(trail.step)
        parent = 0 if record.msg in _FROM_THE_POST else _number(getattr(record, "parent", ""))
        self._send(record, SpanContext(trace, parent, is_remote=True, trace_flags=TraceFlags(TraceFlags.SAMPLED)))

    def _send(self, record: logging.LogRecord, parent: SpanContext) -> None:
        facts = getattr(record, "facts", {})
        ended = round(record.created * _NANO)
        began = ended - round(float(facts.get("seconds", 0.0)) * _NANO)
        context = set_span_in_context(NonRecordingSpan(parent))
        span = self._tracer.start_span(str(record.msg), context, attributes=facts, start_time=began)
        if record.levelno >= logging.ERROR or facts.get("outcome") == "fault":
            span.set_status(Status(StatusCode.ERROR))
        span.end(ended)

    def close(self) -> None:
        """Send what is left. It takes as long as it takes."""
        self._provider.shutdown()
        super().close()


def _number(ident: str) -> int:
    return int(ident, 16) if ident else 0


def _resource() -> Resource:
    resource = Resource.create()
    unnamed = str(resource.attributes.get(SERVICE_NAME, _UNNAMED)).startswith(_UNNAMED)
    return resource.merge(Resource({SERVICE_NAME: SERVICE})) if unnamed else resource
