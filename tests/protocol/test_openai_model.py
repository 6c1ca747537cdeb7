import asyncio
import time
from dataclasses import replace

import pytest

from adapters.openai.dialect import Dialect, Form
from adapters.openai.model import OpenAIModel
from adapters.openai.prices import Price, PricesWrong, price_of, prices_of
from core.errors import ModelError, ModelRejected, ModelUnavailable, ModelUnpaid, PromptTooLong
from core.ports import Prompt, Reply
from tests.fakes.model import FakeModel

SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {"answer": {"type": "string"}},
    "required": ["answer"],
    "additionalProperties": False,
}
PROMPT = Prompt("Answer in JSON.", "1 The wheel turns.", "answer", SCHEMA, 500)
KEY = "sk-secret"


def model_at(server: FakeModel) -> OpenAIModel:
    prices = {"fake": Price(input=1.0, cached=0.5, output=4.0)}
    return OpenAIModel("fake", api_key=KEY, base_url=server.url, prices=prices)


async def asked(server: FakeModel, times: int = 1, deadline: float = 10.0) -> list[Reply]:
    model = model_at(server)
    try:
        return [await model.complete(PROMPT, deadline) for _ in range(times)]
    finally:
        await model.close()


async def failure_of(server: FakeModel, deadline: float = 10.0) -> ModelError:
    with pytest.raises(ModelError) as caught:
        await asked(server, deadline=deadline)
    assert KEY not in str(caught.value)
    return caught.value


async def test_a_reply_and_what_it_took() -> None:
    async with FakeModel() as server:
        (reply,) = await asked(server)
        (call,) = server.calls
    assert reply.text == '{"answer":"The wheel turns."}'
    assert (reply.cut_off, reply.refused) == (False, False)
    assert (reply.usage.calls, reply.usage.input_tokens, reply.usage.output_tokens) == (1, call.input_tokens, 8)
    assert reply.usage.cost == pytest.approx((call.input_tokens + 4 * 8) / 1e6)
    assert call.form == "json_schema"
    assert call.body["max_completion_tokens"] == 500
    assert call.body["reasoning_effort"] == "none"
    assert set(call.body) == {"model", "messages", "response_format", "max_completion_tokens", "reasoning_effort"}


@pytest.mark.parametrize(
    ("unknown", "form", "limit", "refusals"),
    [
        (["no_schema"], "json_object", "max_completion_tokens", 1),
        (["no_schema", "no_json_mode"], "", "max_completion_tokens", 2),
        (["no_max_completion_tokens"], "json_schema", "max_tokens", 1),
        (["no_max_completion_tokens", "no_max_tokens"], "json_schema", "", 2),
        (["no_schema", "no_json_mode", "no_max_completion_tokens", "no_max_tokens"], "", "", 4),
    ],
)
async def test_what_a_server_does_not_know_is_found_out_once(
    unknown: list[str], form: str, limit: str, refusals: int
) -> None:
    async with FakeModel(*unknown) as server:
        replies = await asked(server, times=3)
    assert {reply.text for reply in replies} == {'{"answer":"The wheel turns."}'}
    assert len(server.refused) == refusals
    assert [call.form for call in server.calls] == [form] * 3
    assert [set(call.body) & {"max_completion_tokens", "max_tokens"} for call in server.calls] == [{limit} - {""}] * 3


@pytest.mark.parametrize(("behaviour", "effort"), [("no_reasoning", None), ("reasons_always", "minimal")])
async def test_a_model_that_can_not_be_told_not_to_reason_is_told_what_it_knows(
    behaviour: str, effort: str | None
) -> None:
    async with FakeModel(behaviour) as server:
        await asked(server, times=2)
    assert len(server.refused) == 1
    assert [call.body.get("reasoning_effort") for call in server.calls] == [effort] * 2
    assert {call.form for call in server.calls} == {"json_schema"}


@pytest.mark.parametrize(
    ("complaint", "changed"),
    [
        ("invalid reasoning value: 'none' (must be high, medium, low, max, true, or false)", {"effort": "minimal"}),
        ("Unrecognized request argument supplied: reasoning_effort", {"effort": ""}),
        ("Extra inputs are not permitted", {"effort": ""}),
        ("This response_format type is unavailable now", {"form": Form.JSON}),
    ],
)
def test_what_a_complaint_is_about_is_what_changes(complaint: str, changed: dict[str, object]) -> None:
    assert Dialect().after(complaint) == replace(Dialect(), **changed)  # type: ignore[arg-type] # one of two fields


