"""The command line as people and scripts use it: real processes, the samples, the exit codes."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import SettingsWrong, load
from tests.fakes.bot_process import bot
from tests.fakes.processes import ROOT, environment

TALK = str(ROOT / "samples" / "talk.vtt")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


def test_summarize_prints_the_whole_contract(data: Path) -> None:
    done = bot(["summarize", TALK, "--json"], data)
    assert (done.returncode, done.stderr) == (0, "")
    summary = json.loads(done.stdout)
    assert set(summary) == {
        *("video", "language", "engine", "transcript", "sections", "conclusion", "takeaways"),
        *("coverage", "notes", "usage"),
    }
    assert summary["engine"] == "offline"
    assert summary["transcript"]["kind"] == "file"
    assert summary["coverage"] == 1.0
    assert len(summary["sections"]) >= 2
    assert summary["conclusion"]
    for section in summary["sections"]:
        assert set(section) == {"title", "start", "end", "summary", "url", "quote", "again"}


def test_the_same_for_a_person_reads_as_a_thread(data: Path) -> None:
    done = bot(["summarize", TALK], data)
    assert done.returncode == 0
    assert "The clock in the lighthouse" in done.stdout
    assert "Conclusion: Key Takeaways" in done.stdout
    assert "\x1b" not in done.stdout


def test_the_conclusion_only(data: Path) -> None:
    whole = json.loads(bot(["summarize", TALK, "--json"], data).stdout)
    part = json.loads(bot(["conclusion", TALK, "--json"], data).stdout)
    assert part == {key: whole[key] for key in ("video", "conclusion", "takeaways")}


def test_a_language_that_nothing_can_write_is_said(data: Path) -> None:
    note = "not in “pt-BR”"
    assert note in bot(["conclusion", TALK, "--language", "pt_br"], data).stdout
    assert note in json.loads(bot(["summarize", TALK, "--json", "--language", "pt-BR"], data).stdout)["notes"][0]
    assert not json.loads(bot(["summarize", TALK, "--json", "--language", "EN-gb"], data).stdout)["notes"]


def test_questions_come_in_and_answers_go_out_line_by_line(data: Path) -> None:
    questions = "What drives the clock?\n\nWhich football club plays in the village?\n"
    done = bot(["ask", TALK, "-", "--json"], data, questions)
    assert done.returncode == 0
    weight, club = map(json.loads, done.stdout.splitlines())
    assert weight["supported"]
    assert "what drives it is a weight" in weight["answer"]
    assert any("weight" in citation["text"] for citation in weight["citations"])
    assert not club["supported"]
    assert club["citations"]


def test_what_was_used_is_counted(data: Path) -> None:
    before = bot(["usage"], data)
    bot(["ask", TALK, "why?"], data)
    after = bot(["usage"], data)
    today, counted = (done.stdout.splitlines()[1].split() for done in (before, after))
    assert (counted[:-1], int(counted[-1])) == (today[:-1], int(today[-1]) + 1)


@pytest.mark.parametrize("setting", ["BUDGET_TOKENS", "BUDGET_MONEY", "BUDGET_SERVER_TOKENS", "BUDGET_SERVER_MONEY"])
@pytest.mark.parametrize("given", ["-1", "0", "nan", "1e999", "lots"])
def test_a_budget_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, setting: str, given: str) -> None:
    monkeypatch.setenv(setting, given)
    with pytest.raises(SettingsWrong, match=f"^{setting} can't be used: input should be"):
        load()


@pytest.mark.parametrize(
    ("setting", "given"),
    [
        ("CUEPOINT_CONCURRENCY", "99999999999999999"),
        ("OPENAI_CONCURRENCY", "1001"),
        ("OPENAI_DEADLINE", "inf"),
        ("YOUTUBE_TIMEOUT", "1e300"),
        ("OPENAI_BASE_URL", "localhost:11434"),
        ("YOUTUBE_URL", "ftp://somewhere"),
        ("SLACK_API_URL", "http://[::1"),
        ("HTTP_URL", "https://"),
        ("DISCORD_API_URL", "http://host:99999"),
        ("BUDGET_TOKENS", "1" + "0" * 400),
        ("BUDGET_SERVER_MONEY", "1e-320"),
        ("BUDGET_MONEY", "1e300"),
        ("DISCORD_TOKEN", "s3cret\nof two lines"),
        ("SLACK_BOT_TOKEN", "xoxb-s3cret\r\n"),
        ("OPENAI_API_KEY", "sk-s3cret\x1b"),
        ("CUEPOINT_DATA_DIR", "~nobody-of-that-name/here"),
    ],
)
def test_a_setting_out_of_all_bounds_is_named(monkeypatch: pytest.MonkeyPatch, setting: str, given: str) -> None:
    monkeypatch.setenv(setting, given)
    with pytest.raises(SettingsWrong) as refused:
        load()
    assert re.fullmatch(
        rf"{setting} can't be used: .+\w\. Correct it in the environment or in \.env\.", str(refused.value)
    )
    assert "value error" not in str(refused.value)
    assert "s3cret" not in str(refused.value)


def test_one_question_for_a_person(data: Path) -> None:
    done = bot(["ask", TALK, "What drives the clock?"], data)
    assert done.returncode == 0
    assert "weight" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["summarize", "no-such-file.vtt"], "no-such-file.vtt"),
        (["summarize", "https://notyoutube.com/watch?v=GJLlxj_dtq8"], "neither a video link nor a caption file"),
        (["summarize", "."], "can't be read"),
        (["ask", "no-such-file.vtt", "why?"], "no-such-file.vtt"),
        (["conclusion", "https://youtu.be/aaaaaaaaaaa https://youtu.be/bbbbbbbbbbb"], "2 videos"),
    ],
)
def test_what_can_t_be_summarised_is_one_sentence(arguments: list[str], says: str, data: Path) -> None:
    done = bot([*arguments, "--json"], data)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "content"), [("a.vtt", b"WEBVTT\n\n"), ("a.srt", b"\x00\xff\xfe"), ("a.json", b'{"snippets": 1}')]
)
def test_a_file_without_captions_is_one_sentence(name: str, content: bytes, data: Path, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    done = bot(["summarize", str(tmp_path / name)], data)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.strip().splitlines()) == 1
    assert "whoever runs it" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        *(["sumarize"], ["summarize"], ["summarize", TALK, "--jsno"], ["summarize", TALK, "--language", "klingon"]),
        *(["ask", TALK], ["ask", TALK, " "]),
    ],
)
def test_a_command_that_can_t_be_understood_exits_with_2(arguments: list[str], data: Path) -> None:
    done = bot(arguments, data)
    assert (done.returncode, done.stdout) == (2, "")


def test_a_setting_that_can_t_be_used_is_named_without_its_value(data: Path) -> None:
    done = bot(["summarize", TALK], data, HTTP_PORT="s3cret")
    assert done.returncode == os.EX_CONFIG
    assert "HTTP_PORT" in done.stderr
    assert "s3cret" not in done.stderr


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        *(("CUEPOINT_LOG_LEVEL", "LOUD"), ("CUEPOINT_DATA_DIR", "~nobodys/data"), ("CUEPOINT_DATA_DIR", TALK)),
        *(("CUEPOINT_DATA_DIR", "/dev/null/data"), ("YOUTUBE_WEBSHARE_USERNAME", "half")),
    ],
)
def test_a_setting_that_comes_to_nothing_is_one_sentence(setting: str, value: str, data: Path) -> None:
    done = bot(["summarize", TALK], data, **{setting: value})
    assert (done.returncode, done.stdout) == (os.EX_CONFIG, "")
    assert done.stderr.startswith(setting)
    assert len(done.stderr.strip().splitlines()) == 1


def test_an_env_file_that_is_no_text_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsWrong, match=r"\.env can't be read"):
        load()


def test_a_data_folder_can_be_named_from_home(tmp_path: Path) -> None:
    assert bot(["summarize", TALK], tmp_path, HOME=str(tmp_path), CUEPOINT_DATA_DIR="~/data").returncode == 0
    assert (tmp_path / "data" / "appendonly.aof").is_file() or (tmp_path / "data" / "appendonlydir").is_dir()


def test_a_redis_that_is_not_there_is_one_sentence(data: Path) -> None:
    done = bot(["summarize", TALK], data, REDIS_URL="redis://:s3cret@127.0.0.1:1/0")
    assert done.returncode == 1
    assert "Could not connect to Redis (127.0.0.1:1" in done.stderr
    assert "s3cret" not in done.stderr


@pytest.mark.parametrize(
    "url", ["localhost:6379", "redis://:s3cret@host:port", "http://s3cret@host", "redis://127.0.0.1:1/0?word=s3cret"]
)
def test_an_address_of_redis_that_is_none_is_one_sentence(url: str, data: Path) -> None:
    done = bot(["summarize", TALK], data, REDIS_URL=url)
    assert done.returncode == os.EX_CONFIG
    assert done.stderr.startswith("REDIS_URL can't be used")
    assert "s3cret" not in done.stderr


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_reader_that_goes_is_no_fault(options: list[str], data: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "bot", "summarize", TALK, *options]
    done = subprocess.run(  # noqa: S603 - our own command line
        command, env=environment(data), cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, timeout=60, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_under_the_output_is_one_sentence(data: Path) -> None:
    command = [sys.executable, "-m", "bot", "usage"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(  # noqa: S603 - our own command line
            command, env=environment(data), cwd=ROOT, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"The disk is full")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("nowhere", ["<&- >&-", "</dev/null"])
def test_without_a_token_and_without_a_terminal_it_is_said_what_to_set(nowhere: str, data: Path) -> None:
    command = ["sh", "-c", f'"$0" -m bot {nowhere}', sys.executable]
    done = subprocess.run(  # noqa: S603 - our own command line
        command, env=environment(data), cwd=ROOT, stderr=subprocess.PIPE, timeout=60, check=False
    )
    assert done.returncode == os.EX_CONFIG
    assert done.stderr.startswith(b"No chat has a token, and there is no terminal: set DISCORD_TOKEN")
    assert done.stderr.count(b"\n") == 1


def test_ctrl_c_leaves_nothing_locked(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "ask", TALK, "-", "--json"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(  # noqa: S603 - our own command line
        command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment(tmp_path), cwd=ROOT, text=True
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write("What drives the clock?\n")
    process.stdin.flush()
    assert process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert bot(["summarize", TALK, "--json"], tmp_path).returncode == 0


def test_ctrl_c_ends_the_reading_of_a_pipe_into_which_nobody_writes(tmp_path: Path) -> None:
    pipe = tmp_path / "talk.vtt"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "bot", "summarize", str(pipe)]
    process = subprocess.Popen(command, env=environment(tmp_path), cwd=ROOT)  # noqa: S603 - our own command line
    with pipe.open("wb"):  # open from both ends: it is being read
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 130


@pytest.mark.parametrize("part", ["worker", "discord", "slack", "web"])
def test_without_a_redis_server_a_process_beside_others_is_refused(part: str, data: Path) -> None:
    done = without_a_server([part], data)
    assert (done.returncode, done.stdout) == (os.EX_CONFIG, "")
    assert done.stderr.startswith(f"`python -m bot {part}`, a process beside others, needs a Redis")
    assert len(done.stderr.strip().splitlines()) == 1


def test_without_a_redis_server_the_terminal_says_that_nothing_is_kept(data: Path) -> None:
    done = without_a_server(["chat"], data)
    assert done.returncode == 0
    assert "nothing that Cuepoint remembers will outlive this process" in done.stderr


def without_a_server(arguments: list[str], data: Path) -> "subprocess.CompletedProcess[str]":
    """Run the command line as on a machine that has no Redis server."""
    program = "import sys, bot.redis_choice as r; r.binary = lambda: None; from bot.cli import main; main()"
    return subprocess.run(  # noqa: S603 - our own command line
        [sys.executable, "-c", program, *arguments],
        env=environment(data),
        cwd=ROOT,
        input="/quit\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
