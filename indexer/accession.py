"""Where a version belongs: in place of an earlier reading, as a document's next version, or new."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from sqlalchemy import Connection

from indexer.metadata import document_key
from kb.model import Metadata, Version
from kb.store import documents
from kb.store.rows import VersionDraft

_REPEALED_TOGETHER = re.compile(r"《([^《》]+)》[^。；]{0,80}?同时(?:废止|停止执行|失效)")


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
    restored = _restore(connection, draft)
    if restored is not None:
        return restored
    key = document_key(draft.metadata.title)
    twins = documents.by_text(connection, hashlib.sha256(draft.text.encode()).hexdigest())
    earlier = _same_path(connection, draft, key)
    if earlier is not None and _same_dates(earlier.metadata, draft.metadata):
        documents.replace_version(connection, earlier.id, draft)
        return Placed(earlier.id, Accession.CORRECTED, "")
    family = documents.by_key(connection, key)
    if family and not twins and _dated_apart(family, draft.metadata):
        return _next_version(connection, family, draft, key)
    document_id = documents.create(connection, key)
    version_id = documents.add_version(connection, document_id, draft)
    return Placed(version_id, Accession.NEW, _note(twins, family))


def _restore(connection: Connection, draft: VersionDraft) -> Placed | None:
    """Put back a document that was taken out, or read one again whose reader has grown."""
    for known in documents.by_source(connection, draft.source_sha256):
        if known.source_name == draft.source_name:
            documents.replace_version(connection, known.version_id, draft)
            if not known.removed:
                return Placed(known.version_id, Accession.CORRECTED, "")
            version = documents.version(connection, known.version_id)
            documents.set_removed(connection, version.document_id, False)
            return Placed(known.version_id, Accession.NEW, "此前移出过，已恢复，原有链接继续有效")
    return None


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


def _dated_apart(family: tuple[Version, ...], new: Metadata) -> bool:
    """Return whether dates or 文号 tell this text from every version already there."""
    dated = bool(new.number or new.issued or new.effective)
    return dated and not any(_same_dates(version.metadata, new) for version in family)


def _next_version(
    connection: Connection, family: tuple[Version, ...], draft: VersionDraft, key: str
) -> Placed:
    document_id = family[0].document_id
    version_id = documents.add_version(connection, document_id, draft)
    members = tuple(version for version in family if version.document_id == document_id)
    _repeal_together(connection, members, draft, key)
    for version in members:
        _repeal_by_text(connection, version, version_id, key)
    return Placed(version_id, Accession.NEXT, f"作为《{family[0].metadata.title}》的另一个版本加入")


def _repeal_together(
    connection: Connection, older: tuple[Version, ...], draft: VersionDraft, key: str
) -> None:
    """Repeal the earlier versions where the new text says that it replaces them."""
    if not _says_repealed(draft.text, key):
        return
    since = draft.metadata.effective or draft.metadata.issued or date.today()
    for version in older:
        if _began(version.metadata) < since:
            documents.repeal(connection, version.id, since)


def _repeal_by_text(connection: Connection, other: Version, version_id: int, key: str) -> None:
    """Repeal the version just added where a newer one, added before it, says so."""
    added = documents.version(connection, version_id)
    if _began(other.metadata) <= _began(added.metadata):
        return
    if _says_repealed(documents.text(connection, other.id), key):
        documents.repeal(connection, version_id, _began(other.metadata))


def _began(metadata: Metadata) -> date:
    return metadata.effective or metadata.issued or date.min


def _says_repealed(text: str, key: str) -> bool:
    return any(document_key(title) == key for title in _REPEALED_TOGETHER.findall(text))


def _note(twins: tuple[Version, ...], family: tuple[Version, ...]) -> str:
    if twins:
        return f"内容与《{twins[0].metadata.title}》（{twins[0].source_name}）相同，另存为一份文件"
    if family:
        return (
            f"资料库里已有同名文件《{family[0].metadata.title}》，日期和文号分不出先后，另存为一份"
        )
    return ""
