"""Rows of cells as one table block, or the verdict that they only lay out a page."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.blocks import Block, BlockKind, table_text
from indexer.readers.cleaning import clean_line

_LONG = 400  # characters: a cell beyond this holds running text


def table_block(rows: Sequence[Sequence[str]]) -> Block | None:
    """Return a table of equal rows without empty rows and columns, None for a layout table.

    A layout table has a single row or column, or most of its text in one long cell: its text is
    then read as paragraphs.
    """
    grid = trimmed(rows)
    if len(grid) < 2 or len(grid[0]) < 2:
        return None
    longest = max(len(cell) for row in grid for cell in row)
    if longest > _LONG and 2 * longest > sum(len(cell) for row in grid for cell in row):
        return None
    return Block(BlockKind.TABLE, table_text(grid), rows=grid)


def trimmed(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Return rows of equal length, cells on one line, empty rows and columns left out."""
    cleaned = [tuple(map(clean_line, row)) for row in rows]
    filled = [row for row in cleaned if any(row)]
    width = max(map(len, filled), default=0)
    padded = [row + ("",) * (width - len(row)) for row in filled]
    used = [column for column in range(width) if any(row[column] for row in padded)]
    return tuple(tuple(row[column] for column in used) for row in padded)
