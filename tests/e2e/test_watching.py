"""An adapter and a worker as processes of their own, watched: one id in all logs and traces, figures, and health."""

import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from bot.embedded_redis import binary
from core.delivery.record import Place, delivery_id
from core.links import find_links
from tests.e2e.asking_kit import figures, health, is_so, until, value
from tests.e2e.discord_kit import WITHIN, Town, town
from tests.fakes.collector import Collector, Span
from tests.fakes.discord.kit import TOKEN, Message
from tests.fakes.model import FakeModel
from tests.fakes.youtube import Failure
from tests.protocol.slack_kit import free_port

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(binary() is None, reason="there is no redis-server"),
]
KEY = "sk-of-nobody-0123456789"
SAID = "the zebra crossed at noon"


@dataclass
class Watched:
    """A town whose bot leaves the computing to a worker; both are watched."""

    town: Town
    collector: Collector
    adapter: str
    worker: str
    adapter_log: Path
    worker_log: Path

    async def summarised(self) -> Message:
        """Post a link, and return the post once its delivery has ended."""
        post, _ = await self.town.summarised()
        await self.ended(post)
        return post

    async def ended(self, post: Message) -> None:
        """Wait until the log says that the delivery of a post has ended."""

        async def ended() -> bool:
            return any(line["event"] == "delivery" for line in lines(self.adapter_log, ident_of(post)))

        await until(ended)

    def spans(self, ident: str) -> dict[str, Span]:
        """Return the spans of an id by their names; of several of a name, the last that came."""
        return {span.name: span for span in self.collector.spans if span.trace == ident}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def watched(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Watched]:
    folder = tmp_path_factory.mktemp("watched")
    async with town(folder, start=False) as made, FakeModel() as model, Collector() as collector:
        made.environment |= {
            "OPENAI_BASE_URL": model.url,
            "OPENAI_API_KEY": KEY,
            "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
            "OTEL_BSP_SCHEDULE_DELAY": "100",
            "CUEPOINT_LOG_LEVEL": "DEBUG",
        }
        ports = [free_port(), free_port()]
        made.start(METRICS_PORT=str(ports[0]), CUEPOINT_CONCURRENCY="0")
        adapter_log, made.log = made.log, folder / "worker.log"
        made.start("worker", METRICS_PORT=str(ports[1]))
        await made.discord.ready()
        adapter, worker = (f"http://127.0.0.1:{port}" for port in ports)

        async def well() -> bool:
            with contextlib.suppress(aiohttp.ClientConnectionError):
                return all([(await health(address))[0] == 200 for address in (adapter, worker)])
            return False

        await until(well)
        yield Watched(made, collector, adapter, worker, adapter_log, made.log)


def ident_of(post: Message) -> str:
    """Return the id of the delivery of a post's only link."""
    (link,) = find_links(post.content)
    return delivery_id(Place("discord", "", str(post.channel.id)), str(post.id), link.ref)


def lines(log: Path, ident: str) -> list[dict[str, object]]:
    """Return the lines of a log that bear an id."""
    found: list[dict[str, object]] = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return [line for line in found if line.get("id") == ident[:12]]


async def test_one_id_leads_from_the_event_to_the_last_post_through_both_processes(watched: Watched) -> None:
    post = await watched.summarised()
    ident = ident_of(post)
    own = lines(watched.adapter_log, ident)
    told = [line["event"] for line in own if line["level"] == "info"]
    assert told == ["link", "summary", "delivery"]
    link, summary, delivery = (line for line in own if line["level"] == "info")
    assert (link["platform"], link["message"]) == ("discord", str(post.id))
    assert (delivery["outcome"], delivery["runs"]) == ("done", 1)
    assert 0 < float(str(delivery["seconds"])) < WITHIN
    computed = lines(watched.worker_log, ident)
    computation = next(line for line in computed if line["event"] == "computation")
    assert (computation["outcome"], computation["run"]) == ("done", summary["run"])
    assert {"transcript fetch", "model call"} <= {line["event"] for line in computed}


async def test_a_trace_has_all_of_it_by_the_same_id(watched: Watched) -> None:
    post = await watched.summarised()
    ident = ident_of(post)
    wanted = {"link", "run", "delivery", "first section", "chat call", "wait in the queue", "computation", "model call"}
    await watched.collector.until(lambda: wanted <= watched.spans(ident).keys(), WITHIN)
    spans = watched.spans(ident)
    assert {span.service for span in spans.values()} == {"cuepoint"}
    assert spans["model call"].parent == spans["transcript fetch"].parent == spans["computation"].id
    assert spans["computation"].parent == spans["chat call"].parent == spans["run"].id
    assert spans["delivery"].parent == ""
    assert spans["delivery"].began <= spans["run"].began <= spans["computation"].began
    assert spans["computation"].ended <= spans["delivery"].ended
    assert spans["model call"].facts["outcome"] == "done"
    assert not any(span.failed for span in spans.values())


