"""Tables of exported Word files: fixed widths, hairlines between rows, rows that stay whole."""

from __future__ import annotations

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
