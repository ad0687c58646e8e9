"""A reading process that does what a file's name says, for the tests of the sandbox.

Run as `python -m tests.indexer.misbehaving_child MEMORY CPU WALL RESULT`.
"""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from indexer.blocks import Block, BlockKind, Extract
from indexer.frames import Kind, write_frame
from indexer.sandbox import Limits
from indexer.sandbox_child import serve
from kb.errors import UnreadableFile


def said(text: str) -> Extract:
    return Extract("txt", (Block(BlockKind.PARAGRAPH, text),))


def connect() -> Extract:
    with socket.socket() as client:
        client.connect(("127.0.0.1", 9))
    return said("connected")


def write() -> Extract:
    Path("left-behind.txt").write_text("x")
    return said("written")


def start() -> Extract:
    subprocess.run(["true"], check=True)
    return said("started")


def refuse() -> Extract:
    raise UnreadableFile("读不了", where="甲.txt", todo="请重试")


def burn() -> Extract:
    while True:
        pass


def sleep() -> Extract:
    time.sleep(60)
    return said("awake")


def fill() -> Extract:
    kept = bytearray(8 * 1024**3)
    return said(str(len(kept)))


def die() -> Extract:
    os.kill(os.getpid(), signal.SIGKILL)
    return said("alive")


def leave() -> Extract:
    os._exit(3)


def lie() -> Extract:
    message = io.BytesIO()
    write_frame(message, Kind.EXTRACT, b'["txt", [["paragraph", 5]], [], 0]')
    os.write(_REPLIES, message.getvalue())
    return said("truth")


DEEDS = {
    "connect": connect, "write": write, "start": start, "refuse": refuse, "burn": burn,
    "sleep": sleep, "fill": fill, "leave": leave, "die": die, "lie": lie,
}  # fmt: skip
_REPLIES = os.dup(1)


def read(path: Path) -> Extract:
    """Do what the name says; otherwise return the file's name, or as many letters as it says."""
    if path.stem.isdigit():
        return said("x" * int(path.stem))
    if path.stem == "print":
        print("noise " * 1000)
        return said("printed")
    if path.stem == "crash":
        raise KeyError("a reader's mistake")
    if path.stem == "process":
        return said(str(os.getpid()))
    deed = DEEDS.get(path.stem)
    return deed() if deed is not None else said(path.name)


if __name__ == "__main__":
    serve(read, Limits(*map(int, sys.argv[1:])))
