"""The data folder: where everything of one library lives, and the lock of its one writer."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from kb.errors import HomeUnusable

_PROJECT = Path(__file__).resolve().parent.parent


def default_home() -> Path:
    """Return KB_HOME if set, else `data` in the project folder, else `kb-data` in the user's home.

    An installed copy has no project folder: there, files must not land in site-packages.
    """
    if named := os.environ.get("KB_HOME"):
        return Path(named).expanduser()
    if (_PROJECT / "pyproject.toml").exists():
        return _PROJECT / "data"
    return Path.home() / "kb-data"


@dataclass(frozen=True, slots=True)
class Home:
    """The paths inside a data folder."""

    path: Path

    @property
    def database(self) -> Path:
        return self.path / "kb.sqlite"

    @property
    def originals(self) -> Path:
        """Original files, each named by its sha256."""
        return self.path / "originals"

    @property
    def index(self) -> Path:
        """Index generations, a folder each."""
        return self.path / "index"

    def original(self, sha256: str) -> Path:
        return self.originals / sha256[:2] / sha256

    def prepare(self) -> None:
        """Create the folders. Raises HomeUnusable where that is impossible."""
        try:
            for folder in (self.path, self.originals, self.index):
                folder.mkdir(parents=True, exist_ok=True)
            probe = self.path / ".writable"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise home_error(self.path, error) from error

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock of the one process that may change the library.

        The lock belongs to the operating system, so a killed writer leaves none behind.
        Raises HomeUnusable when another process holds it.
        """
        self.prepare()
        lock = FileLock(self.path / "lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise HomeUnusable(
                "另一个程序正在写入这个资料库",
                where=str(self.path),
                todo="请等它结束后再试",
            ) from error
        try:
            yield
        finally:
            lock.release()


def home_error(path: Path, error: OSError) -> HomeUnusable:
    """Return the error to show for a data folder that the system refuses."""
    if error.errno == errno.ENOSPC:
        return HomeUnusable(
            "磁盘已满，没有写入", where=str(path), todo="请腾出空间后重试，已完成的文件都在"
        )
    if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return HomeUnusable(
            "数据文件夹不可写", where=str(path), todo="请检查权限，或用 --home 换一个文件夹"
        )
    return HomeUnusable(
        f"数据文件夹无法使用（{error.strerror}）",
        where=str(path),
        todo="请用 --home 指定一个可写的文件夹",
    )
