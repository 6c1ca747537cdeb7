import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.links import Link, find_links, moment_url, watch_url
from core.model import Site, VideoRef

ID = "aB3-_xyZ019"
OTHER = "zzzzzzzzzzz"
REF = VideoRef(Site.YOUTUBE, ID)
OTHER_REF = VideoRef(Site.YOUTUBE, OTHER)
FILE = VideoRef(Site.FILE, "0123456789abcdef")

ADDRESSES = (
    f"https://www.youtube.com/watch?v={ID}",
    f"http://youtube.com/watch?v={ID}",
    f"https://youtube.com/watch/?v={ID}",
    f"https://www.youtube.com/watch?app=desktop&v={ID}&list=PLx&index=3",
    f"https://www.youtube.com/watch?list=PLx&v={ID}#comments",
    f"https://www.youtube.com/watch?v={ID}&amp;list=PLx",
    f"https://m.youtube.com/watch?v={ID}",
    f"https://music.youtube.com/watch?v={ID}&si=abc",
    f"https://youtu.be/{ID}",
    f"https://www.youtu.be/{ID}",
    f"https://youtu.be/{ID}?si=abc_def-12",
    f"https://youtu.be/{ID}&feature=shared",
    f"https://www.youtube.com/shorts/{ID}?feature=share",
    f"https://www.youtube.com/live/{ID}?si=x",
    f"https://www.youtube.com/embed/{ID}?autoplay=1",
    f"https://www.youtube.com/v/{ID}",
    f"https://www.youtube-nocookie.com/embed/{ID}",
    f"https://youtube-nocookie.com/embed/{ID}",
    f"HTTPS://WWW.YouTube.COM/watch?v={ID}",
    f"HTTP://YOUTU.BE/{ID}",
    f"youtu.be/{ID}",
    f"youtube.com/watch?v={ID}",
    f"www.youtube.com/watch?v={ID}",
    f"m.youtube.com/shorts/{ID}",
)
FRAMES = (
    "{}",
    "<{}>",
    "look: {}",
    "({})",
    "[{}]",
    "[the talk]({})",
    '[the talk]({} "a title")',
    "<{}|the talk>",
    "<{}|youtube.com/watch?v=" + OTHER + ">",
    "**{}**",
    "*{}*",
    "~~{}~~",
    "||{}||",
    "> {}",
    '"{}"',
    "'{}'",
    "“{}”",
    "«{}»",
    "{}.",
    "{},",
    "{};",
    "{}:",
    "{}!",
    "{}?",
    "{}...",
    "{}…",
    "{}).",
    "见 {}。",
    "見て：{}、すごい",
    "「{}」",
    "（{}）",
    "【{}】",
    "《{}》",
    "これ {}！",
    "{}\u200b",
    "\u3000{}\u3000",
    "line\n{}\nline",
    "`code` {} `code`",
    "a ` and {}",
    "{} https://example.org/?a=1",
    "https://example.org/ {}",
    "[https://example.org]({})",
    "see https://example.org/(1), then {}",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_shape_of_address_is_a_link(address: str) -> None:
    assert find_links(address) == (Link(REF),)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("address", [ADDRESSES[0], ADDRESSES[8], ADDRESSES[20], ADDRESSES[21]])
def test_what_stands_around_a_link_is_no_part_of_it(frame: str, address: str) -> None:
    assert find_links(frame.format(address)) == (Link(REF),)


def test_a_scheme_may_follow_a_letter_of_a_script_without_spaces() -> None:
    assert find_links(f"见https://youtu.be/{ID}很好") == (Link(REF),)


@pytest.mark.parametrize(
    "text",
    [
        f"https://notyoutube.com/watch?v={ID}",
        f"https://youtube.com.evil.io/watch?v={ID}",
        f"https://youtube.com@evil.io/watch?v={ID}",
        f"https://www.youtube.com:pw@evil.io/watch?v={ID}",
        f"https://user@youtube.com/watch?v={ID}",
        f"https://evil.io/youtube.com/watch?v={ID}",
        f"https://evil.io/https://youtube.com/watch?v={ID}",
        f"https://evil.io/?u=https://youtube.com/watch?v={ID}",
        f"https://evil.io/#https://youtu.be/{ID}",
        f"https://evil.io/(https://youtu.be/{ID})",
        f"https://evil.io/é?u=https://youtu.be/{ID}",
        f"evil.io/?u=youtu.be/{ID}",
        f"evil.io/youtu.be/{ID}",
        f"evil.io\\youtu.be/{ID}",
        f"https://evil.io\\@youtube.com/watch?v={ID}",
        f"https://youtube.com\\@evil.io/watch?v={ID}",
        f"https://youtube.com%2f@evil.io/watch?v={ID}",
        f"https://youtube.com:443/watch?v={ID}",
        f"https://youtube.com:80@evil.io/watch?v={ID}",
        f"https://youtube.com./watch?v={ID}",
        f"https://youtube.com。evil.io/watch?v={ID}",
        f"https://évil-youtube.com/watch?v={ID}",
        f"éyoutube.com/watch?v={ID}",
        f"xyoutu.be/{ID}",
        f"x.youtu.be/{ID}",
        f"my-youtu.be/{ID}",
        f"www.evil.youtube.com/watch?v={ID}",
        f"https://youtube.co/watch?v={ID}",
        f"https://youtube.org/watch?v={ID}",
        f"https://y\u043eutube.com/watch?v={ID}",
        f"ftp://youtube.com/watch?v={ID}",
        f"javascript://youtube.com/watch?v={ID}",
        f"https:\\\\youtube.com/watch?v={ID}",
        f"<https://evil.io|https://youtu.be/{ID}>",
        f"mail me@youtube.com/watch?v={ID}",
        f"https://youtu.be/{ID}x",
        f"https://youtu.be/{ID[:-1]}",
        f"https://www.youtube.com/watch?v={ID}x",
        f"https://www.youtube.com/watch?av={ID}",
        f"https://www.youtube.com/watch?list={ID}",
        f"https://www.youtube.com/watch#v={ID}",
        f"https://www.youtube.com/channel/{ID}",
        f"https://www.youtube.com/{ID}",
        "https://www.youtube.com/embed/videoseries?list=PLx",
        "https://www.youtube.com/embed/live_stream?channel=UCx",
        "https://www.youtube.com/watch",
        "https://youtu.be/",
        "no link at all",
        "",
    ],
)
def test_what_only_looks_like_a_link_is_none(text: str) -> None:
    assert find_links(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        f"`https://youtu.be/{ID}`",
        f"``https://youtu.be/{ID} ` ``",
        f"```\nhttps://youtu.be/{ID}\n```",
        f"```text\nhttps://youtu.be/{ID}\n`a`\n```",
        f"before ````https://youtu.be/{ID} ``` ```` after",
    ],
)
def test_links_in_code_are_left_alone(text: str) -> None:
    assert find_links(text) == ()


