"""Search: look up what is named, then words and vectors fused and ranked, one hit per provision."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine

from kb.encoder import Encoder
from kb.facets import count_facets
from kb.hits import HitBuilder, Match
from kb.lookup import Absence, Absent, Found, Lookup, Scope, look_up
from kb.model import Address, Facets, Filters, ReasonKind, SearchResult, Status
from kb.question import clean_question
from kb.reading import Reading
from kb.retrieval import Candidates, retrieve
from kb.snapshot import Snapshot, SnapshotKeeper
from kb.store import documents
from kb.terms import QuestionTerms, question_terms

_ANY_STATUS = tuple(Status)
_LOOSE = 20  # documents whose 第N条 is shown when only 第N条 is asked for


@dataclass(frozen=True, slots=True)
class Matches:
    """Everything that one question found, before a page of it is cut."""

    question: str
    lookup: Lookup
    found: tuple[Match, ...]  # best first, one per provision
    nearest: tuple[Match, ...]  # to a provision that was asked for and does not exist
    only_nearby: bool  # nothing is asked but a provision or document that is not there
    facets: Facets
    notices: tuple[str, ...]
    terms: QuestionTerms
    vector: NDArray[np.float32] | None  # of the question; None where there is none to compare
    degraded: bool  # a model or the index is missing, damaged or behind


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question put to one moment of the library."""

    connection: Connection
    snapshot: Snapshot
    scope: Scope
    on: date
    question: str
    lookup: Lookup
    terms: QuestionTerms


class Searcher:
    """Searches one library. Safe to be called from several threads."""

    def __init__(
        self,
        engine: Engine,
        keeper: SnapshotKeeper,
        reading: Reading,
        encoder: Callable[[], Encoder | None],
        today: Callable[[], date],
    ) -> None:
        self._engine = engine
        self._keeper = keeper
        self._reading = reading
        self._encoder = encoder
        self._today = today

    def search(self, query: str, filters: Filters, limit: int, offset: int) -> SearchResult:
        """Return a page of hits, best first. Raises BadQuestion."""
        began = time.perf_counter()
        matches = self.match(query, filters, depth=offset + limit)
        shown = _without_repeats([*matches.nearest, *matches.found])
        return SearchResult(
            query=matches.question,
            hits=tuple(match.hit for match in shown[offset : offset + limit]),
            facets=matches.facets,
            notices=matches.notices,
            milliseconds=(time.perf_counter() - began) * 1000,
        )

    def match(self, query: str, filters: Filters, depth: int) -> Matches:
        """Return at least depth matches where there are so many. Raises BadQuestion."""
        question = clean_question(query)
        on = filters.on or self._today()
        with self._engine.connect() as connection:
            asked = self._asked(connection, question, filters, on)
            builder = HitBuilder(connection, asked.snapshot, self._reading, on)
            pinned = builder.named(self._outright(asked))
            if asked.lookup.rest or not pinned:
                return self._ranked(asked, builder, pinned, depth)
        return Matches(
            question=question,
            lookup=asked.lookup,
            found=tuple(pinned),
            nearest=(),
            only_nearby=False,
            facets=Facets(),
            notices=asked.snapshot.notices + _missed(asked.lookup, loose=False),
            terms=asked.terms,
            vector=None,
            degraded=bool(asked.snapshot.notices),
        )

    def _asked(self, connection: Connection, question: str, filters: Filters, on: date) -> _Asked:
        snapshot = self._keeper.current(connection)
        scope = _scope(snapshot, filters, on)
        lookup = look_up(
            question,
            snapshot.catalog,
            scope,
            lambda version_id: self._reading.version(connection, version_id).finder,
        )
        terms = _terms(question, snapshot)
        return _Asked(connection, snapshot, scope, on, question, lookup, terms)

    def _ranked(
        self, asked: _Asked, builder: HitBuilder, pinned: list[Match], depth: int
    ) -> Matches:
        """Return what was looked up, then what the named documents hold, then all others."""
        vector, unfit = self._vector(asked.question, asked.snapshot)
        candidates = _candidates(asked, vector, asked.scope.usual, asked.question)
        ranked = builder.ranked(asked.question, asked.terms, candidates, depth)
        named = frozenset(asked.lookup.named)
        if named and asked.lookup.rest:
            inside = _candidates(asked, vector, named, asked.lookup.rest)
            ranked = builder.ranked(asked.question, asked.terms, inside, depth) + ranked
        if asked.lookup.loose and not named:
            pinned = builder.named(self._loose(asked, [match.hit.version.id for match in ranked]))
        lookup = asked.lookup
        named_only = bool(lookup.missed or lookup.absent or lookup.loose) and not lookup.rest
        return Matches(
            question=asked.question,
            lookup=lookup,
            found=_without_repeats([*pinned, *ranked]),
            nearest=tuple(builder.named(self._nearest(asked))),
            only_nearby=named_only and not pinned,
            facets=count_facets(asked.snapshot, candidates, asked.on),
            notices=asked.snapshot.notices + _missed(lookup, loose=not pinned) + unfit,
            terms=asked.terms,
            vector=vector,
            degraded=bool(asked.snapshot.notices or unfit),
        )

    def _outright(self, asked: _Asked) -> list[Found]:
        """Return what is shown before anything is searched.

        A document that is only named, with a question beside it, is searched instead.
        """
        lookup = asked.lookup
        if lookup.loose and not lookup.named and not lookup.rest:
            return self._loose(asked, [])
        return [one for one in lookup.found if one.provision is not None or not lookup.rest]

    def _loose(self, asked: _Asked, order: list[int]) -> list[Found]:
        """Return the 第N条 of every document that has one, by title.

        With something else to search for, only the documents found for it count, in their order.
        """
        found: list[Found] = []
        for steps in asked.lookup.loose:
            having = documents.versions_with(asked.connection, str(Address(steps[:1])))
            usual = asked.scope.usual.intersection(having)
            chosen = [version_id for version_id in dict.fromkeys(order) if version_id in usual]
            if not asked.lookup.rest:
                versions = asked.snapshot.catalog.versions
                chosen = sorted(usual, key=lambda version_id: versions[version_id].metadata.title)
            for version_id in chosen[:_LOOSE]:
                read = self._reading.version(asked.connection, version_id)
                provision = read.finder.resolve(steps)
                if provision is not None:
                    found.append(Found(version_id, provision, ReasonKind.LOOKUP))
        return found

    def _nearest(self, asked: _Asked) -> list[Found]:
        """Return the provisions to offer for those that were asked for and do not exist."""
        return [
            Found(missed.version_id, provision, ReasonKind.NEAREST)
            for missed in asked.lookup.missed
            for provision in self._reading.version(
                asked.connection, missed.version_id
            ).finder.nearest(missed.steps)
        ]

    def _vector(
        self, question: str, snapshot: Snapshot
    ) -> tuple[NDArray[np.float32] | None, tuple[str, ...]]:
        """Return the question's vector, or None and why there is none to compare."""
        encoder = self._encoder()
        if snapshot.loaded is None:
            return None, ()
        if encoder is None:
            return None, ("没有可用的向量模型，暂时只按字词查找。请运行 kb model fetch。",)
        if encoder.name != snapshot.loaded.generation.model:
            built = snapshot.loaded.generation.model
            return None, (
                f"索引由模型 {built} 建立，与现在的 {encoder.name} 不同，暂时只按字词查找。"
                "请运行 kb reindex。",
            )
        return encoder.encode_question(question), ()


