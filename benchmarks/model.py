"""The model engine on a model server that takes 0.5 s + input/4000 + output/80 a call, whole path, beside one call."""

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.talks import talk
from benchmarks.timing import show
from bot.settings import Settings
from bot.wiring import Cuepoint, wire, working
from core.laws.breaches import breaches
from core.model import Summary, Transcript
from core.progress import Finished, SectionReady
from core.requests import Request
from core.written.tokens import estimate
from tests.fakes.model import Call, FakeModel

_MINUTES = 97
"""A talk of about 18,600 tokens."""


@dataclass(frozen=True)
class Run:
    """A summary, how long it took in seconds, and the calls it took."""

    first: float
    whole: float
    calls: list[Call]
    summary: Summary


async def run() -> None:
    async with FakeModel(latency=True) as model:
        with tempfile.TemporaryDirectory() as name:
            settings = Settings(
                cuepoint_data_dir=Path(name), openai_base_url=model.url, openai_api_key=None, _env_file=None
            )
            async with wire(settings) as cuepoint, working(cuepoint, settings):
                started = await _summarised(cuepoint, model, talk(_MINUTES + 1))
                running = await _summarised(cuepoint, model, talk(_MINUTES))
    tokens = estimate(" ".join(cue.text for cue in talk(_MINUTES).cues))
    calls, sections = len(running.calls), len(running.summary.sections)
    print(f"a model, {tokens:,.0f} tokens of transcript, {calls} calls, {sections} sections:")
    show("floor: the transcript's own tokens in one call, no reply", 0.5 + tokens / 4000, " s")
    show("input tokens to the transcript's", sum(call.input_tokens for call in running.calls) / tokens, "", 1.15)
    show("calls one after another", _depth(running.calls), "", 2)
    show("the first section, in a running process", running.first, " s", 2.5)
    show("all with the conclusion, in a running process", running.whole, " s", 6.0)
    show("the first section, in a process that has just started", started.first, " s", 2.5)
    show("all with the conclusion, in that process", started.whole, " s", 6.0)


async def _summarised(cuepoint: Cuepoint, model: FakeModel, transcript: Transcript) -> Run:
    await cuepoint.transcripts.keep(transcript, None)
    before = len(model.calls)
    began, first = time.monotonic(), 0.0
    async for event in cuepoint.summaries.events(Request(transcript.video.ref)):
        if isinstance(event, SectionReady):
            first = first or time.monotonic() - began
        elif isinstance(event, Finished):
            assert not breaches(event.summary, transcript)
            return Run(first, time.monotonic() - began, model.calls[before:], event.summary)
    raise AssertionError("it did not finish")


def _depth(calls: list[Call]) -> float:
    """Return how many rounds of calls there were: calls that came within the shortest call's time are one round."""
    rounds, last = 0, float("-inf")
    for call in sorted(calls, key=lambda call: call.at):
        if call.at - last > 0.5:
            rounds += 1
            last = call.at
    return float(rounds)
