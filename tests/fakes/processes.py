"""Cuepoint as a process of its own."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
_OURS = (
    "OPENAI_",
    "YOUTUBE_",
    "DISCORD_",
    "SLACK_",
    "REDIS_",
    "CUEPOINT_",
    "HTTP_",
    "LIMIT_",
    "BUDGET_",
    "METRICS_",
    "OTEL_",
)
UNLIMITED = {"LIMIT_USER": "0", "LIMIT_CHANNEL": "0", "LIMIT_SERVER": "0"}
"""Settings for who posts more than a person would."""


def environment(data: Path, **settings: str) -> dict[str, str]:
    """Return an environment in which nothing of Cuepoint is set but its data folder and these settings."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(_OURS)}
    return {**clean, "CUEPOINT_DATA_DIR": str(data), **settings}
