"""Settings that lack others, do nothing, or are misspelt are said."""

from datetime import date
from pathlib import Path

import pytest
from openai.types import Model

from adapters.openai.check import findings
from bot.oversights import half_configured, idle, unknown_names
from bot.settings import Settings

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("DISCORD_TOKN", "DISCORD_TOKEN"),
        ("discord_tokens", "DISCORD_TOKEN"),
        ("SLACK_SIGNING_KEY", "SLACK_SIGNING_SECRET"),
        ("OPENAI_APIKEY", "OPENAI_API_KEY"),
        ("OPENAI_API_BASE", "OPENAI_API_KEY"),
        ("CUEPOINT_DATADIR", "CUEPOINT_DATA_DIR"),
        ("YOUTUBE_PROXY", "YOUTUBE_PROXY_URL"),
    ],
)
def test_a_misspelt_name_is_told_with_the_one_that_was_meant(name: str, meant: str) -> None:
    (said,) = unknown_names([name])
    assert said == f"{name.upper()} is no setting of Cuepoint. Did you mean {meant}?"


def test_a_name_like_no_other_is_told_without_a_guess() -> None:
    assert unknown_names(["SLACK_XYZZY"]) == ["SLACK_XYZZY is no setting of Cuepoint."]


def test_our_own_names_and_those_of_the_openai_package_are_known() -> None:
    assert unknown_names([*(name.upper() for name in Settings.model_fields), "OPENAI_ORG_ID", "OPENAI_LOG"]) == []


def test_names_in_the_environment_and_in_the_file_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("LIMIT_USERS=3\nOTHER_NAME=1\nHTTP_PROXY=http://x\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCORD_TOKENS", "s3cret")
    monkeypatch.setenv("LIMIT_ELSEWHERE", "of another program")
    said = " ".join(idle(Settings()))
    assert "LIMIT_USERS is no setting of Cuepoint. Did you mean LIMIT_USER?" in said
    assert "DISCORD_TOKENS" in said
    assert not any(word in said for word in ("s3cret", "OTHER_NAME", "HTTP_PROXY", "LIMIT_ELSEWHERE"))


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        ({"slack_bot_token": "a"}, "SLACK_APP_TOKEN"),
        ({"slack_app_token": "a"}, "SLACK_BOT_TOKEN"),
        ({"slack_signing_secret": "a"}, "SLACK_BOT_TOKEN"),
        ({"slack_client_id": "a"}, "without SLACK_CLIENT_SECRET, SLACK_TOKEN_KEY"),
        ({"slack_client_id": "a", "slack_token_key": "b", "slack_app_token": "c"}, "without SLACK_CLIENT_SECRET"),
        ({"slack_client_id": "a", "slack_client_secret": "b", "slack_token_key": "c"}, "HTTP_URL"),
    ],
)
def test_half_a_slack_is_told(given: dict[str, str], lacking: str) -> None:
    (said,) = half_configured(Settings(**given))  # type: ignore[arg-type] # pydantic makes secrets of them
    assert lacking in said


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"slack_bot_token": "a", "slack_app_token": "b"},
        {"slack_bot_token": "a", "slack_signing_secret": "b"},
        {"slack_client_id": "a", "slack_client_secret": "b", "slack_token_key": "c", "http_url": "https://x.example"},
    ],
)
def test_a_whole_slack_is_not(given: dict[str, str]) -> None:
    assert list(half_configured(Settings(**given))) == []  # type: ignore[arg-type] # pydantic makes secrets of them


def listed(**about: object) -> list[Model]:
    return [Model.model_validate({"id": "m", "created": 1, "object": "model", "owned_by": "x", **about})]


@pytest.mark.parametrize(
    ("about", "statuses", "says"),
    [
        ({}, ["ok"], "has m"),
        ({"shutdown_date": "2027-01-14"}, ["ok", "note"], "ends on 2027-01-14"),
        ({"shutdown_date": "2026-11-29T00:00:00Z"}, ["ok", "wrong"], "ended on 2026-11-29. Set OPENAI_MODEL"),
        ({"shutdown_date": "soon"}, ["ok", "note"], "ends on soon"),
        ({"max_model_len": 4096}, ["ok", "note"], "4,096 tokens"),
        ({"context_length": 131072}, ["ok", "ok"], "131,072 tokens"),
        ({"id": "m:latest"}, ["ok"], "has m"),
        ({"id": "other"}, ["wrong"], "has no model “m”"),
    ],
)
def test_what_a_server_lists_of_a_model_is_told(about: dict[str, object], statuses: list[str], says: str) -> None:
    found = findings("m", listed(**about), TODAY)
    assert [finding.status for finding in found] == statuses
    assert says in found[-1].text


def test_a_server_that_lists_nothing_is_not_blamed() -> None:
    assert [finding.status for finding in findings("m", [])] == ["note"]
