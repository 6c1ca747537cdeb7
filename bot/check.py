"""`python -m bot check`: how the settings and the services around Cuepoint stand, one line a matter."""

import asyncio
import logging
import os
import sys
from collections.abc import Awaitable

import click

from adapters.redis.client import Connections
from bot.oversights import oversights
from bot.redis_choice import ALONE, check_keeps, keeps, redis_for
from bot.settings import Settings
from core.checks import Finding, Status, found_wrong
from core.control_characters import escape_controls
from core.errors import CuepointError
from core.faults import boundary

OUTAGE = 69
"""EX_UNAVAILABLE (sysexits.h): a service can't be reached; no setting is known to be wrong."""
_COLOURS = {Status.OK: "green", Status.NOTE: "cyan", Status.DOWN: "yellow", Status.WRONG: "red"}

log = logging.getLogger(__name__)


async def check(settings: Settings) -> int:
    """Print what is found of each matter, and return the exit code: 0, 69 for an outage, 78 for a wrong setting."""
    worst = 0
    checks: dict[str, Awaitable[list[Finding]]] = {
        "Settings": _settings(settings),
        "Redis": _redis(settings),
        "Model": check_the_model(settings),
        "Discord": _discord(settings),
        "Slack": _slack(settings),
        "YouTube": _youtube(settings),
    }
    for waiting in [asyncio.create_task(_found(matter, each)) for matter, each in checks.items()]:
        for finding in await waiting:
            click.echo(line(finding, colour=sys.stdout.isatty() and not os.environ.get("NO_COLOR")))
            worst = max(worst, {Status.WRONG: os.EX_CONFIG, Status.DOWN: OUTAGE}.get(finding.status, 0))
    return worst


def line(finding: Finding, *, colour: bool) -> str:
    """Return a finding as a line, which begins with how it stands."""
    shown = f"{finding.status:5}"
    if colour:
        shown = click.style(shown, fg=_COLOURS[finding.status], bold=finding.status is Status.WRONG)
    return f"{shown}  {finding.matter:9} {escape_controls(finding.text)}"


async def _found(matter: str, check: Awaitable[list[Finding]]) -> list[Finding]:
    try:
        with boundary(log, f"checking {matter}"):
            return await check
    except CuepointError as error:
        return [found_wrong(matter, error)]


async def _settings(settings: Settings) -> list[Finding]:
    found = oversights(settings)
    if not (settings.has_discord or settings.has_slack or settings.slack_bot_token):
        text = "No chat has a token: `python -m bot` opens the terminal chat (see docs/discord.md, docs/slack.md)."
        found.append(Finding("Settings", Status.NOTE, text))
    return found or [Finding("Settings", Status.OK, "Nothing is missing or misspelt.")]


def _folder(settings: Settings) -> str:
    return str(settings.cuepoint_data_dir)


async def _redis(settings: Settings) -> list[Finding]:
    if not keeps(settings):
        return [Finding("Redis", Status.NOTE, ALONE)]
    async with redis_for(settings, patient=False) as redis:
        return await _redis_findings(settings, redis)


async def _redis_findings(settings: Settings, redis: Connections) -> list[Finding]:
    about = await redis.commands.info()
    name = (
        f"{str(about.get('server_name', 'redis')).capitalize()} {about.get('valkey_version') or about['redis_version']}"
    )
    if not settings.redis_url:
        return [Finding("Redis", Status.OK, f"{name} of Cuepoint's own answers; its data is in {_folder(settings)}.")]
    found = [Finding("Redis", Status.OK, f"{name} at REDIS_URL answers.")]
    if not about.get("aof_enabled"):
        text = "REDIS_URL keeps no append-only file: what is under way is lost when it is killed. Set `appendonly yes`."
        found.append(Finding("Redis", Status.NOTE, text))
    if about.get("maxmemory") and about.get("maxmemory_policy") != "noeviction":
        text = "REDIS_URL forgets keys when it is full. Set `maxmemory-policy noeviction`."
        found.append(Finding("Redis", Status.NOTE, text))
    return found


async def check_the_model(settings: Settings) -> list[Finding]:
    """Return what is found of the model that the settings name; at the start of what serves it is logged too."""
    if not settings.has_model:
        return [Finding("Model", Status.OK, "None is set: the offline engine writes.")]
    from adapters.openai.check import check_model  # noqa: PLC0415 - here and below: what isn't set isn't imported

    key = settings.openai_api_key
    return await check_model(settings.openai_model, key.get_secret_value() if key else None, settings.openai_base_url)


async def _discord(settings: Settings) -> list[Finding]:
    if not settings.discord_token:
        return [Finding("Discord", Status.OK, "DISCORD_TOKEN is not set: Discord is not served.")]
    from adapters.discord.check import check_discord  # noqa: PLC0415
    from adapters.discord.client import point_at  # noqa: PLC0415

    point_at(settings.discord_api_url)
    return await check_discord(settings.discord_token.get_secret_value())


async def _slack(settings: Settings) -> list[Finding]:
    bot, app = settings.slack_bot_token, settings.slack_app_token
    if not (bot or app or settings.slack_client_id):
        return [Finding("Slack", Status.OK, "SLACK_BOT_TOKEN is not set: Slack is not served.")]
    from adapters.slack.check import check_slack  # noqa: PLC0415
    from adapters.slack.web import Web  # noqa: PLC0415
    from adapters.slack.workspaces import NoWorkspaces  # noqa: PLC0415

    async with Web(settings.slack_api_url, NoWorkspaces()) as web:
        found = await check_slack(web, bot.get_secret_value() if bot else None, app.get_secret_value() if app else None)
    if not bot and settings.slack_token_key:
        found += _installing(settings)
    return found


def _installing(settings: Settings) -> list[Finding]:
    from adapters.slack.installing import cipher  # noqa: PLC0415

    check_keeps(settings, "Installing the app to many workspaces")
    if settings.slack_token_key:
        cipher(settings.slack_token_key.get_secret_value())
    return [Finding("Slack", Status.OK, f"Workspaces install the app at {settings.http_url}/slack/install")]


async def _youtube(settings: Settings) -> list[Finding]:
    from adapters.youtube.check import check_youtube  # noqa: PLC0415
    from bot.youtube import youtube_source  # noqa: PLC0415

    return [await check_youtube(youtube_source(settings))]
