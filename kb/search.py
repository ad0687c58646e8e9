"""Search: look up what is named, then words and vectors fused, one hit per provision."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine

from kb.encoder import Encoder
from kb.hits import HitBuilder, Match
from kb.lookup import Found, Lookup, Scope, look_up
from kb.model import (
    Address,
    Facets,
    FacetValue,
    Filters,
    ReasonKind,
    SearchResult,
    Status,
)
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
    facets: Facets
    notices: tuple[str, ...]
    terms: QuestionTerms
    vector: NDArray[np.float32] | None  # of the question; None where there is none to compare


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
        return SearchResult(
            query=matches.question,
            hits=tuple(match.hit for match in matches.found[offset : offset + limit]),
            facets=matches.facets,
            notices=matches.notices,
            milliseconds=(time.perf_counter() - began) * 1000,
        )

    def match(self, query: str, filters: Filters, depth: int) -> Matches:
        """Return at least depth matches where there are so many. Raises BadQuestion."""
        question = clean_question(query)
        on = filters.on or self._today()
        with self._engine.connect() as connection:
            snapshot = self._keeper.current(connection)
            scope = _scope(snapshot, filters, on)
            lookup = look_up(
                question,
                snapshot.catalog,
                scope,
                lambda version_id: self._reading.version(connection, version_id).finder,
            )
            builder = HitBuilder(connection, snapshot, self._reading, on)
            named = builder.named(lookup.found)
            vector: NDArray[np.float32] | None = None
            notices = snapshot.notices + _missed(lookup)
            candidates: Candidates | None = None
            if lookup.loose and not lookup.named and not lookup.rest:
                named = builder.named(self._loose(connection, lookup, snapshot, scope, ()))
            if lookup.rest or not named:
                vector, unfit = self._vector(question, snapshot)
                notices += unfit
                candidates = _candidates(snapshot, question, vector, lookup, scope)
            ranked = builder.ranked(question, candidates, depth)
            if lookup.loose and not lookup.named and lookup.rest:
                order = tuple(match.hit.version.id for match in ranked)
                named = builder.named(self._loose(connection, lookup, snapshot, scope, order))
        return Matches(
            question=question,
            lookup=lookup,
            found=_without_repeats(named, ranked),
            facets=_facets(snapshot, candidates, on),
            notices=notices,
            terms=_terms(question, snapshot),
            vector=vector,
        )

    def _loose(
        self,
        connection: Connection,
        lookup: Lookup,
        snapshot: Snapshot,
        scope: Scope,
        order: tuple[int, ...],
    ) -> list[Found]:
        """Return the 第N条 of every document that has one, in the order of what was found.

        With something else to search for, only the documents found for it count.
        """
        found: list[Found] = []
        for steps in lookup.loose:
            having = set(documents.versions_with(connection, str(Address(steps[:1]))))
            usual = having & scope.usual
            ranked = [version_id for version_id in dict.fromkeys(order) if version_id in usual]
            if not lookup.rest:
                titles = snapshot.catalog.versions
                ranked += sorted(usual - set(ranked), key=lambda v: titles[v].metadata.title)
            for version_id in ranked[:_LOOSE]:
                finder = self._reading.version(connection, version_id).finder
                provision = finder.resolve(steps)
                if provision is not None:
                    found.append(Found(version_id, provision, ReasonKind.LOOKUP))
        return found

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
    snapshot: Snapshot,
    question: str,
    vector: NDArray[np.float32] | None,
    lookup: Lookup,
    scope: Scope,
) -> Candidates | None:
    """Return what the whole library offers; a named document is searched by itself."""
    if snapshot.loaded is None:
        return None
    named = frozenset(lookup.named)
    if named and lookup.rest:
        return retrieve(snapshot.loaded, lookup.rest, vector, snapshot.mask(named))
    return retrieve(snapshot.loaded, question, vector, snapshot.mask(scope.usual))


def _missed(lookup: Lookup) -> tuple[str, ...]:
    return tuple(f"没有找到“{one.text}”，下面是相近的内容。" for one in lookup.missed)


def _terms(question: str, snapshot: Snapshot) -> QuestionTerms:
    if snapshot.loaded is None:
        return QuestionTerms((), ())
    index = snapshot.loaded.lexical
    return question_terms(question, len(index), index.word_frequency, index.pair_frequency)


def _facets(snapshot: Snapshot, candidates: Candidates | None, on: date) -> Facets:
    """Count the provisions found by kind, issuer and status of their versions."""
    if candidates is None or snapshot.loaded is None:
        return Facets()
    rows = snapshot.loaded.passages[candidates.numbers]
    _, firsts = np.unique(rows[:, 2], return_index=True)
    owners = Counter(rows[firsts, 1].tolist())
    kinds: Counter[str] = Counter()
    issuers: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    for version_id, count in owners.items():
        version = snapshot.catalog.versions.get(version_id)
        if version is not None:
            kinds[version.metadata.kind] += count
            issuers[version.metadata.issuer] += count
            statuses[snapshot.catalog.status(version_id, on).value] += count
    return Facets(_values(kinds), _values(issuers), _values(statuses))


def _values(counts: Counter[str]) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(value, count) for value, count in counts.most_common() if value)


def _without_repeats(named: Sequence[Match], ranked: Sequence[Match]) -> tuple[Match, ...]:
    kept = list(named)
    seen = {(match.hit.version.id, str(match.hit.passage.address)) for match in named}
    for match in ranked:
        if (match.hit.version.id, str(match.hit.passage.address)) not in seen:
            kept.append(match)
    return tuple(kept)
