"""What goes wrong is logged without the secrets that it went wrong with."""

import asyncio
import os
from pathlib import Path

import pytest

from bot.embedded_redis import binary
from tests.e2e.discord_kit import WITHIN, town
from tests.fakes.discord.kit import TOKEN
from tests.fakes.model import FakeModel

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no redis-server")
SESAME = "open-sesame-1234"
KEY = "sk-secret"
"""What the fake says was sent to it."""


async def test_a_proxy_s_password_and_a_model_s_key_stay_out_of_what_fails(tmp_path: Path) -> None:
    async with town(tmp_path, start=False) as place, FakeModel("wrong_key") as model:
        place.environment |= {
            "CUEPOINT_LOG_LEVEL": "DEBUG",
            "OPENAI_BASE_URL": model.url,
            "OPENAI_API_KEY": KEY,
        }
        written = place.start()
        await place.discord.ready()
        await place.summarised()
        written.kill()
        await written.wait()
        place.start(YOUTUBE_PROXY_URL=f"http://ada:{SESAME}@127.0.0.1:9")
        await place.discord.ready(starts=2)
        failed = place.discord.post(place.channel(), place.person(), place.video())
        # YouTube is tried again a few times.
        await place.discord.until(lambda: place.discord.replies(failed), 3 * WITHIN)
        said = place.logged() + "".join(place.discord.text(each) for each in place.discord.replies(failed))
        assert '"youtube_proxy' in said
        assert '"model_rejected"' in said
        assert "the model: The model's server refused the call (401 invalid_api_key)" in said, "at the start already"
        for secret in (SESAME, KEY, TOKEN):
            assert secret not in said


@pytest.mark.parametrize(
    "settings",
    [
        {"REDIS_URL": f"redis://ada:{SESAME}@127.0.0.1:9/0"},
        {"REDIS_URL": f"rubbish:{SESAME}"},
        {"METRICS_PORT": SESAME},
        {"DISCORD_TOKEN": SESAME},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"},
    ],
    ids=["a Redis that is not there", "no Redis", "no port", "no token", "no such protocol"],
)
async def test_what_keeps_it_from_starting_is_one_sentence_without_them(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    async with town(tmp_path, start=False) as place:
        process = place.start(**settings)
        away = settings.get("REDIS_URL", "").startswith("redis:")
        assert await asyncio.wait_for(process.wait(), 2 * WITHIN) == (1 if away else os.EX_CONFIG)
        said = place.logged()
        assert SESAME not in said
        assert "Traceback" not in said
        assert not said.strip().splitlines()[-1].startswith("{")
