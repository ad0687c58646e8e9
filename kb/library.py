"""The library: the one door through which commands and pages reach everything."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from sqlalchemy import Connection, Engine

from kb import checklist
from kb.addresses import parse_address
from kb.answer import Answerer, Weighed
from kb.citation import cite
from kb.collections import Collections
from kb.cross_encoder import CrossEncoder, Judge
from kb.encoder import Encoder, load_encoder
from kb.errors import ModelUnusable, UnknownCitation, UnknownRecord
from kb.hits import Match
from kb.home import Home
from kb.lookup import Lookup, Scope, look_up
from kb.model import (
    Answer,
    Checklist,
    ChecklistLink,
    Citation,
    Collection,
    DocumentSummary,
    Excerpt,
    Filters,
    Place,
    Provision,
    SearchResult,
    Status,
    Unread,
    Version,
)
from kb.model_store import models_dir
from kb.question import clean_question
from kb.reading import Reading, ReadVersion
from kb.search import Searcher
from kb.snapshot import SnapshotKeeper
from kb.status import status_of
from kb.store import documents, inbox
from kb.store.database import open_database
from kb.store.inbox import Unanswered

_OFFERED = 3  # citations offered in place of one that does not exist

Loaded = TypeVar("Loaded")


class Library:
    """An open library. Reads may come from several threads."""

    def __init__(
        self,
        home: Home,
        engine: Engine,
        encoder: Callable[[], Encoder | None],
        judge: Callable[[], Judge | None],
        today: Callable[[], date],
    ) -> None:
        self.home = home.path
        self.engine = engine
        self._home = home
        self._today = today
        self._reading = Reading()
        self._keeper = SnapshotKeeper(home, engine)
        self._searcher = Searcher(engine, self._keeper, self._reading, encoder, today)
        self._answerer = Answerer(engine, self._searcher, self._reading, encoder, judge)
        self._collections = Collections(engine, self._reading, today)

    @classmethod
    def open(
        cls,
        home: Path,
        *,
        encoder: Encoder | None = None,
        judge: Judge | None = None,
        today: Callable[[], date] = date.today,
    ) -> Library:
        """Open the library of a data folder, made if it is not there. Raises HomeUnusable.

        encoder: None takes the model in use when the first question comes. judge: None takes the
        cross-encoder that ships with the project.
        """
        folder = Home(home)
        encoders = _Lazy(lambda: load_encoder(models_dir())) if encoder is None else lambda: encoder
        judges = _Lazy(CrossEncoder) if judge is None else lambda: judge
        return cls(folder, open_database(folder), encoders, judges, today)

    def close(self) -> None:
        """Give back the connections."""
        self.engine.dispose()

    def today(self) -> date:
        """Return the day for which status is computed where no other is asked for."""
        return self._today()

    def search(
        self, query: str, filters: Filters = Filters(), *, limit: int = 10, offset: int = 0
    ) -> SearchResult:
        """Return a page of hits, best first. Raises BadQuestion."""
        return self._searcher.search(query, filters, limit, offset)

    def ask(self, question: str, filters: Filters = Filters()) -> Answer:
        """Return statements with citations, or a refusal. Raises BadQuestion."""
        return self._answerer.answer(question, filters)

    def candidates(self, question: str, filters: Filters = Filters()) -> tuple[Match, ...]:
        """Return the passages that may be quoted, best ranked first. Raises BadQuestion."""
        return self._answerer.candidates(question, filters)

    def weigh(self, question: str, filters: Filters = Filters()) -> tuple[Weighed, ...]:
        """Return those read with their evidence, the first to quote first. Raises BadQuestion."""
        return self._answerer.weigh(question, filters)

    def documents(self, filters: Filters = Filters()) -> tuple[DocumentSummary, ...]:
        """Return the documents with a version that the filters let through, by title.

        Each comes with the newest such version. Without statuses given, every status is listed.
        """
        on = filters.on or self._today()
        wanted = replace(filters, statuses=filters.statuses or tuple(Status))
        with self.engine.connect() as connection:
            catalog = self._keeper.current(connection).catalog
            counts = documents.provision_counts(connection)
        allowed = catalog.allowed(wanted, on)
        grouped: dict[int, list[Version]] = {}
        for version in catalog.versions.values():
            grouped.setdefault(version.document_id, []).append(version)
        found = []
        for document_id, versions in grouped.items():
            shown = [version for version in versions if version.id in allowed]
            if shown:
                best = max(shown, key=lambda version: _precedence(version, on))
                status = status_of(best.validity, on)
                count = counts.get(best.id, 0)
                found.append(DocumentSummary(document_id, best, status, len(versions), count))
        return tuple(sorted(found, key=lambda one: (one.version.metadata.title, one.document_id)))

    def versions(self, document_id: int) -> tuple[Version, ...]:
        """Return a document's versions, newest first. Raises UnknownRecord."""
        with self.engine.connect() as connection:
            catalog = self._keeper.current(connection).catalog
        found = [v for v in catalog.versions.values() if v.document_id == document_id]
        if not found:
            raise UnknownRecord("没有这份文件", where=f"编号 {document_id}")
        return tuple(sorted(found, key=_began, reverse=True))

    def version(self, version_id: int) -> Version:
        """Return a version of a document in the library. Raises UnknownRecord."""
        with self.engine.connect() as connection:
            return self._version(connection, version_id)

    def status(self, version_id: int, on: date | None = None) -> Status:
        """Return a version's status on a day, today by default. Raises UnknownRecord."""
        return status_of(self.version(version_id).validity, on or self._today())

    def text(self, version_id: int) -> str:
        """Return a version's whole text. Raises UnknownRecord."""
        return self._read(version_id).text

    def provisions(self, version_id: int) -> tuple[Provision, ...]:
        """Return a version's provisions in order. Raises UnknownRecord."""
        return self._read(version_id).provisions

    def provision(self, version_id: int, address: str) -> Provision:
        """Return the provision at an address.

        Raises UnknownRecord, or UnknownCitation with the nearest provisions of the version.
        """
        version = self.version(version_id)
        read = self._read(version_id)
        if address in read.by_address:
            return read.by_address[address]
        steps = parse_address(address).steps
        offered = read.finder.nearest(steps, _OFFERED)
        raise UnknownCitation(
            "这份文件里没有这一条",
            where=f"《{version.metadata.title}》",
            todo="可以看看下面相近的条文，或从目录里找",
            nearest=tuple(self._cite(version, read, one) for one in offered),
        )

    def cite(self, version_id: int, provision: Provision | None) -> Citation:
        """Return the citation of a provision, or of the whole version. Raises UnknownRecord."""
        return self._cite(self.version(version_id), self._read(version_id), provision)

    def resolve(self, text: str) -> tuple[Citation, ...]:
        """Return the provisions or documents that a text names. Raises UnknownCitation."""
        question = clean_question(text)
        with self.engine.connect() as connection:
            catalog = self._keeper.current(connection).catalog
            usual = catalog.allowed(Filters(), self._today())
            lookup = look_up(
                question,
                catalog,
                Scope(usual, frozenset(catalog.versions)),
                lambda version_id: self._reading.version(connection, version_id).finder,
            )
        if not lookup.found:
            raise self._unknown(question, lookup)
        return tuple(self.cite(found.version_id, found.provision) for found in lookup.found)

    def places(self, version_id: int) -> tuple[Place, ...]:
        """Return where the text stands on its pages; empty for formats without pages."""
        self.version(version_id)
        with self.engine.connect() as connection:
            return documents.places(connection, version_id)

    def source(self, version_id: int) -> Path:
        """Return the original file. Raises UnknownRecord, also where the file has gone missing."""
        version = self.version(version_id)
        path = self._home.original(version.source_sha256)
        if not path.exists():
            raise UnknownRecord("原件不在数据文件夹里", where=version.source_name)
        return path

    def checklist(self, path: str, on: date | None = None) -> Checklist:
        """Return the checklist at a path. Raises UnknownRecord or UnknownCitation."""
        version_id, scope = checklist.parse_path(path)
        version = self.version(version_id)
        read = self._read(version_id)
        for address in scope:
            self.provision(version_id, str(address))
        day = on or self._today()
        return checklist.build(
            version,
            status_of(version.validity, day),
            read.text,
            read.provisions,
            scope,
            on=day,
            cite=lambda provision: self._cite(version, read, provision),
        )

    def checklist_for(self, matter: str) -> ChecklistLink | None:
        """Return the checklist that fits a matter best, or None. Raises BadQuestion."""
        return self._answerer.checklist_for(matter)

    def unread(self) -> tuple[Unread, ...]:
        """Return the files that could not be read, newest first."""
        with self.engine.connect() as connection:
            return inbox.unread(connection)

    def unanswered(self) -> tuple[Unanswered, ...]:
        """Return the questions that were refused, most often asked first."""
        with self.engine.connect() as connection:
            return inbox.unanswered(connection)

    def note_unanswered(self, question: str) -> None:
        """Put a refused question into the keeper's inbox."""
        with self.engine.begin() as connection:
            inbox.note_unanswered(connection, question)

    def collections(self) -> tuple[Collection, ...]:
        """Return all collections with their excerpts, newest first."""
        return self._collections.every()

    def collection(self, collection_id: int) -> Collection:
        """Return a collection with its excerpts. Raises UnknownRecord."""
        return self._collections.one(collection_id)

    def create_collection(self, name: str) -> Collection:
        """Make an empty collection. Raises KbError for a name empty or too long."""
        return self._collections.create(name)

    def rename_collection(self, collection_id: int, name: str) -> None:
        """Rename a collection. Raises UnknownRecord, or KbError for a bad name."""
        self._collections.rename(collection_id, name)

    def delete_collection(self, collection_id: int) -> None:
        """Delete a collection with its excerpts. Raises UnknownRecord."""
        self._collections.delete(collection_id)

    def add_excerpt(
        self,
        collection_id: int,
        version_id: int,
        address: str,
        start: int,
        end: int,
        note: str = "",
    ) -> Excerpt:
        """Keep text[start:end] of a version in a collection; see `Collections.add`."""
        self.version(version_id)
        return self._collections.add(collection_id, version_id, address, start, end, note)

    def move_excerpt(self, excerpt_id: int, position: int) -> None:
        """Put an excerpt at a position of its collection, from 0. Raises UnknownRecord."""
        self._collections.move(excerpt_id, position)

    def note_excerpt(self, excerpt_id: int, note: str) -> None:
        """Set an excerpt's note. Raises UnknownRecord, or KbError for one too long."""
        self._collections.annotate(excerpt_id, note)

    def remove_excerpt(self, excerpt_id: int) -> None:
        """Delete an excerpt. Raises UnknownRecord."""
        self._collections.remove(excerpt_id)

    def notices(self) -> tuple[str, ...]:
        """Return what is wrong with the index, in Chinese; empty when all is well."""
        with self.engine.connect() as connection:
            return self._keeper.current(connection).notices

    def _read(self, version_id: int) -> ReadVersion:
        with self.engine.connect() as connection:
            self._version(connection, version_id)
            return self._reading.version(connection, version_id)

    def _version(self, connection: Connection, version_id: int) -> Version:
        found = self._keeper.current(connection).catalog.versions.get(version_id)
        if found is None:
            raise UnknownRecord("没有这个版本，可能已被移出资料库", where=f"编号 {version_id}")
        return found

    def _cite(self, version: Version, read: ReadVersion, provision: Provision | None) -> Citation:
        text, short = cite(version.metadata, provision, read.provisions)
        return Citation(version.id, provision.address if provision else None, text, short)

    def _unknown(self, text: str, lookup: Lookup) -> UnknownCitation:
        offered: list[Citation] = []
        for missed in lookup.missed[:1]:
            read = self._read(missed.version_id)
            version = self.version(missed.version_id)
            near = read.finder.nearest(missed.steps, _OFFERED)
            offered = [self._cite(version, read, one) for one in near]
        todo = "可以看看相近的条文" if offered else "请检查文件名称，或用 kb search 查找"
        for absent in lookup.absent:
            if absent.alike:
                todo = f"您要找的是不是《{absent.alike}》？"
        return UnknownCitation(
            "没有找到这一条" if offered else "资料库里没有这样的文件或条文",
            where=text,
            todo=todo,
            nearest=tuple(offered),
        )


class _Lazy(Generic[Loaded]):
    """Loads a model when first asked for it; None where there is none to load."""

    def __init__(self, load: Callable[[], Loaded]) -> None:
        self._lock = threading.Lock()
        self._tried = False
        self._load = load
        self._loaded: Loaded | None = None

    def __call__(self) -> Loaded | None:
        with self._lock:
            if not self._tried:
                self._tried = True
                with suppress(ModelUnusable):
                    self._loaded = self._load()
        return self._loaded


def _precedence(version: Version, on: date) -> tuple[bool, bool, date, int]:
    """Order a document's versions: usable before superseded before not yet, then newer first."""
    status = status_of(version.validity, on)
    began, version_id = _began(version)
    return (status.usable, status is not Status.NOT_YET, began, version_id)


def _began(version: Version) -> tuple[date, int]:
    about = version.metadata
    return (about.effective or about.issued or date.min, version.id)
