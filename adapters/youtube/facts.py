"""What the watch page and the player's answer say of a video. docs/decisions/ says which field is read where."""

import datetime as dt
import re
from dataclasses import dataclass

from adapters.youtube.chapters import creator_chapters, key_moments
from adapters.youtube.jsons import Json, assigned, dig, number, words
from core.model import Chapter
from core.notes import Note

_PUBLISHED = re.compile(r'<meta itemprop="datePublished" content="([^"]+)">')
_DATE_LENGTH = len("2024-01-20")
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Facts:
    """The answers that a fetch has seen so far.

    `player` is what `/youtubei/v1/player` answered, `page_player` the `ytInitialPlayerResponse` of the watch page,
    `data` its `ytInitialData`, and `page` the page itself.
    """

    player: Json = None
    page_player: Json = None
    data: Json = None
    page: str = ""

    @classmethod
    def read(cls, page: str, player: Json) -> "Facts":
        """Return the facts in a watch page (its HTML) and in the player's answer."""
        return cls(player, assigned(page, "ytInitialPlayerResponse"), assigned(page, "ytInitialData"), page)

    @property
    def title(self) -> str:
        """The video's title, "" where it isn't told."""
        return " ".join(self._detail("title").split())

    @property
    def channel(self) -> str:
        """The channel's name, "" where it isn't told."""
        return " ".join(self._detail("author").split())

    @property
    def description(self) -> str:
        """The description as its author wrote it."""
        return self._detail("shortDescription")

    @property
    def duration(self) -> float:
        """The length in seconds, 0 where it isn't told."""
        return max(0.0, number(self._detail("lengthSeconds")) or 0.0)

    @property
    def published(self) -> str | None:
        """The ISO date of publication, where the uploader's clock showed it. The player's answer never has it."""
        stamp = words(self.page_player, "microformat", "playerMicroformatRenderer", "publishDate")
        if not stamp and (match := _PUBLISHED.search(self.page)):
            stamp = match[1]
        try:
            return dt.date.fromisoformat(stamp[:_DATE_LENGTH]).isoformat()
        except ValueError:
            return None

    @property
    def status(self) -> str:
        """The player's verdict, such as OK, ERROR, UNPLAYABLE, LOGIN_REQUIRED or LIVE_STREAM_OFFLINE."""
        return words(self.player, "playabilityStatus", "status")

    @property
    def reason(self) -> str:
        """The reason that YouTube gives for not playing a video, on one line."""
        playability = dig(self.player, "playabilityStatus")
        more = words(playability, "errorScreen", "playerErrorMessageRenderer", "subreason")
        said = " ".join(f"{words(playability, 'reason')} {more}".split())
        shown = "".join(character for character in said if character.isprintable())
        return f"{shown[: _LONGEST_REASON - 1]}…" if len(shown) > _LONGEST_REASON else shown or "no reason given"

    @property
    def age_gate(self) -> bool:
        """Whether the player says that the age is why it doesn't play."""
        return number(self.player, "playabilityStatus", "desktopLegacyAgeGateReason") is not None

    @property
    def captions(self) -> Json:
        """The player's list of caption tracks and of the audio tracks they belong to."""
        return dig(self.player, "captions", "playerCaptionsTracklistRenderer")

    @property
    def live(self) -> bool:
        """Whether the video is being streamed at the moment."""
        return dig(self.player, "videoDetails", "isLive") is True

    @property
    def upcoming(self) -> bool:
        """Whether it is a stream or premiere that can't be watched yet."""
        return self.status == "LIVE_STREAM_OFFLINE" or dig(self.player, "videoDetails", "isUpcoming") is True

    def chapters(self) -> tuple[tuple[Chapter, ...], str]:
        """Return the chapters, and a note on them where they aren't the creator's."""
        made = creator_chapters(self.data, self.description, self.duration)
        moments = () if made else key_moments(self.data, self.duration)
        return made or moments, Note.KEY_MOMENTS.of() if moments else ""

    def _detail(self, name: str) -> str:
        return words(self.player, "videoDetails", name) or words(self.page_player, "videoDetails", name)
