"""Excel .xlsx: each worksheet a table under its name, cells as people see them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.blocks import Block, BlockKind, Extract
from indexer.readers.cleaning import clean_line
from indexer.readers.headings import stated_block
from indexer.readers.package import member_names, open_package
from indexer.readers.tables import table_block
from indexer.readers.xlsx_sheets import Sheet, sheets
from indexer.readers.xlsx_tables import SheetTable, is_note, is_numbered, sheet_tables

_ATTACHED = re.compile(r"附\s*[件表录]?\s*[0-9一二三四五六七八九十]{0,3}\s*[:：]?")
_UNNAMED = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)


class XlsxReader:
    """Reads .xlsx and .xlsm workbooks; formulas give the value they had when last saved."""

    media = "xlsx"
    extensions = (".xlsx", ".xlsm", ".xltx")

    def accepts(self, name: str, data: bytes) -> bool:
        del name
        members = member_names(data)
        # A binary workbook (.xlsb) has the same folders and other parts.
        return any(m.startswith("xl/") for m in members) and "xl/workbook.bin" not in members

    def read(self, data: bytes, name: str) -> Extract:
        package = open_package(data, name)
        blocks = [block for sheet in sheets(package, name) for block in _sheet_blocks(sheet)]
        return Extract(self.media, tuple(blocks))


def _sheet_blocks(sheet: Sheet) -> Iterator[Block]:
    """Yield the sheet's title and name, then its tables with the lines above and below each.

    A title in one merged cell says more than the name of the tab, and stands over it.
    """
    tables = list(sheet_tables(sheet))
    if not tables:
        return
    above, title = _title_above(tables)
    name = clean_line(sheet.name)
    for text in above:
        yield Block(BlockKind.PARAGRAPH, text)
    level = 1
    for text in (title, "" if _UNNAMED.fullmatch(name) or name in title else name):
        if text:
            yield stated_block(text, level)
            level += 1
    titles = [row.single for row in tables[0].titles[len(above) + bool(title) :]]
    inner = level + (any(map(is_numbered, titles[1:])) and len(tables) > 1)
    yield from _titles(titles, 0 if title else level, inner)
    yield from _content(tables[0])
    for table in tables[1:]:
        yield from _titles([row.single for row in table.titles], inner, inner)
        yield from _content(table)


def _title_above(tables: Sequence[SheetTable]) -> tuple[list[str], str]:
    """Return the title that one merged cell at the top gives the sheet, "" for none.

    Before it: the lines above it, such as 附件1.
    """
    above: list[str] = []
    for row in tables[0].titles:
        if row.spanning and not _ATTACHED.fullmatch(row.single):
            stated = stated_block(row.single, 1).kind is BlockKind.HEADING
            of_one = len(tables) > 1 and is_numbered(row.single)
            return (above, row.single) if stated and not of_one else ([], "")
        if not _ATTACHED.fullmatch(row.single):
            break
        above.append(row.single)
    return [], ""


def _titles(texts: Sequence[str], level: int, inner: int) -> Iterator[Block]:
    """Yield lines above a table: the first a heading of that level, if it is one.

    inner: the level of a line such as 表一, also where it is not the first.
    """
    for at, text in enumerate(texts):
        first = level if at == 0 and not is_note(text) else 0
        yield stated_block(text, inner if is_numbered(text) else first)


def _content(table: SheetTable) -> Iterator[Block]:
    yield from _table([row.cells for row in table.rows])
    for row in table.notes:
        yield stated_block(row.single, 0)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    block = table_block(rows)
    if block is not None:
        yield block
        return
    for row in rows:
        if text := clean_line(" ".join(cell for cell in dict.fromkeys(row) if cell.strip())):
            yield Block(BlockKind.PARAGRAPH, text)
