"""How YouTube is reached: the configured server, proxies, many fetches at once, and fetches that are given up."""

import asyncio
import subprocess
import sys
import threading
import time
from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.youtube import errors
from adapters.youtube.options import YOUTUBE, GenericProxy, WebshareProxy
from adapters.youtube.session import moved
from adapters.youtube.source import YouTubeSource
from tests.fakes.proxy import FakeProxy
from tests.fakes.youtube import Failure, FakeYouTube, Step, make_video
from tests.protocol.youtube_kit import QUICK, a_video, ref, source_of

ROOT = Path(__file__).parents[2]
ELSEWHERE = "http://youtube.invalid"


@pytest.mark.parametrize("https", [False, True])
async def test_all_requests_go_through_the_proxy(https: bool) -> None:  # noqa: FBT001 - a parameter of the test
    async with FakeYouTube() as youtube, FakeProxy(youtube.url) as proxy:
        youtube.add(replace(a_video(), title=""))
        through = GenericProxy(https_url=proxy.url) if https else GenericProxy(http_url=proxy.url)
        transcript = await YouTubeSource(replace(QUICK, base_url=ELSEWHERE, proxy=through)).fetch(ref(), None)
        assert transcript.cues
        assert [address.removeprefix(ELSEWHERE).split("?")[0] for address in proxy.asked] == [
            "/watch",
            "/youtubei/v1/player",
            "/api/timedtext",
            "/oembed",
        ]


async def test_the_configured_proxy_goes_before_one_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    async with FakeYouTube() as youtube, FakeProxy(youtube.url) as ours, FakeProxy(youtube.url) as theirs:
        youtube.add(a_video())
        monkeypatch.setenv("http_proxy", theirs.url)
        monkeypatch.setenv("https_proxy", theirs.url)
        options = replace(QUICK, base_url=ELSEWHERE)
        await YouTubeSource(replace(options, proxy=GenericProxy(ours.url))).fetch(ref(), None)
        assert (len(ours.asked), len(theirs.asked)) == (3, 0)
        await YouTubeSource(options).fetch(ref(), None)
        assert (len(ours.asked), len(theirs.asked)) == (3, 3)


async def test_what_the_environment_exempts_from_its_proxy_is_asked_directly(monkeypatch: pytest.MonkeyPatch) -> None:
    async with FakeYouTube() as youtube:
        youtube.add(a_video())
        monkeypatch.setenv("http_proxy", ELSEWHERE)
        monkeypatch.setenv("https_proxy", ELSEWHERE)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        assert (await source_of(youtube).fetch(ref(), None)).cues


async def test_webshare_too_can_be_limited_altogether() -> None:
    async with FakeYouTube() as youtube, FakeProxy(youtube.url) as proxy:
        youtube.add(replace(a_video(), failure=Failure.TOO_MANY_REQUESTS, retry_after=3600))
        webshare = WebshareProxy("somebody", "secret", retries=1, host="127.0.0.1", port=proxy.port)
        with pytest.raises(errors.TooManyRequests):
            await YouTubeSource(replace(QUICK, base_url=ELSEWHERE, proxy=webshare)).fetch(ref(), None)


@pytest.mark.parametrize("step", [Step.WATCH, Step.PLAYER, Step.CAPTIONS])
async def test_webshare_is_asked_for_a_new_address_after_each_429(step: Step) -> None:
    async with FakeYouTube() as youtube, FakeProxy(youtube.url) as proxy:
        youtube.add(replace(a_video(), failure=Failure.TOO_MANY_REQUESTS, at=step, times=2, retry_after=3600))
        webshare = WebshareProxy("somebody", "secret", ("de",), retries=3, host="127.0.0.1", port=proxy.port)
        source = YouTubeSource(replace(QUICK, base_url=ELSEWHERE, proxy=webshare))
        assert (await source.fetch(ref(), None)).cues
        assert proxy.credentials == "Basic " + b64encode(b"somebody-DE-rotate:secret").decode()
        assert youtube.requests(step) == 3


async def test_webshare_is_asked_for_a_new_address_where_one_is_blocked() -> None:
    async with FakeYouTube() as youtube, FakeProxy(youtube.url) as proxy:
        youtube.add(replace(a_video(), failure=Failure.BLOCKED, at=Step.PLAYER, times=2))
        webshare = WebshareProxy("somebody", "secret", retries=3, host="127.0.0.1", port=proxy.port)
        assert (await YouTubeSource(replace(QUICK, base_url=ELSEWHERE, proxy=webshare)).fetch(ref(), None)).cues


async def test_a_blocked_proxy_is_told_as_such() -> None:
    async with FakeYouTube() as youtube, FakeProxy(youtube.url) as proxy:
        youtube.add(replace(a_video(), failure=Failure.BLOCKED))
        source = YouTubeSource(replace(QUICK, base_url=ELSEWHERE, proxy=GenericProxy(proxy.url)))
        with pytest.raises(errors.ProxyBlocked):
            await source.fetch(ref(), None)