async def test_the_figures_tell_of_links_summaries_the_model_and_the_queue(watched: Watched) -> None:
    before, computed_before = await figures(watched.adapter), await figures(watched.worker)
    post = await watched.summarised()
    again = watched.town.discord.post(watched.town.channel(), watched.town.person(), post.content)
    await watched.ended(again)
    after, computed_after = await figures(watched.adapter), await figures(watched.worker)

    def more(name: str, **labels: str) -> float:
        return value(after, name, **labels) - value(before, name, **labels)

    def computed(name: str, **labels: str) -> float:
        return value(computed_after, name, **labels) - value(computed_before, name, **labels)

    assert more("cuepoint_links_total", platform="discord") == 2
    assert more("cuepoint_deliveries_total", platform="discord", outcome="done", reason="") == 1
    assert more("cuepoint_deliveries_total", platform="discord", outcome="done", reason="led") == 1
    assert more("cuepoint_delivery_seconds_count", platform="discord") == 1
    assert more("cuepoint_first_section_seconds_count", platform="discord") == 1
    assert more("cuepoint_chat_calls_total", platform="discord", outcome="done") >= 6
    assert more("cuepoint_queue_seconds_count", queue="deliveries-discord") == 2
    assert computed("cuepoint_summaries_total", source="computed") == 1
    assert computed("cuepoint_computations_total", outcome="done") == 1
    assert computed("cuepoint_transcript_fetches_total", outcome="done") == 1
    assert computed("cuepoint_model_calls_total", outcome="done") >= 2
    assert computed("cuepoint_tokens_total", kind="input") > computed("cuepoint_tokens_total", kind="output") > 0
    assert computed("cuepoint_cost_dollars_total") > 0
    assert computed("cuepoint_queue_seconds_count", queue="summaries") == 1
    assert value(computed_after, "cuepoint_queue_waiting", queue="summaries") == 0
    assert value(computed_after, "process_resident_memory_bytes") > 0


async def test_the_figures_tell_of_what_failed_and_of_questions_and_commands(watched: Watched) -> None:
    discord, town_ = watched.town.discord, watched.town
    before = await figures(watched.adapter)
    failed = discord.post(town_.channel(), town_.person(), town_.video(failure=Failure.NO_CAPTIONS))
    await watched.ended(failed)
    post, thread = await town_.summarised()
    await town_.replied(discord.post(thread, post.author, "What is said about this?"))
    await town_.done(discord.slash("conclusion", {"link": post.content}, user=post.author, channel=town_.channel()))
    after = await figures(watched.adapter)

    def more(name: str, **labels: str) -> float:
        return value(after, name, **labels) - value(before, name, **labels)

    assert more("cuepoint_summaries_total", source="failed") == 1
    failures = {key: after[key] - before.get(key, 0) for key in after if key[0] == "cuepoint_deliveries_total"}
    assert sum(count for (_, labels), count in failures.items() if ("outcome", "failed") in labels) == 1
    assert more("cuepoint_questions_total", outcome="answered") + more(
        "cuepoint_questions_total", outcome="not_in_video"
    ) == pytest.approx(1)
    assert more("cuepoint_commands_total", platform="discord", outcome="done") == 1
    assert more("cuepoint_summaries_total", source="cache") == 1


async def test_health_names_what_is_down(watched: Watched) -> None:
    assert await health(watched.worker) == (200, {"ok": True, "redis": True, "summaries": True})
    well = {"ok": True, "redis": True, "discord": True, "deliveries-discord": True}
    assert await health(watched.adapter) == (200, well)
    async with watched.town.discord.downtime():
        await is_so(watched.adapter, (503, well | {"ok": False, "discord": False}))
    await is_so(watched.adapter, (200, well))


async def test_no_secret_and_nothing_that_is_said_is_in_a_log_or_trace(watched: Watched) -> None:
    town_, discord = watched.town, watched.town.discord
    post = discord.post(town_.channel(), town_.person(), f"{SAID} {town_.video()} {SAID}")
    thread = await town_.delivered(post)
    await town_.replied(discord.post(thread, post.author, f"Is it said that {SAID}?"))
    title = discord.text(discord.replies(post)[0]).splitlines()[0].strip("*# ")
    spans = watched.spans(ident_of(post))
    logs = watched.adapter_log.read_text(encoding="utf-8") + watched.worker_log.read_text(encoding="utf-8")
    for secret in (TOKEN, KEY, "zebra", title[:20]):
        assert secret not in logs
        assert secret not in str(spans)
    assert '"level": "debug"' in logs
