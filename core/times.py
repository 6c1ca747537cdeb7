"""Spans of time in seconds, and times as people read them."""

MINUTE = 60.0
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def clock(seconds: float) -> str:
    """Return a moment as `m:ss` or `h:mm:ss`, rounded down to the second that a player would show.

    Args:
        seconds: from the start of the video; less than zero counts as zero.
    """
    minutes, rest = divmod(max(0, int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
