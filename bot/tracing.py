"""Traces, where OTEL_* in the environment or in `.env` says where to send them."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.logs import listened_to
from bot.settings import SettingsWrong, web_address
from core.blocking import in_thread
from core.errors import ConfigurationError

if TYPE_CHECKING:
    from adapters.opentelemetry.spans import Spans

# https://opentelemetry.io/docs/specs/otel/protocol/exporter/ and .../configuration/sdk-environment-variables/
_ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
_PROTOCOLS = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
_HEADERS = ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS")
_PROTOCOL = "http/protobuf"
_AT_LEAST = 0.5
"""For how many seconds the last ones are sent even where no time is left."""


class TracesLacking(ConfigurationError):
    """Traces are asked for, and what sends them isn't installed."""

    code = "traces_lacking"
    sentence = (
        "OTEL_EXPORTER_OTLP_ENDPOINT asks for traces, and what sends them isn't installed. Leave it out, or run: "
        "{detail} -m pip install --require-hashes -r requirements-otel.txt"
    )


@contextlib.asynccontextmanager
async def traced(left: Callable[[], float]) -> AsyncIterator[None]:
    """Send traces for as long as the context lasts, if the environment says where to.

    Args:
        left: says at the end how many seconds are left to send the last ones.

    Raises:
        TracesLacking: what sends them isn't installed.
        SettingsWrong: they are asked for in another protocol than ours, or by a setting that can't be used.
    """
    _read_env_file()
    if not _wanted():
        yield
        return
    spans = await in_thread("traces", _spans)
    listened_to(spans)
    try:
        yield
    finally:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(in_thread("traces", spans.close), max(left(), _AT_LEAST))


def _read_env_file() -> None:
    """Put what `.env` says of it into the environment, which is where the SDK looks."""
    if not Path(".env").is_file():
        return
    from dotenv import dotenv_values  # noqa: PLC0415 - most have no such file where others are served

    for name, value in dotenv_values(".env").items():
        if name.startswith("OTEL_") and value and not os.environ.get(name):
            os.environ[name] = value


def _wanted() -> bool:
    off = os.environ.get("OTEL_SDK_DISABLED", "").lower() == "true" or os.environ.get("OTEL_TRACES_EXPORTER") == "none"
    if off or not any(map(os.environ.get, _ENDPOINTS)):
        return False
    protocol = next(filter(None, map(os.environ.get, _PROTOCOLS)), _PROTOCOL)
    if protocol != _PROTOCOL:
        raise SettingsWrong(f"OTEL_EXPORTER_OTLP_PROTOCOL can't be “{protocol}”: traces are sent by {_PROTOCOL}.")
    _check_addresses()
    _check_headers()
    return True


def _check_addresses() -> None:
    for name in _ENDPOINTS:
        try:
            web_address(os.environ.get(name) or "http://localhost")
        except ValueError as error:
            raise SettingsWrong(f"{name} can't be used: {error}.") from error


def _check_headers() -> None:
    for name in _HEADERS:
        headers = filter(None, os.environ.get(name, "").split(","))
        if not all(header.partition("=")[0].strip() and "=" in header for header in headers):
            # They are not repeated: they hold keys.
            raise SettingsWrong(f"{name} can't be used: it should look like name=value,name=value.")


def _spans() -> "Spans":
    try:
        # The SDK reads some of its settings when it is imported.
        from adapters.opentelemetry.spans import Spans  # noqa: PLC0415 - an extra, and half a second

        return Spans()
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("opentelemetry"):
            raise
        raise TracesLacking(sys.executable) from error
    except ValueError as error:
        raise SettingsWrong(f"A setting that begins with OTEL_ can't be used: {str(error).rstrip('.')}.") from error
