"""Times as people read them."""

_MINUTE = 60
_HOUR = 3600


def clock(seconds: float) -> str:
    """Return a moment as `m:ss` or `h:mm:ss`, rounded down to the second that a player would show.

    Args:
        seconds: from the start of the video; less than zero counts as zero.
    """
    whole = max(0, int(seconds))
    minutes, rest = divmod(whole % _HOUR, _MINUTE)
    if whole >= _HOUR:
        return f"{whole // _HOUR}:{minutes:02}:{rest:02}"
    return f"{minutes}:{rest:02}"
