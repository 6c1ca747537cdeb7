import asyncio
import io
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from adapters.terminal.chat import Chat
from adapters.terminal.prompt import Completions, Prompt
from adapters.terminal.screen import Screen
from adapters.terminal.session import open_chat
from adapters.terminal.texts import WHICH_VIDEO
from core.progress import Event
from tests.fakes.desk import LINK, MemoryDesk

SAMPLE = Path("samples/none.vtt")


class Talk:
    """A chat, its desk, and what it has shown."""

    def __init__(self, desk: MemoryDesk) -> None:
        self.desk = desk
        self._stream = io.StringIO()
        self.chat = Chat(desk, Screen(Console(file=self._stream, width=80)))

    async def says(self, typed: str) -> str:
        """Return what is shown for a line."""
        self._stream.truncate(self._stream.seek(0))
        await self.chat.take(typed)
        return self._stream.getvalue()


@pytest.fixture
def talk() -> Talk:
    return Talk(MemoryDesk())


async def test_a_link_is_summarised(talk: Talk) -> None:
    said = await talk.says(f"please: {LINK}")
    parts = said.split("\n\n")
    assert parts[0].startswith("How bread rises, and why it sometimes doesn't\nhttps://www.youtube.com/")
    assert [part.split("\n")[0] for part in parts[1:]] == [
        "What yeast does in the dough  [0:00-6:52]",
        "When a loaf stays flat  [6:52-15:33]",
        "w/ Ada Baker",
        "Conclusion: Key Takeaways",
        "2/2 quotes verified · covers 100% of the video · 4,812 tokens, $0.003 · written by gpt-of-the-tests",
        "",
    ]


async def test_questions_go_to_the_last_video_with_the_earlier_ones(talk: Talk) -> None:
    await talk.says(LINK)
    assert await talk.says("who holds the balloons?") == (
        'The gluten holds the gas.\n> "a dough is a room full of very small balloons"  1:35\n\n'
    )
    assert "The nearest moments:" in await talk.says("and the price of gold?")
    (_, _, first, none), (video, language, second, earlier) = talk.desk.asked
    assert (first, none) == ("who holds the balloons?", ())
    assert (video, language, second) == ("youtube:abcdefghijk", None, "and the price of gold?")
    assert [answer.question for answer in earlier] == ["who holds the balloons?"]


async def test_another_video_has_no_earlier_questions_and_the_same_keeps_them(talk: Talk) -> None:
    for line in (LINK, "balloons?", LINK, "again?", "talk.vtt", "and here?"):
        await talk.says(line)
    assert [len(earlier) for *_, earlier in talk.desk.asked] == [0, 1, 0]


async def test_only_so_many_earlier_questions_are_kept(talk: Talk) -> None:
    await talk.says(LINK)
    for number in range(12):
        await talk.says(f"question {number}?")
    *_, earlier = talk.desk.asked[-1]
    assert [answer.question for answer in earlier] == [f"question {number}?" for number in range(1, 11)]


@pytest.mark.parametrize("typed", ["what does she say?", "/summary", "/conclusion"])
async def test_without_a_video_it_asks_for_one(talk: Talk, typed: str) -> None:
    assert await talk.says(typed) == WHICH_VIDEO + "\n\n"


async def test_the_conclusion_only(talk: Talk) -> None:
    said = await talk.says(f"/conclusion {LINK}")
    assert "w/ Ada Baker" in said
    assert "Conclusion: Key Takeaways" in said
    assert "What yeast does" not in said
    assert await talk.says("/conclusion") == said, "of the last video"


async def test_the_summary_again(talk: Talk) -> None:
    said = await talk.says(LINK)
    assert await talk.says("/summary") == said
    assert await talk.says(f"/summary {LINK}") == said
    assert "neither a video link" in await talk.says("/summary of what")


async def test_the_language(talk: Talk) -> None:
    assert "each video's own language" in await talk.says("/language")
    assert await talk.says("/language de-AT") == "Summaries are written in: de-AT.\n\n"
    said = await talk.says(LINK)
    assert "von The Kitchen Table" in said
    assert "Fazit: das Wichtigste" in said
    assert "is not a language code" in await talk.says("/language de; rm")
    assert (await talk.says("/language auto")).endswith("/summary writes the last one anew.\n\n")
    await talk.says("still about the German one?")
    await talk.says("/summary")
    assert talk.desk.summarized == [(LINK, "de-AT"), (LINK, None)]
    assert talk.desk.asked[0][1] == "de-AT", "a question goes to the transcript that the summary was made of"


async def test_help_and_unknown_commands(talk: Talk) -> None:
    said = await talk.says("/help")
    for command in ("/summary", "/conclusion", "/language", "/help", "/quit"):
        assert f"- {command}  " in said
    assert await talk.says("/nope now") == "There is no command /nope. /help lists those there are.\n\n"
    assert await talk.says("   ") == ""


async def test_a_failure_is_one_sentence_and_the_chat_goes_on(talk: Talk) -> None:
    said = await talk.says("\x1b[31mno/such.vtt")
    assert said.count("\n") == 2
    assert "neither a video link nor a caption file" in said
    assert "\x1b" not in said
    assert not talk.chat.over
    assert "Conclusion" in await talk.says(LINK)


