"""What a process tells whoever watches it: /healthz and /metrics at METRICS_PORT."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING

from aiohttp import web

from bot.health import PATIENCE, Health
from bot.logs import listened_to
from core.errors import CuepointError

if TYPE_CHECKING:
    from adapters.prometheus.metrics import Metrics

Page = Callable[[web.Request], Awaitable[web.Response]]

log = logging.getLogger(__name__)


class MetricsPortTaken(CuepointError):
    """Nobody can be told how this process is."""

    code = "metrics_port_taken"
    sentence = (
        "Could not listen at METRICS_HOST and METRICS_PORT ({detail}). Each process needs a port of its own; "
        "0 takes any that is free."
    )


@contextlib.asynccontextmanager
async def monitored(health: Health, wanted_host: str, wanted_port: int) -> AsyncIterator[None]:
    """Tell how this process is for as long as the context lasts; port 0 is any that is free.

    Raises:
        MetricsPortTaken: somebody else listens there.
    """
    from adapters.prometheus.metrics import Metrics  # noqa: PLC0415 - who shows its health alone doesn't pay for it

    metrics = Metrics()
    listened_to(metrics)
    server = web.Application()
    server.router.add_get("/healthz", health_page(health))
    server.router.add_get("/metrics", _metrics_page(metrics, health))
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, wanted_host, wanted_port).start()
        except OSError as error:
            reason = error.strerror or str(error)
            raise MetricsPortTaken(f"{wanted_host}:{wanted_port}: {reason}") from error
        host, port, *_ = runner.addresses[0]
        log.info("watch it at http://%s:%d/metrics and /healthz", f"[{host}]" if ":" in host else host, port)
        yield
    finally:
        await runner.cleanup()


def health_page(health: Health) -> Page:
    """Return what answers 200 where all parts work, else 503; and in JSON which do."""

    async def page(_request: web.Request) -> web.Response:
        parts = await health.parts()
        works = all(parts.values())
        return web.json_response({"ok": works, **parts}, status=200 if works else 503)

    return page


def _metrics_page(metrics: "Metrics", health: Health) -> Page:
    async def page(_request: web.Request) -> web.Response:
        for part, works in (await health.parts()).items():
            metrics.works(part, works=works)
        # What can't be known now keeps its last figure; the part "redis" says so.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                for worker in health.workers:
                    metrics.queue(worker.name, *await worker.counts())
        return web.Response(body=metrics.page(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    return page
