"""Answers: verbatim statements with citations, or a refusal with what is only nearby."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Engine

from kb import checklist
from kb.citation import cite
from kb.encoder import Encoder
from kb.evidence import THRESHOLD, SentenceFeatures, evidence
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
from kb.reading import Reading, ReadVersion
from kb.ranking import RankFeatures
from kb.search import Matches, Searcher
from kb.sentences import Span, label_end, sentences
from kb.statements import Asked, choose, holder

STATEMENTS = 3
NEARBY = 3
_WEIGHED = 10  # passages whose sentences are compared with the question
_AGREES = 0.5  # of the best statement's evidence; a further statement with less is left out
_LONGEST_PROVISION = 1500  # characters of a provision that was asked for outright


@dataclass(frozen=True, slots=True)
class Weighed:
    """A match with what of it would be quoted and how strongly it answers."""

    match: Match
    span: Span
    ranking: RankFeatures
    sentence: SentenceFeatures
    score: float


class Answerer:
    """Answers questions from one library."""

    def __init__(
        self,
        engine: Engine,
        searcher: Searcher,
        reading: Reading,
        encoder: Callable[[], Encoder | None],
    ) -> None:
        self._engine = engine
        self._searcher = searcher
        self._reading = reading
        self._encoder = encoder

    def answer(self, question: str, filters: Filters) -> Answer:
        """Return the answer to a question. Raises BadQuestion."""
        began = time.perf_counter()
        matches = self._searcher.match(question, filters, depth=_WEIGHED)
        with self._engine.connect() as connection:
            if matches.lookup.found and not matches.lookup.rest:
                statements, score = self._looked_up(connection, matches), 1.0
            else:
                weighed = self._weigh(connection, matches)
                score = weighed[0].score if weighed else 0.0
                statements = self._statements(connection, weighed)
            links = self._checklists(connection, statements)
        nearby = () if statements else tuple(match.hit for match in matches.found[:NEARBY])
        return Answer(
            question=matches.question,
            statements=statements,
            nearby=nearby,
            checklists=links,
            score=score,
            threshold=THRESHOLD,
            notices=matches.notices,
            milliseconds=(time.perf_counter() - began) * 1000,
        )

    def checklist_for(self, matter: str) -> ChecklistLink | None:
        """Return the checklist of the provisions that fit a matter best, or None.

        Raises BadQuestion.
        """
        matches = self._searcher.match(matter, Filters(), depth=_WEIGHED)
        with self._engine.connect() as connection:
            for match in matches.found:
                version = match.hit.version
                read = self._reading.version(connection, version.id)
                link = checklist_link(version, read, (match.hit.passage.address,))
                if link is not None:
                    return link
        return None

    def weigh(self, question: str, filters: Filters) -> tuple[Weighed, ...]:
        """Return the best matches with their evidence, strongest first; to calibrate on."""
        matches = self._searcher.match(question, filters, depth=_WEIGHED)
        with self._engine.connect() as connection:
            return self._weigh(connection, matches)

    def _weigh(self, connection: Connection, matches: Matches) -> tuple[Weighed, ...]:
        asked = Asked(matches.question, matches.terms, matches.vector)
        found = [
            self._weigh_one(connection, asked, match, match.features)
            for match in matches.found[:_WEIGHED]
            if match.features is not None
        ]
        return tuple(sorted(found, key=lambda one: -one.score))

    def _weigh_one(
        self, connection: Connection, asked: Asked, match: Match, ranking: RankFeatures
    ) -> Weighed:
        read = self._reading.version(connection, match.hit.version.id)
        chosen = choose(asked, match.hit.passage, read, self._encoder())
        sentence = SentenceFeatures(chosen.cosine, chosen.coverage)
        return Weighed(match, chosen.span, ranking, sentence, evidence(ranking, sentence))

    def _statements(
        self, connection: Connection, weighed: Sequence[Weighed]
    ) -> tuple[Statement, ...]:
        """Quote the strongest, and others nearly as strong that are not part of what is quoted."""
        if not weighed or weighed[0].score < THRESHOLD:
            return ()
        made: list[Statement] = []
        for one in weighed:
            enough = one.score >= max(THRESHOLD, _AGREES * weighed[0].score)
            if enough and not any(_overlaps(one, statement) for statement in made):
                read = self._reading.version(connection, one.match.hit.version.id)
                made.append(_statement(one.match, one.span, one.score, read))
            if len(made) == STATEMENTS:
                break
        return tuple(made)

    def _looked_up(self, connection: Connection, matches: Matches) -> tuple[Statement, ...]:
        made = []
        for match in matches.found[: min(STATEMENTS, len(matches.lookup.found))]:
            read = self._reading.version(connection, match.hit.version.id)
            span = _whole(match, read)
            if span is not None:
                made.append(_statement(match, span, 1.0, read))
        return tuple(made)

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


def _statement(match: Match, span: Span, score: float, read: ReadVersion) -> Statement:
    """Return the statement for a span. The quotation is checked here, for every front door."""
    quotation = checked(read.text[span.start : span.end], read.text, span.start, span.end)
    provision: Provision = holder(span, read.provisions)
    version = match.hit.version
    text, short = cite(version.metadata, provision, read.provisions)
    return Statement(
        quotation=quotation,
        start=span.start,
        end=span.end,
        citation=Citation(version.id, provision.address, text, short),
        hit=replace(match.hit, score=score),
    )


def _overlaps(one: Weighed, statement: Statement) -> bool:
    return (
        one.match.hit.version.id == statement.hit.version.id
        and one.span.start < statement.end
        and statement.start < one.span.end
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