def test_backticks_that_nothing_closes_are_no_code() -> None:
    assert find_links(f"```\nhttps://youtu.be/{ID}") == (Link(REF),)
    assert find_links(f"it`s here: https://youtu.be/{ID}") == (Link(REF),)


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("t=90", 90.0),
        ("t=90s", 90.0),
        ("t=1m30s", 90.0),
        ("t=1m30", 90.0),
        ("t=2m", 120.0),
        ("t=1h2m3s", 3723.0),
        ("t=1h", 3600.0),
        ("t=1h3s", 3603.0),
        ("t=12.5", 12.5),
        ("start=7", 7.0),
        ("start=7&t=9", 9.0),
        ("t=0", 0.0),
        ("t=", 0.0),
        ("t=soon", 0.0),
        ("t=90minutes", 0.0),
        ("t=-5", 0.0),
        ("t=" + "9" * 5000, 0.0),
        ("xt=90", 0.0),
        ("amp;t=90", 0.0),
    ],
)
def test_the_second_at_which_it_opens(given: str, seconds: float) -> None:
    assert find_links(f"https://youtu.be/{ID}?{given}") == (Link(REF, seconds),)
    assert find_links(f"https://www.youtube.com/watch?{given}&v={ID}") == (Link(REF, seconds),)
    assert find_links(f"(https://www.youtube.com/watch?v={ID}&amp;{given}).") == (Link(REF, seconds),)


