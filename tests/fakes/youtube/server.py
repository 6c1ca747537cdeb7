"""A server that speaks as much of YouTube's HTTP as a transcript takes.

GET /watch, POST /youtubei/v1/player, GET /api/timedtext, GET /oembed, GET /m and POST /s (of consent.youtube.com); and,
for those who run it as a process of its own, GET and POST /_fake.
"""

import asyncio
from collections import Counter, defaultdict
from dataclasses import replace
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.fakes.door import HOST, Door
from tests.fakes.youtube import pages
from tests.fakes.youtube.faults import FAULTS, faulty
from tests.fakes.youtube.talk import make_video
from tests.fakes.youtube.videos import Failure, FakeVideo, Step

_CONSENTS = frozenset({Failure.CONSENT, Failure.CONSENT_ELSEWHERE, Failure.CONSENT_REFUSED, Failure.CONSENT_BROKEN})


class FakeYouTube:
    """A YouTube on loopback: `async with FakeYouTube() as youtube: youtube.add(FakeVideo(...))`.

    Its address is `url`, to be set as YOUTUBE_URL.
    """

    def __init__(self, port: int = 0, generate: float | None = None) -> None:
        """Make it with the port it listens on (0: a free one), and how many minutes of talk unknown videos have.

        Without `generate` a video that nobody added is unavailable.
        """
        self.url = ""
        self._port = port
        self._generate = generate
        self._videos: dict[str, FakeVideo] = {}
        self._left: dict[str, int] = {}
        self._requests: Counter[tuple[Step, str]] = Counter()
        self._arrived: defaultdict[tuple[Step, str], asyncio.Event] = defaultdict(asyncio.Event)
        self._held: dict[str, asyncio.Event] = {}
        self._closing = asyncio.Event()

    def add(self, *videos: FakeVideo) -> None:
        """Show these videos, each instead of an earlier one of the same id."""
        for video in videos:
            self._videos[video.id] = video
            self._left.pop(video.id, None)

    def fetches(self, video_id: str | None = None) -> int:
        """Return how often captions were asked for: of a video, or of all."""
        return self.requests(Step.CAPTIONS, video_id)

    def requests(self, step: Step, video_id: str | None = None) -> int:
        """Return how many requests of a kind came: for a video, or for all."""
        return sum(count for (kind, of), count in self._requests.items() if kind is step and video_id in {None, of})

    def hold(self, video_id: str) -> None:
        """Answer no request for a video until it is let go."""
        self._held[video_id] = asyncio.Event()

    def let_go(self, video_id: str) -> None:
        """Answer the requests for a video that was held, those that have come and those that will."""
        self._held.pop(video_id).set()

    async def asked(self, step: Step, video_id: str) -> None:
        """Return as soon as a request of a kind has come for a video."""
        await self._arrived[step, video_id].wait()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/watch", self._watch)
        app.router.add_post("/youtubei/v1/player", self._player)
        app.router.add_get("/api/timedtext", self._captions)
        app.router.add_get("/oembed", self._oembed)
        app.router.add_get("/m", self._consent)
        app.router.add_post("/s", _agreed)
        app.router.add_get("/_fake", self._counted)
        app.router.add_post("/_fake", self._added)
        self.door = Door(app, lambda: web.Response(status=429))
        self.url = f"http://{HOST}:{await self.door.open(self._port)}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        await self.door.close()

    async def _watch(self, request: web.Request) -> web.StreamResponse:
        video = self._asked(Step.WATCH, request.query.get("v", ""))
        body: pages.Content | None = video.recorded.page if video.recorded else None
        if video.failure is Failure.CAPTCHA:
            body = pages.captcha_page()
        elif video.failure in _CONSENTS and not _consented(request, video):
            if video.failure is Failure.CONSENT_ELSEWHERE:
                elsewhere = f"https://consent.youtube.com/m?v={video.id}"
                return web.Response(status=302, headers={"Location": elsewhere})
            body = pages.consent_page(video)
        return await self._answer(request, video, body or pages.watch_page(video), "text/html")

    async def _consent(self, request: web.Request) -> web.StreamResponse:
        video = self._video(request.query["v"])
        return await self._answer(request, video, pages.consent_page(video), "text/html")

    async def _player(self, request: web.Request) -> web.StreamResponse:
        asked = await request.json()
        # The Android client is the one whose captions need no token. A recorded page has a key of its own.
        known = request.query.get("key") == pages.KEY or self._video(asked["videoId"]).recorded
        if not known or asked["context"]["client"]["clientName"] != "ANDROID":
            return web.json_response({"error": {"code": 400}}, status=400)
        video = self._asked(Step.PLAYER, asked["videoId"])
        recorded = video.recorded.player if video.recorded else None
        return await self._answer(request, video, recorded or pages.player(video), "application/json")

    async def _captions(self, request: web.Request) -> web.StreamResponse:
        video = self._asked(Step.CAPTIONS, request.query["v"])
        body: pages.Content | None = video.recorded.captions if video.recorded else None
        wanted = request.query["lang"], request.query.get("kind") == "asr"
        track = next((track for track in video.tracks if (track.language, track.automatic) == wanted), None)
        if track and body is None:
            silent = video.failure is Failure.NO_WORDS
            body = pages.captions(track, request.query.get("tlang", ""), silent=silent)
        if body is None:
            raise web.HTTPNotFound
        return await self._answer(request, video, body, "text/xml")

    async def _oembed(self, request: web.Request) -> web.StreamResponse:
        video = self._asked(Step.OEMBED, request.query["url"].rpartition("=")[2])
        return await self._answer(request, video, pages.oembed(video), "application/json")

    async def _answer(
        self, request: web.Request, video: FakeVideo, content: pages.Content, content_type: str
    ) -> web.StreamResponse:
        body = pages.encoded(content)
        if held := self._held.get(video.id):
            await held.wait()
        await asyncio.sleep(video.delay)
        if video.failure in FAULTS:
            return await faulty(request, video, body, content_type, self._closing)
        return web.Response(body=body, content_type=content_type, charset=video.charset)

    def _asked(self, step: Step, video_id: str) -> FakeVideo:
        """Count a request, and return the video with the failure that this request meets."""
        self._requests[step, video_id] += 1
        self._arrived[step, video_id].set()
        video = self._video(video_id)
        left = self._left.get(video_id, video.times)
        if left == 0 or (video.failure in FAULTS and step is not video.at):
            return replace(video, failure=None)
        if left is not None and step is video.at:
            self._left[video_id] = left - 1
        return video

    def _video(self, video_id: str) -> FakeVideo:
        if video := self._videos.get(video_id):
            return video
        if self._generate is not None:
            self.add(make_video(video_id, self._generate))
            return self._videos[video_id]
        return FakeVideo(video_id, failure=Failure.UNAVAILABLE)

    async def _counted(self, _request: web.Request) -> web.Response:
        """Answer how many requests of each kind came, by video."""
        return web.json_response([[step, video_id, count] for (step, video_id), count in self._requests.items()])

    async def _added(self, request: web.Request) -> web.Response:
        """Show a made video: `id`, `minutes`, and maybe `topics`, `seed`, `failure`, `at`, `times`, `retry_after`."""
        asked = await request.json()
        video = make_video(asked["id"], asked["minutes"], asked.get("topics", 5), asked.get("seed", 0))
        failure = Failure(asked["failure"]) if asked.get("failure") else None
        at, times = Step(asked.get("at", Step.WATCH)), asked.get("times")
        self.add(replace(video, failure=failure, at=at, times=times, retry_after=asked.get("retry_after")))
        return web.json_response({"id": video.id})


def _consented(request: web.Request, video: FakeVideo) -> bool:
    passable = video.failure in {Failure.CONSENT, Failure.CONSENT_ELSEWHERE}
    return passable and request.cookies.get("CONSENT") == f"YES+{pages.CONSENT_FIELD}"


async def _agreed(request: web.Request) -> web.Response:
    """Do what a click on "I agree" does: set the cookie, and lead back."""
    form = await request.post()
    answer = web.Response(status=302, headers={"Location": str(form["continue"])})
    answer.set_cookie("CONSENT", f"YES+{form['v']!s}", domain=".youtube.com")
    return answer
