"""Where a version belongs: in place of an earlier reading, as a document's next version, or new."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import Enum, auto

from sqlalchemy import Connection

from indexer.metadata import document_key
from kb.citation import cite
from kb.docnumber import number_code
from kb.model import Metadata, Version
from kb.offices import same_office
from kb.store import documents, repeals
from kb.store.rows import VersionDraft


class Accession(Enum):
    NEW = auto()  # a document of its own
    NEXT = auto()  # a further version of a document
    CORRECTED = auto()  # the same version, read again


@dataclass(frozen=True, slots=True)
class Placed:
    version_id: int
    accession: Accession
    note: str  # what a person should know of it, or ""


def place(connection: Connection, draft: VersionDraft) -> Placed:
    """Store a version where it belongs; part of the caller's transaction."""
    placed = _restore(connection, draft) or _placed(connection, draft)
    notes = (placed.note, _repeals(connection, placed.version_id))
    return replace(placed, note="；".join(note for note in notes if note))


def _placed(connection: Connection, draft: VersionDraft) -> Placed:
    key = document_key(draft.metadata.title)
    twins = documents.by_text(connection, hashlib.sha256(draft.text.encode()).hexdigest())
    earlier = _same_path(connection, draft, key)
    if earlier is not None and _same_dates(earlier.metadata, draft.metadata):
        documents.replace_version(connection, earlier.id, draft)
        return Placed(earlier.id, Accession.CORRECTED, "")
    family = documents.by_key(connection, key)
    own = _own_document(family, draft.metadata)
    if own and not twins and _dated_apart(own, draft.metadata):
        return _next_version(connection, own, draft)
    document_id = documents.create(connection, key)
    version_id = documents.add_version(connection, document_id, draft)
    return Placed(version_id, Accession.NEW, _note(twins, own, family))


def _restore(connection: Connection, draft: VersionDraft) -> Placed | None:
    """Put back a document that was taken out, or read one again whose reader has grown."""
    for known in documents.by_source(connection, draft.source_sha256):
        if known.source_name == draft.source_name:
            documents.replace_version(connection, known.version_id, draft)
            version = documents.version(connection, known.version_id)
            if known.removed:
                documents.set_removed(connection, version.document_id, False)
                note = "此前移出过，已恢复，原有链接继续有效"
                return Placed(known.version_id, Accession.NEW, note)
            return Placed(known.version_id, Accession.CORRECTED, _parted(connection, version))
    return None


def _parted(connection: Connection, version: Version) -> str:
    """Part a version from those of another office that it was once joined to; return the note."""
    family = documents.by_key(connection, document_key(version.metadata.title))
    beside = tuple(
        other
        for other in family
        if other.document_id == version.document_id and other.id != version.id
    )
    if not beside or _own_document(beside, version.metadata):
        return ""
    documents.part(connection, version.id)
    return f"与《{beside[0].metadata.title}》的其他版本不是同一机关所发，已分为两份文件"


def _same_path(connection: Connection, draft: VersionDraft, key: str) -> Version | None:
    """Return the version last read from this path, if it is of the same document."""
    if not draft.source_path:
        return None
    version_id = documents.by_path(connection, draft.source_path)
    if version_id is None:
        return None
    version = documents.version(connection, version_id)
    return version if document_key(version.metadata.title) == key else None


def _same_dates(old: Metadata, new: Metadata) -> bool:
    return (old.number, old.issued, old.effective) == (new.number, new.issued, new.effective)


def _own_document(family: tuple[Version, ...], new: Metadata) -> tuple[Version, ...]:
    """Return the versions of the one document of this title that is of the text's own office.

    Offices everywhere give their texts the same titles. Where an office is not known, the
    代字 of the 文号 may tell it; () where that leaves several documents or none.
    """
    grouped: dict[int, list[Version]] = {}
    for version in family:
        grouped.setdefault(version.document_id, []).append(version)
    documents_there = [tuple(versions) for versions in grouped.values()]
    for versions in documents_there:
        if any(same_office(version.metadata.issuer, new.issuer) for version in versions):
            return versions
    possible = [versions for versions in documents_there if _may_be_of(versions, new)]
    return possible[0] if len(possible) == 1 else ()


def _may_be_of(versions: tuple[Version, ...], new: Metadata) -> bool:
    """Return whether nothing known speaks against one office for a text and a document."""
    if new.issuer and any(version.metadata.issuer for version in versions):
        return False
    codes = {number_code(version.metadata.number) for version in versions} - {""}
    return not codes or not number_code(new.number) or number_code(new.number) in codes


def _dated_apart(versions: tuple[Version, ...], new: Metadata) -> bool:
    """Return whether dates or 文号 tell this text from every version of its document."""
    dated = bool(new.number or new.issued or new.effective)
    return dated and not any(_same_dates(version.metadata, new) for version in versions)


def _next_version(connection: Connection, own: tuple[Version, ...], draft: VersionDraft) -> Placed:
    version_id = documents.add_version(connection, own[0].document_id, draft)
    return Placed(version_id, Accession.NEXT, f"作为《{own[0].metadata.title}》的另一个版本加入")


def _repeals(connection: Connection, version_id: int) -> str:
    """Return what the version repeals in the library, or what repeals it, or ""."""
    repealed = repeals.repealed_by(connection, version_id)
    titles = dict.fromkeys(f"《{version.metadata.title}》" for version in repealed)
    said = f"按其规定废止{'、'.join(titles)}" if titles else ""
    added = documents.version(connection, version_id)
    for newer in repeals.repealing(connection, added)[:1]:
        said = f"{said}；" if said else ""
        said += f"已由{cite(newer.metadata, None, ())[0]}规定废止"
    return said


def _note(twins: tuple[Version, ...], own: tuple[Version, ...], family: tuple[Version, ...]) -> str:
    if twins:
        return f"内容与《{twins[0].metadata.title}》（{twins[0].source_name}）相同，另存为一份文件"
    if own:
        return f"资料库里已有同名文件《{own[0].metadata.title}》，日期和文号分不出先后，另存为一份"
    if family:
        other = family[-1].metadata
        known = other.issuer or other.number or family[-1].source_name
        return (
            f"资料库里另有同名文件《{other.title}》（{known}），不能确定是同一机关所发，"
            "另存为一份文件"
        )
    return ""
