"""A quotation in its parts, so that rows of a table can be shown as a table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from kb.model import Level, Provision
from kb.own_text import cells, stripped
from kb.quoted import QuotedPart, QuotedRow


def quotation_parts(
    text: str, provisions: Sequence[Provision], start: int, end: int
) -> tuple[QuotedPart, ...]:
    """Return text[start:end] of a version in runs of prose and of table rows, in order.

    Nothing but blanks between two runs is left out. provisions: all of the version's.
    """
    first = bisect_right(provisions, start, key=lambda one: one.own_end)
    touched = []
    for provision in provisions[first:]:
        if provision.start >= end:
            break
        touched.append(provision)
    made = []
    for table, run in groupby(touched, key=_table_of):
        members = tuple(run)
        span = stripped(text, max(start, members[0].start), min(end, members[-1].own_end))
        if span.start == span.end:
            continue
        part = QuotedPart(span.start, text[span.start : span.end])
        if table is not None:
            part = _as_rows(part, text, provisions[table], members)
        made.append(part)
    return tuple(made)


def _table_of(provision: Provision) -> int | None:
    """Return the ordinal of the table that a provision is, or is a row of; None for prose."""
    if provision.level is Level.TABLE:
        return provision.ordinal
    return provision.parent if provision.level is Level.ROW else None


def _as_rows(
    part: QuotedPart, text: str, table: Provision, members: tuple[Provision, ...]
) -> QuotedPart:
    """Return a part of a table as its header and rows; a cell is cut where the part is."""
    end = part.start + len(part.text)
    rows = (
        QuotedRow(max(part.start, row.start), _cells(text, row, part.start, end))
        for row in members
        if row.level is Level.ROW
    )
    return replace(
        part,
        header=tuple(text[cell.start : cell.end] for cell in cells(text, table)),
        rows=tuple(row for row in rows if any(row.cells)),
        header_quoted=members[0] is table,
    )


def _cells(text: str, row: Provision, start: int, end: int) -> tuple[str, ...]:
    return tuple(text[max(start, cell.start) : min(end, cell.end)] for cell in cells(text, row))
