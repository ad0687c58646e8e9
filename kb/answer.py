"""Answers: verbatim statements with citations, or a refusal with what is only nearby."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Engine

from kb import checklist
from kb.citation import cite
from kb.cross_encoder import Judge
from kb.embedded import embedded_text
from kb.encoder import Encoder
from kb.evidence import THRESHOLD, THRESHOLD_UNREAD, evidence, precedence
from kb.hits import Match
from kb.model import (
    Address,
    Answer,
    ChecklistLink,
    Citation,
    Filters,
    Provision,
    Statement,
    Version,
)
from kb.quotation import checked
from kb.ranking import RankFeatures, rank_score
from kb.reading import Reading, ReadVersion
from kb.search import Matches, Searcher
from kb.sentences import Span, label_end, sentences
from kb.statements import Asked, choose, holder

STATEMENTS = 3
NEARBY = 3
_WEIGHED = 20  # passages that may be quoted
_JUDGED = 6  # of them, the likeliest, that the cross-encoder reads
_AGREES = 0.5  # of the best statement's evidence; a further statement with less is left out
_NARRATIVE = frozenset(("案例", "说明", "宣言"))
_TOLD = 1.0  # log odds that a passage of such a text is put back by
_LONGEST_PROVISION = 1500  # characters of a provision that was asked for outright
_UNREAD = ("判断模型缺失或已损坏，有没有依据暂按字词和语义估计，请更仔细地核对原文。",)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A match with how likely it answers."""

    match: Match
    score: float  # 0 to 1; 1 for a provision that was asked for outright
    judged: float | None = None  # the cross-encoder's log odds; None where it did not read it


@dataclass(frozen=True, slots=True)
class Evidence:
    """What may be quoted, the first to quote first, and how much evidence it takes."""

    weighed: tuple[Weighed, ...]
    threshold: float = THRESHOLD
    notices: tuple[str, ...] = ()

    @property
    def strongest(self) -> float:
        return max((one.score for one in self.weighed), default=0.0)


class Answerer:
    """Answers questions from one library."""

    def __init__(
        self,
        engine: Engine,
        searcher: Searcher,
        reading: Reading,
        encoder: Callable[[], Encoder | None],
        judge: Callable[[], Judge | None],
    ) -> None:
        self._engine = engine
        self._searcher = searcher
        self._reading = reading
        self._encoder = encoder
        self._judge = judge

    def answer(self, question: str, filters: Filters) -> Answer:
        """Return the answer to a question. Raises BadQuestion."""
        began = time.perf_counter()
        matches = self._searcher.match(question, filters, depth=_WEIGHED)
        found = self._weigh(matches)
        with self._engine.connect() as connection:
            statements = self._statements(connection, matches, found)
            links = self._checklists(connection, statements)
        around = (*matches.nearest, *matches.found)
        nearby = () if statements else tuple(match.hit for match in around[:NEARBY])
        return Answer(
            question=matches.question,
            statements=statements,
            nearby=nearby,
            checklists=links,
            score=found.strongest,
            threshold=found.threshold,
            notices=matches.notices + found.notices,
            milliseconds=(time.perf_counter() - began) * 1000,
            degraded=matches.degraded or bool(found.notices),
        )

    def checklist_for(self, matter: str) -> ChecklistLink | None:
        """Return the checklist of the provisions that fit a matter best; None where none does.

        Raises BadQuestion.
        """
        matches = self._searcher.match(matter, Filters(), depth=_WEIGHED)
        found = self._weigh(matches)
        with self._engine.connect() as connection:
            for one in found.weighed:
                if one.score < found.threshold:
                    continue
                version = one.match.hit.version
                read = self._reading.version(connection, version.id)
                link = checklist_link(version, read, (one.match.hit.passage.address,))
                if link is not None:
                    return link
        return None

    def candidates(self, question: str, filters: Filters) -> tuple[Match, ...]:
        """Return the matches that may be quoted as they were ranked; to calibrate on."""
        return self._searcher.match(question, filters, depth=_WEIGHED).found

    def weigh(self, question: str, filters: Filters) -> tuple[Weighed, ...]:
        """Return the matches read, with their evidence, the first to quote first; to calibrate."""
        return self._weigh(self._searcher.match(question, filters, depth=_WEIGHED)).weighed

    def _weigh(self, matches: Matches) -> Evidence:
        """Return the matches that may be quoted with their evidence.

        A provision or document that was asked for outright answers without further evidence. Of
        the others only those count that the cross-encoder has read, where there is one. What a
        document holds that the question names comes alone where it answers.
        """
        if matches.only_nearby:
            return Evidence(())
        outright = tuple(Weighed(match, 1.0) for match in matches.found if match.features is None)
        if outright and not matches.lookup.rest:
            return Evidence(outright)
        ranked = [(match, match.features) for match in matches.found if match.features is not None]
        ranked.sort(key=lambda pair: -rank_score(pair[1]))
        named = frozenset(matches.lookup.named)
        inside = [pair for pair in ranked if pair[0].hit.version.id in named]
        others = [pair for pair in ranked if pair[0].hit.version.id not in named]
        found = self._read(matches.question, outright, inside)
        if inside and found.strongest >= found.threshold:
            return found
        return self._read(matches.question, found.weighed, others)

    def _read(
        self,
        question: str,
        before: tuple[Weighed, ...],
        ranked: Sequence[tuple[Match, RankFeatures]],
    ) -> Evidence:
        """Return matches with their evidence, behind those that have theirs already."""
        judge = self._judge()
        if judge is None:
            unread = tuple(Weighed(match, evidence(signs, None)) for match, signs in ranked)
            return Evidence(before + unread, THRESHOLD_UNREAD, _UNREAD)
        return Evidence(before + _judged(judge, question, ranked[:_JUDGED]))

    def _statements(
        self, connection: Connection, matches: Matches, found: Evidence
    ) -> tuple[Statement, ...]:
        """Quote the first that reaches the threshold, and others about as strong as the strongest
        that are not part of what is quoted.
        """
        made: list[Statement] = []
        asked = Asked(matches.question, matches.terms, matches.vector)
        further = max(found.threshold, _AGREES * found.strongest)
        for one in found.weighed:
            if len(made) == STATEMENTS:
                break
            if one.score < (further if made else found.threshold):
                continue
            read = self._reading.version(connection, one.match.hit.version.id)
            if one.match.features is None and not matches.lookup.rest:
                span = _whole(one.match, read)
            else:
                span = choose(asked, one.match.hit.passage, read, self._encoder())
            if span is None or any(_overlaps(one.match, span, said) for said in made):
                continue
            if not made or self._answers(matches.question, one, read.text[span.start : span.end]):
                made.append(_statement(one, span, read))
        return tuple(made)

    def _answers(self, question: str, one: Weighed, quotation: str) -> bool:
        """Return whether what is quoted answers by itself, not only the passage around it."""
        judge, features = self._judge(), one.match.features
        if judge is None or features is None:
            return True
        hit = one.match.hit
        text = embedded_text(replace(hit.passage, text=quotation), hit.version.metadata)
        return evidence(features, float(judge.judge(question, [text])[0])) >= THRESHOLD

    def _checklists(
        self, connection: Connection, statements: Sequence[Statement]
    ) -> tuple[ChecklistLink, ...]:
        """Return a checklist for each version quoted whose provisions around it have items."""
        links = []
        for version_id in dict.fromkeys(s.hit.version.id for s in statements):
            quoted = [s for s in statements if s.hit.version.id == version_id]
            addresses = [s.citation.address for s in quoted if s.citation.address]
            read = self._reading.version(connection, version_id)
            link = checklist_link(quoted[0].hit.version, read, addresses)
            if link is not None:
                links.append(link)
        return tuple(links)


