"""The offline engine as it is used: drafts in order over every cue, and a closing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.drafts import Batch, Draft
from core.language.lists import known
from core.model import Chapter, Section, Transcript
from core.offline.drafting import draft
from core.offline.engine import OfflineEngine
from tests.unit.offline_texts import BREADS, DOUGH, OVEN, said, transcript


async def written(given_transcript: Transcript) -> list[Draft]:
    batches: list[Batch] = [batch async for batch in OfflineEngine().write(given_transcript, "en")]
    return [draft for batch in batches for draft in batch.drafts]


async def test_drafts_cover_every_cue_in_order() -> None:
    drafts = await written(transcript(said(DOUGH, OVEN) * 6))
    assert drafts[0].first == 0
    assert [draft.first for draft in drafts[1:]] == [draft.last + 1 for draft in drafts[:-1]]
    assert drafts[-1].last == len(said(DOUGH, OVEN)) * 6 - 1
    assert len({draft.title.casefold() for draft in drafts}) == len(drafts)


async def test_a_creator_s_chapters_keep_their_titles() -> None:
    chapters = (Chapter(0.0, "The dough"), Chapter(35.0, "In the oven"), Chapter(50.0, "In the oven"))
    drafts = await written(transcript(said(DOUGH, OVEN), chapters=chapters))
    assert [(draft.first, draft.title) for draft in drafts] == [
        (0, "The dough"),
        (7, "In the oven"),
        (10, "In the oven (2)"),
    ]


def test_a_draft_says_what_its_cues_say() -> None:
    both = transcript(said(DOUGH, OVEN))
    bread, oven = draft(both, 0, 6), draft(both, 7, 12)
    assert "starter" in bread.title.lower() + bread.summary
    assert "oven" in oven.title.lower()
    assert "starter" not in oven.summary + oven.quote
    assert oven.quote in " ".join(said(OVEN))


async def test_the_closing_covers_the_whole_video() -> None:
    both = transcript(said(DOUGH, OVEN))
    sections = tuple(Section("t", 0.0, 1.0, "s", None, first, last) for first, last in [(0, 6), (7, 12)])
    closing, usage, notes = await OfflineEngine().close(both, "en", sections)
    assert "flour" in closing.text.lower()
    assert "oven" in closing.text.lower()
    assert 3 <= len(closing.takeaways) <= 6
    assert all(takeaway.text.lower() in both.cues[takeaway.cue].text.lower() for takeaway in closing.takeaways)
    assert max(takeaway.cue for takeaway in closing.takeaways) > 6
    assert usage.input_tokens == 0
    assert notes == ()


@pytest.mark.parametrize("language", BREADS)
def test_what_is_said_is_shown_in_any_language(language: str) -> None:
    dough, oven = (said(text) for text in BREADS[language])
    both = transcript([*dough, *oven], language)
    first, second = (
        draft(both, 0, len(dough) - 1),
        draft(both, len(dough), len(both.cues) - 1),
    )
    assert first.title != second.title
    assert dough[2] in first.summary
    assert dough[0] not in first.summary or language == "ja"
    assert second.quote
    assert second.quote in " ".join(oven)


def test_the_same_transcript_is_written_the_same_way() -> None:
    first, second = (draft(transcript(said(DOUGH, OVEN)), 0, 12) for _ in range(2))
    assert first == second


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.text(min_size=1, max_size=80), min_size=1, max_size=12),
    st.sampled_from([*known(), "xx", ""]),
)
def test_any_cues_give_a_lawful_draft(texts: list[str], language: str) -> None:
    cleaned = [" ".join(text.split()) for text in texts if text.split()]
    if not cleaned:
        return
    given_transcript = transcript(cleaned, language)
    only = draft(given_transcript, 0, len(cleaned) - 1)
    assert only.title.strip()
    assert only.summary.strip()
    assert only.quote in " ".join(cleaned)
