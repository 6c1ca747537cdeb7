"""The chat at a real terminal: a pty, real keys, real signals."""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.desk import LINK

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0


class Terminal:
    """A chat's process and the screen and keys it is at."""

    def __init__(self, folder: Path, columns: int) -> None:
        self._keys, screen = os.openpty()
        fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        sample = folder / "talk.vtt"
        sample.write_text("WEBVTT")
        environment = {**os.environ, "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"}
        for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
            environment.pop(name, None)
        self.process = subprocess.Popen(  # noqa: S603 - this Python and this project's own module
            [sys.executable, "-m", "tests.fakes.chat_at_terminal", str(folder / "history"), str(sample)],
            stdin=screen,
            stdout=screen,
            stderr=screen,
            cwd=ROOT,
            env=environment,
            start_new_session=True,
        )
        os.close(screen)
        self.seen = ""

    def press(self, keys: str) -> None:
        os.write(self._keys, keys.encode())

    def until(self, text: str) -> str:
        """Return what the screen was sent up to a text that must come, from where the last such text ended."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.seen:
            ready, _, _ = select.select([self._keys], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"{text!r} did not come: {self.seen!r}"
            try:
                self.seen += os.read(self._keys, 65536).decode(errors="replace")
            except OSError:  # Linux says so when the last process has left the terminal
                pytest.fail(f"the chat ended before {text!r}: {self.seen!r}")
        before, _, self.seen = self.seen.partition(text)
        return before

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._keys)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path, 40)
    yield terminal
    terminal.close()


def test_ctrl_c_stops_what_runs_and_the_chat_goes_on(terminal: Terminal) -> None:
    greeting = terminal.until("> ")
    assert "Try it, no network or key needed:" in greeting
    assert "talk.vtt" in re.sub(r"\x1b\[[\d;?]*[a-zA-Z]|\s", "", greeting), "wherever the path is wrapped"
    terminal.press(LINK + "\r")
    shown = terminal.until('balloons"')
    assert "What yeast does in the dough" in shown
    assert f";{LINK}&t=0s\x1b\\" in shown, "the range can be clicked"
    terminal.press("\x03")
    terminal.until("Stopped.")
    terminal.until("> ")
    terminal.press("balloons?\r")
    terminal.until("The gluten holds the gas.")
    terminal.until("> ")
    terminal.press("dropped\x03/quit\r")
    said = terminal.until("echo: True")
    assert "left under way: 0" in said
    assert "Traceback" not in said
    assert terminal.process.wait(PATIENCE) == 0


def test_what_is_typed_meanwhile_does_not_blot_the_screen_and_waits(terminal: Terminal) -> None:
    terminal.until("> ")
    terminal.press(LINK + "\r")
    terminal.until('balloons"')
    terminal.press("goldX\x7f?\r\x04")
    terminal.process.send_signal(signal.SIGINT)
    assert "gold" not in terminal.until("Stopped.")
    terminal.until("Not in this video.")
    terminal.until("left under way: 0")
    assert terminal.process.wait(PATIENCE) == 0


def test_ctrl_d_leaves(terminal: Terminal) -> None:
    terminal.until("> ")
    terminal.press("\x04")
    terminal.until("left under way: 0")
    assert terminal.process.wait(PATIENCE) == 0


def test_tab_completes(terminal: Terminal) -> None:
    terminal.until("> ")
    terminal.press("/lan\t")
    terminal.until("guage")
    terminal.press(" de\r")
    terminal.until("written in: de")
    terminal.press("\x04")
    terminal.until("left under way: 0")


def test_ctrl_c_ends_a_piped_chat_though_its_input_stays_open(tmp_path: Path) -> None:
    process = subprocess.Popen(  # noqa: S603 - this Python and this project's own module
        [sys.executable, "-m", "tests.fakes.chat_at_terminal", str(tmp_path / "history"), str(tmp_path / "none")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"/help\n{LINK}\n".encode())
    process.stdin.flush()
    while b"balloons" not in process.stdout.readline():
        pass
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) != 0
    process.stdin.close()
    process.stdout.close()


def test_commands_that_print_json_need_not_pay_for_the_terminal() -> None:
    code = (
        "import sys, core.thread.parts, core.thread.plain, core.thread.markdown, adapters.terminal.desk\n"
        "assert not {'rich', 'prompt_toolkit', 'wcwidth'} & set(sys.modules)\n"
        "import adapters.terminal.printing\n"
        "assert 'prompt_toolkit' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)  # noqa: S603 - this Python, and the code above
