"""Word .docx: what a reader of the printed page sees, as blocks.

Kept: paragraphs with their automatic numbers, headings by outline level, tables, text boxes,
notes (at the end, under a heading). Dropped: headers and footers, tables of contents, hidden and
deleted text, comments. Tracked changes count as accepted; a soft line break starts a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from indexer.blocks import NOTES_HEADING, Block, BlockKind, Extract
from indexer.readers.cleaning import clean_line
from indexer.readers.docx_numbering import Numbering
from indexer.readers.docx_runs import ParagraphText, RunReader
from indexer.readers.docx_styles import Styles
from indexer.readers.docx_xml import (
    ALTERNATE,
    CHOICE,
    W,
    child,
    integer,
    is_on,
    transitional,
    value,
)
from indexer.readers.headings import stated_block
from indexer.readers.package import Package, damaged, member_names, open_package, parse_xml
from indexer.readers.tables import table_block

_OFFICE_DOCUMENT = "/officeDocument"
_MAX_SPAN = 200
_WRAPPERS = frozenset(W + name for name in ("customXml", "ins", "moveTo", "smartTag"))


class DocxReader:
    """Reads .docx and .docm files; macros are never looked at."""

    media = "docx"
    extensions = (".docx", ".docm", ".dotx")

    def accepts(self, name: str, data: bytes) -> bool:
        del name
        return any(member.startswith("word/") for member in member_names(data))

    def read(self, data: bytes, name: str) -> Extract:
        package = open_package(data, name)
        main = _main_part(package)
        body = child(_part(package, main, name), "body")
        if body is None:
            raise damaged(name)
        folder = main.rpartition("/")[0]
        styles = Styles(_part(package, f"{folder}/styles.xml", name))
        numbering = Numbering(_part(package, f"{folder}/numbering.xml", name), styles)
        walk = _Walk(styles, numbering)
        blocks = [*walk.container(body)]
        parts = {
            kind: _part(package, f"{folder}/{kind}s.xml", name) for kind in ("footnote", "endnote")
        }
        notes = list(walk.notes(parts))
        heading = [_notes_heading(blocks)] if notes else []
        return Extract(self.media, (*blocks, *heading, *notes))


def _notes_heading(blocks: Sequence[Block]) -> Block:
    """Return the heading of the notes: without one they would belong to the last article."""
    levels = [block.level for block in blocks if block.kind is BlockKind.HEADING]
    return Block(BlockKind.HEADING, NOTES_HEADING, min(levels, default=2))


def _main_part(package: Package) -> str:
    """Return the name of the document part, as the package's relationships give it."""
    relations = package.xml("_rels/.rels")
    for relation in () if relations is None else relations:
        if (relation.get("Type") or "").endswith(_OFFICE_DOCUMENT):
            return (relation.get("Target") or "").lstrip("/")
    return "word/document.xml"


def _part(package: Package, part: str, name: str) -> etree._Element | None:
    data = package.read(part)
    return parse_xml(transitional(data), name) if data else None


