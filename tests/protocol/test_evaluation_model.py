"""Replies of a model are kept, so that an evaluation that is run again takes no call."""

from pathlib import Path

import pytest

from adapters.openai.model import OpenAIModel
from core.errors import ModelUnavailable
from core.ports import Prompt, Reply
from evaluation.model import evaluate
from evaluation.replies import Replies
from evaluation.scoring import there
from evaluation.settings import EvaluationSettings
from tests.fakes.model import FakeModel

SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {"answer": {"type": "string"}},
    "required": ["answer"],
    "additionalProperties": False,
}


async def asked(replies: Replies, content: str, deadline: float = 10.0) -> Reply:
    model = OpenAIModel("fake", api_key="sk-test", base_url=replies.url)
    try:
        return await model.complete(Prompt("Answer in JSON.", content, "answer", SCHEMA, 500), deadline)
    finally:
        await model.close()


def files(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_a_second_run_asks_for_nothing_but_what_is_new(tmp_path: Path) -> None:
    async with FakeModel() as model:
        async with Replies(model.url, tmp_path / "replies") as replies:
            first = await asked(replies, "1 The wheel turns.")
        async with Replies(model.url, tmp_path / "replies") as replies:
            assert await asked(replies, "1 The wheel turns.") == first
            assert (replies.asked, replies.kept) == (0, 1)
            await asked(replies, "1 The wheel stands.")
            assert (replies.asked, replies.kept) == (1, 1)
        assert len(model.calls) == 2


async def test_servers_do_not_share_replies(tmp_path: Path) -> None:
    async with FakeModel() as one, FakeModel() as other:
        for model in (one, other):
            async with Replies(f"{model.url}/", tmp_path) as replies:
                await asked(replies, "1 The wheel turns.")
        assert (len(one.calls), len(other.calls)) == (1, 1)


async def test_a_failure_is_passed_on_and_not_kept(tmp_path: Path) -> None:
    async with FakeModel("no_schema") as model, Replies(model.url, tmp_path) as replies:
        await asked(replies, "1 The wheel turns.")
        assert len(model.refused) == 1, "what a server refuses reaches Cuepoint, which asks in another way"
        assert len(files(tmp_path)) == 1


async def test_a_server_that_is_not_there_is_no_reply(tmp_path: Path) -> None:
    async with Replies("http://127.0.0.1:9/v1", tmp_path) as replies:
        with pytest.raises(ModelUnavailable):
            await asked(replies, "1 The wheel turns.", 0.3)
    assert not files(tmp_path)


@pytest.mark.skipif(not there(), reason="the scorer and its transcripts are not beside the project")
async def test_the_scorer_runs_twice_on_one_set_of_replies(tmp_path: Path) -> None:
    async with FakeModel() as model:
        settings = EvaluationSettings(
            openai_base_url=model.url, openai_api_key=None, openai_model="fake", eval_replies=tmp_path, _env_file=None
        )
        first = await evaluate(settings, ["--match", "yt-tiny", "--only", "summaries"])
        calls = len(model.calls)
        assert calls >= 2
        again = await evaluate(settings, ["--match", "yt-tiny", "--only", "summaries"])
        assert again == first.replace(f"{calls} calls, 0 replies", f"0 calls, {calls} replies")
        assert len(model.calls) == calls
