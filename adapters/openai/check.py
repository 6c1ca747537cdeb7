"""What a model's server says of the model before it is asked to write."""

import asyncio
import difflib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from core.checks import Finding, Status
from core.errors import ModelError, ModelRejected

if TYPE_CHECKING:
    from openai.types import Model

    from adapters.openai.client import Client

MATTER = "Model"
DEADLINE = 20.0
"""How many seconds the server may take for its list."""
LEAST_CONTEXT = 16_000
"""How many tokens a long chapter and its reply take together."""
_CONTEXTS = ("max_model_len", "context_length", "context_window", "max_context_length")
"""Where servers tell how much a model reads at once: vLLM, OpenRouter, Groq, LM Studio."""


async def check_model(name: str, api_key: str | None, base_url: str | None) -> list[Finding]:
    """Return what the server's list of models says of a key and a model.

    Args:
        name: the model's name.
        api_key: None for a server that asks for none.
        base_url: None for OpenAI's own.
    """
    client = await asyncio.to_thread(_client, api_key, base_url)
    try:
        models = await client.models(DEADLINE)
    except ModelRejected as error:
        # Some servers have no such list: 404 and 405 say nothing of the key.
        missing = error.detail.startswith(("404", "405"))
        return [_unlisted() if missing else Finding(MATTER, Status.WRONG, str(error))]
    except ModelError as error:
        return [Finding(MATTER, Status.DOWN, str(error))]
    finally:
        await client.close()
    return findings(name, models)


def findings(name: str, models: "Sequence[Model]", today: date | None = None) -> list[Finding]:
    """Return what a server's list says of a model.

    Args:
        name: the model's name.
        models: the list.
        today: the day it is, if not today in UTC.
    """
    if not models:
        return [_unlisted()]
    # Ollama lists "llama3:latest" for what is asked for as "llama3".
    model = next((each for each in models if each.id in (name, f"{name}:latest")), None)
    if model is None:
        near = difflib.get_close_matches(name, [each.id for each in models], n=3, cutoff=0.3)
        has = f" It has {', '.join(near)}." if near else ""
        return [Finding(MATTER, Status.WRONG, f"The server has no model “{name}”.{has} Correct OPENAI_MODEL.")]
    return [
        Finding(MATTER, Status.OK, f"The server accepts the key and has {name}."),
        *_end(name, model.shutdown_date, today or datetime.now(UTC).date()),
        *_context(name, model.model_extra or {}),
    ]


def _client(api_key: str | None, base_url: str | None) -> "Client":
    # It takes half a second, in which nothing else would be served.
    from adapters.openai.client import Client  # noqa: PLC0415

    return Client(api_key, base_url)


def _unlisted() -> Finding:
    return Finding(MATTER, Status.NOTE, "The server doesn't list its models: the first summary shows whether it works.")


def _end(name: str, told: str | None, today: date) -> list[Finding]:
    """Return what is to be said of the day on which a model ends, where the server tells it."""
    if not told:
        return []
    try:
        gone = date.fromisoformat(told[:10]) <= today
    except ValueError:
        gone = False
    if gone:
        return [Finding(MATTER, Status.WRONG, f"{name} ended on {told[:10]}. Set OPENAI_MODEL to another model.")]
    return [Finding(MATTER, Status.NOTE, f"{name} ends on {told[:10]}: set OPENAI_MODEL to another model before.")]


def _context(name: str, told: dict[str, object]) -> list[Finding]:
    tokens = next((size for key in _CONTEXTS if isinstance(size := told.get(key), int)), None)
    if tokens is None:
        return []
    if tokens < LEAST_CONTEXT:
        text = f"{name} reads {tokens:,} tokens at once. Give it {LEAST_CONTEXT:,} on the server."
        return [Finding(MATTER, Status.NOTE, text)]
    return [Finding(MATTER, Status.OK, f"{name} reads {tokens:,} tokens at once.")]
