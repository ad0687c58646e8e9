"""Collections (课件): excerpts kept verbatim with their citation, in a trainer's order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import Connection, Engine

from kb.addresses import parse_address
from kb.citation import cite
from kb.errors import KbError, UnknownCitation
from kb.model import Citation, Collection, Excerpt, Status, Version
from kb.quotation import verify
from kb.quotation_parts import quotation_parts
from kb.quoted import QuotedPart
from kb.reading import Reading, ReadVersion
from kb.status import status_of
from kb.store import collections as table
from kb.store import documents


class Collections:
    """The collections of one library."""

    def __init__(self, engine: Engine, reading: Reading, today: Callable[[], date]) -> None:
        self._engine = engine
        self._reading = reading
        self._today = today

    def every(self) -> tuple[Collection, ...]:
        """Return all collections with their excerpts, newest first."""
        with self._engine.connect() as connection:
            return tuple(self._filled(connection, row) for row in table.every(connection))

    def one(self, collection_id: int) -> Collection:
        """Return a collection with its excerpts. Raises UnknownRecord."""
        with self._engine.connect() as connection:
            return self._filled(connection, table.one(connection, collection_id))

    def create(self, name: str) -> Collection:
        """Make an empty collection. Raises KbError for a name empty or too long."""
        with self._engine.begin() as connection:
            return self._filled(connection, table.one(connection, table.create(connection, name)))

    def rename(self, collection_id: int, name: str) -> None:
        """Rename a collection. Raises UnknownRecord, or KbError for a bad name."""
        with self._engine.begin() as connection:
            table.rename(connection, collection_id, name)

    def delete(self, collection_id: int) -> None:
        """Delete a collection with its excerpts. Raises UnknownRecord."""
        with self._engine.begin() as connection:
            table.remove(connection, collection_id)

    def add(
        self,
        collection_id: int,
        version_id: int,
        address: str,
        start: int,
        end: int,
        note: str = "",
    ) -> Excerpt:
        """Keep text[start:end] of a version, cited at an address, at the end of a collection.

        Raises UnknownRecord, UnknownCitation, or KbError where the range is not whole sentences
        of that provision.
        """
        with self._engine.begin() as connection:
            read = self._reading.version(connection, version_id)
            provision = read.by_address.get(str(parse_address(address)))
            if provision is None:
                raise UnknownCitation("这份文件里没有这一条", where=address)
            quotation = read.text[start:end] if 0 <= start < end else ""
            inside = provision.start <= start and end <= provision.end
            if not inside or not verify(quotation, read.text, start, end):
                raise KbError("摘录的不是完整的句子", where=address, todo="请从阅读页重新选择")
            row = table.ExcerptRow(
                0, collection_id, version_id, address, start, end, quotation, note
            )
            return self._excerpt(connection, table.excerpt(connection, table.add(connection, row)))

    def move(self, excerpt_id: int, position: int) -> None:
        """Put an excerpt at a position, from 0. Raises UnknownRecord."""
        with self._engine.begin() as connection:
            table.move(connection, excerpt_id, position)

    def annotate(self, excerpt_id: int, note: str) -> None:
        """Set an excerpt's note. Raises UnknownRecord, or KbError for one too long."""
        with self._engine.begin() as connection:
            table.annotate(connection, excerpt_id, note)

    def remove(self, excerpt_id: int) -> None:
        """Delete an excerpt. Raises UnknownRecord."""
        with self._engine.begin() as connection:
            table.drop(connection, excerpt_id)

    def _filled(self, connection: Connection, row: table.CollectionRow) -> Collection:
        kept = table.excerpts(connection, row.id)
        excerpts = tuple(self._excerpt(connection, one) for one in kept)
        return Collection(row.id, row.name, row.created, excerpts)

    def _excerpt(self, connection: Connection, row: table.ExcerptRow) -> Excerpt:
        version = documents.version(connection, row.version_id)
        read = self._reading.version(connection, row.version_id)
        at = _found_at(read, row)
        return Excerpt(
            id=row.id,
            version_id=row.version_id,
            address=parse_address(row.address),
            quotation=row.quotation,
            citation=_citation(version, read, row.address),
            status=self._status(version),
            note=row.note,
            changed=at is None,
            parts=_parts(read, row.quotation, at),
        )

    def _status(self, version: Version) -> Status:
        return status_of(version.validity, self._today())


def _found_at(read: ReadVersion, row: table.ExcerptRow) -> int | None:
    """Return where the cited provision has the quotation, moved or not; None where it has not."""
    provision = read.by_address.get(row.address)
    if provision is None:
        return None
    at = read.text.find(row.quotation, provision.start, provision.end)
    return at if at >= 0 else None


def _parts(read: ReadVersion, quotation: str, at: int | None) -> tuple[QuotedPart, ...]:
    """Return the quotation in parts; as plain prose where the text no longer shows its shape."""
    if at is None:
        return (QuotedPart(0, quotation),)
    return quotation_parts(read.text, read.provisions, at, at + len(quotation))


def _citation(version: Version, read: ReadVersion, address: str) -> Citation:
    """Return the citation; of the whole text where a new reading no longer has the address."""
    provision = read.by_address.get(address)
    text, short = cite(version.metadata, provision, read.provisions)
    return Citation(version.id, parse_address(address), text, short)
