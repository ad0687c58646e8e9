"""Which versions are repealed, and since when: worked out from what the texts say.

version.repealed is set here alone, from the clauses of the documents that are in the library. So
the order in which files come does not matter, and a text that is taken out repeals nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from kb.docnumber import normalise_number
from kb.model import Version
from kb.offices import elsewhere
from kb.store import schema
from kb.store.rows import RepealClause, version_of
from kb.titles import plain_title

_clause = schema.repeal_clause
_version = schema.version
_HEAD = [column for column in _version.c if column.name != "text"]
_SAID = (
    _clause.c.key.label("said_key"),
    _clause.c.title.label("said_title"),
    _clause.c.number.label("said_number"),
    _clause.c.since.label("said_since"),
)


@dataclass(frozen=True, slots=True)
class _Saying:
    """A clause and the version whose text says it."""

    by: Version
    clause: RepealClause

    @property
    def since(self) -> date:
        """The day said; else that on which the text takes effect, is issued, or was added."""
        about = self.by.metadata
        said = self.clause.since or about.effective or about.issued
        return said or date.fromisoformat(self.by.added[:10])


def store(connection: Connection, version_id: int, clauses: tuple[RepealClause, ...]) -> None:
    """Keep a version's clauses, in place of those kept before."""
    connection.execute(delete(_clause).where(_clause.c.version_id == version_id))
    if clauses:
        connection.execute(
            insert(_clause),
            [
                {
                    "version_id": version_id,
                    "ordinal": ordinal,
                    "key": clause.key,
                    "title": clause.title,
                    "number": clause.number,
                    "since": clause.since,
                }
                for ordinal, clause in enumerate(clauses)
            ],
        )


def keys(connection: Connection, document_id: int) -> frozenset[str]:
    """Return the keys of the documents that this one's versions repeal, and its own."""
    own = select(schema.document.c.key).where(schema.document.c.id == document_id)
    said = select(_clause.c.key).join(_version).where(_version.c.document_id == document_id)
    return frozenset(connection.scalars(own)) | frozenset(connection.scalars(said))


def settle(connection: Connection, touched: Iterable[str]) -> None:
    """Date the repeal of every version of the documents with these keys, or take it back."""
    for key in sorted(touched):
        sayings = _sayings(connection, _clause.c.key == key)
        for target in _bearing(connection, key):
            since = min((s.since for s in sayings if _means(s, target)), default=None)
            if since != target.validity.repealed:
                where = _version.c.id == target.id
                connection.execute(update(_version).where(where).values(repealed=since))


def repealed_by(connection: Connection, version_id: int) -> tuple[Version, ...]:
    """Return the versions in the library that a version's text repeals, in its order."""
    found: dict[int, Version] = {}
    for saying in _sayings(connection, _clause.c.version_id == version_id):
        for target in _bearing(connection, saying.clause.key, removed=False):
            if _means(saying, target):
                found.setdefault(target.id, target)
    return tuple(found.values())


def repealing(connection: Connection, target: Version) -> tuple[Version, ...]:
    """Return the versions in the library whose texts repeal this one, the first to do so first."""
    own = select(schema.document.c.key).where(schema.document.c.id == target.document_id)
    sayings = _sayings(connection, _clause.c.key.in_(own))
    found = sorted((s for s in sayings if _means(s, target)), key=lambda saying: saying.since)
    return tuple(dict.fromkeys(saying.by for saying in found))


def _sayings(connection: Connection, which: ColumnElement[bool]) -> tuple[_Saying, ...]:
    """Return the clauses of documents in the library, those of one text in its order."""
    statement = (
        select(*_SAID, *_HEAD)
        .join(_version, _clause.c.version_id == _version.c.id)
        .join(schema.document)
        .where(which, schema.document.c.removed.is_(None))
        .order_by(_version.c.id, _clause.c.ordinal)
    )
    return tuple(
        _Saying(
            version_of(row),
            RepealClause(row["said_key"], row["said_title"], row["said_number"], row["said_since"]),
        )
        for row in connection.execute(statement).mappings()
    )


def _bearing(connection: Connection, key: str, *, removed: bool = True) -> tuple[Version, ...]:
    """Return the versions of the documents with a key; removed: also of those taken out."""
    statement = select(*_HEAD).join(schema.document).where(schema.document.c.key == key)
    if not removed:
        statement = statement.where(schema.document.c.removed.is_(None))
    ordered = statement.order_by(_version.c.id)
    return tuple(version_of(row) for row in connection.execute(ordered).mappings())


def _means(saying: _Saying, target: Version) -> bool:
    """Return whether a clause is about a version: an older one, of its title and its 文号.

    Titles of other offices may be the same, so where the clause or the version has no 文号, one
    of another place is not meant. Among a document's own versions remarks such as （试行） do not
    count.
    """
    began = target.metadata.effective or target.metadata.issued or date.min
    if saying.by.id == target.id or began >= saying.since:
        return False
    related = saying.by.document_id == target.document_id
    if not related and plain_title(saying.clause.title) != plain_title(target.metadata.title):
        return False
    said, borne = saying.clause.number, target.metadata.number
    if said and borne:
        return normalise_number(said) == normalise_number(borne)
    return related or not elsewhere(saying.by.metadata.issuer, target.metadata.issuer)
