"""Which figures there are, and which line of the log (`core.watching`) adds what to which.

Names and units: https://prometheus.io/docs/practices/naming/. No label tells servers, people or videos apart: what has
no bound would make as many series.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.watching import What

QUICK = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
SLOW = (0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: a counter, or the histogram of seconds over `buckets` where it has some."""

    name: str
    help: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What a line adds to a figure: the fact `adds`, or 1; where its facts are as `where` says.

    A label has the value of the fact of its name, unless `fixed` says another.
    """

    what: What
    figure: Figure
    adds: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)


LINKS = Figure("cuepoint_links", "Videos in posts and commands that get a thread.", ("platform",))
DELIVERIES = Figure(
    "cuepoint_deliveries",
    "Threads, by how they ended: done, failed or withdrawn; reason says why not, or led for a line to a thread there.",
    ("platform", "outcome", "reason"),
)
DELIVERY_SECONDS = Figure(
    "cuepoint_delivery_seconds", "From a post to the last part of its thread.", ("platform",), SLOW
)
FIRST_SECTION_SECONDS = Figure(
    "cuepoint_first_section_seconds", "From a post to the first section of its thread.", ("platform",), SLOW
)
COMMANDS = Figure("cuepoint_commands", "Commands and clicks, by how they ended.", ("platform", "outcome"))
QUESTIONS = Figure(
    "cuepoint_questions", "Questions: answered, not_in_video, or the code of what kept from it.", ("outcome",)
)
QUESTION_SECONDS = Figure("cuepoint_question_seconds", "From a question to its answer.", (), SLOW)
SUMMARIES = Figure(
    "cuepoint_summaries",
    "Summaries asked for: from the cache, joined while computed, failed; and computed: once for all who ask.",
    ("source",),
)
COMPUTATIONS = Figure(
    "cuepoint_computations", "Runs of a worker: done, unwanted, stopped, or the code of what failed.", ("outcome",)
)
COMPUTATION_SECONDS = Figure("cuepoint_computation_seconds", "How long a worker took for a summary.", (), SLOW)
FETCHES = Figure("cuepoint_transcript_fetches", "Transcripts fetched: done, or the code of what failed.", ("outcome",))
FETCH_SECONDS = Figure("cuepoint_transcript_seconds", "How long fetching a transcript took.", (), SLOW)
CALLS = Figure(
    "cuepoint_model_calls", "Calls of the model: done, cut_off, refused, or the code of what failed.", ("outcome",)
)
CALL_SECONDS = Figure("cuepoint_model_seconds", "How long calls of the model took, retries included.", (), SLOW)
TOKENS = Figure("cuepoint_tokens", "Tokens of the model: input, cached (part of input), output.", ("kind",))
DOLLARS = Figure("cuepoint_cost_dollars", "What the model cost, in US dollars, where its prices are known.")
CHAT_CALLS = Figure(
    "cuepoint_chat_calls", "Calls of a chat's API: done, or the code of what failed.", ("platform", "outcome")
)
CHAT_SECONDS = Figure(
    "cuepoint_chat_seconds", "How long calls of a chat's API took, its rate limits included.", ("platform",), QUICK
)
JOBS = Figure("cuepoint_jobs", "Jobs begun.", ("queue",))
WAIT_SECONDS = Figure("cuepoint_queue_seconds", "How long jobs waited in the queue.", ("queue",), SLOW)
BUDGETS = Figure(
    "cuepoint_budgets",
    "Budgets of a day: nearly_spent (by a community), nearly_spent_by_all; spent: summary_offline, question_offline.",
    ("kind",),
)
FAULTS = Figure("cuepoint_faults", "Faults of Cuepoint's own; each stands in the log with its trace.")

RULES = (
    Rule(What.LINK, LINKS),
    Rule(What.DELIVERY, DELIVERIES),
    Rule(What.DELIVERY, DELIVERY_SECONDS, adds="seconds", where={"outcome": "done", "reason": ""}),
    Rule(What.FIRST_SECTION, FIRST_SECTION_SECONDS, adds="seconds"),
    Rule(What.COMMAND, COMMANDS),
    Rule(What.QUESTION, QUESTIONS),
    Rule(What.QUESTION, QUESTION_SECONDS, adds="seconds"),
    Rule(What.SUMMARY, SUMMARIES, where={"source": "cache"}),
    Rule(What.SUMMARY, SUMMARIES, where={"source": "failed"}),
    Rule(What.JOB, SUMMARIES, where={"queue": "summaries", "outcome": "joined"}, fixed={"source": "joined"}),
    Rule(What.COMPUTATION, SUMMARIES, where={"outcome": "done"}, fixed={"source": "computed"}),
    Rule(What.COMPUTATION, COMPUTATIONS),
    Rule(What.COMPUTATION, COMPUTATION_SECONDS, adds="seconds"),
    Rule(What.TRANSCRIPT_FETCH, FETCHES),
    Rule(What.TRANSCRIPT_FETCH, FETCH_SECONDS, adds="seconds"),
    Rule(What.MODEL_CALL, CALLS),
    Rule(What.MODEL_CALL, CALL_SECONDS, adds="seconds"),
    Rule(What.MODEL_CALL, TOKENS, adds="input_tokens", fixed={"kind": "input"}),
    Rule(What.MODEL_CALL, TOKENS, adds="cached_tokens", fixed={"kind": "cached"}),
    Rule(What.MODEL_CALL, TOKENS, adds="output_tokens", fixed={"kind": "output"}),
    Rule(What.MODEL_CALL, DOLLARS, adds="dollars"),
    Rule(What.CHAT_CALL, CHAT_CALLS),
    Rule(What.CHAT_CALL, CHAT_SECONDS, adds="seconds"),
    Rule(What.WAIT, JOBS),
    Rule(What.WAIT, WAIT_SECONDS, adds="seconds"),
    Rule(What.BUDGET, BUDGETS),
    Rule(What.FAULT, FAULTS),
)
