"""Checking a library: the store against itself, the originals and the index."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, Engine

from kb.errors import IndexUnusable
from kb.home import Home
from kb.index import generation
from kb.store import documents, generations, passages
from kb.store.database import faults


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, and what mends it."""

    what: str
    todo: str


def check(home: Home, engine: Engine) -> tuple[Finding, ...]:
    """Return everything that is wrong with a library; empty when it is sound."""
    with engine.connect() as connection:
        found = [
            *_database(connection),
            *_texts(connection),
            *_originals(home, connection),
            *_index(home, connection),
        ]
    if not found:
        found += _index_against_store(home, engine)
    return tuple(found)


def _database(connection: Connection) -> Iterator[Finding]:
    for fault in faults(connection):
        yield Finding(f"数据库有损坏：{fault}", "请从备份恢复 kb.sqlite")


def _texts(connection: Connection) -> Iterator[Finding]:
    """Each version's provisions concatenate to its text; its passages lie inside it."""
    for version in documents.versions(connection, removed=True):
        whole = documents.text(connection, version.id)
        nodes = documents.provisions(connection, version.id)
        again = "".join(whole[node.start : node.own_end] for node in nodes)
        if again != whole:
            yield Finding(
                f"《{version.metadata.title}》的条文与全文不一致",
                f"请重新加入 {version.source_name}",
            )


def _originals(home: Home, connection: Connection) -> Iterator[Finding]:
    for version in documents.versions(connection):
        path = home.original(version.source_sha256)
        try:
            with path.open("rb") as stream:
                sound = hashlib.file_digest(stream, "sha256").hexdigest() == version.source_sha256
        except OSError:
            yield Finding(f"缺少原件 {version.source_name}", "请重新加入这个文件")
            continue
        if not sound:
            yield Finding(f"原件 {version.source_name} 与入库时不同", "请从备份恢复，或重新加入")


def _index(home: Home, connection: Connection) -> Iterator[Finding]:
    mend = "请运行 kb reindex"
    known = generations.newest_first(connection)
    if not known:
        if passages.count(connection):
            yield Finding("还没有索引", mend)
        return
    for name in generation.damaged_files(home, known[0]):
        yield Finding(f"索引文件 {name} 缺失或已损坏", mend)
    if known[0].revision != documents.revision(connection):
        yield Finding("有文件在建立索引之后变动过", mend)


def _index_against_store(home: Home, engine: Engine) -> Iterator[Finding]:
    """The index lists the very passages that the store holds."""
    try:
        loaded = generation.open_newest(home, engine)
    except IndexUnusable:
        return
    with engine.connect() as connection:
        held = np.array([one.stored.id for one in passages.every(connection)], np.int64)
    if not np.array_equal(loaded.passages[:, 0], held):
        yield Finding("索引里的段落与资料库不一致", "请运行 kb reindex")
