"""Collections (课件) and their excerpts, in order. Callers bring the transaction."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from kb.errors import KbError, UnknownRecord
from kb.store import schema
from kb.store.rows import inserted_id, now

_collection = schema.collection
_excerpt = schema.excerpt
NAME_LIMIT = 60
NOTE_LIMIT = 2000
_LAST_ID = 2**31 - 1  # that an integer column holds; drivers fail on larger ones
_SHOWN = 24  # characters of a number that is none


@dataclass(frozen=True, slots=True)
class CollectionRow:
    id: int
    name: str
    created: str


@dataclass(frozen=True, slots=True)
class ExcerptRow:
    """An excerpt as stored: text[start:end] of the version was the quotation when it was kept."""

    id: int
    collection_id: int
    version_id: int
    address: str
    start: int
    end: int
    quotation: str
    note: str


def create(connection: Connection, name: str) -> int:
    """Store an empty collection; return its id. Raises KbError for a name empty or too long."""
    values = {"name": _name(name), "created": now()}
    return inserted_id(connection, insert(_collection).values(**values))


def rename(connection: Connection, collection_id: int, name: str) -> None:
    """Rename a collection. Raises UnknownRecord, or KbError for a name empty or too long."""
    where = _collection.c.id == _known(collection_id, "这个课件")
    changed = connection.execute(update(_collection).where(where).values(name=_name(name)))
    _must_exist(changed.rowcount, "这个课件", collection_id)


def remove(connection: Connection, collection_id: int) -> None:
    """Delete a collection with its excerpts. Raises UnknownRecord."""
    where = _collection.c.id == _known(collection_id, "这个课件")
    gone = connection.execute(delete(_collection).where(where))
    _must_exist(gone.rowcount, "这个课件", collection_id)


def every(connection: Connection) -> tuple[CollectionRow, ...]:
    """Return all collections, newest first."""
    rows = connection.execute(select(_collection).order_by(_collection.c.id.desc()))
    return tuple(CollectionRow(row.id, row.name, row.created) for row in rows)


def one(connection: Connection, collection_id: int) -> CollectionRow:
    """Return a collection. Raises UnknownRecord."""
    where = _collection.c.id == _known(collection_id, "这个课件")
    row = connection.execute(select(_collection).where(where)).first()
    if row is None:
        raise _unknown("这个课件", collection_id)
    return CollectionRow(row.id, row.name, row.created)


def excerpts(connection: Connection, collection_id: int) -> tuple[ExcerptRow, ...]:
    """Return a collection's excerpts in order."""
    statement = (
        select(_excerpt)
        .where(_excerpt.c.collection_id == collection_id)
        .order_by(_excerpt.c.position, _excerpt.c.id)
    )
    return tuple(_row(row) for row in connection.execute(statement).mappings())


def excerpt(connection: Connection, excerpt_id: int) -> ExcerptRow:
    """Return an excerpt. Raises UnknownRecord."""
    where = _excerpt.c.id == _known(excerpt_id, "这段摘录")
    row = connection.execute(select(_excerpt).where(where)).mappings().first()
    if row is None:
        raise _unknown("这段摘录", excerpt_id)
    return _row(row)


def add(connection: Connection, row: ExcerptRow) -> int:
    """Store an excerpt at the end of its collection; row.id is not used. Return its id."""
    one(connection, row.collection_id)
    statement = select(func.max(_excerpt.c.position)).where(
        _excerpt.c.collection_id == row.collection_id
    )
    last = connection.scalar(statement)
    values = {
        "collection_id": row.collection_id,
        "position": 0 if last is None else last + 1,
        "version_id": row.version_id,
        "address": row.address,
        "start": row.start,
        "end": row.end,
        "quotation": row.quotation,
        "note": _note(row.note),
    }
    return inserted_id(connection, insert(_excerpt).values(**values))


def move(connection: Connection, excerpt_id: int, position: int) -> None:
    """Put an excerpt at a position of its collection, from 0; beyond the ends is the end."""
    moved = excerpt(connection, excerpt_id)
    order = [row.id for row in excerpts(connection, moved.collection_id) if row.id != excerpt_id]
    order.insert(min(max(0, position), len(order)), excerpt_id)
    for place, one_id in enumerate(order):
        where = _excerpt.c.id == one_id
        connection.execute(update(_excerpt).where(where).values(position=place))


def annotate(connection: Connection, excerpt_id: int, note: str) -> None:
    """Set an excerpt's note. Raises UnknownRecord, or KbError for one too long."""
    where = _excerpt.c.id == _known(excerpt_id, "这段摘录")
    changed = connection.execute(update(_excerpt).where(where).values(note=_note(note)))
    _must_exist(changed.rowcount, "这段摘录", excerpt_id)


def drop(connection: Connection, excerpt_id: int) -> None:
    """Delete an excerpt. Raises UnknownRecord."""
    where = _excerpt.c.id == _known(excerpt_id, "这段摘录")
    gone = connection.execute(delete(_excerpt).where(where))
    _must_exist(gone.rowcount, "这段摘录", excerpt_id)


def _row(row: RowMapping) -> ExcerptRow:
    return ExcerptRow(
        id=row["id"],
        collection_id=row["collection_id"],
        version_id=row["version_id"],
        address=row["address"],
        start=row["start"],
        end=row["end"],
        quotation=row["quotation"],
        note=row["note"],
    )


def _name(name: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned:
        raise KbError("课件的名称是空的", todo="请填写名称")
    if len(cleaned) > NAME_LIMIT:
        raise KbError(f"课件的名称超过 {NAME_LIMIT} 个字", todo="请缩短名称")
    return cleaned


def _note(note: str) -> str:
    cleaned = note.strip()
    if len(cleaned) > NOTE_LIMIT:
        raise KbError(f"备注超过 {NOTE_LIMIT} 个字", todo="请缩短备注")
    return cleaned


def _known(record_id: int, what: str) -> int:
    """Return an id that a column can hold. Raises UnknownRecord for any other."""
    if not 0 < record_id <= _LAST_ID:
        raise _unknown(what, record_id)
    return record_id


def _must_exist(count: int, what: str, record_id: int) -> None:
    if not count:
        raise _unknown(what, record_id)


def _unknown(what: str, record_id: int) -> UnknownRecord:
    return UnknownRecord(f"没有{what}", where=f"编号 {record_id}"[:_SHOWN])