@dataclass(slots=True)
class _Walk:
    """One pass over the body in document order, as counters and fields need it."""

    styles: Styles
    numbering: Numbering
    _runs: RunReader = field(init=False)
    _carried: str = ""  # text before a deleted paragraph mark, which joins the next paragraph
    _notes: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._runs = RunReader(self.styles)

    def container(self, element: etree._Element) -> Iterator[Block]:
        """Yield the blocks of a body, cell, text box or note."""
        for inner in element:
            if inner.tag == W + "p":
                yield from self._paragraph(inner)
            elif inner.tag == W + "tbl":
                yield from self._table(inner)
            elif inner.tag == W + "sdt":
                content = child(inner, "sdtContent")
                if content is not None and not _is_contents(inner):
                    yield from self.container(content)
            elif inner.tag in _WRAPPERS:
                yield from self.container(inner)
            elif inner.tag == ALTERNATE:
                choice = inner.find(CHOICE)
                yield from self.container(choice if choice is not None else inner)
        if left := clean_line(self._carried):
            self._carried = ""
            yield stated_block(left, 0)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        text = self._runs.read(paragraph)
        self._notes += text.notes
        lines = text.lines
        lines[0] = self._carried + lines[0]
        self._carried = ""
        if _mark_is_deleted(paragraph):
            self._carried = "\n".join(lines)
        elif not self.styles.is_contents_line(paragraph):
            yield from self._lines(paragraph, lines)
        yield from self._boxes(text)

    def _lines(self, paragraph: etree._Element, lines: list[str]) -> Iterator[Block]:
        shown = [line for line in map(clean_line, lines) if line]
        if not shown and is_on(child(paragraph, "pPr", "rPr", "vanish")):
            return
        label = self.numbering.label(paragraph)
        if not shown and label.strip("• "):
            shown = [""]  # an empty paragraph still prints its number
        level = self.styles.outline_level(paragraph)
        for at, line in enumerate(shown):
            yield stated_block(clean_line(label + line) if at == 0 else line, level)

    def _boxes(self, text: ParagraphText) -> Iterator[Block]:
        for box in text.boxes:
            yield from self.container(box)

    def _table(self, table: etree._Element) -> Iterator[Block]:
        rows = [self._row(row) for row in _rows(table)]
        block = table_block(_grid(rows))
        if block is not None:
            yield block
            return
        for row in rows:
            for cell in row:
                yield from cell.blocks

    def _row(self, row: etree._Element) -> list[_Cell]:
        cells = [
            _Cell(
                tuple(self.container(cell)),
                max(_columns(cell, "tcPr", "gridSpan"), 1),
                _continues_above(cell),
            )
            for cell in _unwrapped(row, W + "tc")
        ]
        before, after = (_columns(row, "trPr", name) for name in ("gridBefore", "gridAfter"))
        return [_Cell((), before, False), *cells, _Cell((), after, False)]

    def notes(self, parts: dict[str, etree._Element | None]) -> Iterator[Block]:
        """Yield footnotes and endnotes in the order they are referred to: "注1：…"."""
        for number, (kind, note_id) in enumerate(self._notes, start=1):
            root = parts.get(kind)
            found = () if root is None else root.iterchildren(W + kind)
            for note in found:
                if value(note, "id") == note_id:
                    text = " ".join(block.text for block in self.container(note))
                    yield stated_block(f"注{number}：{text}", 0)


@dataclass(frozen=True, slots=True)
class _Cell:
    blocks: tuple[Block, ...]
    span: int  # columns covered
    continues: bool  # whether it is the lower part of a vertically merged cell

    @property
    def text(self) -> str:
        return " ".join(block.text.replace("\n", " ") for block in self.blocks)


def _grid(rows: Iterable[list[_Cell]]) -> list[list[str]]:
    """Return the cells' text in every place that a merged cell covers."""
    grid: list[list[str]] = []
    for row in rows:
        above = grid[-1] if grid else []
        line: list[str] = []
        for cell in row:
            column = len(line)
            text = above[column] if cell.continues and column < len(above) else cell.text
            line += [text] * cell.span
        grid.append(line)
    return grid


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for row in _unwrapped(table, W + "tr"):
        if child(row, "trPr", "del") is None:
            yield row


def _unwrapped(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield rows or cells, also those inside content controls and tracked insertions."""
    for inner in element:
        if inner.tag == tag:
            yield inner
        elif inner.tag == W + "sdt":
            content = child(inner, "sdtContent")
            if content is not None:
                yield from _unwrapped(content, tag)
        elif inner.tag in _WRAPPERS:
            yield from _unwrapped(inner, tag)


def _columns(element: etree._Element, *path: str) -> int:
    """Return a number of columns that a row leaves out or a cell covers, 0 where none is given."""
    return min(max(integer(child(element, *path), 0) or 0, 0), _MAX_SPAN)


def _continues_above(cell: etree._Element) -> bool:
    merge = child(cell, "tcPr", "vMerge")
    return merge is not None and value(merge) != "restart"


def _is_contents(control: etree._Element) -> bool:
    gallery = child(control, "sdtPr", "docPartObj", "docPartGallery")
    return (value(gallery) or "").startswith("Table of Contents")


def _mark_is_deleted(paragraph: etree._Element) -> bool:
    mark = child(paragraph, "pPr", "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None