@pytest.mark.parametrize("ending", ["", "/"])
async def test_a_base_url_without_its_version_is_given_one_and_the_log_says_so(
    ending: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with FakeModel() as server:
        server.url = server.url.removesuffix("/v1") + ending
        model = model_at(server)
        replies = await asyncio.gather(*(model.complete(PROMPT, 10.0) for _ in range(3)))
        await model.close()
    assert {reply.text for reply in replies} == {'{"answer":"The wheel turns."}'}
    assert len(server.calls) == 3
    assert [record.levelname for record in caplog.records if "/v1" in record.getMessage()] == ["WARNING"]


async def test_an_unknown_model_is_not_looked_for_under_another_address() -> None:
    async with FakeModel("unknown_model") as server:
        failure = await failure_of(server)
        assert failure.detail == "404 model_not_found"
        server.url = server.url.replace("/v1", "/elsewhere")
        assert (await failure_of(server)).detail == "404"
    assert len(server.calls) == 1


async def test_retry_after_is_heeded() -> None:
    async with FakeModel("rate_limited", times=2) as server:
        await asked(server)
    first, second, third = (call.at for call in server.calls)
    assert second - first >= 0.05
    assert third - second >= 0.05
    assert third - first < 0.5, "not the SDK's own back-off"


@pytest.mark.parametrize("fault", ["server_error", "cut"])
async def test_what_passes_is_tried_again(fault: str) -> None:
    async with FakeModel(fault, times=1) as server:
        await asked(server)
    assert len(server.calls) == 2


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("server_error", "500 server_error"),
        ("rate_limited", "429 rate_limit_exceeded"),
        ("html", "its answer was no chat completion; is the base URL right?"),
        ("broken_json", "its answer could not be read"),
        ("json_list", "its answer was no chat completion; is the base URL right?"),
        ("no_choices", "its answer was empty"),
        ("null_choices", "its answer was empty"),
    ],
)
async def test_a_server_that_fails_is_unavailable(fault: str, reason: str) -> None:
    async with FakeModel(fault) as server:
        failure = await failure_of(server)
    assert isinstance(failure, ModelUnavailable)
    assert failure.detail == reason


@pytest.mark.parametrize("fault", ["hang", "cut"])
async def test_the_deadline_holds(fault: str) -> None:
    began = time.monotonic()
    async with FakeModel(fault) as server:
        failure = await failure_of(server, deadline=0.3)
    assert isinstance(failure, ModelUnavailable)
    assert failure.detail == "no answer within 0.3 seconds"
    assert time.monotonic() - began < 2


async def test_a_server_that_is_not_there_is_unavailable() -> None:
    async with FakeModel() as server:
        pass
    assert isinstance(await failure_of(server, deadline=0.3), ModelUnavailable)


@pytest.mark.parametrize(
    ("fault", "reason", "calls"),
    [
        ("wrong_key", "401 invalid_api_key", 1),
        ("unknown_model", "404 model_not_found", 1),
        ("too_long", "400 context_length_exceeded", 1),
    ],
)
async def test_a_server_that_refuses_is_asked_once(fault: str, reason: str, calls: int) -> None:
    async with FakeModel(fault) as server:
        failure = await failure_of(server)
    assert type(failure) is (PromptTooLong if fault == "too_long" else ModelRejected)
    assert failure.detail == reason
    assert len(server.calls) == calls


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("out_of_quota", "429 insufficient_quota"),
        ("out_of_balance", "402 invalid_request_error"),
        ("over_its_limit", "400 billing_hard_limit_reached"),
    ],
)
async def test_an_account_without_credit_is_said_to_be_one(fault: str, reason: str) -> None:
    async with FakeModel(fault) as server:
        failure = await failure_of(server)
    assert isinstance(failure, ModelUnpaid)
    assert failure.detail == reason
    assert "no credit left" in str(failure)
    assert "later" not in str(failure)


@pytest.mark.parametrize("behaviour", ["refusal", "filtered"])
async def test_a_refusal_is_told(behaviour: str) -> None:
    async with FakeModel(behaviour) as server:
        (reply,) = await asked(server)
    assert reply.refused
    assert reply.text == ""


async def test_a_reply_that_breaks_off_is_told() -> None:
    async with FakeModel("cut_off") as server:
        (reply,) = await asked(server)
    assert reply.cut_off


@pytest.mark.parametrize("behaviour", ["no_usage", "null_usage_counts"])
async def test_without_a_count_tokens_are_estimated(behaviour: str) -> None:
    async with FakeModel(behaviour) as server:
        (reply,) = await asked(server)
    assert reply.usage.input_tokens == pytest.approx(len(PROMPT.instructions + PROMPT.content) / 4, abs=1)
    assert reply.usage.output_tokens == pytest.approx(len(reply.text) / 4, abs=1)


async def test_nothing_said_is_an_empty_text() -> None:
    async with FakeModel("null_content") as server:
        (reply,) = await asked(server)
    assert reply.text == ""


def test_cached_tokens_cost_less() -> None:
    price = Price(input=2.0, cached=0.5, output=8.0)
    assert price.of(1_000_000, 400_000, 100_000) == pytest.approx(1.2 + 0.2 + 0.8)


def test_a_dated_model_has_the_price_of_its_name() -> None:
    prices = prices_of({"gpt-4.1-mini": {"input": 0.4, "cached": 0.1, "output": 1.6}})
    assert price_of("gpt-4.1-mini-2025-04-14", prices) == prices["gpt-4.1-mini"]
    assert price_of("gpt-4.1", prices) is None


@pytest.mark.parametrize(
    "entry", [3, {"input": 1}, {"input": 1, "cached": -1, "output": 2}, {"input": "1", "cached": 1, "output": 2}]
)
def test_a_wrong_price_is_named(entry: object) -> None:
    with pytest.raises(PricesWrong, match="of m "):
        prices_of({"m": entry})
