"""From what a lookup or the index found to hits that can be shown; SQL has the last word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import Connection

from kb.citation import cite
from kb.lookup import Found
from kb.model import (
    Citation,
    Hit,
    Passage,
    Provision,
    Reason,
    ReasonKind,
    Version,
)
from kb.ranking import RankFeatures, rank_features, rank_score
from kb.reading import Reading, ReadVersion
from kb.retrieval import BEST_FUSED, Candidates
from kb.snapshot import Snapshot
from kb.store import passages
from kb.store.passages import StoredPassage
from kb.terms import QuestionTerms, folded

_SHOWN_WORDS = 6
RANKED = 20  # candidates that are put in order by every sign
_NEAR = 30  # by rank; from there on a vector is no reason to show


@dataclass(frozen=True, slots=True)
class Match:
    """A hit with what ranked it; None for what was looked up."""

    hit: Hit
    features: RankFeatures | None


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A candidate as stored, with its features and which side found it."""

    stored: StoredPassage
    version: Version
    features: RankFeatures
    worded: bool
    near: bool


class HitBuilder:
    """Makes the hits of one question on one connection."""

    def __init__(
        self, connection: Connection, snapshot: Snapshot, reading: Reading, on: date
    ) -> None:
        self._connection = connection
        self._snapshot = snapshot
        self._reading = reading
        self._on = on

    def named(self, found: Sequence[Found]) -> list[Match]:
        """Return the provisions and documents that were looked up, in the order given."""
        return [self._named(one) for one in found]

    def ranked(
        self, question: str, terms: QuestionTerms, candidates: Candidates | None, depth: int
    ) -> list[Match]:
        """Return the best passage of each provision among the candidates, at most depth.

        The first RANKED of them are put in order by every sign there is, the others stay as they
        were fused. What SQL no longer holds is passed over.
        """
        if candidates is None or not len(candidates):
            return []
        found = list(self._weighed(question, terms, candidates, max(depth, RANKED)))
        first = sorted(found[:RANKED], key=lambda one: -rank_score(one.features))
        asked = [term.term for term in terms.words]
        shown = [*first, *found[RANKED:]][:depth]
        return [self._match(one, asked, place) for place, one in enumerate(shown, 1)]

    def _weighed(
        self, question: str, terms: QuestionTerms, candidates: Candidates, limit: int
    ) -> Iterator[_Weighed]:
        """Yield the first candidate of each group with its features, in fused order."""
        loaded = self._snapshot.loaded
        if loaded is None:
            return
        rows = loaded.passages[candidates.numbers]
        _, firsts = np.unique(rows[:, 2], return_index=True)
        chosen = np.sort(firsts)[:limit].tolist()
        stored = passages.some(self._connection, [int(rows[i, 0]) for i in chosen])
        for i in chosen:
            passage = stored.get(int(rows[i, 0]))
            version = self._snapshot.catalog.versions.get(int(rows[i, 1]))
            if passage is None or version is None:
                continue
            features = rank_features(
                question,
                terms,
                _context(version, passage.passage),
                passage.passage.text,
                float(candidates.cosine[i]),
                min(1.0, float(candidates.scores[i]) / BEST_FUSED),
            )
            worded, near = bool(candidates.worded[i]), bool(candidates.near[i] <= _NEAR)
            yield _Weighed(passage, version, features, worded, near)

    def _match(self, one: _Weighed, asked: Sequence[str], place: int) -> Match:
        """Return a match; its score, 1 over its place, says nothing but the order."""
        stored, catalog = one.stored, self._snapshot.catalog
        whole, short = catalog.cited(one.version.id)
        hit = Hit(
            passage=stored.passage,
            version=one.version,
            status=catalog.status(one.version.id, self._on),
            citation=Citation(
                one.version.id, stored.passage.address, whole + stored.cited, short + stored.cited
            ),
            score=1 / place,
            reasons=_reasons(asked, one),
        )
        return Match(hit, one.features)

    def _named(self, found: Found) -> Match:
        version = self._snapshot.catalog.versions[found.version_id]
        read = self._reading.version(self._connection, found.version_id)
        whole, short = cite(version.metadata, found.provision, read.provisions)
        provision = found.provision
        hit = Hit(
            passage=self._passage(read, found),
            version=version,
            status=self._snapshot.catalog.status(version.id, self._on),
            citation=Citation(version.id, provision.address if provision else None, whole, short),
            score=1.0,
            reasons=(Reason(found.kind),),
        )
        return Match(hit, None)

    def _passage(self, read: ReadVersion, found: Found) -> Passage:
        """Return the provision as a passage; for a whole document, where its text begins."""
        if found.provision is None:
            first = passages.first_of(self._connection, found.version_id)
            if first is not None:
                return first.passage
        return _provision_passage(read, found.provision or read.provisions[0])


def _provision_passage(read: ReadVersion, provision: Provision) -> Passage:
    """Return a provision with all below it as a passage of its own."""
    last = provision.ordinal
    while last + 1 < len(read.provisions) and read.provisions[last + 1].start < provision.end:
        last += 1
    return Passage(
        ordinal=0,
        address=provision.address,
        first=provision.ordinal,
        last=last,
        start=provision.start,
        end=provision.end,
        headings=_headings(read, provision),
        text=read.text[provision.start : provision.end].strip(),
    )


def _headings(read: ReadVersion, provision: Provision) -> tuple[str, ...]:
    above = []
    node = provision
    while node.parent is not None:
        node = read.provisions[node.parent]
        if node.heading:
            above.append(f"{node.label} {node.heading}".strip())
    return tuple(reversed(above))


def _context(version: Version, passage: Passage) -> str:
    return f"{version.metadata.title} {' '.join(passage.headings)}"


def _reasons(asked: Sequence[str], one: _Weighed) -> tuple[Reason, ...]:
    reasons = []
    if one.worded:
        passage = one.stored.passage
        text = folded(_context(one.version, passage)) + folded(passage.text)
        shared = sorted((word for word in asked if word in text), key=len, reverse=True)
        reasons.append(Reason(ReasonKind.WORDS, tuple(shared[:_SHOWN_WORDS])))
    if one.near:
        reasons.append(Reason(ReasonKind.MEANING))
    return tuple(reasons)
