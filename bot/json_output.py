"""Summaries and answers as the command line's JSON. The keys are a contract: see docs/json.md."""

import click

from core.control_characters import json_line
from core.links import moment_url
from core.model import Answer, Citation, Section, Summary, Takeaway, VideoRef
from core.thread.words import words

Json = dict[str, object]


def print_json(value: Json) -> None:
    """Print an object on a line of its own."""
    click.echo(json_line(value))


def summary_json(summary: Summary) -> Json:
    """Return a summary as `summarize --json` prints it; times in seconds, dates as ISO 8601."""
    video = summary.video
    usage = summary.usage
    return {
        "video": {
            "id": video.ref.id,
            "url": video.url,
            "title": video.title,
            "channel": video.channel,
            "guests": list(summary.guests),
            "published": video.published,
            "duration": video.duration,
        },
        "language": summary.language,
        "engine": summary.engine,
        "transcript": {"kind": summary.kind.value, "cues": summary.cues},
        "sections": [_section(section, video.ref) for section in summary.sections],
        "conclusion": summary.conclusion.text,
        "takeaways": [_takeaway(takeaway, video.ref) for takeaway in summary.conclusion.takeaways],
        "coverage": summary.coverage,
        "notes": [words(summary.language).told(note) for note in summary.notes],
        "usage": {
            "calls": usage.calls,
            "input_tokens": usage.input_tokens,
            "cached_tokens": usage.cached_tokens,
            "output_tokens": usage.output_tokens,
        },
    }


def conclusion_json(summary: Summary) -> Json:
    """Return the part of a summary that `conclusion --json` prints."""
    whole = summary_json(summary)
    return {key: whole[key] for key in ("video", "conclusion", "takeaways")}


def answer_json(answer: Answer, ref: VideoRef) -> Json:
    """Return an answer as `ask --json` prints it; `ref` is the video that was asked about."""
    return {
        "question": answer.question,
        "answer": answer.text,
        "supported": answer.supported,
        "citations": [_citation(citation, ref) for citation in answer.citations],
        "notes": list(answer.notes),
    }


def _section(section: Section, ref: VideoRef) -> Json:
    quote = section.quote
    return {
        "title": section.title,
        "start": section.start,
        "end": section.end,
        "summary": section.summary,
        "url": moment_url(ref, section.start),
        "again": [{"start": start, "url": moment_url(ref, start)} for start in section.again],
        "quote": quote and {"text": quote.text, "start": quote.start, "url": moment_url(ref, quote.start)},
    }


def _takeaway(takeaway: Takeaway, ref: VideoRef) -> Json:
    return {"text": takeaway.text, "start": takeaway.start, "url": moment_url(ref, takeaway.start)}


def _citation(citation: Citation, ref: VideoRef) -> Json:
    return {
        "start": citation.start,
        "end": citation.end,
        "text": citation.text,
        "url": moment_url(ref, citation.start),
    }
