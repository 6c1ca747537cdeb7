"""What became of a run, in figures; and of each link that went wrong, what its platform has of it."""

import json
import statistics
from collections import Counter
from collections.abc import Iterator

from tests.chaos.judging import Case, Law, Outcome, Verdict
from tests.chaos.posting import Link, video_id
from tests.chaos.storm import Storm
from tests.chaos.world import World
from tests.fakes.youtube import Step


def report(world: World, storm: Storm) -> Iterator[str]:
    """Yield the lines of a report."""
    outcomes = Counter(verdict.outcome for verdict in storm.verdicts)
    yield f"{len(storm.links)} links: " + ", ".join(f"{outcomes[each]} {each}" for each in Outcome)
    offences = Counter(law for verdict in storm.verdicts for law in {law for law, _ in verdict.wrong})
    yield "wrong: " + ", ".join(f"{offences[law]} {law}" for law in Law)
    yield "killed: " + ", ".join(f"{name} {process.kills}" for name, process in world.processes.items())
    ended = {name: dict(Counter(process.ends)) for name, process in world.processes.items() if process.ends}
    yield f"ended by themselves, by exit code: {ended or 'none'}"
    yield "requests in trouble: " + ", ".join(f"{name} {door.struck}" for name, door in world.doors.items())
    yield from computations(world, storm)
    took = sorted(storm.took.values())
    if len(took) > 1:
        cuts = statistics.quantiles(took, n=100)
        yield f"from post to end: median {cuts[49]:.1f} s, 99th percentile {cuts[98]:.1f} s, longest {took[-1]:.1f} s"
        slowest = sorted(storm.links, key=lambda link: storm.took.get(link.number, 0.0))[-5:]
        yield "slowest: " + ", ".join(f"link {each.number} at {each.at:.1f} s on {each.platform}" for each in slowest)
    yield f"the whole run: {storm.seconds:.0f} s"
    yield from (f"left in Redis: {each}" for each in storm.left)
    for link, case, verdict in zip(storm.links, storm.cases, storm.verdicts, strict=True):
        if verdict.wrong:
            yield from _of_link(link, case, verdict)


def computations(world: World, storm: Storm) -> Iterator[str]:
    """Yield how often transcripts were fetched, and how often the model was asked the same."""
    videos = {link.video for link in storm.links}
    fetched = [world.youtube.requests(Step.CAPTIONS, video_id(video)) for video in videos]
    had = [count for count in fetched if count]
    asked = Counter(json.dumps(call.body, sort_keys=True) for call in world.model.calls)
    yield f"transcripts: {len(had)} of {len(videos)} videos, {sum(had) / max(1, len(had)):.3f} fetches each"
    yield f"model: {len(asked)} calls to make, {asked.total() / max(1, len(asked)):.3f} times each"


def _of_link(link: Link, case: Case, verdict: Verdict) -> Iterator[str]:
    yield f"\nlink {link.number} ({link.platform}, post {case.ident} at {link.at:.1f} s, {video_id(link.video)}):"
    yield from (f"  {law}: {what}" for law, what in verdict.wrong)
    yield from (
        f"    reply:  {text.splitlines()[0][:100]} … {text.splitlines()[-1][:60]}" for text in case.record.replies
    )
    for thread in case.record.threads:
        yield from (f"    thread: {text.splitlines()[0][:100]}" for text in thread)
    yield from (f"    leads to post {lead}" for lead in case.record.leads)
