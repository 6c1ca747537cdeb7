"""What the Containerfile, the systemd units, the Procfile and docs/running.md name is there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.cli import cli
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
CONTAINERFILE = (ROOT / "Containerfile").read_text(encoding="utf-8")
UNITS = sorted((ROOT / "deploy").glob("*.service"))
SERVING = {"discord", "slack", "web", "worker"}
INSTALLED = "/opt/cuepoint/.venv/bin/python"


def steps(instruction: str) -> list[str]:
    """Return the arguments of each such instruction of the Containerfile."""
    whole = CONTAINERFILE.replace("\\\n", " ")
    return re.findall(rf"^{instruction} +(.*)$", whole, re.MULTILINE)


def test_the_container_has_all_that_runs_and_nothing_else() -> None:
    copied = {source for step in steps("COPY") for source in step.split()[:-1]}
    assert {source for source in copied if not (ROOT / source).exists()} == set()
    assert {"bot", "core", "adapters", "samples", "requirements.txt", "requirements-otel.txt"} <= copied
    assert not copied & {".", "tests", ".env"}


def test_the_container_compiles_nothing_and_takes_only_what_is_hashed() -> None:
    (install,) = [step for step in steps("RUN") if "pip install" in step]
    assert "--only-binary :all:" in install
    assert "--require-hashes" in install
    assert not re.search(r"\bapt|gcc|build-essential", " ".join(steps("RUN")))


def test_the_container_is_nobody_s_root_and_names_no_registry() -> None:
    assert steps("FROM") == ["python:3.11-slim"]
    (user,) = steps("USER")
    assert any(f"useradd --system --uid 10001 --create-home --home-dir /data {user}" in step for step in steps("RUN"))
    assert CONTAINERFILE.index("\nUSER ") < CONTAINERFILE.index("\nENTRYPOINT ")


def test_the_container_starts_as_the_readme_says_and_looks_at_its_health() -> None:
    assert steps("ENTRYPOINT") == ['["python", "-m", "bot"]']
    (environment,) = steps("ENV")
    named = {pair.partition("=")[0].lower() for pair in environment.split()}
    assert named <= Settings.model_fields.keys()
    assert "METRICS_PORT" in steps("HEALTHCHECK")[0]
    assert "metrics_port" in named


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_start_commands_that_there_are(unit: Path) -> None:
    text = unit.read_text(encoding="utf-8")
    started = rf"^ExecStart=(?:/usr/bin/env METRICS_PORT=947%i )?{INSTALLED} -m bot ?(\S*)$"
    (command,) = re.findall(started, text, re.MULTILINE)
    assert command in {"", "%i", "worker"}
    assert "Environment=METRICS_PORT" not in text, "EnvironmentFile= overrides it (systemd.exec(5))"
    names = set(re.findall(r"^Environment=(\w+)=", text, re.MULTILINE))
    assert {name.lower() for name in names} <= Settings.model_fields.keys()
    assert "\nRestartPreventExitStatus=78\n" in text
    (seconds,) = re.findall(r"^TimeoutStopSec=(\d+)$", text, re.MULTILINE)
    assert int(seconds) > 10


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze here")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_are_understood_by_systemd(unit: Path, tmp_path: Path) -> None:
    copy = tmp_path / unit.name
    copy.write_text(unit.read_text(encoding="utf-8").replace(INSTALLED, "/bin/true"), encoding="utf-8")
    name = str(copy).replace("@.service", "@1.service")
    done = subprocess.run(  # noqa: S603 - a file of ours
        ["systemd-analyze", "verify", name],  # noqa: S607 - looked for above
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_procfile_starts_commands_that_there_are() -> None:
    lines = (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    commands = dict(line.split(": ", 1) for line in lines)
    assert commands.keys() == SERVING
    # Processes of one machine can't share a port: each takes any that is free, where one is asked for at all.
    port = "METRICS_PORT=${METRICS_PORT:+0}"
    assert commands == {name: f"{port} .venv/bin/python -m bot {name}" for name in SERVING}
    assert commands.keys() <= cli.commands.keys()


def install(root: Path, **settings: str) -> None:
    environment = {**os.environ, "PYTHON": sys.executable, "DESTDIR": str(root), **settings}
    subprocess.run(["sh", "deploy/install.sh"], cwd=ROOT, env=environment, check=True)  # noqa: S607 - a file of ours


def test_an_installation_has_what_its_units_name(tmp_path: Path) -> None:
    install(tmp_path, PREFIX="/srv", SYSCONFDIR="/usr/local/etc")
    units = sorted((tmp_path / "usr/local/etc/systemd/system").iterdir())
    assert [unit.name for unit in units] == [unit.name for unit in UNITS]
    for unit in units:
        text = unit.read_text(encoding="utf-8")
        assert "WorkingDirectory=/srv/cuepoint\n" in text
        assert "/srv/cuepoint/.venv/bin/python -m bot" in text
        assert "EnvironmentFile=/usr/local/etc/cuepoint/env\n" in text
        assert "/opt/" not in text
    for part in ("bot/cli.py", "core/ports.py", "adapters/discord/client.py", "samples/talk.vtt", "requirements.txt"):
        assert (tmp_path / "srv/cuepoint" / part).read_bytes() == (ROOT / part).read_bytes()
    assert not [*(tmp_path / "srv").rglob("__pycache__"), *(tmp_path / "srv").rglob("tests")]


def test_installing_again_keeps_the_settings_and_leaves_no_old_module(tmp_path: Path) -> None:
    install(tmp_path)
    env, old = tmp_path / "etc/cuepoint/env", tmp_path / "opt/cuepoint/bot/of_the_version_before.py"
    assert (env.stat().st_mode & 0o777, env.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    env.write_text("DISCORD_TOKEN=mine\n", encoding="utf-8")
    old.touch()
    install(tmp_path)
    assert env.read_text(encoding="utf-8") == "DISCORD_TOKEN=mine\n"
    assert not old.exists()


def test_the_example_of_settings_is_read_alike_by_systemd_podman_and_cuepoint(tmp_path: Path) -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    used = re.sub(r"^#(?=[A-Z_]+=)", "", example, flags=re.MULTILINE)
    # man systemd.exec, EnvironmentFile=; podman-run, --env-file: a line is a comment, or a name and all that follows.
    plain = dict(line.split("=", 1) for line in used.splitlines() if line and not line.startswith("#"))
    (tmp_path / "env").write_text(used, encoding="utf-8")
    assert dotenv_values(tmp_path / "env") == plain
    assert not any(set(value) & set("#'\" \\") for value in plain.values())
    assert {name.lower() for name in plain} - {"otel_exporter_otlp_endpoint"} == set(Settings.model_fields)


def test_the_image_leaves_out_what_is_made_here() -> None:
    lines = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if not line.startswith("#")]
    assert rules[0] == "*"
    copied = {source for step in steps("COPY") for source in step.split()[:-1]}
    assert {rule[1:] for rule in rules if rule.startswith("!")} == copied


def test_what_is_said_of_running_names_settings_and_files_that_there_are() -> None:
    text = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    ours = re.findall(r"`((?:METRICS|CUEPOINT|REDIS|DISCORD|SLACK|HTTP|OPENAI|LIMIT|BUDGET)_[A-Z_]+)", text)
    assert ours
    assert {name for name in ours if name.lower() not in Settings.model_fields} == set()
    files = re.findall(r"`((?:deploy/|docs/)?[\w@-]+\.(?:service|json|toml|md|txt)|Containerfile|Procfile)`", text)
    assert {name for name in files if not (ROOT / name).exists()} == set()
    assert set(re.findall(r"python -m bot (\w+)", text)) <= cli.commands.keys()


def test_what_is_said_to_be_watched_is_there_to_be_watched() -> None:
    text = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    shown = (ROOT / "docs" / "grafana.json").read_text(encoding="utf-8")
    named = set(re.findall(r"\bcuepoint_[a-z_]+", text))
    assert named
    assert {name for name in named if name not in shown} == set()
