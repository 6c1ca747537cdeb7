import re
import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import errors
from core.links import Link, find_links, moment_url, page_error, watch_url
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
    f"https://gaming.youtube.com/watch?v={ID}",
    f"http://de.youtube.com/watch?v={ID}",
    f"https://www.youtubekids.com/watch?v={ID}",
    f"https://studio.youtube.com/video/{ID}/edit",
    f"https://www.youtube.com/watch/{ID}",
    f"https://www.youtube.com/watch/{ID}/?feature=x",
    f"https://www.youtube.com/watch_popup?v={ID}",
    f"https://m.youtube.com/details?v={ID}",
    f"https://www.youtube.com/movie?v={ID}",
    f"https://www.youtube.com/?v={ID}",
    f"https://youtube.com?v={ID}",
    f"https://www.youtube.com/?feature=x&vi={ID}",
    f"https://www.youtube.com/vi/{ID}",
    f"https://www.youtube.com/e/{ID}",
    f"https://youtube.googleapis.com/v/{ID}",
    f"https://www.youtube-nocookie.com/v/{ID}?rel=0",
    f"//www.youtube.com/embed/{ID}",
    f"https://www.youtube.com/watch?feature=x&amp;amp;v={ID}",
    f"https://www.youtube.com/watch?v={ID}&v={OTHER}",
    f"https://www.youtube.com/watch?v={ID}?si=x",
)
ENCODED = f"https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D{ID}"
REDIRECTS = (
    f"https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3D{ID}%26feature%3Dshare",
    f"https://www.youtube.com/attribution_link?u=/watch?v={ID}&feature=share&a=x",
    f"https://www.youtube.com/redirect?event=x&q={ENCODED}&v={OTHER}",
    f"https://www.youtube.com/oembed?format=json&url={ENCODED}",
    f"https://www.google.com/url?q={ENCODED}&sa=D&source=calendar",
    f"https://www.google.co.uk/url?sa=t&q=&esrc=s&url={ENCODED}",
    f"https://google.de/url?q=https://www.youtube.com/watch?v={ID}&sa=D",
    f"https://consent.youtube.com/m?continue={ENCODED}%26cbrd%3D1&gl=DE",
    f"https://consent.google.com/ml?continue={ENCODED}",
    f"https://accounts.google.com/ServiceLogin?service=youtube&continue=https%3A%2F%2Fwww.youtube.com%2Fsignin%3Fnext%3D%252Fwatch%253Fv%253D{ID}",
    f"https://l.facebook.com/l.php?u={ENCODED}&h=x",
    f"https://slack-redir.net/link?url={ENCODED}",
    f"https://nam12.safelinks.protection.outlook.com/?url={ENCODED}&data=05%7C02",
    f"https://www.google.com/url?q=https%3A%2F%2Fconsent.youtube.com%2Fm%3Fcontinue%3D{ENCODED.replace('%', '%25')}",
)
ESCAPED = (
    f"https://www.youtube.com/watch\\?v\\={ID}\\&feature\\=x",
    f"http:\\/\\/www.youtube.com\\/watch?v={ID}",
    f"https:\\\\/\\\\/youtu.be\\\\/{ID}",
    f"https://www.youtube.com/watch?v\\u003d{ID}\\u0026feature\\u003Dx",
    f"https://youtu\\.be/{ID.replace('_', chr(92) + '_')}",
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


@pytest.mark.parametrize("address", [*ADDRESSES, *REDIRECTS, *ESCAPED])
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
        f"https://evil.io/redirect?q={ENCODED}",
        f"https://google.com.evil.io/url?q={ENCODED}",
        f"https://google.evil/url?q={ENCODED}",
        f"https://www.google.com/search?q={ENCODED}",
        f"https://consent.evil.com/m?continue={ENCODED}",
        f"https://www.google.com/url?q=https%3A%2F%2Fevil.io%2F%3Fv%3D{ID}",
        f"https://www.google.com/url?q=https%3A%2F%2Fyoutube.com%40evil.io%2Fwatch%3Fv%3D{ID}",
        f"https://www.youtube.com/redirect?q=https%3A%2F%2Fevil.io&v={ID}",
        f"https://www.youtube.com/results?search_query=x&v={ID}",
        f"https://www.youtubekids.com.evil.io/watch?v={ID}",
        f"https://evilyoutubekids.com/watch?v={ID}",
        f"https://evil.youtubekids.com/watch?v={ID}",
        f"https://i.ytimg.com/vi/{ID}/hqdefault.jpg",
        f"foo//youtube.com/watch?v={ID}",
        f"evil.io//youtube.com/watch?v={ID}",
        f"https://evil.io\\/youtu.be/{ID}",
        f"https://youtube.com\\.evil.io/watch?v={ID}",
        f"https://evil.io\\u002fyoutu.be/{ID}",
        f"https://www.youtube.com/watch/{ID}x",
        f"https://www.youtube.com/shorts/{ID[:-1]}",
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
        ("time_continue=7", 7.0),
        ("start=7&t=9", 9.0),
        ("t=0", 0.0),
        ("t=", 0.0),
        ("t=soon", 0.0),
        ("t=90minutes", 0.0),
        ("t=-5", 0.0),
        ("t=" + "9" * 5000, 0.0),
        ("xt=90", 0.0),
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


PAGES = (
    ("https://www.youtube.com/clip/UgkxAbCdEfGh", errors.ClipLink),
    ("https://youtube.com/playlist?list=PLabc", errors.PlaylistLink),
    ("https://www.youtube.com/watch?list=PLabc", errors.PlaylistLink),
    ("https://www.youtube.com/embed/videoseries?list=PLabc", errors.PlaylistLink),
    ("<https://www.youtube.com/@somebody/videos>", errors.ChannelLink),
    ("https://www.youtube.com/channel/UCabc", errors.ChannelLink),
    ("https://www.youtube.com/c/Somebody", errors.ChannelLink),
    ("youtube.com/user/somebody", errors.ChannelLink),
    ("https://www.youtube.com/@somebody/live", errors.LivePageLink),
    ("https://www.youtube.com/embed/live_stream?channel=UCabc", errors.LivePageLink),
    ("https://youtu.be/tooshort", errors.CutOffLink),
    (f"https://www.youtube.com/watch?v={ID}x", errors.CutOffLink),
    ("https://www.youtube.com/feed/subscriptions", errors.PageLink),
    ("https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2F%40somebody", errors.ChannelLink),
)


@pytest.mark.parametrize(("text", "kind"), PAGES)
def test_a_page_that_is_not_one_video_is_named_for_what_it_is(text: str, kind: type[errors.PageLink]) -> None:
    assert type(page_error(f"look: {text} !")) is kind
    assert page_error(f"`{text}`") is None
    assert page_error(f"{text} https://youtu.be/{ID}") is None


@pytest.mark.parametrize(
    "text", ["no link", "https://evil.io/@somebody", "https://youtube.com.evil.io/playlist?list=PLx"]
)
def test_what_is_no_page_of_a_video_site_is_not_named(text: str) -> None:
    assert page_error(text) is None


@pytest.mark.parametrize("marks", ["_", "__", "___"])
def test_underscores_around_a_link_are_emphasis(marks: str) -> None:
    assert find_links(f"{marks}https://youtu.be/{ID}{marks}") == (Link(REF),)
    assert find_links(f"{marks}https://youtu.be/{ID[:-1]}_{marks}") == (Link(VideoRef(Site.YOUTUBE, f"{ID[:-1]}_")),)


HOSTILE = (
    *(
        "`",
        "\\",
        "a.",
        "-",
        "a-",
        "_",
        "[",
        "<",
        "&",
        "&amp;",
        "//",
        "https://",
        "<https://a|",
        "youtu.be/",
        "a`",
        "``a`",
    ),
    *(
        "https://youtube.com/watch?v=",
        "www.google.com/url?q=",
        "https://google.com/url?q=",
        "%25",
        "\\u0026",
        "youtube.com/?",
    ),
    *(
        "https://www.google.com/url?q=https%3A%2F%2Fgoogle.com%2Furl%3Fq%3D",
        "youtube.com/redirect?q=/",
        "é.",
        "1:",
        "//a.",
    ),
)


def seconds(text: str) -> float:
    """Return how many seconds of computing it takes at the least to find the links in a text."""

    def once() -> float:
        begin = time.process_time()
        find_links(text)
        page_error(text)
        return time.process_time() - begin

    return min(once() for _ in range(2))


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_message_twice_as_long_takes_twice_the_time(piece: str) -> None:
    short, long = (seconds(f"youtu{piece * (size // len(piece))}") for size in (10_000, 40_000))
    assert long < 2.6**2 * short + 0.01
    assert find_links(f"youtu{piece * 100}") == ()


def test_runs_of_backticks_of_many_lengths_take_no_time() -> None:
    short, long = (seconds(" ".join("`" * length for length in range(most))) for most in (250, 500))
    assert long < 2.6**2 * short + 0.01
