"""Measures on rows of questions: retrieval, answers, refusals, time.

A row is one of three kinds:
  {"question", "expect": ["《…》第…条"]}: a hit counts for an expected provision that it is, lies
      inside or contains;
  {"question", "document", "answer"}: a passage of the file or title `document` counts if it
      contains the answer, white space and width folded;
  {"question", "answerable": false}.
"""

from __future__ import annotations

import json
import math
import time
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.errors import KbError, UnknownCitation
from kb.library import Library
from kb.model import Answer, Citation, Hit

_DEPTH = 100
_SHOWN = 10  # hits of a page; what is timed


@dataclass(frozen=True, slots=True)
class Row:
    """A question with what is expected; exactly one of expect, answer, unanswerable is meant."""

    question: str
    expect: tuple[str, ...] = ()
    document: str = ""
    answer: str = ""

    @property
    def answerable(self) -> bool:
        return bool(self.expect or self.answer)


@dataclass(frozen=True, slots=True)
class Target:
    """Characters [start, end) of a version: an expected provision."""

    version_id: int
    start: int
    end: int

    def nested(self, version_id: int, start: int, end: int) -> bool:
        """Return whether a range lies inside the target or contains it."""
        inside = self.start <= start and end <= self.end
        return version_id == self.version_id and (
            inside or (start <= self.start and self.end <= end)
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row's figures; the first six are None for a question without an answer."""

    row: Row
    recall: tuple[float, float, float] | None  # at 5, 10, 100
    reciprocal: float | None  # of the rank of the first right hit within 10
    ndcg: float | None  # at 10, binary gains
    first_right: bool | None
    some_right: bool | None
    refused: bool
    milliseconds: float  # of a search for ten hits


@dataclass(frozen=True, slots=True)
class Report:
    """Means over the rows; rates from 0 to 1, NaN over no rows; times in milliseconds."""

    n: int
    recall_5: float
    recall_10: float
    recall_100: float
    mrr_10: float
    ndcg_10: float
    answer_1: float
    # expect rows: the first statement cites an expected provision; document rows: the first
    # passage found contains the answer
    answer_5: float  # the same among all statements, or the first five passages
    refused: float  # of the questions without an answer
    wrongly_refused: float  # of the others
    p50: float
    p99: float
    unknown: tuple[str, ...]  # expected citations that the library does not have

    def named(self) -> dict[str, float]:
        """Return the figures under the names in which they are published."""
        return {
            "n": self.n,
            "recall@5": self.recall_5,
            "recall@10": self.recall_10,
            "recall@100": self.recall_100,
            "mrr@10": self.mrr_10,
            "ndcg@10": self.ndcg_10,
            "answer@1": self.answer_1,
            "answer@5": self.answer_5,
            "refused": self.refused,
            "wrongly refused": self.wrongly_refused,
            "p50": self.p50,
            "p99": self.p99,
        }


def read_rows(path: Path) -> tuple[Row, ...]:
    """Return the rows of a JSON Lines file. Raises KbError that names a line that is none."""
    rows = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KbError(
            "问题文件读不出来", where=str(path), todo="请检查路径和编码（UTF-8）"
        ) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            rows.append(_row(line, f"{path.name} 第 {number} 行"))
    if not rows:
        raise KbError("问题文件里没有问题", where=str(path))
    return tuple(rows)


def evaluate(
    library: Library, rows: Sequence[Row], on_row: Callable[[Outcome], None] = lambda _: None
) -> Report:
    """Ask every question and return the figures; on_row is told of each."""
    outcomes: list[Outcome] = []
    unknown: list[str] = []
    for row in rows:
        targets, missing = _targets(library, row)
        unknown.extend(missing)
        outcome = _ask(library, row, targets)
        outcomes.append(outcome)
        on_row(outcome)
    return _report(outcomes, tuple(dict.fromkeys(unknown)))


def _row(line: str, where: str) -> Row:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise KbError("不是一行 JSON", where=where) from error
    if not isinstance(value, dict) or not isinstance(value.get("question"), str):
        raise KbError("缺少 question", where=where)
    expect, document, answer = value.get("expect"), value.get("document"), value.get("answer")
    if isinstance(expect, list) and expect and all(isinstance(one, str) for one in expect):
        return Row(value["question"], expect=tuple(expect))
    if isinstance(document, str) and isinstance(answer, str) and folded(answer):
        return Row(value["question"], document=document, answer=answer)
    if value.get("answerable") is False:
        return Row(value["question"])
    raise KbError(
        "既没有 expect，也没有 document 和 answer，也没有标明 answerable: false", where=where
    )


def _targets(library: Library, row: Row) -> tuple[tuple[tuple[Target, ...], ...], list[str]]:
    """Return for each expected citation the provisions that it may mean, and those unknown."""
    targets: list[tuple[Target, ...]] = []
    unknown: list[str] = []
    for expected in row.expect:
        try:
            found = library.resolve(expected)
        except UnknownCitation:
            unknown.append(expected)
            targets.append(())
        else:
            targets.append(tuple(_target(library, citation) for citation in found))
    return tuple(targets), unknown


def expected_targets(library: Library, row: Row) -> tuple[Target, ...]:
    """Return every provision that a row expects. Raises UnknownCitation."""
    found = (library.resolve(expected) for expected in row.expect)
    return tuple(_target(library, one) for citations in found for one in citations)


def _target(library: Library, citation: Citation) -> Target:
    if citation.address is None:
        return Target(citation.version_id, 0, len(library.text(citation.version_id)))
    provision = library.provision(citation.version_id, str(citation.address))
    return Target(citation.version_id, provision.start, provision.end)


def _ask(library: Library, row: Row, targets: tuple[tuple[Target, ...], ...]) -> Outcome:
    began = time.perf_counter()
    library.search(row.question, limit=_SHOWN)
    milliseconds = (time.perf_counter() - began) * 1000
    answer = library.ask(row.question)
    if not row.answerable:
        return Outcome(row, None, None, None, None, None, answer.refused, milliseconds)
    hits = library.search(row.question, limit=_DEPTH).hits
    if row.expect:
        gains = _first_gains([_matched_targets(hit, targets) for hit in hits])
        wanted = len(targets)
        first, some = _statements_right(answer, targets)
    else:
        gains = _first_gains([{0} if contains_answer(hit, row) else set() for hit in hits])
        wanted = 1
        first, some = bool(sum(gains[:1])), bool(sum(gains[:5]))
    return Outcome(
        row,
        recall=(sum(gains[:5]) / wanted, sum(gains[:10]) / wanted, sum(gains) / wanted),
        reciprocal=next((1 / (i + 1) for i, gain in enumerate(gains[:10]) if gain), 0.0),
        ndcg=_ndcg(gains, wanted),
        first_right=first,
        some_right=some,
        refused=answer.refused,
        milliseconds=milliseconds,
    )


def _matched_targets(hit: Hit, targets: tuple[tuple[Target, ...], ...]) -> set[int]:
    passage = hit.passage
    whole = hit.citation.address is None
    return {
        index
        for index, alternatives in enumerate(targets)
        for one in alternatives
        if one.nested(hit.version.id, passage.start, passage.end)
        or (whole and one.version_id == hit.version.id)
    }


def _first_gains(matched: Sequence[set[int]]) -> list[int]:
    """Return per hit how many expected provisions it is the first to find."""
    seen: set[int] = set()
    gains = []
    for found in matched:
        gains.append(len(found - seen))
        seen |= found
    return gains


def _ndcg(gains: Sequence[int], wanted: int) -> float:
    """Return nDCG at 10 with binary gains (Järvelin & Kekäläinen 2002, log base 2)."""
    reached = sum(min(gain, 1) / math.log2(i + 2) for i, gain in enumerate(gains[:10]))
    return reached / sum(1 / math.log2(i + 2) for i in range(min(10, wanted)))


def _statements_right(answer: Answer, targets: tuple[tuple[Target, ...], ...]) -> tuple[bool, bool]:
    right = [
        any(
            one.nested(statement.citation.version_id, statement.start, statement.end)
            for alternatives in targets
            for one in alternatives
        )
        for statement in answer.statements
    ]
    return (right[:1] == [True], any(right[:5]))


def contains_answer(hit: Hit, row: Row) -> bool:
    """Return whether a passage of the row's document holds its answer, width and blanks folded."""
    about = hit.version
    same = row.document in (about.source_name, about.metadata.title, Path(about.source_name).stem)
    return same and folded(row.answer) in folded(hit.passage.text)


def folded(text: str) -> str:
    """Return text without blanks, full width as half, as answers are looked for."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def _report(outcomes: Sequence[Outcome], unknown: tuple[str, ...]) -> Report:
    recalls = [outcome.recall for outcome in outcomes if outcome.recall is not None]
    times = sorted(outcome.milliseconds for outcome in outcomes)
    return Report(
        n=len(outcomes),
        recall_5=_mean(recall[0] for recall in recalls),
        recall_10=_mean(recall[1] for recall in recalls),
        recall_100=_mean(recall[2] for recall in recalls),
        mrr_10=_mean(o.reciprocal for o in outcomes if o.reciprocal is not None),
        ndcg_10=_mean(o.ndcg for o in outcomes if o.ndcg is not None),
        answer_1=_mean(o.first_right for o in outcomes if o.first_right is not None),
        answer_5=_mean(o.some_right for o in outcomes if o.some_right is not None),
        refused=_mean(o.refused for o in outcomes if not o.row.answerable),
        wrongly_refused=_mean(o.refused for o in outcomes if o.row.answerable),
        p50=_quantile(times, 0.50),
        p99=_quantile(times, 0.99),
        unknown=unknown,
    )


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else math.nan


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return the nearest-rank quantile of values in order; NaN of none."""
    if not ordered:
        return math.nan
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
