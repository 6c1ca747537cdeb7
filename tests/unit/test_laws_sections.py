from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.drafts import Closing, Draft, DraftTakeaway
from core.laws.breaches import breaches
from core.laws.closing import lawful_conclusion, lawful_guests
from core.laws.sections import contiguous, end_of, lawful
from core.model import (
    Conclusion,
    Cue,
    Section,
    Site,
    Summary,
    Takeaway,
    Transcript,
    TranscriptKind,
    Video,
    VideoRef,
)


def transcript_of(starts: list[float], duration: float = 0.0, text: str = "some words are said here") -> Transcript:
    video = Video(VideoRef(Site.FILE, "x"), "A talk with Mary Ann Evans", channel="The Channel", duration=duration)
    cues = tuple(Cue(start, 2.0, f"{text} {at}") for at, start in enumerate(starts))
    return Transcript(video, "en", TranscriptKind.FILE, cues)


def summary_of(transcript: Transcript, drafts: list[Draft]) -> Summary:
    taken: set[str] = set()
    arranged = contiguous(drafts, transcript.cues, 0, len(transcript.cues) - 1)
    sections = tuple(lawful(draft, transcript, end_of(transcript, draft.last), taken) for draft in arranged)
    return Summary(
        transcript.video, "en", "test", transcript.kind, len(transcript.cues), sections, Conclusion("All was said.")
    )


starts = st.lists(st.integers(0, 40), min_size=1, max_size=30).map(lambda values: [float(v) for v in sorted(values)])
positions = st.integers(-5, 40)
words = st.one_of(st.text(max_size=20), st.sampled_from(["Title", "title ", "", "@everyone", "words are said here 3"]))
drafts = st.lists(st.builds(Draft, positions, positions, words, words, words), max_size=20)


@given(starts, drafts, st.floats(0, 60))
def test_any_drafts_become_a_lawful_summary(starts: list[float], drafts: list[Draft], duration: float) -> None:
    transcript = transcript_of(starts, duration)
    summary = summary_of(transcript, drafts)
    assert breaches(summary, transcript) == []


def test_ranges_are_kept_where_they_are_good_and_repaired_where_not() -> None:
    cues = transcript_of([0, 1, 2, 3, 3, 4, 5, 6]).cues

    def ranges(*pairs: tuple[int, int]) -> list[tuple[int, int]]:
        drafts = [Draft(first, last, "", "", "") for first, last in pairs]
        return [(draft.first, draft.last) for draft in contiguous(drafts, cues, 1, 7)]

    assert ranges((1, 2), (3, 7)) == [(1, 2), (3, 7)]
    assert ranges((3, 7), (1, 2)) == [(1, 2), (3, 7)]
    assert ranges((2, 5), (4, 6)) == [(1, 2), (3, 7)], "cue 4 begins with cue 3"
    assert ranges((2, 2), (6, 6)) == [(1, 5), (6, 7)]
    assert ranges((5, 1)) == [(1, 7)]
    assert ranges((40, 50), (-9, -2)) == [(1, 7)]
    assert ranges((2, 3), (2, 7), (-1, 99)) == [(1, 1), (2, 7)]


def test_ten_thousand_drafts_are_arranged() -> None:
    cues = transcript_of([float(at) for at in range(100)]).cues
    arranged = contiguous([Draft(at % 150, at % 170, "", "", "") for at in range(10_000)], cues, 0, 99)
    assert len(arranged) == 100


def test_the_last_section_ends_inside_the_video() -> None:
    assert end_of(transcript_of([0, 4], duration=5.0), 1) == 5.0
    assert end_of(transcript_of([0, 4], duration=9.0), 1) == 6.0
    assert end_of(transcript_of([0, 4], duration=3.0), 1) == 6.0, "a duration before the last words is wrong"
    silent = transcript_of([3.0])
    silent = replace(silent, cues=(replace(silent.cues[0], duration=0.0),))
    assert end_of(silent, 0) > 3.0


def test_a_quote_that_is_not_there_is_replaced() -> None:
    transcript = transcript_of([0, 1, 2])
    draft = Draft(1, 1, "T", "S", "never said by anybody at all")
    assert lawful(draft, transcript, 2.0, set()).quote is None
    chosen = lawful(draft, transcript, 2.0, set(), lambda given, first, last: given.cues[first].text).quote
    assert chosen is not None
    assert chosen.text == "some words are said here 1"


def test_titles_differ_and_are_never_empty() -> None:
    transcript = transcript_of([0, 1, 2, 3])
    titles = ["The  hub", "the hub", "**The hub**.", "@"]
    summary = summary_of(transcript, [Draft(at, at, title, "", "") for at, title in enumerate(titles)])
    assert [section.title for section in summary.sections] == [
        "The hub",
        "the hub (2)",
        "The hub (3)",
        "some words are said here 3",
    ]


def test_every_breach_is_named() -> None:
    transcript = transcript_of([0, 1, 2, 3])
    good = summary_of(transcript, [Draft(0, 1, "One", "First.", "words are said here 0"), Draft(2, 3, "Two", "", "")])
    one, two = good.sections
    assert breaches(good, transcript) == []

    def broken(*sections: Section) -> list[str]:
        return breaches(replace(good, sections=sections), transcript)

    assert len(broken()) == 1
    assert len(broken(one)) == 1
    assert broken(one, replace(two, first=3, start=3.0)) == ["'Two' begins at cue 3, the section before ends at 1"]
    assert broken(replace(one, end=1.5), two)
    assert broken(replace(one, start=0.5), two)
    assert broken(one, replace(two, title="ONE "))
    assert broken(one, replace(two, title=" "))
    assert broken(one, replace(two, summary="see https://evil.io"))
    assert one.quote
    assert broken(replace(one, quote=replace(one.quote, start=1.0)), two)
    assert broken(replace(one, quote=replace(one.quote, text="words were said")), two)
    assert broken(replace(one, last=99), two)
    assert not broken(replace(one, again=(2.0,)), two)
    assert broken(replace(one, again=(1.0,)), two), "a topic doesn't come back to where it is"
    assert broken(replace(one, again=(2.5,)), two), "no cue starts there"
    assert breaches(replace(good, coverage=0.9), transcript)
    wrong = Conclusion("Fine.", (Takeaway("It was said.", 0.5),))
    assert breaches(replace(good, conclusion=wrong), transcript)
    assert breaches(replace(good, guests=("<@1>",)), transcript)


def test_a_conclusion_keeps_what_is_there() -> None:
    transcript = transcript_of([0, 1, 2])
    said = tuple(
        DraftTakeaway(text, cue) for text, cue in [("One.", 0), ("one.", 1), ("Two.", 9), ("", 1), ("@here 3", 2)]
    )
    closing = Closing("See [this](https://evil.io).", said, ("Mary Ann Evans", "mary ann evans", "Bob", "The Channel"))
    assert lawful_conclusion(closing, transcript) == Conclusion(
        "See this.", (Takeaway("One.", 0.0), Takeaway("here 3", 2.0))
    )
    assert lawful_guests(closing, transcript) == ("Mary Ann Evans",)


def test_the_first_section_starts_with_the_first_caption_even_if_that_is_music() -> None:
    talk = replace(transcript_of([20.0, 22.0, 24.0]), captioned=(0.0, 60.0))
    summary = summary_of(talk, [Draft(0, 1, "Bells", "They ring.", ""), Draft(2, 2, "Ropes", "They hang.", "")])
    assert [(section.start, section.end) for section in summary.sections] == [(0.0, 24.0), (24.0, 60.0)]
    assert breaches(summary, talk) == []
