"""A YouTube on loopback. See `server` for what it speaks, `videos` for what it can be told to show."""

from tests.fakes.youtube.server import FakeYouTube
from tests.fakes.youtube.talk import make_video, video_about
from tests.fakes.youtube.videos import Failure, FakeChapter, FakeCue, FakeTrack, FakeVideo, Recorded, Step

__all__ = [
    "Failure",
    "FakeChapter",
    "FakeCue",
    "FakeTrack",
    "FakeVideo",
    "FakeYouTube",
    "Recorded",
    "Step",
    "make_video",
    "video_about",
]
