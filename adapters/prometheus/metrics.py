"""Counts the lines of the log that say what happens, and shows the figures as Prometheus reads them."""

import logging
from collections import defaultdict
from collections.abc import Mapping

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

from adapters.prometheus.rules import RULES, Figure, Rule


class Metrics(logging.Handler):
    """The figures of this process. As a handler of all logs it hears of what happens."""

    def __init__(self) -> None:
        super().__init__()
        disable_created_metrics()  # type: ignore[no-untyped-call] # prometheus-client has no types here
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)
        GCCollector(registry=self._registry)
        made = {figure: _made(figure, self._registry) for figure in dict.fromkeys(rule.figure for rule in RULES)}
        self._rules: dict[str, list[tuple[Rule, Counter | Histogram]]] = defaultdict(list)
        for rule in RULES:
            self._rules[rule.what.value].append((rule, made[rule.figure]))
        self._works = Gauge("cuepoint_works", "Whether a part of the process works.", ["part"], registry=self._registry)
        self._waiting = Gauge("cuepoint_queue_waiting", "Jobs that wait.", ["queue"], registry=self._registry)
        self._active = Gauge("cuepoint_queue_active", "Jobs under way.", ["queue"], registry=self._registry)

    def emit(self, record: logging.LogRecord) -> None:
        """Count a line, if it says what happens."""
        facts = getattr(record, "facts", None)
        if facts is None:
            return
        for rule, figure in self._rules.get(str(record.msg), ()):
            if all(facts.get(name) == value for name, value in rule.where.items()):
                _add(rule, figure, facts)

    def works(self, part: str, *, works: bool) -> None:
        """Note whether a part of the process works."""
        self._works.labels(part).set(works)

    def queue(self, name: str, waiting: int, active: int) -> None:
        """Note how many jobs of a queue wait and are under way."""
        self._waiting.labels(name).set(waiting)
        self._active.labels(name).set(active)

    def page(self) -> bytes:
        """Return all figures, in the text format."""
        return generate_latest(self._registry)


def _made(figure: Figure, registry: CollectorRegistry) -> Counter | Histogram:
    if figure.buckets:
        return Histogram(figure.name, figure.help, figure.labels, buckets=figure.buckets, registry=registry)
    return Counter(figure.name, figure.help, figure.labels, registry=registry)


def _add(rule: Rule, figure: Counter | Histogram, facts: Mapping[str, object]) -> None:
    labels = [str(rule.fixed.get(name, facts.get(name, ""))) for name in rule.figure.labels]
    one = figure.labels(*labels) if labels else figure
    value = facts.get(rule.adds, 0) if rule.adds else 1
    amount = float(value) if isinstance(value, int | float) else 0.0
    if isinstance(one, Histogram):
        one.observe(amount)
    else:
        one.inc(amount)