def _scope(snapshot: Snapshot, filters: Filters, on: date) -> Scope:
    usual = snapshot.catalog.allowed(filters, on)
    if filters.statuses:
        return Scope(usual, usual)
    return Scope(usual, snapshot.catalog.allowed(replace(filters, statuses=_ANY_STATUS), on))


def _candidates(
    asked: _Asked, vector: NDArray[np.float32] | None, versions: frozenset[int], text: str
) -> Candidates | None:
    if asked.snapshot.loaded is None:
        return None
    return retrieve(asked.snapshot.loaded, text, vector, asked.snapshot.mask(versions))


def _missed(lookup: Lookup, *, loose: bool) -> tuple[str, ...]:
    """Return what is said of what was asked for and is not there.

    loose: whether no document has the articles asked for without a document.
    """
    said = [f"没有找到“{one.text}”，下面是相近的内容。" for one in lookup.missed]
    said += [_absence(one) for one in lookup.absent]
    if loose and lookup.loose and not lookup.rest:
        said.append("没有文件有这一条，下面是相近的内容。")
    return tuple(said)


def _absence(absent: Absent) -> str:
    if absent.why is Absence.FILTERED:
        return f"按现在的筛选找不到{absent.name}，请放宽筛选后再查。"
    if absent.why is Absence.EDITION:
        return f"资料库里没有{absent.name}的这个版本。"
    offered = f"您要找的是不是《{absent.alike}》？" if absent.alike else ""
    return f"资料库里没有{absent.name}。{offered}"


def _terms(question: str, snapshot: Snapshot) -> QuestionTerms:
    if snapshot.loaded is None:
        return QuestionTerms((), ())
    index = snapshot.loaded.lexical
    return question_terms(question, len(index), index.word_frequency, index.pair_frequency)


def _without_repeats(matches: list[Match]) -> tuple[Match, ...]:
    kept: dict[tuple[int, int, int], Match] = {}
    for one in matches:
        passage = one.hit.passage
        kept.setdefault((one.hit.version.id, passage.start, passage.end), one)
    return tuple(kept.values())
