"""Traces are switched on by OTEL_* alone; what can't be is said in a sentence."""

import asyncio
import logging
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.settings import SettingsWrong
from bot.tracing import TracesLacking, traced
from core import watching
from core.keys import digest
from core.watching import Step, What, about, happened
from tests.fakes.collector import Collector
from tests.fakes.door import Trouble

IDENT = digest("a delivery")
ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    root, level = logging.getLogger(), watching.log.level
    handlers = root.handlers[:]
    yield
    root.handlers[:] = handlers
    watching.log.setLevel(level)


def set_in(monkeypatch: pytest.MonkeyPatch, settings: Mapping[str, str]) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)


async def test_what_happens_is_sent_and_the_last_of_it_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Collector() as collector:
        set_in(monkeypatch, {ENDPOINT: collector.url, "OTEL_EXPORTER_OTLP_HEADERS": "x-key=secret"})
        async with traced(lambda: 5.0):
            with about(IDENT), Step(What.COMPUTATION) as step:
                step.note(outcome="done")
                happened(What.FAULT, level=logging.ERROR, doing="testing")
        fault, computation = collector.spans
    assert (computation.name, computation.trace, computation.parent) == ("computation", IDENT, "")
    assert (fault.trace, fault.parent, fault.failed) == (IDENT, computation.id, True)
    assert computation.facts["outcome"] == "done"
    assert not computation.failed
    assert computation.ended - computation.began == pytest.approx(computation.facts["seconds"], abs=1e-3)
    assert collector.headers["x-key"] == "secret"
    assert computation.service == "cuepoint"


async def test_the_environment_names_the_service_and_how_many_are_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Collector() as collector:
        set_in(
            monkeypatch,
            {
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": f"{collector.url}/v1/traces",
                "OTEL_SERVICE_NAME": "ours",
                "OTEL_TRACES_SAMPLER": "traceidratio",
                "OTEL_TRACES_SAMPLER_ARG": "0.5",
            },
        )
        async with traced(lambda: 5.0):
            for number in range(100):
                with about(digest(str(number))), Step(What.RUN):
                    happened(What.LINK)
    traces = {span.trace for span in collector.spans}
    assert 20 < len(traces) < 80
    assert len(collector.spans) == 2 * len(traces)
    assert {span.service for span in collector.spans} == {"ours"}


async def test_what_the_env_file_says_counts_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    async with Collector() as collector:
        (tmp_path / ".env").write_text(f"OTHER=1\nOTEL_SERVICE_NAME=filed\n{ENDPOINT}={collector.url}\n")
        monkeypatch.setenv("OTEL_SERVICE_NAME", "environment")
        monkeypatch.setenv(ENDPOINT, "")
        async with traced(lambda: 5.0):
            with about(IDENT):
                happened(What.LINK)
    assert [span.service for span in collector.spans] == ["environment"]


@pytest.mark.parametrize(
    "settings",
    [{}, {"OTEL_SDK_DISABLED": "true"}, {"OTEL_TRACES_EXPORTER": "none"}],
    ids=["no address", "switched off", "no exporter"],
)
async def test_nothing_is_sent_where_nobody_asks(monkeypatch: pytest.MonkeyPatch, settings: dict[str, str]) -> None:
    async with Collector() as collector:
        set_in(monkeypatch, {**settings, **({ENDPOINT: collector.url} if settings else {})})
        async with traced(lambda: 5.0):
            before = logging.getLogger().handlers[:]
            happened(What.LINK)
        assert collector.spans == []
        assert not [handler for handler in before if type(handler).__name__ == "Spans"]


async def test_a_collector_that_hangs_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)
    async with Collector() as collector:
        await collector.door.make(Trouble.HANGS)
        set_in(monkeypatch, {ENDPOINT: collector.url, "OTEL_EXPORTER_OTLP_TIMEOUT": "1"})
        async with traced(lambda: 0.0):
            with about(IDENT):
                happened(What.LINK)
        # What is given up goes on trying in a thread of its own: where a process would be over, other tests go on.
        (trying,) = (thread for thread in threading.enumerate() if thread.name == "traces" and thread.is_alive())
        await asyncio.to_thread(trying.join)
    assert collector.spans == []


async def test_without_what_sends_them_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("opentelemetry", "adapters.opentelemetry"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    monkeypatch.setenv(ENDPOINT, "http://127.0.0.1:9")
    with pytest.raises(TracesLacking, match=r"-m pip install --require-hashes -r requirements-otel\.txt"):
        await traced(lambda: 0.0).__aenter__()
    assert (Path(__file__).parents[2] / "requirements-otel.txt").is_file()


async def test_another_protocol_than_ours_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    set_in(monkeypatch, {ENDPOINT: "http://127.0.0.1:9", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"})
    with pytest.raises(SettingsWrong, match="“grpc”: traces are sent by http/protobuf"):
        await traced(lambda: 0.0).__aenter__()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (ENDPOINT, "nonsense"),
        (ENDPOINT, "http://[::1"),
        (ENDPOINT, "localhost:4318"),
        ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://localhost:99999"),
        ("OTEL_EXPORTER_OTLP_HEADERS", "s3cret"),
        ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "a=b,=s3cret"),
        ("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "many"),
        ("OTEL_BSP_MAX_QUEUE_SIZE", "-5"),
    ],
)
async def test_a_setting_that_cannot_be_used_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    for module in [each for each in sys.modules if each.startswith(("opentelemetry.sdk", "adapters.opentelemetry"))]:
        monkeypatch.delitem(sys.modules, module)  # some of it is read when they are imported
    set_in(monkeypatch, {ENDPOINT: "http://127.0.0.1:9", name: value})
    with pytest.raises(SettingsWrong, match="can't be used") as refused:
        await traced(lambda: 0.0).__aenter__()
    assert "s3cret" not in str(refused.value)


async def test_a_line_without_an_id_is_no_span(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Collector() as collector:
        monkeypatch.setenv(ENDPOINT, collector.url)
        async with traced(lambda: 5.0):
            happened(What.LINK)
            logging.getLogger("core.x").warning("nothing of this kind")
            with Step(What.RUN):
                pass
    assert [span.name for span in collector.spans] == ["run"]
