"""YouTube's addresses: which video each names and where it opens, or what else it shows."""

import re

from core.model import Site, VideoRef
from core.sites.address import Address, Link, Page

HOST = r"""
    (?: (?:(?:www|m|music|gaming|studio|[a-z]{2})\.)?youtube\.com
      | (?:www\.)?(?:youtube-nocookie|youtubekids)\.com
      | youtube\.googleapis\.com
      | (?:www\.)?youtu\.be
    )"""
"""YouTube's hosts, as a verbose pattern. `[a-z]{2}` are the countries' sites of its first years, which lead on."""

_ID = re.compile(r"[A-Za-z0-9_-]{11}(?![A-Za-z0-9_-])")
_NO_ID = frozenset({"videoseries", "live_stream"})  # have the shape of an id, and name a playlist or a channel
_BEFORE_ID = frozenset({"watch", "shorts", "live", "embed", "v", "vi", "e", "video"})
_WITH_ID = frozenset({"", "watch", "watch_popup", "watch.php", "movie", "details", "ytscreeningroom"})
_CHANNELS = frozenset({"channel", "c", "user"})

_LONGEST_START = 9  # digits: thirty years of video, and no number that a float can't hold
_SECONDS = re.compile(rf"(\d{{1,{_LONGEST_START}}}(?:\.\d{{1,6}})?)s?(?![\da-z])", re.ASCII)
_UNITS = re.compile(r"(?:(\d{1,4})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s?)?(?![\da-z])", re.ASCII)


def read(address: Address) -> Link | Page:
    """Return the video that an address names, else the kind of page it is.

    Args:
        address: an address on one of the hosts of `HOST`.
    """
    ident = _ident(address)
    if found := _ID.match(ident):
        return Link(VideoRef(Site.YOUTUBE, found.group()), _start(address))
    page = _page(address)
    return Page.CUT_OFF if ident and page is Page.OTHER else page


def _ident(address: Address) -> str:
    """Return what stands where an address has its video's id, "" where it has no such place."""
    first, second = (*address.path, "", "")[:2]
    if address.host.endswith("youtu.be"):
        return first
    if second and first in _BEFORE_ID:
        return "" if second in _NO_ID else second
    parameters = address.parameters()
    return parameters.get("v") or parameters.get("vi") or "" if first in _WITH_ID else ""


def _page(address: Address) -> Page:
    first, second = (*address.path, "", "")[:2]
    if first == "clip":
        return Page.CLIP
    if second == "live_stream" or first == "live" or (address.path[-1:] == ("live",)):
        return Page.LIVE
    if first in {"playlist", "watch", "embed"} and (second == "videoseries" or "list" in address.parameters()):
        return Page.PLAYLIST
    return Page.CHANNEL if first in _CHANNELS or first.startswith("@") else Page.OTHER


def _start(address: Address) -> float:
    for parameters in (address.parameters(), address.fragment_parameters()):
        for name in ("t", "start", "time_continue"):
            if start := parameters.get(name):
                return _seconds(start)
    return 0.0


def _seconds(start: str) -> float:
    """Return `90`, `90s`, `1m30s` or `1h2m3s` in seconds; 0 for anything else."""
    if match := _SECONDS.match(start):
        return float(match[1])
    if match := _UNITS.match(start):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return float(hours * 3600 + minutes * 60 + seconds)
    return 0.0