def test_the_second_may_stand_in_the_fragment() -> None:
    assert find_links(f"https://youtu.be/{ID}#t=1m5s") == (Link(REF, 65.0),)


def test_the_same_video_twice_is_one_and_the_first_link_counts() -> None:
    text = f"https://youtu.be/{ID}?t=5 then youtube.com/watch?v={OTHER} then https://youtube.com/shorts/{ID}?t=9"
    assert find_links(text) == (Link(REF, 5.0), Link(OTHER_REF))


def test_links_without_a_space_between_are_two() -> None:
    assert find_links(f"https://youtu.be/{ID},https://youtu.be/{OTHER}") == (Link(REF), Link(OTHER_REF))
    assert find_links(f"<https://youtu.be/{ID}|a><https://youtu.be/{OTHER}|b>") == (Link(REF), Link(OTHER_REF))


def test_where_links_lead() -> None:
    assert watch_url(REF) == f"https://www.youtube.com/watch?v={ID}"
    assert moment_url(REF, 61.99) == f"https://www.youtube.com/watch?v={ID}&t=61s"
    assert moment_url(REF, -3) == f"https://www.youtube.com/watch?v={ID}&t=0s"
    assert watch_url(FILE) is None
    assert moment_url(FILE, 5) is None


IDS = st.text(string.ascii_letters + string.digits + "-_", min_size=11, max_size=11)


@given(IDS, st.floats(0, 400_000))
def test_a_link_made_is_a_link_found(ident: str, seconds: float) -> None:
    ref = VideoRef(Site.YOUTUBE, ident)
    url = moment_url(ref, seconds)
    assert url is not None
    assert find_links(f"({url})") == (Link(ref, float(int(seconds))),)


PIECES = st.sampled_from(
    [
        *(
            "https://",
            "youtube.com",
            "youtu.be",
            "/",
            "watch?v=",
            "&",
            "t=1h",
            "<",
            ">",
            "|",
            "`",
            "```",
            "@",
            "\\",
            ":",
        ),
        *(".", "evil.io", "?u=", "(", ")", "[", "]", " ", "\n", "。", "é", "\u200b", ID, "#", "www.", "%2f", "_", "-"),
    ]
)
MESSAGES = st.lists(PIECES | st.text(max_size=5), max_size=20).map("".join)
# A second opinion, as strict as it can be: an address stands on a line of its own.
STRICT = re.compile(
    rf"(?:https?://)?(?:(?:www\.|m\.|music\.)?youtube\.com/watch\?(?:t=1h&)*v={ID}|youtu\.be/{ID})(?![\w-])", re.ASCII
)


@given(MESSAGES)
def test_any_message_gives_lawful_links_or_none(text: str) -> None:
    for link in find_links(text):
        assert link.ref.site is Site.YOUTUBE
        assert re.fullmatch(r"[A-Za-z0-9_-]{11}", link.ref.id)
        assert link.ref.id in text
        assert 0 <= link.start < 10**10


@given(MESSAGES)
def test_what_stands_alone_on_a_line_is_found(text: str) -> None:
    alone = text.replace("\n", " ").replace("`", "").replace("<", "").replace(">", "")
    if STRICT.match(alone):
        assert REF in [link.ref for link in find_links(alone)]


@given(MESSAGES)
def test_another_host_in_front_makes_it_no_link(text: str) -> None:
    address = f"https://evil.io/{text}".translate(
        dict.fromkeys(map(ord, '<>"|`[]{}、。，．！？；：（）「」『』【】《》〈〉'))
    )
    assert find_links("".join(address.split())) == ()


def test_long_messages_take_no_time() -> None:
    for piece in (
        "`",
        "a.",
        "https://",
        "<https://a|",
        "youtu.be/",
        "-",
        "a-",
        "``a`",
        "[",
        "https://youtube.com/watch?v=",
    ):
        assert find_links(piece * (40_000 // len(piece))) == ()
