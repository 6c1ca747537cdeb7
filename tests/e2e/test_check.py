"""`python -m bot check` against loopback services: each matter is one line that says what to do."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from discord.http import Route

from bot.check import OUTAGE, check
from bot.redis_choice import check_keeps
from bot.settings import Settings
from core.errors import ConfigurationError
from tests.fakes.discord.kit import TOKEN, Discord
from tests.fakes.model import FakeModel
from tests.fakes.slack.kit import APP_TOKEN, Slack
from tests.fakes.youtube import FakeYouTube

SECRETS = ("s3cret-key", TOKEN, APP_TOKEN)


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    before = Route.BASE
    yield
    Route.BASE = before


@asynccontextmanager
async def services(
    folder: Path, discord: Discord, slack: Slack, model: FakeModel, **changes: object
) -> AsyncIterator[Settings]:
    """Yield settings with which all four services are used."""
    async with discord, slack, model, FakeYouTube(generate=2) as youtube:
        values: dict[str, object] = {
            "cuepoint_data_dir": folder / "data",
            "discord_token": discord.token,
            "discord_api_url": discord.url,
            "slack_bot_token": slack.token,
            "slack_app_token": slack.app_token,
            "slack_api_url": slack.url,
            "openai_api_key": SECRETS[0],
            "openai_base_url": model.url,
            "openai_model": "fake",
            "youtube_url": youtube.url,
        }
        yield Settings(**(values | changes))  # type: ignore[arg-type] # the fields have many types


async def checked(settings: Settings, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    code = await check(settings)
    said = capsys.readouterr().out
    assert not any(secret in said for secret in SECRETS)
    return code, said.splitlines()


def about(lines: list[str], matter: str, status: str) -> str:
    """Return what is said of a matter that stands so."""
    return "\n".join(line for line in lines if line.split()[:2] == [status, matter])


async def test_where_all_is_well_each_matter_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with services(tmp_path, Discord(), Slack(), FakeModel()) as settings:
        code, lines = await checked(settings, capsys)
    assert code == 0
    assert {line.split()[0] for line in lines} == {"ok"}
    assert [*dict.fromkeys(line.split()[1] for line in lines)] == [
        *("Settings", "Redis", "Model", "Discord", "Slack", "YouTube")
    ]
    assert "&scope=bot+applications.commands&permissions=309237746752" in about(lines, "Discord", "ok")
    assert "which is in 1 server." in about(lines, "Discord", "ok")
    assert "workspace Home" in about(lines, "Slack", "ok")


async def test_each_wrong_setting_is_named_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    slack = Slack(scopes=("chat:write",))
    slack.world.app_scopes = ()
    fakes = (Discord(content_intent=False), slack, FakeModel("wrong_key"))
    async with services(tmp_path, *fakes, budget_money=3.0) as settings:
        code, lines = await checked(settings, capsys)
    assert code == os.EX_CONFIG
    assert "no price for “fake”" in about(lines, "Settings", "wrong")
    assert "OPENAI_API_KEY" in about(lines, "Model", "wrong")
    assert "Switch on Message Content Intent" in about(lines, "Discord", "wrong")
    assert "channels:history" in about(lines, "Slack", "wrong")
    assert "SLACK_APP_TOKEN" in about(lines, "Slack", "wrong")


@pytest.mark.parametrize(
    ("changes", "matter", "says"),
    [
        ({"discord_token": "s3cret-key"}, "Discord", "DISCORD_TOKEN"),
        ({"slack_bot_token": "s3cret-key"}, "Slack", "SLACK_BOT_TOKEN"),
        ({"slack_app_token": None}, "Settings", "SLACK_BOT_TOKEN needs SLACK_APP_TOKEN"),
        ({"slack_client_id": "1.2"}, "Settings", "SLACK_CLIENT_ID can't be used without SLACK_CLIENT_SECRET"),
        ({"youtube_webshare_password": "s3cret-key"}, "Settings", "YOUTUBE_WEBSHARE_USERNAME"),
        ({"openai_model": "fakir"}, "Model", "The server has no model “fakir”. It has fake. Correct OPENAI_MODEL."),
        ({"redis_url": "s3cret-key"}, "Redis", "REDIS_URL can't be used"),
    ],
)
async def test_one_wrong_setting_hides_no_other_matter(
    changes: dict[str, object], matter: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with services(tmp_path, Discord(), Slack(), FakeModel(), **changes) as settings:
        code, lines = await checked(settings, capsys)
    assert code == os.EX_CONFIG
    assert says in about(lines, matter, "wrong")
    assert len({line.split()[1] for line in lines if line.startswith("ok")}) >= 4


async def test_an_outage_is_no_wrong_setting(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = "http://127.0.0.1:1"
    changes = {"discord_api_url": nowhere, "slack_api_url": nowhere, "youtube_url": nowhere, "openai_base_url": nowhere}
    redis = "redis://:s3cret-key@127.0.0.1:1/0"
    async with services(tmp_path, Discord(), Slack(), FakeModel(), **changes, redis_url=redis) as settings:
        code, lines = await checked(settings, capsys)
    assert code == OUTAGE
    for matter in ("Redis", "Model", "Discord", "Slack", "YouTube"):
        assert about(lines, matter, "down"), matter


async def test_without_a_redis_server_several_processes_are_refused_and_one_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.redis_choice.binary", lambda: None)
    async with services(tmp_path, Discord(), Slack(), FakeModel(), redis_url=None) as settings:
        _, lines = await checked(settings, capsys)
    assert "nothing that Cuepoint remembers will outlive this process" in about(lines, "Redis", "note")
    with pytest.raises(ConfigurationError, match=r"`python -m bot worker` needs a Redis.*set REDIS_URL"):
        check_keeps(settings, "`python -m bot worker`")
    check_keeps(settings.model_copy(update={"redis_url": "redis://127.0.0.1"}), "a worker")
