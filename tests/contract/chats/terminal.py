"""The terminal, through pipes."""

import asyncio
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


async def talk(folder: Path, environment: dict[str, str], link: str, question: str) -> str:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "chat",
        cwd=ROOT,
        env={**os.environ, **environment, "CUEPOINT_DATA_DIR": str(folder)},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    lines = [link] + ([question] if question else [])
    said, _ = await process.communicate("".join(f"{each}\n" for each in lines).encode())
    return said.decode()
