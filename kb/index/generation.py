"""Building, checking and opening a generation of the index.

A generation is a folder with the lexical index, the vectors and the list of passages. It is built
beside the one in use, checked, then switched to by one SQL transaction; it can always be made
again from SQL. SQL also keeps the sha256 of every file, because damage inside the files is not
noticed by the libraries that read them.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine

from kb.errors import IndexUnusable
from kb.home import Home
from kb.index import lexical, vectors
from kb.model import Address, Level, Passage
from kb.store import documents, generations, passages
from kb.store.generations import Generation, GenerationFile

LEXICAL = "lexical"
VECTORS = "vectors.faiss"
PASSAGES = "passages.npy"
_CANARIES = 8
_KEPT = 2  # generations: the current one and the one before


@dataclass(frozen=True, slots=True)
class LoadedGeneration:
    """A generation in memory, or what of it is sound.

    passages: int64, shape (n, 3): passage id, version id, group; passages of one provision share
        a group. Row i is what both indexes call i.
    """

    generation: Generation
    passages: NDArray[np.int64]
    lexical: lexical.LexicalIndex
    vectors: vectors.VectorIndex | None  # None where neither file nor SQL gives them
    damaged: tuple[str, ...]  # names of damaged files
    is_current: bool  # False where the current one could not be used


def build(home: Home, engine: Engine, model: str, dim: int, on_passage: Callable[[], None]) -> int:
    """Build a generation from SQL, check it and make it the current one; return its id.

    on_passage is called for each passage indexed. Raises IndexUnusable when the check fails; the
    generation in use then stays. Passages without a vector of the model are an error too.
    """
    with engine.begin() as connection:
        count = passages.count(connection)
        revision = documents.revision(connection)
        generation_id = generations.reserve(connection, revision, model, dim, count)
    folder = home.index / f"generation-{generation_id:06d}"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / LEXICAL).mkdir(parents=True)
    with engine.connect() as connection:
        _write(connection, folder, model, dim, on_passage)
    _check(folder, count)
    with engine.begin() as connection:
        generations.switch(connection, generation_id, _checksums(folder))
    _retire(home, engine)
    return generation_id


def open_newest(home: Home, engine: Engine) -> LoadedGeneration:
    """Return the current generation, or the next best: an older one, or one without vectors.

    Raises IndexUnusable when none can be opened.
    """
    with engine.connect() as connection:
        known = generations.newest_first(connection)
    opened = [(generation, damaged_files(home, generation)) for generation in known[:_KEPT]]
    usable = [pair for pair in opened if not pair[1]]
    usable += [pair for pair in opened if set(pair[1]) == {VECTORS}]
    for generation, damaged in usable:
        return _load(home, engine, generation, damaged, is_current=generation is known[0])
    raise IndexUnusable(
        "索引不存在或已损坏" if known else "资料库还没有索引",
        where=str(home.path),
        todo="请运行 kb reindex 重建索引" if known else "请先用 kb add 加入文件",
    )


def damaged_files(home: Home, generation: Generation) -> tuple[str, ...]:
    """Return the names of a generation's files that are missing or not as they were written."""
    folder = home.index / generation.folder
    return tuple(file.name for file in generation.files if not _sound(folder, file))


def _write(
    connection: Connection, folder: Path, model: str, dim: int, on_passage: Callable[[], None]
) -> None:
    titles = {version.id: version.metadata.title for version in documents.versions(connection)}
    rows: list[tuple[int, int, int]] = []
    groups: dict[tuple[int, tuple[Address, int]], int] = {}

    def entries() -> Iterator[lexical.LexicalEntry]:
        for indexed in passages.every(connection):
            stored = indexed.stored
            key = (stored.version_id, group_of(stored.passage))
            rows.append((stored.id, stored.version_id, groups.setdefault(key, len(groups))))
            on_passage()
            yield lexical.LexicalEntry(
                title=titles[stored.version_id],
                headings=" ".join(stored.passage.headings),
                text=indexed.embedded,
            )

    lexical.build(folder / LEXICAL, entries())
    table = np.array(rows, np.int64).reshape(-1, 3)
    np.save(folder / PASSAGES, table)
    found = passages.vectors(connection, model, dim)
    vectors.build(folder / VECTORS, dim, _in_order(found, table[:, 0]))


