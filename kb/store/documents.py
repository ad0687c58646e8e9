"""Documents and their versions: written whole, read by id. Callers bring the transaction."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, func, insert, select, update

from kb.errors import UnknownRecord
from kb.model import Place, Provision, Version
from kb.store import repeals, schema
from kb.store.rows import (
    VersionDraft,
    inserted_id,
    now,
    place_of,
    provision_of,
    version_of,
)

_version = schema.version
_HEAD = [column for column in _version.c if column.name != "text"]
# every column but the text itself, which may be large


def bump_revision(connection: Connection) -> None:
    """Count one more change of the library; part of the changing transaction."""
    table = schema.revision
    if not connection.execute(update(table).values(number=table.c.number + 1)).rowcount:
        connection.execute(insert(table).values(id=1, number=1))


def revision(connection: Connection) -> int:
    """Return the number of changes so far; 0 for an empty library."""
    return connection.scalar(select(schema.revision.c.number)) or 0


def create(connection: Connection, key: str) -> int:
    """Store a new, still empty document; return its id."""
    statement = insert(schema.document).values(key=key, added=now(), removed=None)
    return inserted_id(connection, statement)


def add_version(connection: Connection, document_id: int, draft: VersionDraft) -> int:
    """Store a version with all that belongs to it; return its id."""
    values = _version_values(draft) | {"document_id": document_id, "added": now()}
    statement = insert(_version).values(repealed=None, superseded=None, **values)
    version_id = inserted_id(connection, statement)
    _insert_parts(connection, version_id, draft)
    _order_versions(connection, document_id)
    repeals.settle(connection, repeals.keys(connection, document_id))
    bump_revision(connection)
    return version_id


def replace_version(connection: Connection, version_id: int, draft: VersionDraft) -> None:
    """Put a corrected reading in a version's place; its id and so its links stay."""
    document_id = version(connection, version_id).document_id
    touched = repeals.keys(connection, document_id)
    for table in (schema.provision, schema.passage, schema.place):
        connection.execute(delete(table).where(table.c.version_id == version_id))
    where = _version.c.id == version_id
    connection.execute(update(_version).where(where).values(**_version_values(draft)))
    _insert_parts(connection, version_id, draft)
    _order_versions(connection, document_id)
    repeals.settle(connection, touched | repeals.keys(connection, document_id))
    bump_revision(connection)


def part(connection: Connection, version_id: int) -> None:
    """Make a version that was taken for another document's a document of its own."""
    document_id = version(connection, version_id).document_id
    where = schema.document.c.id == document_id
    key = connection.scalar(select(schema.document.c.key).where(where))
    own = create(connection, str(key))
    moved = update(_version).where(_version.c.id == version_id)
    connection.execute(moved.values(document_id=own))
    for changed in (document_id, own):
        _order_versions(connection, changed)
        repeals.settle(connection, repeals.keys(connection, changed))
    bump_revision(connection)


def set_removed(connection: Connection, document_id: int, removed: bool) -> None:
    """Take a document out of every list and search, or put it back. Raises UnknownRecord.

    What its texts repeal is repealed only while it is in the library.
    """
    table = schema.document
    values = {"removed": now() if removed else None}
    if not connection.execute(
        update(table).where(table.c.id == document_id).values(**values)
    ).rowcount:
        raise UnknownRecord("没有这份文件", where=f"编号 {document_id}")
    repeals.settle(connection, repeals.keys(connection, document_id))
    bump_revision(connection)


def versions(connection: Connection, *, removed: bool = False) -> tuple[Version, ...]:
    """Return all versions of the documents in the library, without texts, by id.

    removed: also those of documents that were taken out.
    """
    statement = select(*_HEAD).join(schema.document).order_by(_version.c.id)
    if not removed:
        statement = statement.where(schema.document.c.removed.is_(None))
    return tuple(version_of(row) for row in connection.execute(statement).mappings())


def version(connection: Connection, version_id: int) -> Version:
    """Return a version, also one that was taken out. Raises UnknownRecord."""
    statement = select(*_HEAD).where(_version.c.id == version_id)
    row = connection.execute(statement).mappings().first()
    if row is None:
        raise UnknownRecord("没有这个版本", where=f"编号 {version_id}")
    return version_of(row)


def text(connection: Connection, version_id: int) -> str:
    """Return a version's whole normalised text. Raises UnknownRecord."""
    found = connection.scalar(select(_version.c.text).where(_version.c.id == version_id))
    if found is None:
        raise UnknownRecord("没有这个版本", where=f"编号 {version_id}")
    return str(found)


def provisions(connection: Connection, version_id: int) -> tuple[Provision, ...]:
    """Return a version's provisions in pre-order."""
    table = schema.provision
    statement = select(table).where(table.c.version_id == version_id).order_by(table.c.ordinal)
    return tuple(provision_of(row) for row in connection.execute(statement).mappings())


def places(connection: Connection, version_id: int) -> tuple[Place, ...]:
    """Return where a version's characters stand on its pages, in text order."""
    table = schema.place
    statement = select(table).where(table.c.version_id == version_id).order_by(table.c.ordinal)
    return tuple(place_of(row) for row in connection.execute(statement).mappings())


def versions_with(connection: Connection, address: str) -> tuple[int, ...]:
    """Return the ids of the versions that have a provision at an address."""
    table = schema.provision
    statement = select(table.c.version_id).where(table.c.address == address)
    return tuple(connection.scalars(statement))


