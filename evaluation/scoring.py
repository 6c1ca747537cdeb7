"""Runs the scorer, which lies beside the project, on any program that speaks its JSON."""

import json
import os
import shlex
import sys
import tempfile
from asyncio import create_subprocess_exec, subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.talks import FOLDER

ROOT = Path(__file__).parents[1]
SCORER = FOLDER.parents[1] / "eval" / "score.py"
FORMAT = SCORER.with_name("FORMAT.md")
MISSING = "Nothing is evaluated: ../shared/eval and ../shared/data/transcripts, which it stands on, are not there.\n"
_OURS = ("OPENAI_", "CUEPOINT_", "REDIS_URL")

Row = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the scorer found: the means, and a row for each transcript, with its "id"."""

    total: Row
    rows: tuple[Mapping[str, float | str], ...]


def there() -> bool:
    """Return whether the scorer and the transcripts are there."""
    return SCORER.is_file() and FOLDER.is_dir()


async def scores(
    command: Sequence[str], *options: str, settings: Mapping[str, str] | None = None, path: Sequence[Path] = ()
) -> Scores:
    """Return the scores of a program on the open transcripts; its progress is printed as it comes.

    Args:
        command: the module and arguments that Python is to run.
        options: of the scorer.
        settings: of the environment. Cuepoint's are otherwise not set, and its data folder is a fresh one.
        path: where Python looks for modules, beside the project.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "scores.json"
        environment = {key: value for key, value in os.environ.items() if not key.startswith(_OURS)}
        environment["PYTHONPATH"] = os.pathsep.join(map(str, (ROOT, *path)))
        environment |= {"CUEPOINT_DATA_DIR": folder, **(settings or {})}
        program = shlex.join([sys.executable, "-m", *command])
        arguments = [str(SCORER.resolve()), str(FOLDER.resolve()), "--cmd", program, "--out", str(out), *options]
        # In another folder, so that no .env is read.
        process = await create_subprocess_exec(
            sys.executable, *arguments, cwd=folder, env=environment, stdout=subprocess.PIPE
        )
        said, _ = await process.communicate()
        failed = [line for line in said.decode().splitlines() if " FAILED " in line or not out.exists()]
        if failed:
            sys.exit("\n".join(failed))
        found = json.loads(out.read_text(encoding="utf-8"))
    return Scores(found["total"], tuple(found["summaries"]))
