"""Files and folders that nobody but their owner reads, whatever the umask, and whatever they were before."""

import os
import stat
from pathlib import Path

FOLDER, FILE = 0o700, 0o600
"""Their modes."""


def make_private_folder(path: Path) -> None:
    """Make a folder with its parents, and take others' access to one that is there.

    A folder of somebody else's, or one that all write in, such as /tmp, is left as it is.

    Raises:
        OSError: it can't be made.
    """
    path.mkdir(parents=True, exist_ok=True, mode=FOLDER)
    found = path.stat()
    if not found.st_mode & stat.S_ISVTX:
        _restrict(path, found, FOLDER)


def make_private_file(path: Path) -> None:
    """Make an empty file, or take others' access to one that is there.

    Raises:
        OSError: it can't be made.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, FILE))
    _restrict(path, path.stat(), FILE)


def _restrict(path: Path, found: os.stat_result, mode: int) -> None:
    if found.st_uid == os.getuid() and stat.S_IMODE(found.st_mode) != mode:
        path.chmod(mode)