def provision_counts(connection: Connection) -> dict[int, int]:
    """Return how many provisions each version has, by version id."""
    table = schema.provision
    statement = select(table.c.version_id, func.count()).group_by(table.c.version_id)
    return {row[0]: row[1] for row in connection.execute(statement)}


def parser_of(connection: Connection, version_id: int) -> int:
    """Return the parser that made a version; 0 where there is no such version."""
    statement = select(_version.c.parser).where(_version.c.id == version_id)
    return connection.scalar(statement) or 0


@dataclass(frozen=True, slots=True)
class FromSource:
    """A version made from certain bytes, in the library or taken out."""

    version_id: int
    source_name: str
    removed: bool


def by_source(connection: Connection, sha256: str) -> tuple[FromSource, ...]:
    """Return every version made from these bytes."""
    statement = (
        select(_version.c.id, _version.c.source_name, schema.document.c.removed)
        .join(schema.document)
        .where(_version.c.source_sha256 == sha256)
    )
    rows = connection.execute(statement)
    return tuple(FromSource(row.id, row.source_name, row.removed is not None) for row in rows)


def by_path(connection: Connection, path: str) -> int | None:
    """Return the newest version read from a path, if any."""
    statement = (
        select(_version.c.id)
        .join(schema.document)
        .where(_version.c.source_path == path, schema.document.c.removed.is_(None))
        .order_by(_version.c.id.desc())
    )
    return connection.scalar(statement)


def by_key(connection: Connection, key: str) -> tuple[Version, ...]:
    """Return the versions of the documents with this key that are in the library."""
    statement = (
        select(*_HEAD)
        .join(schema.document)
        .where(schema.document.c.key == key, schema.document.c.removed.is_(None))
        .order_by(_version.c.id)
    )
    return tuple(version_of(row) for row in connection.execute(statement).mappings())


def by_text(connection: Connection, text_sha256: str) -> tuple[Version, ...]:
    """Return the versions in the library whose text is exactly this one."""
    statement = (
        select(*_HEAD)
        .join(schema.document)
        .where(_version.c.text_sha256 == text_sha256, schema.document.c.removed.is_(None))
    )
    return tuple(version_of(row) for row in connection.execute(statement).mappings())


def _version_values(draft: VersionDraft) -> dict[str, str | int | bool | date | None]:
    meta = draft.metadata
    return {
        "title": meta.title,
        "kind": meta.kind,
        "issuer": meta.issuer,
        "number": meta.number,
        "issued": meta.issued,
        "effective": meta.effective,
        "expires": meta.expires,
        "trial": meta.trial,
        "sample": meta.sample,
        "text": draft.text,
        "text_sha256": hashlib.sha256(draft.text.encode()).hexdigest(),
        "characters": len(draft.text),
        "media": draft.media,
        "pages": draft.pages,
        "source_name": draft.source_name,
        "source_path": draft.source_path,
        "source_sha256": draft.source_sha256,
        "parser": draft.parser,
    }


def digest(embedded: str) -> bytes:
    """Return the key under which a text's vector is kept: 16 bytes of its sha256."""
    return hashlib.sha256(embedded.encode()).digest()[:16]


def _insert_parts(connection: Connection, version_id: int, draft: VersionDraft) -> None:
    for table, rows in (
        (schema.provision, _provision_rows(version_id, draft)),
        (schema.passage, _passage_rows(version_id, draft)),
        (schema.place, _place_rows(version_id, draft)),
    ):
        if rows:
            connection.execute(insert(table), rows)
    repeals.store(connection, version_id, draft.repeals)


def _provision_rows(version_id: int, draft: VersionDraft) -> list[dict[str, int | str | None]]:
    return [
        {
            "version_id": version_id,
            "ordinal": node.ordinal,
            "parent": node.parent,
            "level": node.level.value,
            "address": str(node.address),
            "label": node.label,
            "heading": node.heading,
            "start": node.start,
            "own_end": node.own_end,
            "end": node.end,
        }
        for node in draft.provisions
    ]


def _passage_rows(version_id: int, draft: VersionDraft) -> list[dict[str, int | str | bytes]]:
    return [
        {
            "version_id": version_id,
            "ordinal": item.passage.ordinal,
            "address": str(item.passage.address),
            "first": item.passage.first,
            "last": item.passage.last,
            "start": item.passage.start,
            "end": item.passage.end,
            "headings": "\n".join(item.passage.headings),
            "text": item.passage.text,
            "embedded": item.embedded,
            "cited": item.cited,
            "digest": digest(item.embedded),
        }
        for item in draft.passages
    ]


def _place_rows(version_id: int, draft: VersionDraft) -> list[dict[str, int | float]]:
    return [
        {
            "version_id": version_id,
            "ordinal": ordinal,
            "start": place.start,
            "end": place.end,
            "page": place.page,
            "left": place.box[0],
            "top": place.box[1],
            "right": place.box[2],
            "bottom": place.box[3],
        }
        for ordinal, place in enumerate(draft.places)
    ]


def _order_versions(connection: Connection, document_id: int) -> None:
    """Date each version's supersession by the day on which the next one takes effect."""
    columns = (_version.c.id, _version.c.effective, _version.c.issued)
    rows = connection.execute(select(*columns).where(_version.c.document_id == document_id)).all()
    ordered = sorted(rows, key=lambda row: (row.effective or row.issued or date.min, row.id))
    for older, newer in zip(ordered, [*ordered[1:], None], strict=True):
        since = (newer.effective or newer.issued or date.today()) if newer is not None else None
        connection.execute(
            update(_version).where(_version.c.id == older.id).values(superseded=since)
        )