async def test_a_failure_after_the_title_was_found_shows_no_title() -> None:
    class Failing(MemoryDesk):
        async def summarize(self, source: str, language: str | None) -> AsyncIterator[Event]:
            async for event in super().summarize(source, language):
                yield event
                break
            async for event in super().summarize("nothing", language):
                yield event

    said = await Talk(Failing()).says(LINK)
    assert said.startswith("nothing is neither a video link")
    assert said.count("\n") == 2


async def test_sections_are_shown_before_the_rest_is_written() -> None:
    gate = asyncio.Event()
    desk = MemoryDesk(gate)
    read, write = os.pipe()
    with os.fdopen(read) as shown, os.fdopen(write, "w") as stream:
        chat = Chat(desk, Screen(Console(file=stream, width=80)))
        run = asyncio.create_task(chat.take(LINK))
        text = ""
        while "1:35" not in text:
            text += await asyncio.to_thread(shown.readline)
        assert desk.working == 1
        assert "Conclusion" not in text
        gate.set()
        await run
        stream.close()
        assert "Conclusion" in shown.read()


async def piped(typed: bytes, desk: MemoryDesk) -> str:
    """Return what a chat through pipes writes for what is typed into it."""
    (stdin, keys), (shown, stdout) = os.pipe(), os.pipe()
    os.write(keys, typed)
    os.close(keys)
    with os.fdopen(stdin) as lines, os.fdopen(shown) as output:
        with os.fdopen(stdout, "w") as stream:
            await open_chat(desk, engine="offline", sample=SAMPLE, history=Path("never"), stdin=lines, stdout=stream)
        return output.read()


async def test_a_piped_chat_has_no_greeting_no_prompt_and_no_escapes() -> None:
    desk = MemoryDesk()
    said = await piped(f"{LINK}\n\nballoons?\r\n/nope\nno/such.vtt\ngold?".encode(), desk)
    assert "\x1b" not in said
    assert "Cuepoint" not in said
    assert [question for *_, question, _ in desk.asked] == ["balloons?", "gold?"]
    assert said.index("Conclusion") < said.index("The gluten holds") < said.index("/nope") < said.index("Not in this")


async def test_a_piped_chat_ends_at_quit_and_takes_any_bytes() -> None:
    desk = MemoryDesk()
    said = await piped(b"\xff\xfe what?\n/quit\nballoons?\n", desk)
    assert said == WHICH_VIDEO + "\n\n"
    assert not desk.asked


async def test_an_empty_pipe_is_an_empty_chat() -> None:
    assert await piped(b"", MemoryDesk()) == ""


async def test_an_output_without_the_letters_gets_question_marks() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    read, write = os.pipe()
    os.write(write, b"/language\nfr\xc3\xa9?\n")
    os.close(write)
    with os.fdopen(read) as lines:
        await open_chat(MemoryDesk(), engine="x", sample=SAMPLE, history=Path("never"), stdin=lines, stdout=stream)
    stream.seek(0)
    assert "Summaries are written" in stream.read()


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


async def test_the_prompt_edits_and_leaves(keys: PipeInput, tmp_path: Path) -> None:
    prompt = Prompt(tmp_path / "new" / "history")
    keys.send_text("balloins\x02\x02\x7fo\r")
    assert await prompt.read() == "balloons"
    keys.send_text("dropped\x03kept\r")
    assert await prompt.read() == "kept"
    keys.send_text("\x04")
    assert await prompt.read() is None


async def test_pasted_colours_are_no_news_of_the_mouse(keys: PipeInput, tmp_path: Path) -> None:
    faults: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: faults.append(context))
    keys.send_text("\x1b[31mred\x1b[0m\r")
    assert "red" in (await Prompt(tmp_path / "history").read() or "")
    assert not faults


async def test_the_prompt_remembers_over_sessions(keys: PipeInput, tmp_path: Path) -> None:
    file = tmp_path / "new" / "history"
    keys.send_text("the first\r")
    await Prompt(file).read()
    assert file.stat().st_mode & 0o077 == 0, "what somebody asked is nobody else's"
    keys.send_text("\x1b[A\r")
    assert await Prompt(file).read() == "the first"


def test_tab_completes_commands_and_caption_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talks").mkdir()
    for name in ("talk.vtt", "talk.mp4"):
        (tmp_path / name).write_text("")

    def completed(text: str) -> list[str]:
        found = Completions().get_completions(Document(text), CompleteEvent(completion_requested=True))
        return sorted(text[: len(text) + one.start_position] + one.text for one in found)

    assert completed("/l") == ["/language"]
    assert completed("/") == ["/conclusion", "/help", "/language", "/quit", "/summary"]
    assert completed("/summary ") == []
    assert completed("tal") == ["talk.vtt", "talks"]
    assert completed("what is tal") == []


async def test_a_history_that_cannot_be_kept_is_none(keys: PipeInput, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    prompt = Prompt(tmp_path / "file" / "history")
    keys.send_text("all the same\r")
    assert await prompt.read() == "all the same"
