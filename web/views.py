"""Core records to what the pages show."""

from __future__ import annotations

from collections.abc import Sequence

from kb.library import Library
from kb.model import Address, Hit, Reason, ReasonKind, Statement, Status, Version
from kb.quotation_parts import quotation_parts
from kb.quoted import QuotedPart, QuotedRow
from web.contexts.found import HitView, PartView, QuoteView, RowView
from web.marks import excerpt, mark_spans, mark_words
from web.render import chinese_date, provision_url

_HIT_CHARACTERS, _HIT_ROWS = 220, 3  # shown of a hit: of a run of prose, of a table
_CELL_MARK = "|"  # no table is without it in a version's text
_MUCH_MORE = 1.4
# times the quotation's length, for its passage to be shown opened


def quote_view(statement: Statement, library: Library) -> QuoteView:
    """Return a statement with the passage around it, the quotation marked."""
    hit = statement.hit
    text = library.text(hit.version.id)
    provisions = library.provisions(hit.version.id)
    quoted = statement.start, statement.end
    start, end = min(hit.passage.start, quoted[0]), max(hit.passage.end, quoted[1])
    more = text[start : quoted[0]].strip() or text[quoted[1] : end].strip()
    around = quotation_parts(text, provisions, start, end) if more else ()
    address = statement.citation.address or hit.passage.address
    return QuoteView(
        quotation=statement.quotation,
        parts=part_views(quotation_parts(text, provisions, *quoted)),
        citation=statement.citation,
        version=hit.version,
        status=hit.status,
        url=provision_url(hit.version.id, address),
        around=part_views(around, quoted),
        adds=end - start > _MUCH_MORE * (statement.end - statement.start),
        address=str(address),
        start=statement.start,
        end=statement.end,
    )


def part_views(
    parts: tuple[QuotedPart, ...], marked: tuple[int, int] = (0, 0)
) -> tuple[PartView, ...]:
    """Return the parts of a text as they are shown; marked: what is marked of it, as [start, end)
    of the version's text.
    """
    first, last = marked
    return tuple(
        PartView(
            mark_spans(part.text, ((first - part.start, last - part.start),)),
            part.header,
            tuple(_row(row, (), first <= row.start < last) for row in part.rows),
            part.context,
        )
        for part in parts
    )


def _row(row: QuotedRow, words: Sequence[str], marked: bool) -> RowView:
    return RowView(tuple(mark_words(cell, words) for cell in row.cells), marked)


def hit_view(hit: Hit, library: Library) -> HitView:
    """Return a hit with the words that matched marked in an excerpt of its passage."""
    words = [word for reason in hit.reasons for word in reason.words]
    address = hit.citation.address or hit.passage.address
    parts = tuple(_excerpt(part, words) for part in _hit_parts(hit, library))
    return HitView(
        citation=hit.citation,
        version=hit.version,
        status=hit.status,
        url=provision_url(hit.version.id, address),
        headings=_headings(hit, [view.header for view, _ in parts if view.header]),
        parts=tuple(view for view, _ in parts),
        unshown=sum(unshown for _, unshown in parts),
        reasons=tuple(_reason(reason) for reason in hit.reasons),
        collect_url=collect_url(hit.version.id, address),
    )


def _hit_parts(hit: Hit, library: Library) -> tuple[QuotedPart, ...]:
    """Return the passage in runs of prose and of table rows; all prose is left in one."""
    passage = hit.passage
    if _CELL_MARK in passage.text:
        version = hit.version.id
        made = quotation_parts(
            library.text(version), library.provisions(version), passage.start, passage.end
        )
        if any(part.header for part in made):
            return made
    return (QuotedPart(passage.start, passage.text),)


def _excerpt(part: QuotedPart, words: Sequence[str]) -> tuple[PartView, int]:
    """Return what is shown of a part, and how many rows are not: prose around the first word that
    matched, of a table the rows that match most.
    """
    segments = excerpt(mark_words(part.text, words), _HIT_CHARACTERS)
    matching = [row for row in part.rows if _matching(row, words)] or part.rows
    best = sorted(matching, key=lambda row: -_matching(row, words))[:_HIT_ROWS]
    rows = tuple(_row(row, words, False) for row in part.rows if row in best)
    return PartView(segments, part.header, rows, part.context), len(part.rows) - len(rows)


def _headings(hit: Hit, headers: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the headings above a passage, without a table's header that is shown as one."""
    return tuple(
        heading
        for heading in hit.passage.headings
        if tuple(cell.strip() for cell in heading.split(_CELL_MARK)) not in headers
    )


def _matching(row: QuotedRow, words: Sequence[str]) -> int:
    return sum(any(word in cell for cell in row.cells) for word in words)


def _reason(reason: Reason) -> str:
    if reason.kind is ReasonKind.WORDS and reason.words:
        return f"{reason.kind.value}：{'、'.join(reason.words)}"
    return reason.kind.value


def collect_url(version_id: int, address: Address) -> str:
    """Return the page with the form that collects a provision."""
    return f"/versions/{version_id}/{address}/collect"


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return [start, end) without the white space at its edges."""
    body = text[start:end]
    left = len(body) - len(body.lstrip())
    return start + left, end - (len(body) - len(body.rstrip())) if body.strip() else start + left


def warning(version: Version, status: Status) -> str:
    """Return one sentence on why a text must not be relied on, empty for one in force."""
    validity = version.validity
    if status is Status.REPEALED:
        since = f"自{chinese_date(validity.repealed)}起" if validity.repealed else ""
        return f"本文件{since}已废止，不能再作为办事依据。"
    if status is Status.EXPIRED:
        since = f"有效期至{chinese_date(validity.expires)}，" if validity.expires else ""
        return f"本文件{since}现已失效，不能再作为办事依据。"
    if status is Status.AMENDED:
        since = f"自{chinese_date(validity.superseded)}起" if validity.superseded else ""
        return f"本版本{since}已被新版本取代，不能再作为办事依据。"
    if status is Status.NOT_YET:
        since = f"自{chinese_date(validity.effective)}起施行，" if validity.effective else ""
        return f"本文件{since}现在尚未施行。"
    return ""
