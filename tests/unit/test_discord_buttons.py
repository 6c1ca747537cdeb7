import re

import pytest

from adapters.discord import buttons
from core.model import Site, VideoRef
from core.requests import Request

LONGEST_ID = 100  # https://discord.com/developers/docs/components/reference#anatomy-of-a-component-custom-id


def ids(request: Request) -> list[str]:
    (row,) = buttons.offers(request, "en")
    components = row["components"]
    assert isinstance(components, list)
    return [str(each["custom_id"]) for each in components]


@pytest.mark.parametrize("offline", [False, True])
@pytest.mark.parametrize("language", [None, "pt-BR"])
def test_a_request_comes_back_from_its_buttons(language: str | None, *, offline: bool) -> None:
    request = Request(VideoRef(Site.YOUTUBE, "aaaa-aa_aaa"), language, offline=offline)
    for ident, template in zip(ids(request), (buttons.CONCLUSION, buttons.EXPORT), strict=True):
        found = re.fullmatch(template, ident)
        assert found
        assert buttons.request_in(found.groupdict()) == request


def test_the_longest_id_fits() -> None:
    request = Request(VideoRef(Site.YOUTUBE, "a" * 40), "b" * 20, offline=True)
    assert max(map(len, ids(request))) <= LONGEST_ID
