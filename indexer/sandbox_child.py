"""The process that opens files: confined first, then one file after another until told to end.

Run as `python -m indexer.sandbox_child MEMORY CPU WALL RESULT` by `indexer.sandbox`.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from indexer.blocks import Extract
from indexer.extract_json import dump_extract
from indexer.frames import Kind, read_frame, write_frame
from indexer.readers import read_file
from indexer.readers.pdf_pages import render_page
from indexer.sandbox import Limits
from kb.errors import UnknownRecord, UnreadableFile

if sys.platform != "win32":
    import resource

_CLONE_NEWUSER = 0x10000000  # <linux/sched.h>
_CLONE_NEWNET = 0x40000000
_MAX_REQUEST = 64 * 1024  # bytes
_COMPLAINTS = 64 * 1024  # bytes: the last traceback, on standard error, is all it may write
_FORBIDDEN = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn",
    "os.startfile", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.truncate", "os.chmod",
    "os.kill", "shutil.", "ftplib.", "http.", "urllib.", "webbrowser.", "pty.", "ctypes.dlopen",
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


def serve(read: Callable[[Path], Extract], limits: Limits) -> None:
    """Confine this process, then answer requests on standard input until it closes.

    An exception that is no UnreadableFile is reported and ends the process: its state is not to
    be trusted with the next file.
    """
    requests, replies = _take_pipes()
    confine(limits)
    write_frame(replies, Kind.READY, b"")
    while (frame := read_frame(requests, _MAX_REQUEST)) is not None:
        _allow_time(limits)
        try:
            kind, payload = _answered(*frame, read)
        except BaseException as error:
            write_frame(replies, Kind.CRASHED, type(error).__name__.encode())
            raise
        write_frame(replies, kind, payload)


def _answered(kind: Kind, payload: bytes, read: Callable[[Path], Extract]) -> tuple[Kind, bytes]:
    try:
        if kind is Kind.READ:
            return Kind.EXTRACT, dump_extract(read(Path(os.fsdecode(payload))))
        path, page, scale = json.loads(payload)
        return Kind.PICTURE, render_page(Path(path), page, scale=scale)
    except UnreadableFile as error:
        return Kind.UNREADABLE, json.dumps([error.what, error.where, error.todo]).encode()
    except UnknownRecord as error:
        return Kind.UNKNOWN, json.dumps([error.what, error.where, error.todo]).encode()


def confine(limits: Limits) -> None:
    """Give up memory beyond the limit, sockets, writing and starting programs, for good.

    The audit hook stops Python code; on Windows it is all there is.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the library's to handle
    leave_network()
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (_COMPLAINTS, _COMPLAINTS))
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    sys.addaudithook(_forbid)


def leave_network() -> bool:
    """Move into an empty network namespace; return whether the system let us.

    Must run while the process has one thread. Where it is refused, as in many containers, the
    audit hook of `confine` still keeps Python code from sockets.
    """
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    # Root must not take a new user namespace: there it could no longer open others' files.
    flags = _CLONE_NEWNET if os.geteuid() == 0 else _CLONE_NEWUSER | _CLONE_NEWNET
    return bool(libc.unshare(flags) == 0)


def _forbid(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"a reader may not: {event}")
    if event == "open" and len(arguments) > 2:
        flags = arguments[2]
        if isinstance(flags, int) and flags & _WRITING:
            raise PermissionError("a reader may not write files")


def _allow_time(limits: Limits) -> None:
    """Start the clocks of one file: processor seconds, and wall seconds in case we are orphaned."""
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (spent + limits.cpu_seconds, hard))
    signal.setitimer(signal.ITIMER_REAL, 2 * limits.wall_seconds)


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return private copies of the pipes; what a library prints must not land among replies."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return requests, replies


def main(arguments: list[str]) -> None:
    serve(read_file, Limits(*map(int, arguments)))


if __name__ == "__main__":
    main(sys.argv[1:])
