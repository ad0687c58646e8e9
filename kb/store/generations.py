"""Index generations as SQL knows them: which is current, and the checksum of every file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from kb.store import schema
from kb.store.rows import inserted_id, now

_generation = schema.generation
_file = schema.generation_file
_MOMENT = select(  # made once, since every search runs it
    select(schema.revision.c.number).scalar_subquery(),
    select(_generation.c.id).where(_generation.c.current).scalar_subquery(),
)


@dataclass(frozen=True, slots=True)
class GenerationFile:
    name: str  # relative to the generation's folder, with forward slashes
    sha256: str
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Generation:
    id: int
    revision: int  # of the library when it was built
    model: str
    dim: int
    passages: int
    created: str  # ISO 8601, UTC
    files: tuple[GenerationFile, ...]

    @property
    def folder(self) -> str:
        return f"generation-{self.id:06d}"


def reserve(connection: Connection, revision: int, model: str, dim: int, passages: int) -> int:
    """Store a generation that is not current yet; return its id."""
    statement = insert(_generation).values(
        revision=revision, model=model, dim=dim, passages=passages, created=now(), current=False
    )
    return inserted_id(connection, statement)


def switch(connection: Connection, generation_id: int, files: Sequence[GenerationFile]) -> None:
    """Make a built generation the current one."""
    rows = [
        {"generation_id": generation_id, "name": f.name, "sha256": f.sha256, "size": f.size}
        for f in files
    ]
    connection.execute(insert(_file), rows)
    connection.execute(update(_generation).values(current=_generation.c.id == generation_id))


def drop(connection: Connection, generation_id: int) -> None:
    """Forget a generation whose folder is gone."""
    connection.execute(delete(_generation).where(_generation.c.id == generation_id))


@dataclass(frozen=True, slots=True)
class Moment:
    """What changes whenever the library or its index does."""

    revision: int
    generation: int | None


def moment(connection: Connection) -> Moment:
    """Return the present moment of the library, in one query."""
    row = connection.execute(_MOMENT).one()
    return Moment(row[0] or 0, row[1])


def current_id(connection: Connection) -> int | None:
    """Return the id of the current generation, if there is one."""
    return connection.scalar(select(_generation.c.id).where(_generation.c.current))


def newest_first(connection: Connection) -> tuple[Generation, ...]:
    """Return the generations that were finished, the current one first, then newest first."""
    order = (_generation.c.current.desc(), _generation.c.id.desc())
    rows = connection.execute(select(_generation).order_by(*order)).all()
    found = []
    for row in rows:
        files = connection.execute(select(_file).where(_file.c.generation_id == row.id)).all()
        if files:
            listed = tuple(GenerationFile(f.name, f.sha256, f.size) for f in files)
            found.append(
                Generation(
                    row.id, row.revision, row.model, row.dim, row.passages, row.created, listed
                )
            )
    return tuple(found)


def unfinished(connection: Connection) -> tuple[int, ...]:
    """Return the ids of generations whose building was cut short."""
    finished = select(_file.c.generation_id)
    return tuple(
        connection.scalars(select(_generation.c.id).where(_generation.c.id.not_in(finished)))
    )
