"""English."""

from core.model import TranscriptKind
from core.notes import Note
from core.thread.words.words import Words

ENGLISH = Words(
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    date="{month} {day}, {year}",
    thousands=",",
    decimal=".",
    dollars="${amount}",
    by="by {channel}",
    guests="w/ {guests}",
    kinds={
        TranscriptKind.MANUAL: "captions ({language})",
        TranscriptKind.AUTOMATIC: "automatic captions ({language})",
        TranscriptKind.TRANSLATED: "translated captions ({language})",
        TranscriptKind.FILE: "caption file ({language})",
    },
    again="Also at",
    conclusion="Conclusion: Key Takeaways",
    verified="{shown}/{total} quotes verified",
    covers="covers {percent}% of the video",
    tokens="{count} tokens",
    offline="written offline: chosen from what is said, not rephrased",
    engine="written by {engine}",
    note="Note: {note}",
    notes={
        Note.LEFT_OUT: "Captions left out because their times can't be read: {0}.",
        Note.REPEATED: (
            "From {0} to {1} the captions repeat what they said before. What was really said there may be missing."
        ),
        Note.TIMES_USELESS: "The captions have no usable times, so links and times lead only near the right moment.",
        Note.TIMES_ESTIMATED: (
            "Some times are estimated: the caption file is put together of several that don't say how they follow."
        ),
        Note.TWO_LANGUAGES: (
            "The captions are in two languages at once. Those in “{0}” were read, those in “{1}” were not."
        ),
        Note.NOT_IN_LANGUAGE: "YouTube gave no captions in “{0}”, so the video's own in “{1}” were read.",
        Note.KEY_MOMENTS: "The chapters are key moments that YouTube found, not the creator's.",
    },
    budget_spent=(
        "The day's budget for the model was spent, so this was written without it. A new one begins at 00:00 UTC."
    ),
    own_language="Without a model, a caption file is summarised in its own language, not in “{wanted}”.",
    today="Today: {used}",
    this_month="This month: {used}",
    summaries=("1 summary", "{count} summaries"),
    questions=("1 question", "{count} questions"),
    day_budget="A day's budget: {limit}. {percent}% of it is used; it begins anew at 00:00 UTC.",
    no_budget="No budget is set here.",
    all_spent="The budget that all share is spent for today: until 00:00 UTC no model writes.",
    nearly_spent=(
        "{percent}% of today's budget for the model is used; it is {limit} a day. Once it is spent, summaries and "
        "answers are written without the model, and say so, until it begins anew at 00:00 UTC."
    ),
    model_rejected="No model writes at the moment. {why} Until that is mended, all is written without the model.",
    next_in_line="Next in line …",
    in_line=("In line: 1 video comes first …", "In line: {count} videos come first …"),
    reading="Reading the transcript …",
    under_way="{percent}% of the video is summarised …",
    in_thread=("1 section in the thread", "{count} sections in the thread"),
    nearest="The nearest moments:",
    give_captions="If you have its captions, reply to this message with them as a file (such as .vtt or .srt).",
    left_out="A message gets three summaries at the most. Left out:",
    summarised_there="Summarised here already:",
    more="More from here:",
    thread="the thread",
    removed="Removed.",
)
