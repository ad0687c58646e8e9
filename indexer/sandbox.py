"""Files read in a child process with limits, so that a hostile or broken one harms nothing.

The child lives for many files and is replaced when it dies, hangs or goes over a limit; the file
at fault becomes an UnreadableFile that says which. Nothing it sends is trusted further than
`extract_json.load_extract` checks.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, BinaryIO, Self, cast

from indexer.blocks import Extract
from indexer.extract_json import MalformedExtractError, load_extract
from indexer.frames import BrokenFrameError, Kind, read_frame, write_frame
from kb.errors import KbError, UnknownRecord, UnreadableFile

MAX_SCALE = 6.0  # pixels a point of a page's picture
_LOOK_AHEAD = 8  # files handed to the child before the first reply is taken
_CHILD = ("-m", "indexer.sandbox_child")
_STARTING = 60.0  # seconds; a cold disk and a virus scanner are slow
_ENDING = 2.0  # seconds a child gets to end by itself
_KEPT = ("SYSTEMROOT", "PATH", "LANG", "LC_ALL", "TMPDIR", "TEMP", "VIRTUAL_ENV")
_PNG = b"\x89PNG\r\n\x1a\n"
_DISTRUSTED = "读取程序没有给出可信的结果"
_SAVE_ANEW = "请用 WPS 或 Office 打开后另存一份，太大的拆成几个文件，再重新加入"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may use."""

    memory_bytes: int = 2 * 1024**3  # address space of the reading process
    cpu_seconds: int = 120
    wall_seconds: int = 180
    result_bytes: int = 50 * 1024**2


_DEFAULT = Limits()
Result = Extract | bytes | UnreadableFile | UnknownRecord


