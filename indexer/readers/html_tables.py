"""HTML tables: which ones hold data, and their cells with row and column spans filled in."""

from __future__ import annotations

import re

from lxml import etree

from indexer.blocks import Block
from indexer.readers.cleaning import clean_line
from indexer.readers.tables import table_block

_MAX_SPAN = 200
_MAX_CELLS = 200_000
_BREAKS = frozenset((
    "p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6",
))  # fmt: skip
_SPACE = re.compile(r"[ \t\n\r\f]+")


def data_table(table: etree._Element) -> Block | None:
    """Return a data table as a block, None where the table only lays out a page.

    Besides what `table_block` says, a table with others inside lays out a page. Text of a merged
    cell stands in every place that it covers.
    """
    if next(table.iterdescendants("table"), None) is not None:
        return None
    return table_block(_grid(table))


def _grid(table: etree._Element) -> list[tuple[str, ...]]:
    covered: dict[tuple[int, int], str] = {}  # places filled by a span from above or the left
    grid: list[tuple[str, ...]] = []
    for y, row in enumerate(table.iterdescendants("tr")):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _fill(cells, covered, y)
            text, across, down = cell_text(cell), _span(cell, "colspan"), _span(cell, "rowspan")
            if len(covered) + across * down < _MAX_CELLS:
                covered.update({(y + dy, len(cells)): text for dy in range(down)})
                covered.update(
                    {(y + dy, len(cells) + dx): text for dx in range(across) for dy in range(down)}
                )
            cells.append(text)
        _fill(cells, covered, y)
        grid.append(tuple(cells))
    return grid


def _fill(cells: list[str], covered: dict[tuple[int, int], str], y: int) -> None:
    while (y, len(cells)) in covered:
        cells.append(covered[y, len(cells)])


def _span(cell: etree._Element, name: str) -> int:
    written = (cell.get(name) or "").strip()
    return min(max(int(written), 1), _MAX_SPAN) if written.isdecimal() and len(written) < 10 else 1


def cell_text(cell: etree._Element) -> str:
    """Return a cell's text on one line, its paragraphs apart by a space."""
    parts: list[str] = []
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        if element.tag in _BREAKS:
            parts.append(" ")
        text = element.text if event == "start" else element.tail if element is not cell else None
        parts.append(text or "")
    return clean_line(_SPACE.sub(" ", "".join(parts)))
