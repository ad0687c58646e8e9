"""Between rows and records: one place that knows both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, Insert, RowMapping

from kb.addresses import parse_address
from kb.model import Level, Metadata, Passage, Place, Provision, Validity, Version


@dataclass(frozen=True, slots=True)
class PassageDraft:
    """A passage about to be stored, with what is encoded and indexed for it."""

    passage: Passage
    embedded: str
    cited: str  # its citation after the title: 第十二条第二款


@dataclass(frozen=True, slots=True)
class RepealClause:
    """What a text says of one document: 《title》（number）同时废止."""

    key: str  # of the document, as its titles in all versions have it
    title: str  # with its remarks: （试行）
    number: str  # "" where none is given
    since: date | None  # the day given with it; None: that on which the text takes effect


@dataclass(frozen=True, slots=True)
class VersionDraft:
    """Everything of one version about to be stored; it is stored whole or not at all."""

    metadata: Metadata
    text: str
    media: str
    pages: int
    source_name: str
    source_path: str  # absolute, or "" where the file came through a page
    source_sha256: str
    parser: int  # the reader's and grammar's version, so that old texts can be read again
    provisions: tuple[Provision, ...]
    passages: tuple[PassageDraft, ...]
    places: tuple[Place, ...]
    repeals: tuple[RepealClause, ...]


def now() -> str:
    """Return the present moment as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def inserted_id(connection: Connection, statement: Insert) -> int:
    """Run an insert of one row; return the id that it was given."""
    key = connection.execute(statement).inserted_primary_key
    if key is None:
        raise TypeError("the statement did not insert one row")
    return int(key[0])


def version_of(row: RowMapping) -> Version:
    return Version(
        id=row["id"],
        document_id=row["document_id"],
        metadata=Metadata(
            title=row["title"],
            kind=row["kind"],
            issuer=row["issuer"],
            number=row["number"],
            issued=row["issued"],
            effective=row["effective"],
            expires=row["expires"],
            trial=row["trial"],
            sample=row["sample"],
        ),
        validity=Validity(
            effective=row["effective"],
            expires=row["expires"],
            repealed=row["repealed"],
            superseded=row["superseded"],
            trial=row["trial"],
        ),
        source_name=row["source_name"],
        source_sha256=row["source_sha256"],
        media=row["media"],
        characters=row["characters"],
        added=row["added"],
    )


def provision_of(row: RowMapping) -> Provision:
    return Provision(
        ordinal=row["ordinal"],
        parent=row["parent"],
        level=Level(row["level"]),
        address=parse_address(row["address"]),
        label=row["label"],
        heading=row["heading"],
        start=row["start"],
        own_end=row["own_end"],
        end=row["end"],
    )


def passage_of(row: RowMapping) -> Passage:
    return Passage(
        ordinal=row["ordinal"],
        address=parse_address(row["address"]),
        first=row["first"],
        last=row["last"],
        start=row["start"],
        end=row["end"],
        headings=tuple(row["headings"].split("\n")) if row["headings"] else (),
        text=row["text"],
    )


def place_of(row: RowMapping) -> Place:
    return Place(
        start=row["start"],
        end=row["end"],
        page=row["page"],
        box=(row["left"], row["top"], row["right"], row["bottom"]),
    )
