"""The tables of a worksheet: where one ends and the next begins, with its titles and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from indexer.readers.cleaning import clean_line
from indexer.readers.xlsx_sheets import Sheet

_DIGIT = re.compile("[0-9０-９]")
_NUMBERED = re.compile(r"附?表\s*[一二三四五六七八九十0-9]")
_ORDINAL = re.compile("[（(]?[一二三四五六七八九十]{1,3}[）)、.．]")
_MOST_TITLES = 8
_LEAST_ROWS = 2  # a header alone is no table yet
_NOTE = re.compile("备?注|说明|填表|制表|审核|合计|总计|单位[:：]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a worksheet with text in it."""

    cells: tuple[str, ...]
    single: str  # its text where it has only one, as titles and notes do, else ""
    spanning: bool  # whether one merged cell fills it
    apart: bool  # whether an empty row stands above it


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One table: rows of one text above it, its own rows, and rows of one text below."""

    titles: tuple[Row, ...]
    rows: tuple[Row, ...]
    notes: tuple[Row, ...]


def is_numbered(title: str) -> bool:
    """Return whether a title names one of several tables: "表一 人员"."""
    return _NUMBERED.match(title) is not None


def is_note(text: str) -> bool:
    """Return whether a line tells how to read a table or who filled it in: "单位：万元"."""
    return _NOTE.match(text) is not None


def sheet_tables(sheet: Sheet) -> Iterator[SheetTable]:
    """Yield the tables of a sheet from top to bottom; every row with text is in one of them."""
    rows = list(_rows(sheet))
    headers = _next_rows(rows)
    begin = 0
    above = _Above()
    for at, row in enumerate(rows):
        if above.filled >= _LEAST_ROWS and _starts_table(rows, at, headers[at], above):
            yield _table(rows[begin:at])
            begin, above = at, _Above()
        above.take(row)
    if rows:
        yield _table(rows[begin:])


@dataclass(slots=True)
class _Above:
    """What stands between the beginning of a table and a row."""

    titles: list[str] = field(default_factory=list)
    header: Row | None = None
    filled: int = 0  # rows of several texts
    grouped: bool = False  # whether rows of one text part its rows
    _waiting: bool = False

    def take(self, row: Row) -> None:
        self.filled += not row.single
        if row.single and self.header is None:
            self.titles = [*self.titles[-_MOST_TITLES:], row.single]
        elif row.single:
            self._waiting = True
        elif self.header is None:
            self.header = row
        else:
            self.grouped = self.grouped or self._waiting


def _next_rows(rows: Sequence[Row]) -> list[int]:
    """Return for each row the first from it on that has several texts; len(rows) for none."""
    found = [len(rows)] * len(rows)
    for at in range(len(rows) - 1, -1, -1):
        if not rows[at].single:
            found[at] = at
        elif at + 1 < len(rows):
            found[at] = found[at + 1]
    return found


def _rows(sheet: Sheet) -> Iterator[Row]:
    above = -1
    for at, row in enumerate(sheet.rows):
        cells = tuple(map(clean_line, row))
        if any(cells):
            spanning = at in sheet.spanning
            yield Row(
                row, _single(cells, spanning=spanning), spanning, above >= 0 and above < at - 1
            )
            above = at


def _single(cells: Sequence[str], *, spanning: bool) -> str:
    filled = [cell for cell in cells if cell]
    return filled[0] if len(set(filled)) == 1 and (spanning or len(filled) == 1) else ""


def _table(rows: Sequence[Row]) -> SheetTable:
    first = next((at for at, row in enumerate(rows) if not row.single), len(rows))
    last = next((at for at in range(len(rows), first, -1) if not rows[at - 1].single), first)
    return SheetTable(tuple(rows[:first]), tuple(rows[first:last]), tuple(rows[last:]))


def _starts_table(rows: Sequence[Row], at: int, header: int, above: _Above) -> bool:
    """Return whether a table begins with a row: with its title, or with its header.

    An empty row or a row of one text may also part the groups of one table, which have no headers
    of their own.
    """
    row, before = rows[at], rows[at - 1]
    if is_note(row.single):
        return False
    if not row.single:
        return row.apart and not before.single and _is_header(rows, at, above)
    if not row.apart and _is_title(before):
        return False  # the title began above
    if header + 1 >= len(rows) or rows[header + 1].single:
        return False
    return _is_next_title(row, above) or (
        _may_be_title(row, above) and _is_header(rows, header, above)
    )


def _is_title(row: Row) -> bool:
    return bool(row.single) and not is_note(row.single)


def _is_next_title(row: Row, above: _Above) -> bool:
    """Return whether a row of one text is a title by its place: as the table above has one."""
    if _ORDINAL.match(row.single):
        return any(map(_ORDINAL.match, above.titles))
    if not above.titles:
        return False
    return is_numbered(row.single) or (row.apart and not above.grouped)


def _may_be_title(row: Row, above: _Above) -> bool:
    """Return whether a row of one text can be a title, if a header stands below it."""
    if _ORDINAL.match(row.single) and not row.apart:
        return False  # a group of the table above, which has its header over the first group
    return row.apart or is_numbered(row.single) or not above.grouped


def _is_header(rows: Sequence[Row], at: int, above: _Above) -> bool:
    """Return whether a row names columns: words over figures, or the header of the table above."""
    names = [cell for cell in map(clean_line, rows[at].cells) if cell]
    if above.header is not None and rows[at].cells == above.header.cells:
        return True
    if len(names) < 2 or len(set(names)) < len(names) or any(map(_DIGIT.search, names)):
        return False
    if at + 1 == len(rows) or rows[at + 1].single or rows[at + 1].apart:
        return False
    below = zip(rows[at].cells, rows[at + 1].cells, strict=True)
    return any(name.strip() and _DIGIT.search(value) for name, value in below)