async def test_a_proxy_that_is_gone() -> None:
    async with FakeProxy(ELSEWHERE) as proxy:
        pass
    secret = proxy.url.replace("//", "//somebody:secret@")
    source = YouTubeSource(replace(QUICK, base_url=ELSEWHERE, proxy=GenericProxy(secret)))
    with pytest.raises(errors.ProxyFailed) as told:
        await source.fetch(ref(), None)
    assert "secret" not in str(told.value)


def test_credentials_are_not_printed() -> None:
    shown = repr((GenericProxy("http://a:secret@b"), WebshareProxy("somebody", "secret")))
    assert "secret" not in shown
    assert "somebody" not in shown


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (YOUTUBE, "https://www.youtube.com/watch?v=1"),
        (f"{YOUTUBE}/", "https://www.youtube.com/watch?v=1"),
        ("http://127.0.0.1:80", "http://127.0.0.1:80/watch?v=1"),
        ("http://mirror/yt/", "http://mirror/yt/watch?v=1"),
    ],
)
def test_what_is_meant_for_youtube_goes_to_the_configured_server(base: str, expected: str) -> None:
    assert moved("https://www.youtube.com/watch?v=1", base) == expected


@given(st.from_regex(r"/[a-z/]{0,9}(\?[a-z=&%0-9]{1,9})?", fullmatch=True))
def test_path_and_query_stay(path: str) -> None:
    assert moved(f"https://consent.youtube.com{path}", "http://127.0.0.1:1") == f"http://127.0.0.1:1{path}"


async def test_many_fetches_at_once_do_not_mix() -> None:
    async with FakeYouTube() as youtube:
        videos = {f"parallel_{n:02}": make_video(f"parallel_{n:02}", 2, seed=n, language=f"x{n}") for n in range(20)}
        youtube.add(*(replace(video, delay=0.1) for video in videos.values()))
        source = source_of(youtube, replace(QUICK, timeout=5))
        begin = time.perf_counter()
        transcripts = await asyncio.gather(*(source.fetch(ref(video_id), None) for video_id in videos))
        took = time.perf_counter() - begin
        for video, transcript in zip(videos.values(), transcripts, strict=True):
            assert transcript.video.ref.id == video.id
            assert transcript.language == video.tracks[0].language
            assert [cue.text for cue in transcript.cues] == [cue.text for cue in video.tracks[0].cues]
            assert [youtube.requests(step, video.id) for step in Step] == [1, 1, 1, 0]
        assert took < 3, "one after the other they take six seconds"


def _threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name.startswith("youtube")}


async def test_a_cancelled_fetch_ends_at_once_and_asks_for_nothing_more() -> None:
    async with FakeYouTube() as youtube:
        video = replace(a_video(), delay=0.2)
        youtube.add(video)
        fetch = asyncio.create_task(source_of(youtube).fetch(ref(), None))
        await youtube.asked(Step.WATCH, video.id)
        running = _threads()
        fetch.cancel()
        begin = time.perf_counter()
        with pytest.raises(asyncio.CancelledError):
            await fetch
        assert time.perf_counter() - begin < 0.1
        assert running
        for thread in running:
            await asyncio.to_thread(thread.join)
        assert youtube.requests(Step.PLAYER) == 0


async def test_a_body_without_an_end_is_given_up_at_the_deadline() -> None:
    async with FakeYouTube() as youtube:
        youtube.add(replace(a_video(), failure=Failure.ENDLESS))
        with pytest.raises(errors.TimedOut):
            await source_of(youtube, replace(QUICK, deadline=0.3)).fetch(ref(), None)
        for thread in _threads():
            await asyncio.to_thread(thread.join, 2)
        assert not _threads()


HANGING = """
import asyncio, socket
from adapters.youtube.options import YouTubeOptions
from adapters.youtube.source import YouTubeSource
from core.model import Site, VideoRef

held = []

async def main():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        source = YouTubeSource(YouTubeOptions(f"http://127.0.0.1:{server.getsockname()[1]}", timeout=60, deadline=60))
        fetch = asyncio.create_task(source.fetch(VideoRef(Site.YOUTUBE, "loopback_01"), None))
        held.append((await asyncio.get_running_loop().sock_accept(server))[0])
        await asyncio.get_running_loop().sock_recv(held[0], 1)
        fetch.cancel()
        await asyncio.wait([fetch])
        print("cancelled")

asyncio.run(main())
"""


def test_a_server_that_hangs_does_not_hold_up_a_process_that_stops() -> None:
    begin = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", HANGING], cwd=ROOT, timeout=30, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("cancelled\n", "")
    assert time.perf_counter() - begin < 10


def test_the_library_is_imported_when_a_video_is_fetched_only() -> None:
    code = "import sys, adapters.youtube.source; sys.exit('requests' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=30, check=True)  # noqa: S603 - our own interpreter


async def test_an_answer_larger_than_any_of_youtubes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.youtube.session.LARGEST", 1000)
    async with FakeYouTube() as youtube:
        youtube.add(replace(a_video(), description="long " * 1000))
        with pytest.raises(errors.Unreadable, match="larger"):
            await source_of(youtube).fetch(ref(), None)