def checklist_link(
    version: Version, read: ReadVersion, evidence_at: Sequence[Address]
) -> ChecklistLink | None:
    """Return the checklist that belongs to what was quoted, or None where it has no items."""
    scope = checklist.scope_for(read.provisions, evidence_at, read.text)
    if not checklist.has_items(read.text, read.provisions, scope):
        return None
    matter = checklist.matter_of(version.metadata, read.provisions, scope, read.text)
    return ChecklistLink(checklist.path_of(version.id, scope), matter)


def _judged(
    judge: Judge, question: str, ranked: Sequence[tuple[Match, RankFeatures]]
) -> tuple[Weighed, ...]:
    """Return the matches with their evidence as the judge sees it, the first to quote first."""
    hits = [match.hit for match, _ in ranked]
    texts = [embedded_text(hit.passage, hit.version.metadata) for hit in hits]
    odds = judge.judge(question, texts).tolist()
    read = [(match, signs, one) for (match, signs), one in zip(ranked, odds, strict=True)]
    read.sort(key=lambda one: _behind(one[0]) - precedence(one[1], one[2]))
    return tuple(Weighed(match, evidence(signs, one), one) for match, signs, one in read)


def _behind(match: Match) -> float:
    """Return how far a match is put back: what binds comes before what tells how it was done."""
    return _TOLD if match.hit.version.metadata.kind in _NARRATIVE else 0.0


def _statement(one: Weighed, span: Span, read: ReadVersion) -> Statement:
    """Return the statement for a span. The quotation is checked here, for every front door."""
    quotation = checked(read.text[span.start : span.end], read.text, span.start, span.end)
    provision: Provision = holder(span, read.provisions)
    version = one.match.hit.version
    text, short = cite(version.metadata, provision, read.provisions)
    return Statement(
        quotation=quotation,
        start=span.start,
        end=span.end,
        citation=Citation(version.id, provision.address, text, short),
        hit=replace(one.match.hit, score=one.score),
    )


def _overlaps(match: Match, span: Span, statement: Statement) -> bool:
    return (
        match.hit.version.id == statement.hit.version.id
        and span.start < statement.end
        and statement.start < span.end
    )


def _whole(match: Match, read: ReadVersion) -> Span | None:
    """Return all of a provision that was asked for, without its label; its start if it is long."""
    passage = match.hit.passage
    spans = sentences(read.text, passage.start, passage.end)
    if not spans:
        return None
    start = label_end(read.text, spans[0].start)
    if start >= spans[0].end:
        start = spans[0].start
    fitting = [s.end for s in spans if s.end - start <= _LONGEST_PROVISION]
    return Span(start, fitting[-1] if fitting else spans[0].end)
