"""A worker process: it reads calls from its standard input, computes them, and writes what comes out.

A call is `CALL` (the length in bytes, and the seconds of processor time it may take) and a pickled function with its
arguments. A reply is `REPLY` (the length, and whether the call returned) and the pickled result or exception.
"""

import contextlib
import ctypes
import faulthandler
import importlib
import os
import pickle
import resource
import signal
import struct
import sys
from collections.abc import Sequence

CALL = struct.Struct("<Qd")
REPLY = struct.Struct("<Q?")
OUT_OF_MEMORY = 77
"""The exit code of a worker that has no memory left."""

_PR_SET_PDEATHSIG = 1


def main(parent: int, memory: int, modules: Sequence[str] = ()) -> None:
    """Compute calls until the standard input ends.

    Args:
        parent: the id of the process that sends the calls; the worker dies with it.
        memory: how many bytes of data the worker may hold.
        modules: what is imported before the first call comes.
    """
    # The parent decides when a worker ends. A Ctrl-C or a service manager's SIGTERM reaches the whole group.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    _die_with(parent)
    _limit_memory(memory)
    # Where a worker was when it crashed, or when its time was over, goes to standard error, which the parent logs.
    faulthandler.enable()
    faulthandler.register(signal.SIGPROF, all_threads=False, chain=True)
    calls, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    _close_terminal()
    for name in modules:
        importlib.import_module(name)
    while len(header := calls.read(CALL.size)) == CALL.size:
        length, seconds = CALL.unpack(header)
        returned, body = _compute(calls.read(length), seconds)
        replies.write(REPLY.pack(len(body), returned) + body)
        replies.flush()


def _compute(call: bytes, seconds: float) -> tuple[bool, bytes]:
    """Return whether a call returned, and the pickled result or exception."""
    # SIGPROF ends the process, without any help of Python's, once so much processor time is used (setitimer(2)).
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        work, arguments = pickle.loads(call)  # noqa: S301 - the parent process wrote it
        return True, pickle.dumps(work(*arguments), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001 - it is raised again in the parent
        import traceback  # noqa: PLC0415 - it takes a tenth of a worker's start

        error.add_note("In a worker process:\n" + traceback.format_exc())
        return False, _pickled(error)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _pickled(error: Exception) -> bytes:
    try:
        data = pickle.dumps(error, pickle.HIGHEST_PROTOCOL)
        pickle.loads(data)  # noqa: S301 - an exception whose arguments don't fit is only found out here
    except Exception:  # noqa: BLE001 - the other side has to hear of the error, whatever it is made of
        return pickle.dumps(RuntimeError("\n".join(error.__notes__)), pickle.HIGHEST_PROTOCOL)
    return data


def _die_with(parent: int) -> None:
    """Have the kernel kill this process when its parent dies, even in the middle of a call (Linux: prctl(2)).

    Elsewhere a worker ends with its call, at the latest when its time is over.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def _limit_memory(most: int) -> None:
    """Limit the data of this process, in bytes (setrlimit(2)): an allocation beyond that raises MemoryError.

    Where memory is short all the same, Linux is told to kill this process before any other (proc_pid_oom_score_adj(5)).
    """
    # A crash leaves no file with what was in memory.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    # Where /proc can't be written to, the kernel chooses by itself.
    with contextlib.suppress(OSError):
        os.write(os.open("/proc/self/oom_score_adj", os.O_WRONLY), b"500")


def _close_terminal() -> None:
    """Let nothing that is computed read or write what belongs to the protocol or to the terminal."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
