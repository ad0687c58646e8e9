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
    """Yield the sheet's name and title, its table, and the notes above and below it."""
    rows = [(at, row) for at, row in enumerate(sheet.rows) if any(map(clean_line, row))]
    if not rows:
        return
    level = 1
    if (title := clean_line(sheet.name)) and not _UNNAMED.fullmatch(title):
        yield stated_block(title, level)
        level += 1
    singles = [_single(row, spanning=at in sheet.spanning) for at, row in rows]
    first = next((at for at, single in enumerate(singles) if not single), len(rows))
    last = next((at for at in range(len(rows), first, -1) if not singles[at - 1]), first)
    yield from _lines(singles[:first], level)
    yield from _table([row for _, row in rows[first:last]])
    yield from _lines(singles[last:], 0)


def _single(row: Sequence[str], *, spanning: bool) -> str:
    """Return the text of a row that has only one, as titles and notes do, else ""."""
    texts = {text for text in map(clean_line, row) if text}
    filled = sum(bool(text.strip()) for text in row)
    return texts.pop() if len(texts) == 1 and (spanning or filled == 1) else ""


def _lines(texts: Sequence[str], level: int) -> Iterator[Block]:
    """Yield rows of one text: the first a heading of that level, if it is one, then paragraphs."""
    for at, text in enumerate(texts):
        yield stated_block(text, level if at == 0 else 0)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    block = table_block(rows)
    if block is not None:
        yield block
        return
    for row in rows:
        if text := clean_line(" ".join(cell for cell in dict.fromkeys(row) if cell.strip())):
            yield Block(BlockKind.PARAGRAPH, text)
