"""Answers by a model behind the real SDK and a server that speaks the real protocol."""

import pytest

from adapters.openai.model import OpenAIModel
from core.answers.extractive import answer_now
from core.answers.written import ModelAnswerer
from core.model import Answer
from tests.fakes.model import FakeModel
from tests.unit.answers_kit import lawful, sample

TALK = sample("talk.vtt")
QUESTION = "Which oil did they choose?"


async def answer_of(server: FakeModel) -> Answer:
    model = OpenAIModel("fake", api_key="sk-secret", base_url=server.url)
    try:
        return await ModelAnswerer(model, deadline=20).answer(TALK, None, QUESTION, ())
    finally:
        await model.close()


@pytest.mark.parametrize("unknown", [(), ("no_schema",), ("no_schema", "no_json_mode")])
async def test_a_claim_and_its_passage(unknown: tuple[str, ...]) -> None:
    async with FakeModel(*unknown) as server:
        answer = await answer_of(server)
        (call,) = server.calls
    first_line = call.content.split("\n1 ")[1].split("\n")[0]
    assert answer.supported
    assert answer.text == first_line
    assert answer.citations[0].text.startswith(first_line.removeprefix("Mara Ellis: "))
    assert lawful(answer.citations[0].text, TALK)
    assert answer.usage.calls == 1
    assert answer.usage.input_tokens == call.input_tokens < 2000


UNUSABLE = ("prose", "empty_text", "other_schema", "deep_nesting", "nonsense_types", "no_choices", "null_content")
FAILING = ("refusal", "server_error", "filtered", "html", "broken_json")
REJECTED = ("wrong_key", "unknown_model", "out_of_quota")


@pytest.mark.parametrize("behaviour", UNUSABLE + FAILING)
async def test_whatever_goes_wrong_the_passages_answer(behaviour: str) -> None:
    async with FakeModel(behaviour) as server:
        answer = await answer_of(server)
    offline = answer_now(TALK, None, QUESTION, ())
    assert (answer.text, answer.supported, answer.citations) == (offline.text, True, offline.citations)
    assert "sk-secret" not in answer.text + answer.notes[0]
    assert answer.notes[0].startswith("This was answered offline: ")


@pytest.mark.parametrize("behaviour", REJECTED)
async def test_a_model_that_can_not_be_used_is_no_note_under_every_answer(behaviour: str) -> None:
    async with FakeModel(behaviour) as server:
        answer = await answer_of(server)
    assert answer.text == answer_now(TALK, None, QUESTION, ()).text
    assert answer.notes == ()
