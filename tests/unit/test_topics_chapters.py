"""A creator's chapters are the sections."""

from core.model import Chapter, Cue, Site, Transcript, TranscriptKind, Video, VideoRef
from core.topics.shifts import section_starts, strengths


def transcript(starts: list[float], chapters: list[float]) -> Transcript:
    marks = tuple(Chapter(start, f"Chapter at {start}") for start in chapters)
    video = Video(VideoRef(Site.YOUTUBE, "chapters123"), "With chapters", chapters=marks)
    cues = tuple(Cue(start, 4.0, f"words at {start}") for start in starts)
    return Transcript(video, "en", TranscriptKind.MANUAL, cues)


EVERY_FIVE = [5.0 * at for at in range(60)]


def test_chapters_begin_at_the_first_cue_at_or_after_them() -> None:
    assert section_starts(transcript(EVERY_FIVE, [0, 62, 124.5, 200])) == (0, 13, 25, 40)


def test_a_mark_rounded_up_keeps_its_cue() -> None:
    assert section_starts(transcript(EVERY_FIVE, [0, 100.9, 200])) == (0, 20, 40)


def test_chapters_in_any_order_and_twice_are_the_same() -> None:
    assert section_starts(transcript(EVERY_FIVE, [200, 0, 62, 200, 62])) == (0, 13, 40)


def test_what_is_said_before_the_first_chapter_is_a_section() -> None:
    assert section_starts(transcript(EVERY_FIVE, [60, 120])) == (0, 12, 24)


def test_a_stray_chapter_is_none() -> None:
    assert section_starts(transcript(EVERY_FIVE, [100])) == section_starts(transcript(EVERY_FIVE, []))


def test_chapters_after_the_last_word_are_none() -> None:
    assert section_starts(transcript(EVERY_FIVE, [0, 100, 400, 500])) == (0, 20)


def test_a_chapter_of_music_is_dropped() -> None:
    silent = [*EVERY_FIVE[:20], *(start + 300 for start in EVERY_FIVE[20:])]
    assert section_starts(transcript(silent, [0, 110, 398])) == (0, 20)


def test_no_chapter_begins_at_the_second_of_the_cue_before() -> None:
    assert section_starts(transcript([0, 10, 10, 10, 20, 30], [0, 10, 10.5, 20])) == (0, 1, 4)


def test_chapters_are_the_strongest_places_to_cut() -> None:
    chances = strengths(transcript(EVERY_FIVE, [0, 62, 124.5, 200]))
    assert [at for at, chance in enumerate(chances) if chance == 1.0] == [0, 13, 25, 40]
