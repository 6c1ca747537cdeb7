"""Whether YouTube gives this machine captions."""

from adapters.youtube.errors import AddressBlocked, Passing, SettingsUnusable
from core.checks import Finding, Status
from core.errors import TranscriptError
from core.model import Site, VideoRef
from core.ports import TranscriptSource

MATTER = "YouTube"
FIRST_VIDEO = VideoRef(Site.YOUTUBE, "jNQXAC9IVRw")
"""“Me at the zoo”, the first video on YouTube, which has captions."""


async def check_youtube(source: TranscriptSource) -> Finding:
    """Return whether the captions of a video that is always there can be had."""
    try:
        await source.fetch(FIRST_VIDEO, None)
    except SettingsUnusable as error:
        return Finding(MATTER, Status.WRONG, str(error))
    except (AddressBlocked, Passing) as error:
        return Finding(MATTER, Status.DOWN, str(error))
    except TranscriptError:
        return Finding(MATTER, Status.OK, "YouTube answers.")
    return Finding(MATTER, Status.OK, "YouTube gives captions to this machine.")
