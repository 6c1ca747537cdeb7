"""Files that people attach, told apart by their names, sizes and media types."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.attachments import CAPTION_ENDINGS, LARGEST, Attachment, AttachmentKind, chosen
from core.errors import AttachmentError


@pytest.mark.parametrize("ending", sorted(CAPTION_ENDINGS))
def test_every_caption_ending_counts_in_any_case_and_whatever_the_media_type(ending: str) -> None:
    for name in (f"talk{ending}", f"TALK.en{ending.upper()}", ending):
        assert Attachment(name, LARGEST, "", "video/mp4").kind is AttachmentKind.CAPTIONS
        assert Attachment(name, LARGEST + 1, "").kind is AttachmentKind.TOO_LARGE


@pytest.mark.parametrize(
    ("name", "media_type", "kind"),
    [
        ("a.mp4", "", AttachmentKind.VIDEO),
        ("a.MOV", "", AttachmentKind.VIDEO),
        ("a", "video/mp4", AttachmentKind.VIDEO),
        ("a.bin", "video/x-matroska; charset=binary", AttachmentKind.VIDEO),
        ("voice-message.ogg", "audio/ogg", AttachmentKind.AUDIO),
        ("a.flac", "", AttachmentKind.AUDIO),
        ("a.png", "", AttachmentKind.IMAGE),
        ("a.docx", "", AttachmentKind.OTHER),
        ("srt", "", AttachmentKind.OTHER),
        ("a.srt.zip", "", AttachmentKind.OTHER),
        ("", "", AttachmentKind.OTHER),
    ],
)
def test_other_files_are_told_apart(name: str, media_type: str, kind: AttachmentKind) -> None:
    assert Attachment(name, 1, "", media_type).kind is kind


def test_only_captions_have_some_endings() -> None:
    assert Attachment("a.srt", 1, "").surely_captions
    assert not Attachment("a.txt", 1, "").surely_captions
    assert not Attachment("a.mp4", 1, "").surely_captions


def test_the_first_caption_file_is_chosen_else_the_first_file() -> None:
    notes, film, first, second = (Attachment(name, 1, "") for name in ("a.txt", "a.mp4", "a.srt", "b.srt"))
    assert chosen([film, first, second]) == replace(first, others=1)
    assert chosen([notes, film, first]) == first
    assert chosen([film, notes]) == notes
    assert chosen([film]) is film
    assert chosen([]) is None


@given(name=st.text(), size=st.integers(0), media_type=st.text())
def test_any_file_is_of_some_kind_and_refused_in_one_short_line(name: str, size: int, media_type: str) -> None:
    file = Attachment(name, size, "", media_type)
    assert isinstance(file.kind, AttachmentKind)
    refusal = file.refusal
    assert isinstance(refusal, AttachmentError)
    assert len(str(refusal)) < 300
    assert len(str(refusal).splitlines()) == 1
