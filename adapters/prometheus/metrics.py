"""Counts the lines of the log that say what happens, and shows the figures as Prometheus reads them."""

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping

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
        self._adders: dict[str, list[_Adder]] = defaultdict(list)
        for rule in RULES:
            self._adders[rule.what.value].append(_Adder(rule, made[rule.figure]))
        self._works = Gauge("cuepoint_works", "Whether a part of the process works.", ["part"], registry=self._registry)
        self._waiting = Gauge("cuepoint_queue_waiting", "Jobs that wait.", ["queue"], registry=self._registry)
        self._active = Gauge("cuepoint_queue_active", "Jobs under way.", ["queue"], registry=self._registry)

    def emit(self, record: logging.LogRecord) -> None:
        """Count a line, if it says what happens."""
        facts = getattr(record, "facts", None)
        if facts is not None:
            for adder in self._adders.get(record.msg, ()):
                adder.add(facts)

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


class _Adder:
    """Adds what a line says to a figure, by a rule. The series that were added to are kept at hand."""

    def __init__(self, rule: Rule, figure: Counter | Histogram) -> None:
        self._rule = rule
        self._figure = figure
        self._series: dict[tuple[str, ...], Callable[[float], None]] = {}

    def add(self, facts: Mapping[str, object]) -> None:
        """Add what a line says, if the rule is about it."""
        rule = self._rule
        for name, wanted in rule.where.items():
            if facts.get(name) != wanted:
                return
        labels = tuple([rule.fixed.get(name) or str(facts.get(name, "")) for name in rule.figure.labels])
        value = facts.get(rule.adds, 0.0) if rule.adds else 1.0
        add = self._series.get(labels) or self._begun(labels)
        add(value if isinstance(value, int | float) else 0.0)

    def _begun(self, labels: tuple[str, ...]) -> Callable[[float], None]:
        one = self._figure.labels(*labels) if labels else self._figure
        add = self._series[labels] = one.observe if isinstance(one, Histogram) else one.inc
        return add
