"""Slack's messages as core sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.buttons import named, request_in, section_in
from adapters.slack.files import attachments_in
from adapters.slack.inbound import Raw, as_typed, inbound
from adapters.slack.spots import Spot, spot
from core.attachments import LARGEST, AttachmentKind, chosen
from core.links import find_links
from core.model import Site, VideoRef
from core.requests import Request

POST: Raw = {"user": "U1", "ts": "1.2", "text": "a <https://youtu.be/aaaaaaaaaaa|video>"}


def heard(**more: object) -> object:
    return inbound({**POST, **more}, "T1", "C1", "UBOT")


@pytest.mark.parametrize(
    "more",
    [
        {"user": "UBOT"},
        {"bot_id": "B1"},
        {"user": None},
        {"subtype": "bot_message"},
        {"subtype": "channel_join"},
        {"subtype": "tombstone"},
    ],
)
def test_what_is_no_person_s_is_dropped(more: dict[str, object]) -> None:
    assert heard(**more) is None


@pytest.mark.parametrize("subtype", [None, "file_share", "thread_broadcast", "me_message"])
def test_what_people_write_is_taken(subtype: str | None) -> None:
    assert heard(subtype=subtype)


def test_where_it_stands() -> None:
    top = inbound(POST, "T1", "C1", "UBOT")
    assert top
    assert (top.message.place.channel, top.message.place.server, top.homes) == ("T1/C1", "T1", ())
    assert str(top.spot.on("1.2")) == "T1/C1/1.2"
    assert top.message.written == 1.2
    root = inbound({**POST, "thread_ts": "1.2"}, "T1", "C1", "UBOT")
    assert root
    assert root.spot == top.spot, "what a thread hangs on stands in the channel"
    reply = inbound({**POST, "thread_ts": "1.0"}, "T1", "C1", "UBOT")
    assert reply
    assert (reply.homes, reply.message.place.threaded) == (("T1/C1/1.0",), True)
    assert reply.spot.on("1.2") == reply.spot
    direct = inbound(POST, "T1", "D1", "UBOT")
    assert direct
    assert (direct.message.place.server, direct.to_us) == ("", True)


@pytest.mark.parametrize(
    ("text", "to_us", "to_others"),
    [
        ("<@UBOT> what is it?", True, False),
        ("<@UBOT|cuepoint> what is it?", True, False),
        ("<@U2> what is it?", False, True),
        ("<@UBOT> and <@U2>?", True, True),
        ("<!subteam^S1> look", False, True),
        ("<!here> look", False, True),
        ("what is it?", False, False),
    ],
)
def test_whom_it_is_for(text: str, *, to_us: bool, to_others: bool) -> None:
    found = inbound({**POST, "text": text}, "T1", "C1", "UBOT")
    assert found
    assert (found.to_us, found.to_others) == (to_us, to_others)
    assert "UBOT" not in found.message.text


def test_a_text_as_it_was_typed() -> None:
    assert (
        as_typed("a &lt;b&gt; &amp; <https://x.example/a?b=1&amp;c=2|x> c") == "a <b> & https://x.example/a?b=1&c=2 c"
    )


SHARED = {
    "is_share": True,
    "is_msg_unfurl": True,
    "channel_id": "C2",
    "author_id": "U2",
    "ts": "1.0",
    "text": "what is <https://youtu.be/bbbbbbbbbbb>?",
    "files": [{"name": "b.srt", "size": 10, "url_private_download": "https://files.slack.com/b"}],
}


def test_the_first_caption_file_that_can_be_had() -> None:
    good = {"name": "a.VTT", "size": 10, "url_private_download": "https://files.slack.com/a"}
    bad: list[object] = [
        {**good, "size": LARGEST + 1}, {**good, "name": "a.mp4"}, {**good, "mode": "tombstone"}, {"id": "F1"}, "x",
    ]  # fmt: skip
    found = chosen(attachments_in({"files": [*bad, good]}))
    assert found
    assert found.name == "a.VTT"
    other = chosen(attachments_in({"files": bad}))
    assert other
    assert other.kind is AttachmentKind.TOO_LARGE
    for nothing in (None, [], "x", [{"id": "F1"}]):
        assert chosen(attachments_in({"files": nothing})) is None


def test_what_is_shared_counts_as_posted() -> None:
    found = inbound({**POST, "text": "", "attachments": [SHARED]}, "T1", "C1", "UBOT")
    assert found
    assert [link.ref.id for link in find_links(found.message.text)] == ["bbbbbbbbbbb"]
    assert found.file
    assert found.file.name == "b.srt"
    assert not found.to_us


@pytest.mark.parametrize(
    "more", [{"is_share": False}, {"is_share": "true"}, {"is_share": None}, {"text": "a question?"}]
)
def test_previews_of_messages_and_what_was_said_to_others_count_for_nothing(more: dict[str, object]) -> None:
    found = inbound({**POST, "text": "look", "attachments": [{**SHARED, **more}, "x"]}, "T1", "C1", "UBOT")
    assert found
    assert found.message.text == "look"


names = st.text("ABCDEFGHIJ0123456789", min_size=1)


@given(names, names, st.just("") | st.just("1700000000.000100"))
def test_a_spot_comes_back_from_its_id(team: str, channel: str, thread: str) -> None:
    assert spot(str(Spot(team, channel, thread))) == Spot(team, channel, thread)


@given(st.text())
def test_any_button_s_value_is_read_or_refused(value: str) -> None:
    assert request_in(value) is None or named(request_in(value) or Request(VideoRef(Site.FILE, ""))) == value
    assert section_in(value) is None or ":" in value


@pytest.mark.parametrize("offline", [False, True])
@pytest.mark.parametrize("language", [None, "pt-BR"])
def test_a_request_comes_back_from_its_button(language: str | None, *, offline: bool) -> None:
    request = Request(VideoRef(Site.YOUTUBE, "aaaa-aa_aaa"), language, offline=offline)
    assert request_in(named(request)) == request


def test_who_shares_a_budget() -> None:
    assert {Spot("T1", "C1").place.community, Spot("T1", "C2", "1.2").place.community} == {"slack:T1"}
    assert {Spot("T1", "D1").place.community, Spot("T1", "D1", "1.2").place.community} == {"slack:T1/D1"}
    assert Spot("T1", "D2").place.community == "slack:T1/D2"
