"""The terminal as a chat: each line is a command, a video, or a question about the last video."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from adapters.terminal import texts
from adapters.terminal.desk import Desk
from adapters.terminal.entries import Command, Question, Sources, read_entry, read_sources
from adapters.terminal.screen import Screen
from adapters.terminal.telling import Show, tell
from core.errors import CuepointError
from core.model import Answer
from core.progress import Event, Found
from core.tags import language_tag
from core.thread.parts import answer

EARLIER = 10
"""How many earlier questions go with a new one."""
OWN_LANGUAGE = "auto"
"""What is given for the language to have each video's own."""


@dataclass(frozen=True, slots=True)
class _Current:
    """The video that questions are about: how it was asked for, what was found, what was asked before."""

    source: str
    language: str | None
    found: Found
    earlier: tuple[Answer, ...] = ()


class Chat:
    """One person's conversation. It keeps the last video and what was asked about it, nothing else."""

    def __init__(self, desk: Desk, screen: Screen, language: str | None = None) -> None:
        """Make a conversation.

        Args:
            desk: what does the work.
            screen: where to show it.
            language: what to write in at first (BCP 47), or None for each video's own.
        """
        self._desk = desk
        self._screen = screen
        self._language = language
        self._current: _Current | None = None
        self._over = False
        self._commands: dict[str, Callable[[str], Awaitable[None]]] = {
            "summary": self._summary,
            "conclusion": self._conclusion,
            "language": self._set_language,
            "help": self._help,
            "quit": self._quit,
        }

    @property
    def over(self) -> bool:
        """Return whether the person has said goodbye."""
        return self._over

    async def take(self, typed: str) -> None:
        """Do what a line asks for; a failure is shown, and the conversation goes on."""
        try:
            await self._take(typed)
        except CuepointError as error:
            self._screen.fail(error, self._language or "en")

    async def _take(self, typed: str) -> None:
        entry = read_entry(typed)
        if isinstance(entry, Sources):
            await self._show(entry.sources, Show.AS_IT_COMES)
        elif isinstance(entry, Question):
            await self._ask(entry.text)
        elif isinstance(entry, Command):
            await self._command(entry)

    async def _command(self, command: Command) -> None:
        if do := self._commands.get(command.name):
            await do(command.argument)
        else:
            self._screen.say(texts.no_such_command(command.name))

    async def _summary(self, argument: str) -> None:
        await self._show_named(argument, Show.AS_IT_COMES)

    async def _conclusion(self, argument: str) -> None:
        await self._show_named(argument, Show.CONCLUSION)

    async def _show_named(self, argument: str, show: Show) -> None:
        """Show the video that an argument names, or the last one."""
        if argument:
            sources = read_sources(argument)
            if not sources:
                self._screen.say(texts.no_such_source(argument))
            await self._show(sources, show)
        elif self._current:
            await self._show((self._current.source,), show)
        else:
            self._screen.say(texts.WHICH_VIDEO)

    async def _show(self, sources: tuple[str, ...], show: Show) -> None:
        for source in sources:
            await tell(self._events(source), self._screen, show, self._language)

    async def _events(self, source: str) -> AsyncIterator[Event]:
        """Yield what happens with a source, which is the video that questions are about once it is found."""
        language = self._language
        async for event in self._desk.summarize(source, language):
            if isinstance(event, Found):
                same = self._current and self._current.found.video.ref == event.video.ref
                earlier = self._current.earlier if self._current and same else ()
                self._current = _Current(source, language, event, earlier)
            yield event

    async def _ask(self, question: str) -> None:
        if self._current is None:
            self._screen.say(texts.WHICH_VIDEO)
            return
        current = self._current
        video = current.found.video
        with self._screen.working(texts.LOOKING):
            said = await self._desk.ask(video, current.language, question, current.earlier)
        self._current = _Current(current.source, current.language, current.found, (*current.earlier, said)[-EARLIER:])
        self._screen.show(answer(said, video.ref, current.language or current.found.language))

    async def _set_language(self, code: str) -> None:
        named = language_tag(code)
        if code and code.lower() != OWN_LANGUAGE and not named:
            self._screen.say(texts.no_such_language(code))
            return
        if code:
            self._language = named or None
        now = texts.language_is(self._language) if self._language else texts.OWN_LANGUAGE
        self._screen.say(f"{now} {texts.SUMMARY_AGAIN}" if code and self._current else now)

    async def _help(self, _: str) -> None:
        self._screen.show(texts.commands())

    async def _quit(self, _: str) -> None:
        self._over = True
