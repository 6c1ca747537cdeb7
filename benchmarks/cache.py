"""A summary from the cache in a running process, beside a bare GET of the same bytes."""

import tempfile
from pathlib import Path

from adapters.redis.client import PREFIX
from benchmarks.talks import talk
from benchmarks.timing import median, seconds_async, show
from bot.settings import Settings
from bot.wiring import wire, working
from core.keys import summary_key, transcript_hash
from core.requests import Request

_RUNS = 200


async def run() -> None:
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(cuepoint_data_dir=Path(name), openai_api_key=None, openai_base_url=None, _env_file=None)
        async with wire(settings) as cuepoint, working(cuepoint, settings):
            transcript = talk(74)
            await cuepoint.transcripts.keep(transcript, None)
            request = Request(transcript.video.ref)

            async def ask() -> None:
                async for _ in cuepoint.summaries.events(request):
                    pass

            await ask()
            key = PREFIX + summary_key(transcript_hash(transcript), cuepoint.engines.engine.fingerprint, "en")
            size = await cuepoint.redis.commands.strlen(key)
            floor = median(await seconds_async(lambda: cuepoint.redis.commands.get(key), _RUNS))
            cached = median(await seconds_async(ask, _RUNS))
    print("the same summary again, in a running process:")
    show(f"floor: a bare GET of the same {size:,} bytes", 1000 * floor, " ms")
    show("from the cache", 1000 * cached, " ms")
    show("more than the floor", 1000 * (cached - floor), " ms", 5.0)
