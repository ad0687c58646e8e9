"""Ruled tables of a PDF page: the characters inside a grid, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.blocks import Block, LinePlace
from indexer.readers.paragraphs import join_lines, starts_provision
from indexer.readers.pdf_chars import Box, Char, View
from indexer.readers.pdf_lines import page_lines
from indexer.readers.pdf_rules import Grid
from indexer.readers.tables import table_block

_Place = tuple[int, int]  # row and column of a grid, from 0


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table as printed on one page."""

    rows: tuple[tuple[str, ...], ...]
    boxes: tuple[Box, ...]  # of its rows, in the coordinates of the page's text
    xs: tuple[float, ...]  # the column edges, by which the next page's part is recognised
    page: int

    @property
    def top(self) -> float:
        return self.boxes[0][1]

    @property
    def box(self) -> Box:
        return self.xs[0], self.boxes[0][1], self.xs[-1], self.boxes[-1][3]


def read_table(grid: Grid, chars: Sequence[Char], page: int) -> Table | None:
    """Return the table that a grid holds, None where it only frames running text."""
    cells = _cells(grid, chars)
    homes = _homes(grid)
    texts = {place: _cell_text(cells.get(place, []), page) for place in set(homes.values())}
    columns = range(len(grid.xs) - 1)
    full = [
        tuple(texts[homes[row, column]] for column in columns) for row in range(len(grid.ys) - 1)
    ]
    kept = [(row, at) for at, row in enumerate(full) if any(row)]
    if table_block([row for row, _ in kept]) is None:
        return None
    boxes = tuple((grid.xs[0], grid.ys[at], grid.xs[-1], grid.ys[at + 1]) for _, at in kept)
    return Table(tuple(row for row, _ in kept), boxes, grid.xs, page)


def joined_table(parts: Sequence[Table], views: dict[int, tuple[View, View]]) -> Block | None:
    """Return one block for a table that runs over several pages, its repeated header left out.

    views: for each page the view its text is upright in, and the view it is shown in.
    """
    header = parts[0].rows[0]
    rows: list[tuple[str, ...]] = []
    placed: list[tuple[Box, int]] = []
    for number, part in enumerate(parts):
        for row, box in zip(part.rows, part.boxes, strict=True):
            if number and row == header and row is part.rows[0]:
                continue
            rows.append(row)
            placed.append((box, part.page))
    block = table_block(rows)
    if block is None:
        return None
    places: list[LinePlace] = []
    start = 0
    for line, (box, page) in zip(block.text.split("\n"), placed, strict=True):
        upright, shown = views[page]
        places.append(LinePlace(start, start + len(line), page, upright.seen_from(shown, box)))
        start += len(line) + 1
    return Block(block.kind, block.text, rows=block.rows, places=tuple(places))


def continues(part: Table, before: Table) -> bool:
    """Return whether a table at the top of a page has the columns of the one before it."""
    return len(part.xs) == len(before.xs) and all(
        abs(one - other) < 6 for one, other in zip(part.xs, before.xs, strict=True)
    )


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
