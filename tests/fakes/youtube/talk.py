"""Made-up talks: each topic with words of its own, so that where one ends and the next begins can be found."""

import itertools
import math
import random
from collections.abc import Iterator
from itertools import accumulate

from tests.fakes.youtube.videos import FakeChapter, FakeCue, FakeTrack, FakeVideo

TOPICS = {
    "Baking bread": "dough oven crust flour yeast loaf crumb rye kneading bakery salt sourdough",
    "Keeping bees": "hive honey queen drone swarm comb pollen nectar smoker frame wax beekeeper",
    "Mending bicycles": "chain wheel spoke saddle brake pedal gear frame tyre pump bearing handlebar",
    "Sailing small boats": "sail mast rudder keel anchor harbour tide knot jib wind deck buoy",
    "Growing tomatoes": "tomato seedling soil compost greenhouse trellis watering leaf blossom harvest root sunlight",
    "Building radios": "antenna circuit capacitor solder frequency receiver coil tuner speaker signal static battery",
    "Reading old maps": "map legend compass border atlas meridian parchment surveyor coast scale latitude cartographer",
    "Choosing telescopes": "telescope lens mirror comet planet eyepiece tripod galaxy orbit crater nebula night",
    "Binding books": "paper thread spine glue cover leather page press needle cloth endpaper bookbinder",
    "Walking in mountains": "ridge trail summit glacier boot rope avalanche valley hut shelter altitude weather",
    "Making cheese": "milk curd whey rennet rind cellar goat mould brine cheese dairy ageing",
    "Tuning pianos": "string hammer key octave pitch pedal chord tuner soundboard felt resonance piano",
}
_SENTENCES = (
    "The {0} comes before the {1}, and most people get that wrong.",
    "If your {0} gives you trouble, look at the {1} first.",
    "I spent a whole winter on the {0} before I understood the {1}.",
    "What nobody tells you about the {0} is how much the {1} and the {2} depend on it.",
    "You can do without a good {0}, but never without a {1}.",
    "Somebody asked me last week whether the {0} matters more than the {1}.",
    "So we take the {0}, we check the {1}, and only then do we touch the {2}.",
    "That is why a {0} costs twice as much as a {1}.",
    "In my first year I broke three of them, every time because of the {0}.",
    "It took {3} minutes with the {0} and {4} more with the {1}.",
)
_WORDS_A_SECOND = 2.5
_CUE_WORDS = (5, 9)


def make_video(
    video_id: str,
    minutes: float,
    topics: int = 5,
    seed: int = 0,
    *,
    automatic: bool = False,
    chapters: bool = False,
    language: str = "en",
) -> FakeVideo:
    """Return a video whose transcript a person could have spoken; the same for the same arguments.

    Args:
        video_id: its id, which also decides what is said.
        minutes: its length.
        topics: how many topics follow each other, each as long as the others.
        seed: another one makes another talk of the same id.
        automatic: whether the captions are automatic: without capitals and punctuation.
        chapters: whether the creator made chapters of the topics.
        language: what the track is said to be in; it is English all the same.
    """
    chance = random.Random(f"{video_id} {seed}")  # noqa: S311 - what is said need not be unguessable
    names = [name for _ in range(math.ceil(topics / len(TOPICS))) for name in chance.sample(list(TOPICS), len(TOPICS))]
    length = minutes * 60 / topics
    starts = [round(number * length, 2) for number in range(topics)]
    cues = tuple(
        cue
        for start, name in zip(starts, names, strict=False)
        for cue in _spoken(chance, TOPICS[name].split(), start, start + length, automatic=automatic)
    )
    return FakeVideo(
        video_id,
        title=f"{names[0]} and {topics - 1} more" if topics > 1 else names[0],
        duration=minutes * 60,
        chapters=tuple(map(FakeChapter, starts, names)) if chapters else (),
        tracks=(FakeTrack(language, cues, automatic=automatic),),
    )


def video_about(topic: str, video_id: str, minutes: float) -> FakeVideo:
    """Return a video on one of the `TOPICS` alone."""
    made = (make_video(video_id, minutes, topics=1, seed=seed) for seed in itertools.count())
    return next(video for video in made if video.title == topic)


def _spoken(chance: random.Random, nouns: list[str], start: float, end: float, *, automatic: bool) -> Iterator[FakeCue]:
    """Yield captions of five to nine words that fill the time from `start` to `end`, in seconds."""
    words = _talk(chance, nouns, math.ceil((end - start) * _WORDS_A_SECOND))
    sizes: list[int] = []
    while sum(sizes) < len(words):
        sizes.append(chance.randint(*_CUE_WORDS))
    for size, last in zip(sizes, accumulate(sizes), strict=True):
        text = " ".join(words[last - size : last])
        at = start + (last - size) / _WORDS_A_SECOND
        duration = min(size / _WORDS_A_SECOND, end - at)
        yield FakeCue(round(at, 2), round(duration, 2), text.lower().translate(_UNMARKED) if automatic else text)


def _talk(chance: random.Random, nouns: list[str], count: int) -> list[str]:
    """Return at least one and about `count` words, in whole sentences as far as they fit."""
    words: list[str] = []
    while len(words) < count:
        numbers = (str(chance.randint(2, 90)), str(chance.randint(2, 90)))
        words += chance.choice(_SENTENCES).format(*chance.sample(nouns, 3), *numbers).split()
    return words[: max(1, count)]


_UNMARKED = str.maketrans("", "", ".,")
