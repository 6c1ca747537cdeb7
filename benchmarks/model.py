"""The model engine on a model server that takes 0.5 s + input/4000 + output/80 a call, whole path, beside one call."""

import tempfile
import time
from pathlib import Path

from benchmarks.talks import talk
from benchmarks.timing import show
from bot.settings import Settings
from bot.wiring import wire, working
from core.laws.breaches import breaches
from core.model import Summary
from core.progress import Finished, SectionReady
from core.requests import Request
from core.written.tokens import estimate
from tests.fakes.model import Call, FakeModel

_MINUTES = 97
"""A talk of about 18,600 tokens."""


async def run() -> None:
    transcript = talk(_MINUTES)
    tokens = estimate(" ".join(cue.text for cue in transcript.cues))
    async with FakeModel(latency=True) as model:
        with tempfile.TemporaryDirectory() as name:
            settings = Settings(
                cuepoint_data_dir=Path(name), openai_base_url=model.url, openai_api_key=None, _env_file=None
            )
            async with wire(settings) as cuepoint, working(cuepoint, settings):
                await cuepoint.transcripts.keep(transcript, None)
                began = time.monotonic()
                first = 0.0
                summary: Summary | None = None
                async for event in cuepoint.summaries.events(Request(transcript.video.ref)):
                    if isinstance(event, SectionReady):
                        first = first or time.monotonic() - began
                    elif isinstance(event, Finished):
                        summary = event.summary
                whole = time.monotonic() - began
        assert summary
        assert not breaches(summary, transcript)
        _show(tokens, summary, model.calls, first, whole)


def _show(tokens: float, summary: Summary, calls: list[Call], first: float, whole: float) -> None:
    used = sum(call.input_tokens for call in calls)
    print(f"a model, {tokens:,.0f} tokens of transcript, {len(calls)} calls, {len(summary.sections)} sections:")
    show("floor: the transcript's own tokens in one call, no reply", 0.5 + tokens / 4000, " s")
    show("input tokens to the transcript's", used / tokens, "", 1.15)
    show("calls one after another", _depth(calls), "", 2)
    show("the first section", first, " s", 2.5)
    show("all with the conclusion", whole, " s", 6.0)


def _depth(calls: list[Call]) -> float:
    """Return how many rounds of calls there were: calls that came within the shortest call's time are one round."""
    rounds, last = 0, float("-inf")
    for call in sorted(calls, key=lambda call: call.at):
        if call.at - last > 0.5:
            rounds += 1
            last = call.at
    return float(rounds)
