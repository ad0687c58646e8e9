"""Passages and their vectors, as the index reads and the encoder fills them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, RowMapping, and_, bindparam, delete, func, insert, select

from kb.model import Passage
from kb.store import schema
from kb.store.rows import passage_of

_passage = schema.passage
_vector = schema.vector
VECTOR_TYPE = np.dtype("<f2")
# half precision: the rounding of a unit vector moves a cosine by less than 0.001
_HELD = (  # made once, since every search runs it
    select(*(column for column in _passage.c if column.name not in ("digest", "embedded")))
    .select_from(_passage.join(schema.version).join(schema.document))
    .where(_passage.c.id.in_(bindparam("ids", expanding=True)))
    .where(schema.document.c.removed.is_(None))
)


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with what the index needs to know of it."""

    id: int
    version_id: int
    passage: Passage
    cited: str  # its citation after the title: 第十二条第二款


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage with the text that is indexed for it: title, headings and its own."""

    stored: StoredPassage
    embedded: str


def count(connection: Connection) -> int:
    """Return the number of passages of all documents in the library."""
    statement = (
        select(func.count())
        .select_from(_passage.join(schema.version).join(schema.document))
        .where(schema.document.c.removed.is_(None))
    )
    return int(connection.scalar(statement) or 0)


def every(connection: Connection) -> Iterator[IndexedPassage]:
    """Yield every passage of the documents in the library, by id."""
    columns = [column for column in _passage.c if column.name != "digest"]
    statement = (
        select(*columns)
        .select_from(_passage.join(schema.version).join(schema.document))
        .where(schema.document.c.removed.is_(None))
        .order_by(_passage.c.id)
    )
    result = connection.execution_options(yield_per=2000).execute(statement)
    for row in result.mappings():
        yield IndexedPassage(_stored(row), row["embedded"])


def some(connection: Connection, ids: Sequence[int]) -> dict[int, StoredPassage]:
    """Return those of these passages that the library still holds, by id."""
    rows = connection.execute(_HELD, {"ids": ids}).mappings()
    return {row["id"]: _stored(row) for row in rows}


def first_of(connection: Connection, version_id: int) -> StoredPassage | None:
    """Return a version's first passage; None where it has none."""
    statement = select(_passage).where(_passage.c.version_id == version_id, _passage.c.ordinal == 0)
    row = connection.execute(statement).mappings().first()
    return None if row is None else _stored(row)


def without_vector(connection: Connection, model: str) -> tuple[tuple[bytes, str], ...]:
    """Return (digest, text) of each distinct text that has no vector of this model yet."""
    statement = (
        select(_passage.c.digest, func.min(_passage.c.embedded))
        .join(
            _vector,
            and_(_vector.c.digest == _passage.c.digest, _vector.c.model == model),
            isouter=True,
        )
        .where(_vector.c.digest.is_(None))
        .group_by(_passage.c.digest)
    )
    return tuple((bytes(row[0]), str(row[1])) for row in connection.execute(statement))


def store_vectors(
    connection: Connection, model: str, digests: Sequence[bytes], vectors: NDArray[np.float32]
) -> None:
    """Keep vectors (float32, shape (n, dim), unit length) under their texts' digests."""
    halves = vectors.astype(VECTOR_TYPE)
    rows = [
        {"model": model, "digest": key, "data": half.tobytes()}
        for key, half in zip(digests, halves, strict=True)
    ]
    if rows:
        connection.execute(insert(_vector), rows)


def vectors(
    connection: Connection, model: str, dim: int
) -> Iterator[tuple[int, NDArray[np.float16]]]:
    """Yield (passage id, vector) by passage id for the passages of the library that have one."""
    statement = (
        select(_passage.c.id, _vector.c.data)
        .select_from(_passage.join(schema.version).join(schema.document))
        .join(_vector, _vector.c.digest == _passage.c.digest)
        .where(_vector.c.model == model, schema.document.c.removed.is_(None))
        .order_by(_passage.c.id)
    )
    for row in connection.execution_options(yield_per=2000).execute(statement):
        yield row[0], np.frombuffer(row[1], dtype=VECTOR_TYPE, count=dim)


def forget_vectors(connection: Connection, model: str) -> None:
    """Drop the vectors that neither this model nor any passage uses."""
    in_use = select(_passage.c.digest)
    connection.execute(
        delete(_vector).where((_vector.c.model != model) | _vector.c.digest.not_in(in_use))
    )


def _stored(row: RowMapping) -> StoredPassage:
    return StoredPassage(
        id=row["id"],
        version_id=row["version_id"],
        passage=passage_of(row),
        cited=row["cited"],
    )
