"""Ruled tables of a PDF page: the characters inside a grid, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.blocks import Block, LinePlace
from indexer.readers.paragraphs import join_lines, starts_provision
from indexer.readers.pdf_chars import Box, Char, View
from indexer.readers.pdf_lines import page_lines
from indexer.readers.pdf_rules import Grid
from indexer.readers.tables import table_block

_Place = tuple[int, int]  # row and column of a grid, from 0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells with where it stands, in two places if a page break goes through it."""

    cells: tuple[str, ...]
    boxes: tuple[tuple[Box, int], ...]  # in the coordinates of the page's text; page from 1


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table as printed on one page."""

    rows: tuple[Row, ...]
    xs: tuple[float, ...]  # the column edges, by which the next page's part is recognised
    page: int
    open_top: bool
    open_bottom: bool

    @property
    def top(self) -> float:
        return self.rows[0].boxes[0][0][1]


def read_table(grid: Grid, chars: Sequence[Char], page: int, before: Table | None) -> Table | None:
    """Return the table that a grid holds, None where it only frames running text.

    before: the last table of the page before; what continues it may be a single row.
    """
    cells = _cells(grid, chars)
    homes = _homes(grid)
    texts = {place: _cell_text(cells.get(place, []), page) for place in set(homes.values())}
    columns = range(len(grid.xs) - 1)
    rows: list[Row] = []
    for at in range(len(grid.ys) - 1):
        row = tuple(texts[homes[at, column]] for column in columns)
        box = (grid.xs[0], grid.ys[at], grid.xs[-1], grid.ys[at + 1])
        if any(row):
            rows.append(Row(row, ((box, page),)))
    table = Table(tuple(rows), grid.xs, page, grid.open_top, grid.open_bottom)
    continued = before is not None and bool(rows) and continues(table, before)
    if continued or table_block([row.cells for row in rows]) is not None:
        return table
    return None


def joined_table(parts: Sequence[Table], views: dict[int, tuple[View, View]]) -> Block | None:
    """Return one block for a table that runs over several pages, its repeated header left out.

    views: for each page the view its text is upright in, and the view it is shown in.
    """
    rows = list(parts[0].rows)
    for before, part in pairwise(parts):
        further = list(part.rows)
        if further and further[0].cells == rows[0].cells:
            further = further[1:]
        if further and _is_rest_of_row(further[0], before, part, rows):
            rows[-1] = _rejoined(rows[-1], further.pop(0))
        rows += further
    block = table_block([row.cells for row in rows])
    if block is None:
        return None
    places: list[LinePlace] = []
    start = 0
    for line, row in zip(block.text.split("\n"), rows, strict=True):
        for box, page in row.boxes:
            upright, shown = views[page]
            shown_box = upright.seen_from(shown, box)
            places.append(LinePlace(start, start + len(line), page, shown_box))
        start += len(line) + 1
    return Block(block.kind, block.text, rows=block.rows, places=tuple(places))


def continues(part: Table, before: Table) -> bool:
    """Return whether a table at the top of a page has the columns of the one before it."""
    return (
        part.page == before.page + 1
        and len(part.xs) == len(before.xs)
        and all(abs(one - other) < 6 for one, other in zip(part.xs, before.xs, strict=True))
    )


def _is_rest_of_row(first: Row, before: Table, part: Table, rows: Sequence[Row]) -> bool:
    """Return whether the first row on a page is the rest of the last one on the page before.

    Either no rule closes the row at the break, or the row alone has nothing in its first cell.
    """
    if part.open_top and before.open_bottom:
        return True
    return not first.cells[0] and all(row.cells[0] for row in rows)


def _rejoined(row: Row, rest: Row) -> Row:
    cells = tuple(
        one if one == other else join_lines(one, other)
        for one, other in zip(row.cells, rest.cells, strict=True)
    )
    return Row(cells, row.boxes + rest.boxes)


def inside(char: Char, box: Box) -> bool:
    """Return whether the middle of a character lies in a box."""
    middle = (char.left + char.right) / 2, (char.top + char.bottom) / 2
    return box[0] <= middle[0] <= box[2] and box[1] <= middle[1] <= box[3]


def _cells(grid: Grid, chars: Sequence[Char]) -> dict[_Place, list[Char]]:
    homes = _homes(grid)
    cells: dict[_Place, list[Char]] = {}
    for char in chars:
        row = _slot((char.top + char.bottom) / 2, grid.ys)
        column = _slot((char.left + char.right) / 2, grid.xs)
        cells.setdefault(homes[row, column], []).append(char)
    return cells


def _slot(position: float, edges: Sequence[float]) -> int:
    return max(sum(edge <= position for edge in edges[1:-1]), 0)


def _homes(grid: Grid) -> dict[_Place, _Place]:
    """Return for every place of the lattice the first place of the merged cell it belongs to."""
    homes: dict[_Place, _Place] = {}
    for row in range(len(grid.ys) - 1):
        for column in range(len(grid.xs) - 1):
            home = (row, column)
            if column and not grid.wall_right(row, column - 1):
                home = homes[row, column - 1]
            elif row and not grid.wall_below(row - 1, column):
                home = homes[row - 1, column]
            homes[row, column] = home
    return homes


def _cell_text(chars: Sequence[Char], page: int) -> str:
    text = ""
    for line in page_lines(chars, page):
        text = f"{text} {line.text}" if starts_provision(line.text) else join_lines(text, line.text)
    return text
