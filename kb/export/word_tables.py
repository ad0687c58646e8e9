"""Tables of exported Word files: fixed widths, hairlines between rows, rows that stay whole."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import sqrt

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

SYMBOLS = "Segoe UI Symbol"
_HAIRLINE = "C9D1D8"
_AFTER_BORDERS = {qn(f"w:{name}") for name in ("shd", "tblLayout", "tblCellMar", "tblLook")}
_SHADE = "EEF2F5"
_LEAST = 4  # characters that a column is wide at least


def add_table(document: Document, rows: int, widths: tuple[int, ...]) -> Table:
    """Add an empty table; widths in millimetres, one for each column."""
    table: Table = document.add_table(rows, len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _hairlines(table)
    for line in table.rows:
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(line.cells, widths, strict=True):
            cell.width = Mm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def shade(cell: _Cell) -> None:
    """Give a cell the background of a name."""
    shading = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
        shading.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def repeat_header(table: Table) -> None:
    """Have Word repeat the first row of a table on every page that the table goes on to."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def column_widths(rows: Sequence[Sequence[str]], whole: int) -> tuple[int, ...]:
    """Return widths in millimetres that add up to whole, wider where cells hold more text.

    The root of the longest cell's length, so that a long column wraps and a short one stays.
    """
    weights = [sqrt(max(_LEAST, *map(len, column))) for column in zip(*rows, strict=True)]
    edges = [round(whole * part / sum(weights)) for part in accumulate(weights, initial=0.0)]
    return tuple(right - left for left, right in pairwise(edges))


def add_symbol(paragraph: Paragraph, symbol: str) -> None:
    """Add a character that Chinese text fonts lack, with the font that has it."""
    run = paragraph.add_run(symbol)
    run.font.name = SYMBOLS
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), SYMBOLS)


def _hairlines(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _HAIRLINE)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    # Word refuses a file whose table properties are out of the schema's order
    next(child for child in table._tbl.tblPr if child.tag in _AFTER_BORDERS).addprevious(borders)
