"""Files into the library: read, structured, stored, encoded, indexed.

A file is stored in one transaction, so an interrupted run leaves whole documents only; vectors
and the index are made for whatever is still without, so the next run completes the last.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from indexer.accession import Accession, Placed, place
from indexer.blocks import Extract
from indexer.drafting import PARSER, draft
from indexer.filenames import displayable
from indexer.sandbox import ReaderPool
from kb.encoder import Encoder
from kb.errors import KbError, UnreadableFile
from kb.home import Home, home_error
from kb.index import generation
from kb.store import documents, generations, inbox, passages

_ENCODE_AT_ONCE = 2048
# passages; what a killed run loses of the encoding, and how far batches can be sorted by length

_NOT_POLICIES = frozenset(("Thumbs.db", "README.md", "SOURCES.md"))


class Outcome(StrEnum):
    ADDED = "已加入"
    UPDATED = "已更新"
    UNCHANGED = "未变化"
    FAILED = "失败"


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of a file."""

    path: Path  # as it can be shown; see `filenames.displayable`
    outcome: Outcome
    version_id: int | None  # None where it failed
    passages: int = 0  # stored for it this time
    note: str = ""  # what a person should know: the same text elsewhere, a new version of …
    reason: str = ""
    todo: str = ""


class Progress(Protocol):
    """Told of what has been done, so that someone can be shown it."""

    def planned(self, files: int) -> None: ...

    def filed(self, outcome: FileOutcome) -> None: ...

    def encoding(self, passages: int) -> None: ...

    def encoded(self, passages: int) -> None: ...

    def indexing(self, passages: int) -> None: ...

    def indexed(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: its path and its bytes' sha256."""

    path: Path  # to open it by
    shown: Path  # to store and print
    sha256: str


def find_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files named, and those in the folders named, each once, in order.

    In folders, hidden files, the lock files of office programs, and notes about the folder itself
    (README.md, SOURCES.md) are passed over. A path named that does not exist is kept, so that
    `ingest` says so of it and goes on.
    """
    found: list[Path] = []
    for path in paths:
        if os.path.isdir(path):
            inside = (item for item in sorted(path.rglob("*")) if item.is_file())
            found.extend(item for item in inside if not _passed_over(item.relative_to(path)))
        else:
            found.append(path)
    return tuple(dict.fromkeys(Path(os.path.realpath(item)) for item in found))


def _passed_over(relative: Path) -> bool:
    hidden = any(part.startswith(".") for part in relative.parts)
    return hidden or relative.name.startswith("~$") or relative.name in _NOT_POLICIES


def ingest(
    home: Home,
    engine: Engine,
    encoder: Encoder,
    paths: Sequence[Path],
    progress: Progress,
) -> tuple[FileOutcome, ...]:
    """Take files into the library and bring the index up to date; return what became of each.

    Needs the writer's lock (`Home.writing`). Raises HomeUnusable when the disk is full or not
    writable: what was stored before stays.
    """
    progress.planned(len(paths))
    outcomes: list[FileOutcome] = []
    waiting = 0
    try:
        for outcome in _file_all(home, engine, paths):
            outcomes.append(outcome)
            progress.filed(outcome)
            waiting += outcome.passages
            if waiting >= _ENCODE_AT_ONCE:
                _encode_waiting(engine, encoder, progress)
                waiting = 0
        bring_up_to_date(home, engine, encoder, progress)
    except (OSError, OperationalError) as error:
        raise _storage_error(home, error) from error
    return tuple(outcomes)


def bring_up_to_date(
    home: Home, engine: Engine, encoder: Encoder, progress: Progress, *, anew: bool = False
) -> bool:
    """Encode what has no vector and rebuild the index if the library has changed since.

    anew: rebuild in any case. Returns whether the index was rebuilt.
    """
    _encode_waiting(engine, encoder, progress)
    if not anew and _index_is_current(home, engine, encoder):
        return False
    with engine.connect() as connection:
        progress.indexing(passages.count(connection))
    generation.build(home, engine, encoder.name, encoder.dim, progress.indexed)
    with engine.begin() as connection:
        passages.forget_vectors(connection, encoder.name)
    return True


def _index_is_current(home: Home, engine: Engine, encoder: Encoder) -> bool:
    with engine.connect() as connection:
        known = generations.newest_first(connection)
        changes = documents.revision(connection)
    if not known or known[0].revision != changes or known[0].model != encoder.name:
        return False
    return not generation.damaged_files(home, known[0])


def _file_all(home: Home, engine: Engine, paths: Sequence[Path]) -> Iterator[FileOutcome]:
    """Yield each file's outcome; reading runs ahead in another process."""
    sources: dict[Path, Source] = {}

    def unread() -> Iterator[Path]:
        for path in paths:
            source = _source_of(path)
            if isinstance(source, Source):
                sources[path] = source
                if _unchanged(engine, source) is None:
                    yield path

    with ReaderPool() as pool:
        results = pool.read_many(unread())
        waiting = next(results, None)
        for path in paths:
            if waiting is not None and waiting[0] == path:
                result = waiting[1]
                waiting = next(results, None)
                yield _file_one(home, engine, sources[path], result)
            else:
                yield _without_reading(engine, path)


def _source_of(path: Path) -> Source | UnreadableFile:
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            return Source(path, displayable(path), digest)
    except OSError as error:
        return UnreadableFile(
            f"文件打不开（{error.strerror}）",
            where=displayable(path).name,
            todo="请检查权限后重试",
        )


def _unchanged(engine: Engine, source: Source) -> int | None:
    """Return the version that this very file already is, if it is in the library."""
    with engine.connect() as connection:
        for known in documents.by_source(connection, source.sha256):
            current = documents.parser_of(connection, known.version_id) == PARSER
            if known.source_name == source.shown.name and not known.removed and current:
                return known.version_id
    return None


def _without_reading(engine: Engine, path: Path) -> FileOutcome:
    if not os.path.lexists(path):
        return FileOutcome(
            displayable(path),
            Outcome.FAILED,
            None,
            reason="没有这个文件或文件夹",
            todo="请检查路径",
        )  # a path mistyped is no file that waits for its keeper
    source = _source_of(path)
    if isinstance(source, UnreadableFile):
        return _failed(engine, displayable(path), source)
    return FileOutcome(source.shown, Outcome.UNCHANGED, _unchanged(engine, source))


def _file_one(
    home: Home, engine: Engine, source: Source, result: Extract | UnreadableFile
) -> FileOutcome:
    if isinstance(result, UnreadableFile):
        return _failed(engine, source.shown, result)
    try:
        drafted = draft(result, source.shown, source.sha256)
    except UnreadableFile as error:
        return _failed(engine, source.shown, error)
    _keep_original(home, source)
    with engine.begin() as connection:
        placed = place(connection, drafted)
        inbox.forget_unread(connection, str(source.shown))
    return FileOutcome(
        source.shown, _outcome(placed), placed.version_id, len(drafted.passages), placed.note
    )


def _outcome(placed: Placed) -> Outcome:
    if placed.accession is Accession.CORRECTED:
        return Outcome.UPDATED
    return Outcome.ADDED


def _failed(engine: Engine, path: Path, error: UnreadableFile) -> FileOutcome:
    with engine.begin() as connection:
        inbox.note_unread(connection, str(path), path.name, error.what, error.todo)
    return FileOutcome(path, Outcome.FAILED, None, reason=error.what, todo=error.todo)


def _keep_original(home: Home, source: Source) -> None:
    """Copy the file under its sha256; whole or not at all."""
    target = home.original(source.sha256)
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.{os.getpid()}.part")
    with source.path.open("rb") as reading, partial.open("wb") as writing:
        while chunk := reading.read(1 << 20):
            writing.write(chunk)
        writing.flush()
        os.fsync(writing.fileno())
    partial.replace(target)


def _encode_waiting(engine: Engine, encoder: Encoder, progress: Progress) -> None:
    """Encode the passages without a vector, each distinct text once."""
    with engine.connect() as connection:
        waiting = passages.without_vector(connection, encoder.name)
    if not waiting:
        return
    progress.encoding(len(waiting))
    for first in range(0, len(waiting), _ENCODE_AT_ONCE):
        batch = waiting[first : first + _ENCODE_AT_ONCE]
        made = encoder.encode_passages([text for _, text in batch])
        with engine.begin() as connection:
            passages.store_vectors(connection, encoder.name, [key for key, _ in batch], made)
        progress.encoded(len(batch))


def _storage_error(home: Home, error: OSError | OperationalError) -> KbError:
    if isinstance(error, OSError):
        return home_error(home.path, error)
    return home_error(home.path, OSError(28 if "full" in str(error.orig) else 5, str(error.orig)))
