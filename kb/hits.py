"""From what a lookup or the index found to hits that can be shown; SQL has the last word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from kb.terms import QuestionTerms
from kb.tokens import fold

_SHOWN_WORDS = 6
RANKED = 20  # candidates that are put in order by every sign
_NEAR = 30  # by rank; from there on a vector is no reason to show


@dataclass(frozen=True, slots=True)
class Match:
    """A hit with what ranked it; None for what was looked up."""

    hit: Hit
    features: RankFeatures | None


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
        loaded = self._snapshot.loaded
        if candidates is None or loaded is None or not len(candidates):
            return []
        rows = loaded.passages[candidates.numbers]
        _, firsts = np.unique(rows[:, 2], return_index=True)
        chosen = np.sort(firsts)[: max(depth, RANKED)].tolist()
        stored = passages.some(self._connection, [int(rows[i, 0]) for i in chosen])
        near = set(np.argsort(-np.nan_to_num(candidates.cosine, nan=-1.0))[:_NEAR].tolist())
        asked = [term.term for term in terms.words]
        found: list[tuple[float, Match]] = []
        for i in chosen:
            passage = stored.get(int(rows[i, 0]))
            version = self._snapshot.catalog.versions.get(int(rows[i, 1]))
            if passage is None or version is None:
                continue
            bm25, cosine = float(candidates.bm25[i]), float(candidates.cosine[i])
            fused = float(candidates.scores[i])
            reasons = _reasons(asked, passage, np.isfinite(bm25), i in near)
            features = rank_features(
                question,
                terms,
                f"{version.metadata.title} {' '.join(passage.passage.headings)}",
                passage.passage.text,
                cosine,
                min(1.0, fused / BEST_FUSED),
            )
            match = Match(self._hit(passage, version, fused, reasons), features)
            found.append((rank_score(features), match))
        first = sorted(found[:RANKED], key=lambda scored: -scored[0])
        return _scored([match for _, match in (*first, *found[RANKED:])])[:depth]

    def _hit(
        self, stored: StoredPassage, version: Version, score: float, reasons: tuple[Reason, ...]
    ) -> Hit:
        whole, short = cite(version.metadata, None, ())
        return Hit(
            passage=stored.passage,
            version=version,
            status=self._snapshot.catalog.status(version.id, self._on),
            citation=Citation(
                version.id, stored.passage.address, whole + stored.cited, short + stored.cited
            ),
            score=score,
            reasons=reasons,
        )

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


def _reasons(
    asked: Sequence[str], stored: StoredPassage, by_words: bool, by_meaning: bool
) -> tuple[Reason, ...]:
    reasons = []
    if by_words:
        text = fold(stored.embedded)
        shared = [word for word in asked if word in text]
        longest = sorted(shared, key=len, reverse=True)[:_SHOWN_WORDS]
        reasons.append(Reason(ReasonKind.WORDS, tuple(longest)))
    if by_meaning:
        reasons.append(Reason(ReasonKind.MEANING))
    return tuple(reasons)


def _scored(matches: list[Match]) -> list[Match]:
    """Return the matches with scores that fall with their place: 1 over the place, from 1."""
    return [
        replace(match, hit=replace(match.hit, score=1 / place))
        for place, match in enumerate(matches, 1)
    ]
