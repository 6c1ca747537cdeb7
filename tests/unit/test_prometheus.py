"""The figures: what adds to them, how they are named, and that the dashboard asks for no others."""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from adapters.prometheus.metrics import Metrics
from adapters.prometheus.rules import RULES, Figure
from core.errors import InternalError
from core.faults import boundary
from core.watching import Fact, Step, What, happened, log

LABELS = {"platform", "outcome", "reason", "source", "kind", "queue", "part"}
"""All that figures are told apart by; each has few values."""
DASHBOARD = Path(__file__).parents[2] / "docs" / "grafana.json"
FIGURES = [*dict.fromkeys(rule.figure for rule in RULES)]


@pytest.fixture
def metrics() -> Iterator[Metrics]:
    made, level = Metrics(), log.level
    log.setLevel(logging.DEBUG)
    logging.getLogger().addHandler(made)
    yield made
    logging.getLogger().removeHandler(made)
    log.setLevel(level)


def tell(what: What, facts: Mapping[str, Fact]) -> None:
    """Log that something happened, with these facts."""
    log.info(what.value, extra={"facts": facts, "trail": None, "parent": ""})


def shown(metrics: Metrics) -> dict[tuple[str, tuple[str, ...]], float]:
    """Return the figures by their names and labels' values, in the labels' order by name."""
    families = text_string_to_metric_families(metrics.page().decode())
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def test_a_line_adds_to_the_figures_that_it_tells_of(metrics: Metrics) -> None:
    usage: dict[str, Fact] = {"input_tokens": 10, "cached_tokens": 4, "output_tokens": 2, "dollars": 0.5}
    for _ in range(2):
        tell(What.MODEL_CALL, {"outcome": "done", "seconds": 3.0, **usage})
    found = shown(metrics)
    assert found["cuepoint_model_calls_total", ("done",)] == 2
    assert found["cuepoint_model_seconds_sum", ()] == 6.0
    assert found["cuepoint_tokens_total", ("input",)] == 20
    assert found["cuepoint_tokens_total", ("cached",)] == 8
    assert found["cuepoint_tokens_total", ("output",)] == 4
    assert found["cuepoint_cost_dollars_total", ()] == 1.0


@pytest.mark.parametrize(
    ("what", "facts", "source"),
    [
        (What.SUMMARY, {"source": "cache"}, "cache"),
        (What.SUMMARY, {"source": "failed"}, "failed"),
        (What.JOB, {"queue": "summaries", "outcome": "joined"}, "joined"),
        (What.COMPUTATION, {"outcome": "done", "seconds": 1.0}, "computed"),
        (What.SUMMARY, {"source": "run"}, None),
        (What.JOB, {"queue": "deliveries-discord", "outcome": "joined"}, None),
        (What.COMPUTATION, {"outcome": "unwanted", "seconds": 1.0}, None),
    ],
)
def test_where_summaries_come_from(metrics: Metrics, what: What, facts: Mapping[str, Fact], source: str | None) -> None:
    tell(what, facts)
    counted = {labels for (name, labels) in shown(metrics) if name == "cuepoint_summaries_total"}
    assert counted == ({(source,)} if source else set())


def test_how_long_a_thread_took_is_told_of_whole_ones_alone(metrics: Metrics) -> None:
    for outcome, reason in (("done", ""), ("done", "led"), ("failed", "no_captions"), ("withdrawn", "gone")):
        happened(What.DELIVERY, platform="slack", outcome=outcome, reason=reason, seconds=2.0)
    found = shown(metrics)
    assert found["cuepoint_delivery_seconds_count", ("slack",)] == 1
    assert found["cuepoint_deliveries_total", ("failed", "slack", "no_captions")] == 1


def test_what_is_left_out_of_a_line_counts_nothing(metrics: Metrics) -> None:
    with pytest.raises(TimeoutError), Step(What.MODEL_CALL):
        raise TimeoutError
    found = shown(metrics)
    assert found["cuepoint_model_calls_total", ("fault",)] == 1
    assert found["cuepoint_tokens_total", ("input",)] == 0


def test_a_fault_is_counted_wherever_it_is_logged(metrics: Metrics) -> None:
    assert shown(metrics)["cuepoint_faults_total", ()] == 0
    with pytest.raises(InternalError), boundary(logging.getLogger("adapters.x"), "testing"):
        raise ZeroDivisionError
    assert shown(metrics)["cuepoint_faults_total", ()] == 1


def test_other_lines_count_nothing(metrics: Metrics) -> None:
    before = shown(metrics).keys()
    logging.getLogger("core.x").warning("link")
    assert shown(metrics).keys() == before


def test_parts_and_queues_show_what_was_noted_last(metrics: Metrics) -> None:
    for works, waiting in ((True, 7), (False, 3)):
        metrics.works("redis", works=works)
        metrics.queue("summaries", waiting, 1)
    found = shown(metrics)
    assert found["cuepoint_works", ("redis",)] == 0
    assert found["cuepoint_queue_waiting", ("summaries",)] == 3
    assert found["cuepoint_queue_active", ("summaries",)] == 1


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_figures_are_named_as_prometheus_wants_and_told_apart_by_little(figure: Figure) -> None:
    assert re.fullmatch(r"cuepoint(_[a-z]+)+", figure.name)
    assert set(figure.labels) <= LABELS
    assert figure.name.endswith("_seconds") == bool(figure.buckets)
    assert not figure.name.endswith("_total")
    assert list(figure.buckets) == sorted(figure.buckets)


def all_shown(metrics: Metrics) -> dict[str, set[str]]:
    """Return the names of all samples there can be, each with its labels."""
    for rule in RULES:
        # The where-conditions of rules about the same event differ: each gets a line of its own.
        any_facts: dict[str, Fact] = {"outcome": "done", "platform": "x", "reason": "", "source": "cache", "queue": "x"}
        tell(rule.what, {**any_facts, "seconds": 1.0})
        tell(rule.what, {**any_facts, "seconds": 1.0, **rule.where})
    metrics.works("x", works=True)
    metrics.queue("x", 0, 0)
    families = text_string_to_metric_families(metrics.page().decode())
    return {sample.name: {*sample.labels} for family in families for sample in family.samples}


def queries() -> Iterator[str]:
    """Yield what the dashboard asks for."""
    for panel in json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]:
        yield from (target["expr"] for target in panel.get("targets", ()))


def test_the_dashboard_asks_for_what_there_is(metrics: Metrics) -> None:
    there = all_shown(metrics)
    asked = [*queries()]
    assert asked
    for query in asked:
        names = set(re.findall(r"\b(?:cuepoint|process)_[a-z_]+\b", query))
        assert names
        assert names <= there.keys(), query
        labels = {name for by in re.findall(r"\bby \(([^)]*)\)", query) for name in by.split(", ")}
        labels |= set(re.findall(r"[{,]\s*([a-z_]+)(?:=|!=|=~)\"", query))
        assert labels <= set.union(*(there[name] for name in names)), query


def test_the_dashboard_shows_every_figure() -> None:
    asked = " ".join(queries())
    assert [figure.name for figure in FIGURES if not re.search(rf"\b{figure.name}(_total|_bucket)\b", asked)] == []


def test_the_dashboard_s_panels_stand_apart_and_have_numbers_of_their_own() -> None:
    panels = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    taken: set[tuple[int, int]] = set()
    for place in (panel["gridPos"] for panel in panels):
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken
        assert max(x for x, _ in cells) < 24
        taken |= cells
