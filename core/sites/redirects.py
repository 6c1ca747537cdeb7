"""Pages that only lead on to another address, which stands in their query."""

import re

from core.sites.address import Address

_GOOGLE = r"google\.(?:com|[a-z]{2}|com?\.[a-z]{2})"
HOST = rf"""
    (?: (?:www\.)?{_GOOGLE}
      | consent\.(?:youtube\.com|{_GOOGLE})
      | accounts\.(?:google|youtube)\.com
      | lm?\.(?:facebook|instagram)\.com
      | slack-redir\.net
      | [a-z0-9]{{2,8}}\.safelinks\.protection\.outlook\.com
    )"""
"""The hosts of such pages that are not those of a video site, as a verbose pattern."""

# What else stands on these hosts carries addresses that it does not lead to: a search page what was searched for.
_PAGE = re.compile(
    rf"""
    (?:www\.)?{_GOOGLE}/url
      | (?:www\.|m\.|music\.)?youtube\.com/(?:attribution_link|redirect|signin|oembed)
      | (?!(?:www\.)?{_GOOGLE}/) {HOST}/.*
    """,
    re.VERBOSE | re.DOTALL,
)
_PARAMETERS = ("url", "q", "continue", "u", "next")


def is_redirect(address: Address) -> bool:
    """Return whether an address is a page that only leads on to another one."""
    return _PAGE.fullmatch(f"{address.host}/{'/'.join(address.path)}") is not None


def target(address: Address) -> str | None:
    """Return the address that a redirecting page leads to, None where it names none.

    The target is the first parameter of the query that is an address, or a path on the same host.
    """
    values = address.nested()
    for name in _PARAMETERS:
        value = values.get(name, "")
        if value.startswith("/") and not value.startswith("//"):
            return address.host + value
        if value.lower().startswith(("http://", "https://")):
            return value
    return None
