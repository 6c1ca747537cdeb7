"""What the terminal chat itself says, in one place."""

from pathlib import Path

from core.thread.content import Block, Style, line

COMMANDS = {
    "/summary": "the sections and the conclusion; of the last video, or of a link or file named behind it",
    "/conclusion": "the conclusion and the takeaways only; likewise",
    "/language": "write in the language named behind it, e.g. de; auto for each video's own",
    "/help": "this list",
    "/quit": "leave; Ctrl-D does the same",
}

READING = "Reading the captions"
LOOKING = "Looking through the video"
STOPPED = "Stopped."
WHICH_VIDEO = "Which video? Paste a YouTube link or the path of a caption file first, then ask."
OWN_LANGUAGE = "Summaries are written in each video's own language. /language de would write them in German."
SUMMARY_AGAIN = "/summary writes the last one anew."


def greeting(engine: str, sample: Path) -> Block:
    """Return how to begin.

    Args:
        engine: "offline" or the model's name.
        sample: a caption file that needs no network to try; named if it is there.
    """
    tries = (("Try it, no network or key needed:", str(sample)),) if sample.is_file() else ()
    ways = (*tries, ("Or paste a YouTube link, or drop a caption file here (.vtt, .srt and others).",))
    return (
        line(Style.TITLE, "Cuepoint"),
        line(Style.TEXT, "Read a video instead of watching it: sections, quotes, a conclusion; then ask about it."),
        *(line(Style.ITEM, *way) for way in ways),
        line(Style.ITEM, "/help lists the commands. Ctrl-C stops what runs, Ctrl-D leaves."),
        line(Style.SMALL, _writer(engine)),
    )


def commands() -> Block:
    """Return what can be typed."""
    return (
        line(Style.TEXT, "Paste a link or the path of a caption file, ask about the video, or type:"),
        *(line(Style.ITEM, name, meaning) for name, meaning in COMMANDS.items()),
    )


def no_such_command(name: str) -> str:
    """Return what to do about a command that isn't one."""
    return f"There is no command /{name}. /help lists those there are."


def no_such_language(code: str) -> str:
    """Return what to do about a language code that isn't one."""
    return f"{code} is not a language code. Give one such as de, pt-BR or zh-Hans; auto for each video's own."


def no_such_source(text: str) -> str:
    """Return what to do about an argument that names no video."""
    return f"{text} is neither a video link nor the path of a caption file."


def language_is(code: str) -> str:
    """Return which language is written in."""
    return f"Summaries are written in: {code}."


def _writer(engine: str) -> str:
    if engine == "offline":
        return (
            "No model is set, so sections are written offline: chosen from what is said, not rephrased. "
            "OPENAI_API_KEY or OPENAI_BASE_URL in .env sets one."
        )
    return f"Sections are written by {engine}."
