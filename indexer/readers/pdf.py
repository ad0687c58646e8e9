"""PDF with a text layer: paragraphs and ruled tables, each line with its page and box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2

from indexer.blocks import Block, BlockKind, Extract, LinePlace
from indexer.readers.headings import stated_block
from indexer.readers.paragraphs import join_lines
from indexer.readers.pdf_chars import PageChars, View, page_chars, page_view
from indexer.readers.pdf_file import open_pdf
from indexer.readers.pdf_furniture import PageLines, body_size, without_furniture
from indexer.readers.pdf_lines import Line, page_lines
from indexer.readers.pdf_objects import IMAGE, drawn
from indexer.readers.pdf_paragraphs import (
    Flow,
    Paragraph,
    Setting,
    column_runs,
    flow_of,
    paragraphs,
    setting_of,
)
from indexer.readers.pdf_rules import page_grids
from indexer.readers.pdf_tables import Table, continues, inside, joined_table, read_table
from kb.errors import UnreadableFile

_UNMAPPED = 0.2  # share of characters without a meaning above which a text is garbled
_SCANNED = 0.2  # share of pages that may be pictures


class PdfReader:
    """Reads PDF files whose text can be copied."""

    media = "pdf"
    extensions = (".pdf",)

    def accepts(self, name: str, data: bytes) -> bool:
        del name
        return b"%PDF-" in data[:1024]

    def read(self, data: bytes, name: str) -> Extract:
        with open_pdf(data, name) as document:
            pages: list[_Page] = []
            for index in range(len(document)):
                last = pages[-1].tables[-1] if pages and pages[-1].tables else None
                pages.append(_read_page(document, index, name, last))
        _check_text(pages, name)
        lines = without_furniture([page.lines for page in pages])
        body = body_size(line for page in lines for line in page.lines)
        setting = setting_of([run for page in lines for run in column_runs(page.lines)], body)
        blocks = tuple(_Assembly(pages, lines, setting).blocks())
        return Extract(self.media, blocks, pages=len(pages))


@dataclass(frozen=True, slots=True)
class _Page:
    lines: PageLines  # outside tables
    tables: tuple[Table, ...]
    upright: View
    shown: View
    characters: int
    unmapped: int
    pictured: bool  # whether a picture covers most of it


def _read_page(
    document: pypdfium2.PdfDocument, index: int, name: str, before: Table | None
) -> _Page:
    """Return a page's lines and tables. before: the last table of the page before."""
    try:
        page = document[index]
        chars = page_chars(page)
        tables, lines = _tables_and_lines(page, chars, index + 1, before)
        pictured = not chars.chars and _is_picture(page)
        shown = page_view(page)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(
            f"第 {index + 1} 页已损坏", where=name, todo="请向来文单位重新索取，或重新导出 PDF"
        ) from error
    width, height = chars.view.size
    return _Page(
        PageLines(tuple(lines), width, height), tuple(tables), chars.view, shown,
        len(chars.chars), chars.unmapped, pictured,
    )  # fmt: skip


def _tables_and_lines(
    page: pypdfium2.PdfPage, chars: PageChars, number: int, before: Table | None
) -> tuple[list[Table], list[Line]]:
    tables: list[Table] = []
    left = list(chars.chars)
    for grid in page_grids(page, chars.view) if left else ():
        within = [char for char in left if inside(char, grid.box)]
        table = read_table(grid, within, number, None if tables else before)
        if table is not None:
            tables.append(table)
            left = [char for char in left if not inside(char, grid.box)]
    return tables, page_lines(left, number)


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    width, height = page.get_size()
    for image in drawn(page, IMAGE):
        left, bottom, right, top = image.bounds() or (0.0, 0.0, 0.0, 0.0)
        if (right - left) * (top - bottom) > 0.5 * width * height:
            return True
    return False


def _check_text(pages: Sequence[_Page], name: str) -> None:
    """Raise UnreadableFile for scans and for text that its fonts garble."""
    characters = sum(page.characters for page in pages)
    unmapped = sum(page.unmapped for page in pages)
    scanned = [number for number, page in enumerate(pages, start=1) if page.pictured]
    if not characters and not unmapped:
        raise UnreadableFile(
            "这是扫描件，没有文字层" if scanned else "PDF 里没有文字",
            where=name,
            todo="请等待文字识别（OCR）功能，或先用其他软件转成文字，存为 .docx 后再加入",
        )
    if len(scanned) > _SCANNED * len(pages):
        listed = "、".join(map(str, scanned[:10])) + (" 等" if len(scanned) > 10 else "")
        raise UnreadableFile(
            f"第 {listed} 页是扫描图片，没有文字层",
            where=name,
            todo="请等待文字识别（OCR）功能，或先把这些页转成文字，存为 .docx 后再加入",
        )
    if unmapped > _UNMAPPED * (characters + unmapped):
        raise UnreadableFile(
            "PDF 的字体没有编码信息，文字会成为乱码",
            where=name,
            todo="请用原来的 Word 文件，或用能识别文字的软件转换后，存为 .docx 再加入",
        )


class _Assembly:
    """Puts lines and tables of all pages into blocks, in reading order."""

    def __init__(
        self, pages: Sequence[_Page], lines: Sequence[PageLines], setting: Setting
    ) -> None:
        self._pages = pages
        self._lines = lines
        self._setting = setting
        self._views = {at: (page.upright, page.shown) for at, page in enumerate(pages, start=1)}
        self._sizes = {round(line.size) for page in lines for line in page.lines}

    def blocks(self) -> Iterator[Block]:
        flows: list[Flow] = []
        tables: list[Table] = []
        for page, kept in zip(self._pages, self._lines, strict=True):
            rest = list(kept.lines)
            for table in page.tables:
                above = [line for line in rest if line.baseline < table.top]
                rest = [line for line in rest if line.baseline >= table.top]
                if above:
                    yield from self._table(tables)
                    tables = []
                    flows += self._flows(above)
                if tables and not continues(table, tables[-1]):
                    yield from self._table(tables)
                    tables = []
                yield from self._paragraphs(flows)
                flows = []
                tables.append(table)
            if rest:
                yield from self._table(tables)
                tables = []
                flows += self._flows(rest)
        yield from self._table(tables)
        yield from self._paragraphs(flows)

    def _flows(self, lines: Sequence[Line]) -> list[Flow]:
        return [flow_of(run, self._setting) for run in column_runs(lines)]

    def _paragraphs(self, flows: Sequence[Flow]) -> Iterator[Block]:
        for paragraph in paragraphs(flows, self._setting):
            yield self._block(paragraph)

    def _block(self, paragraph: Paragraph) -> Block:
        text, places = "", []
        for line in paragraph.lines:
            joined = join_lines(text, line.text)
            start = len(joined) - len(line.text)
            upright, shown = self._views[line.page]
            box = upright.seen_from(shown, line.box)
            places.append(LinePlace(start, len(joined), line.page, box))
            text = joined
        level = self._level(paragraph.size) if paragraph.large else 0
        block = stated_block(text, level)
        return Block(block.kind, block.text, block.level, places=tuple(places))

    def _level(self, size: float) -> int:
        """Return a heading's level, 1 to 6: the larger it is set, the higher it ranks."""
        return min(1 + sum(other > round(size) for other in self._sizes), 6)

    def _table(self, parts: Sequence[Table]) -> Iterator[Block]:
        block = joined_table(parts, self._views) if parts else None
        if block is not None and block.kind is BlockKind.TABLE:
            yield block
