"""The prompt: editing, history and completion."""

import re
from collections.abc import Iterable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter, WordCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.patch_stdout import patch_stdout

from adapters.terminal.texts import COMMANDS
from core.attachments import CAPTION_ENDINGS
from core.private_files import make_private_file, make_private_folder

_COMMAND = re.compile("/[a-z]*")


class Prompt:
    """Reads what a person types at a terminal."""

    def __init__(self, history: Path) -> None:
        """Make the prompt.

        Args:
            history: the file that keeps what was typed; without it where it can't be written.
        """
        self._session: PromptSession[str] = PromptSession(
            [("bold ansicyan", "> ")],
            history=_history(history),
            completer=Completions(),
            complete_while_typing=False,
            enable_history_search=True,
            key_bindings=_bindings(),
        )

    async def read(self) -> str | None:
        """Return the next line, or None once the person leaves by Ctrl-D. Ctrl-C drops what was typed."""
        while True:
            try:
                with patch_stdout(raw=True):
                    return await self._session.prompt_async()
            except KeyboardInterrupt:
                continue
            except EOFError:
                return None


def _worth_naming(path: str) -> bool:
    return Path(path).suffix.lower() in CAPTION_ENDINGS or Path(path).is_dir()


class Completions(Completer):
    """Completes commands, and the paths of caption files."""

    def __init__(self) -> None:
        self._commands = WordCompleter(list(COMMANDS), sentence=True, meta_dict=COMMANDS)
        self._paths = PathCompleter(expanduser=True, file_filter=_worth_naming)

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Yield what the text before the cursor may become; a slash and letters are a command."""
        command = _COMMAND.fullmatch(document.text_before_cursor)
        return (self._commands if command else self._paths).get_completions(document, complete_event)


def _bindings() -> KeyBindings:
    """Pass over what looks like news of the mouse, such as pasted colours: prompt_toolkit stumbles when it reads them.

    Nobody asked the terminal for any (prompt_toolkit/key_binding/bindings/mouse.py, load_mouse_bindings).
    """
    bindings = KeyBindings()
    bindings.add(Keys.Vt100MouseEvent)(lambda _: None)
    return bindings


def _history(path: Path) -> History:
    try:
        make_private_folder(path.parent)
        make_private_file(path)
    except OSError:
        return InMemoryHistory()
    return FileHistory(path)
