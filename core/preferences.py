"""What the people who manage a server have set: for a channel, or for the server as a whole."""

import asyncio
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from core.atomic_update import update
from core.codec import decode
from core.keys import FORMAT
from core.ports import SwapStore
from core.times import DAY

_KEPT = 10 * 365 * DAY


class Mode(StrEnum):
    """What happens when somebody posts a link."""

    AUTO = "auto"  # it is summarised
    ASK = "ask"  # it is marked, and summarised when somebody asks for it
    OFF = "off"  # nothing


@dataclass(frozen=True, slots=True)
class Preferences:
    """What is set; None where nothing is. `language` is what summaries are written in (BCP 47), "" the video's own."""

    mode: Mode | None = None
    language: str | None = None

    def over(self, default: "Preferences") -> "Preferences":
        """Return these, completed by a default."""
        mode = default.mode if self.mode is None else self.mode
        return Preferences(mode, default.language if self.language is None else self.language)


STANDARD = Preferences(Mode.AUTO, "")


class PreferencesOf:
    """The preferences of all servers."""

    def __init__(self, store: SwapStore) -> None:
        self._store = store

    async def at(self, platform: str, server: str, channel: str) -> Preferences:
        """Return what holds in a channel: its own preferences, else its server's, else the standard."""
        if not server:
            return STANDARD
        own, of_server = await asyncio.gather(
            self.set_for(platform, server, channel), self.set_for(platform, server, "")
        )
        return own.over(of_server).over(STANDARD)

    async def set_for(self, platform: str, server: str, channel: str) -> Preferences:
        """Return what is set for a channel, or, where `channel` is "", for the server."""
        kept = decode(await self._store.get(_key(platform, server, channel)), Preferences)
        return kept or Preferences()

    async def change(self, platform: str, server: str, channel: str, **changes: Any) -> Preferences:  # noqa: ANN401 - fields of Preferences
        """Set something for a channel, or, where `channel` is "", for the server; returns what is set there now."""

        def change(there: Preferences | None) -> Preferences:
            return replace(there or Preferences(), **changes)

        return await update(self._store, _key(platform, server, channel), Preferences, change, _KEPT) or Preferences()


def _key(platform: str, server: str, channel: str) -> str:
    return f"preferences:{FORMAT}:{platform}:{server}:{channel}"
