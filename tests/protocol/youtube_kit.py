"""What the tests of YouTube share: a source that asks a fake YouTube, and a video that it shows."""

from dataclasses import replace

from adapters.youtube.options import YouTubeOptions
from adapters.youtube.source import YouTubeSource
from core.model import Site, Transcript, VideoRef
from tests.fakes.youtube import FakeCue, FakeTrack, FakeVideo, FakeYouTube

ID = "loopback_01"
HELLO = (FakeCue(0, 2.5, "Hello & welcome, it's <b>bread</b> day."), FakeCue(2.5, 3, "First the flour."))
QUICK = YouTubeOptions(timeout=0.5, deadline=10, attempts=3, first_wait=0.005)


def ref(video_id: str = ID) -> VideoRef:
    return VideoRef(Site.YOUTUBE, video_id)


def a_video(video_id: str = ID) -> FakeVideo:
    return FakeVideo(video_id, tracks=(FakeTrack("en", HELLO),))


def source_of(youtube: FakeYouTube, options: YouTubeOptions = QUICK) -> YouTubeSource:
    return YouTubeSource(replace(options, base_url=youtube.url))


async def shown(video: FakeVideo, language: str | None = None) -> Transcript:
    """Return the transcript of a video that a YouTube of its own shows."""
    async with FakeYouTube() as youtube:
        youtube.add(video)
        return await source_of(youtube).fetch(ref(video.id), language)