def group_of(passage: Passage) -> tuple[Address, int]:
    """Return what passages of one provision have in common: hits are shown once per group.

    Passages of a 条 are one group. Runs of points under one heading are each their own, since they
    are about different things; pieces of one long paragraph are one.
    """
    steps = passage.address.steps
    for index, step in enumerate(steps):
        if step.level is Level.ARTICLE:
            return Address(steps[: index + 1]), 0
    return passage.address, passage.first


def _in_order(
    found: Iterator[tuple[int, NDArray[np.float16]]], ids: NDArray[np.int64]
) -> Iterator[NDArray[np.float16]]:
    """Yield the vectors, made sure that they belong to these passages in this order."""
    for expected in ids:
        passage_id, vector = next(found, (None, None))
        if passage_id != expected or vector is None:
            raise IndexUnusable(
                "有段落还没有向量", where=f"段落 {expected}", todo="请运行 kb reindex"
            )
        yield vector


def _check(folder: Path, count: int) -> None:
    """Open what was written and ask it: counts agree, and stored vectors find themselves."""
    words = lexical.LexicalIndex(folder / LEXICAL)
    near = vectors.VectorIndex.open(folder / VECTORS)
    if not len(words) == len(near) == count:
        raise IndexUnusable(
            f"新索引的数目不对（段落 {count}，字词 {len(words)}，向量 {len(near)}）",
            where=str(folder),
            todo="请再运行一次 kb reindex",
        )
    numbers = np.unique(np.linspace(0, count - 1, min(_CANARIES, count), dtype=np.int64))
    for number, vector in zip(numbers, near.vectors(numbers), strict=True):
        _, scores = near.search(vector, 1)
        if not abs(float(scores[0]) - float(vector @ vector)) < 0.01:
            raise IndexUnusable(
                "新索引自检没有通过", where=f"段落 {number}", todo="请再运行一次 kb reindex"
            )


def _checksums(folder: Path) -> Sequence[GenerationFile]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not _volatile(path))
    return [
        GenerationFile(path.relative_to(folder).as_posix(), _sha256(path), path.stat().st_size)
        for path in files
    ]


def _volatile(path: Path) -> bool:
    """Return whether a file is a lock of tantivy's: it holds nothing and may come and go."""
    return path.name.startswith(".tantivy") and path.suffix == ".lock"


def _sound(folder: Path, file: GenerationFile) -> bool:
    path = folder / file.name
    try:
        return path.stat().st_size == file.size and _sha256(path) == file.sha256
    except OSError:
        return False


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _load(
    home: Home,
    engine: Engine,
    generation: Generation,
    damaged: tuple[str, ...],
    *,
    is_current: bool,
) -> LoadedGeneration:
    folder = home.index / generation.folder
    table = np.load(folder / PASSAGES)
    if VECTORS in damaged:
        near = _vectors_from_sql(engine, generation, table[:, 0])
    else:
        near = vectors.VectorIndex.open(folder / VECTORS)
    words = lexical.LexicalIndex(folder / LEXICAL)
    return LoadedGeneration(generation, table, words, near, damaged, is_current)


def _vectors_from_sql(
    engine: Engine, generation: Generation, ids: NDArray[np.int64]
) -> vectors.VectorIndex | None:
    """Return an index made from SQL, or None where SQL no longer holds every vector."""
    with engine.connect() as connection:
        found = passages.vectors(connection, generation.model, generation.dim)
        try:
            return vectors.VectorIndex.of(generation.dim, _in_order(found, ids))
        except IndexUnusable:
            return None


def _retire(home: Home, engine: Engine) -> None:
    """Delete the generations older than the one before the current, and what was cut short."""
    with engine.connect() as connection:
        kept = [generation.id for generation in generations.newest_first(connection)[:_KEPT]]
        known = generations.newest_first(connection)
        old = [g.id for g in known if g.id not in kept] + list(generations.unfinished(connection))
    for generation_id in old:
        shutil.rmtree(home.index / f"generation-{generation_id:06d}", ignore_errors=True)
        with engine.begin() as connection:
            generations.drop(connection, generation_id)