class ReaderPool:
    """Reads files in confined children; a context manager that ends them.

    May be used from several threads: each reading has a child to itself.
    """

    def __init__(self, limits: Limits = _DEFAULT, *, child: Sequence[str] = _CHILD) -> None:
        """child: arguments to Python that start a reading process; tests put in worse ones."""
        self._limits = limits
        self._arguments = tuple(child)
        self._idle: list[_Child] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the children that wait for work; the pool can be used again."""
        with self._lock:
            ended, self._idle = self._idle, []
        for child in ended:
            child.end()

    def read(self, path: Path) -> Extract:
        """Return the blocks of one file. Raises UnreadableFile."""
        [(_, result)] = self.read_many([path])
        if isinstance(result, UnreadableFile):
            raise result
        return result

    def render_page(self, path: Path, page: int, *, scale: float) -> bytes:
        """Return a PNG of a PDF page, as `indexer.readers.pdf_pages.render_page` does.

        Raises UnreadableFile, and UnknownRecord for a page that is not there.
        """
        if not 0 < scale <= MAX_SCALE:
            raise ValueError("scale is out of range")
        child = self._take()
        child.request(Kind.RENDER, json.dumps([str(path.absolute()), page, scale]).encode())
        result, usable = child.reply(path)
        self._put_back(child, usable=usable)
        if not isinstance(result, bytes):
            raise result if isinstance(result, KbError) else _failed(_DISTRUSTED, path)
        return result

    def read_many(self, paths: Iterable[Path]) -> Iterator[tuple[Path, Extract | UnreadableFile]]:
        """Yield each path with what was read or why not, in the order given.

        The child reads ahead by a few files while the caller works on the last one.
        """
        waiting: deque[Path] = deque()
        source = iter(paths)
        child: _Child | None = None
        try:
            while True:
                while len(waiting) < _LOOK_AHEAD and (path := next(source, None)) is not None:
                    waiting.append(path)
                    if child is not None:
                        child.request_reading(path)
                if not waiting:
                    return
                if child is None:
                    child = self._take()
                    for path in waiting:
                        child.request_reading(path)
                result, usable = child.reply(waiting[0])
                if not usable:
                    child.kill()
                    child = None
                path = waiting.popleft()
                yield path, _as_read(result, path)
        finally:
            # Where the caller left before the last reply, further ones are on their way.
            if child is not None:
                self._put_back(child, usable=not waiting)

    def _take(self) -> _Child:
        with self._lock:
            idle = self._idle.pop() if self._idle else None
        return idle if idle is not None else _Child(self._arguments, self._limits)

    def _put_back(self, child: _Child, *, usable: bool) -> None:
        if not usable:
            child.kill()
            return
        with self._lock:
            self._idle.append(child)


class _Child:
    """One reading process, with a thread that collects its replies."""

    def __init__(self, arguments: Sequence[str], limits: Limits) -> None:
        self._limits = limits
        with tempfile.TemporaryFile() as complaints:
            self._process = subprocess.Popen(
                [sys.executable, *arguments, *map(str, astuple(limits))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env=_environment(),
            )
            self._start(complaints)

    def _start(self, complaints: IO[bytes]) -> None:
        """Wait until the child is ready. Raises RuntimeError where it does not start."""
        self._requests = cast(BinaryIO, self._process.stdin)
        self._replies: queue.SimpleQueue[tuple[Kind, bytes] | BrokenFrameError | None]
        self._replies = queue.SimpleQueue()
        self._collector = threading.Thread(target=self._collect, name="sandbox", daemon=True)
        self._collector.start()
        try:
            ready = self._next(_STARTING) == (Kind.READY, b"")
        except queue.Empty:
            ready = False
        if not ready:
            self.kill()
            complaints.seek(0)
            words = complaints.read()[-2000:].decode(errors="replace")
            raise RuntimeError(f"the reading process does not start:\n{words}")

    def _next(self, seconds: float) -> tuple[Kind, bytes] | BrokenFrameError | None:
        """Return the next message, None at the end. Raises queue.Empty after so many seconds."""
        return self._replies.get(timeout=seconds)

    def _collect(self) -> None:
        stream = cast(BinaryIO, self._process.stdout)
        try:
            with stream:
                while (frame := read_frame(stream, self._limits.result_bytes)) is not None:
                    self._replies.put(frame)
            self._replies.put(None)
        except BrokenFrameError as error:
            self._replies.put(error)

    def request_reading(self, path: Path) -> None:
        """Hand over a path to be read."""
        self.request(Kind.READ, os.fsencode(path.absolute()))

    def request(self, kind: Kind, payload: bytes) -> None:
        """Hand over a request; a child that has ended is noticed by `reply`."""
        with contextlib.suppress(OSError):
            write_frame(self._requests, kind, payload)

    def reply(self, path: Path) -> tuple[Result, bool]:
        """Return the next result, and whether the child can go on."""
        try:
            frame = self._next(self._limits.wall_seconds)
        except queue.Empty:
            seconds = self._limits.wall_seconds
            return _failed(f"读取超过 {seconds} 秒仍未完成，已停止", path), False
        if isinstance(frame, BrokenFrameError):
            size = self._limits.result_bytes // 1024**2
            return _failed(f"文件的文字超过 {size} MB，没有收入", path), False
        if frame is None:
            return _failed(self._cause_of_death(), path), False
        return self._result(*frame, path)

    def _result(self, kind: Kind, payload: bytes, path: Path) -> tuple[Result, bool]:
        try:
            if kind is Kind.EXTRACT:
                return load_extract(payload), True
            if kind is Kind.PICTURE and payload.startswith(_PNG):
                return payload, True
            if kind is Kind.CRASHED:
                return _failed(self._crash(payload.decode(errors="replace")), path), False
            what, where, todo = map(str, json.loads(payload))
        except (MalformedExtractError, ValueError, TypeError):
            return _failed(_DISTRUSTED, path), False
        error = UnknownRecord if kind is Kind.UNKNOWN else UnreadableFile
        return error(what, where=where, todo=todo), True

    def _crash(self, exception: str) -> str:
        if exception == "MemoryError":
            return f"读取时需要的内存超过 {self._limits.memory_bytes // 1024**2} MB，已停止"
        return f"文件结构异常，读不下去（{exception[:80]}）"

    def _cause_of_death(self) -> str:
        """Return why the process ended, from its exit status."""
        try:
            status = self._process.wait(_ENDING)
        except subprocess.TimeoutExpired:
            return "读取程序停止了应答"
        if sys.platform != "win32" and status == -signal.SIGXCPU:
            return f"读取用了超过 {self._limits.cpu_seconds} 秒的处理器时间，已停止"
        memory = self._limits.memory_bytes // 1024**2
        name = signal.Signals(-status).name if status < 0 else f"代码 {status}"
        return f"读取程序中途退出（{name}），文件可能已损坏，或需要的内存超过 {memory} MB"

    def end(self) -> None:
        """Let the process finish, by force if it does not; nothing of it is left behind."""
        with contextlib.suppress(OSError):
            self._requests.close()
        try:
            self._process.wait(_ENDING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._collector.join(_ENDING)

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self.end()


def _as_read(result: Result, path: Path) -> Extract | UnreadableFile:
    """Return a reply to a reading; any other kind of reply cannot be trusted."""
    return result if isinstance(result, Extract | UnreadableFile) else _failed(_DISTRUSTED, path)


def _failed(what: str, path: Path) -> UnreadableFile:
    return UnreadableFile(what, where=path.name, todo=_SAVE_ANEW)


def _environment() -> dict[str, str]:
    """Return the little that a child needs: a broken-in one should find no secrets."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    root = str(Path(__file__).resolve().parents[1])
    return kept | {"PYTHONPATH": root, "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}
