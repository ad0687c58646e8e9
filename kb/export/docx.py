"""Checklists and collections as Word files, to print and hand out.

The bytes depend on the input alone, the day included, so that two exports can be compared.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.table import _Row
from docx.text.paragraph import Paragraph

from kb.export import wording
from kb.export.word_styles import Style, add_page_numbers, apply_styles
from kb.export.word_tables import (
    add_symbol,
    add_table,
    column_widths,
    repeat_header,
    shade,
)
from kb.model import Checklist, ChecklistItem, Collection, Excerpt, ItemKind, Version
from kb.quoted import QuotedPart

_BOX = "☐"
_NUMERALS = "〇一二三四五六"
_TO_FILL_IN = (("办理人", ""), ("办理日期", ""))
_FACT_WIDTHS = (20, 72, 20, 48)  # millimetres, 160 across the page
_ITEM_WIDTHS = (9, 108, 43)
_PAGE_WIDTH = 160
_EARLIEST = 1980  # the first year that a zip archive can write


def checklist_docx(checklist: Checklist) -> bytes:
    """Return a .docx of a checklist: tick boxes by group, the citation behind every item.

    Names the source, its 文号, date of effect, status on the checklist's day, and the note of a
    sample text.
    """
    document = _new(checklist.matter, "办事清单", checklist.on)
    _add(document, Style.TITLE, checklist.matter)
    _add(document, Style.SUBTITLE, "办事清单")
    _facts(document, wording.checklist_facts(checklist))
    _cautions(document, checklist.version.metadata.sample, usable=checklist.status.usable)
    kinds = [kind for kind in ItemKind if checklist.group(kind)]
    for number, kind in enumerate(kinds, 1):
        _add(document, Style.HEADING1, f"{_NUMERALS[number]}、{kind.value}")
        _group(document, checklist.group(kind))
    if not kinds:
        _add(document, Style.NORMAL, wording.EMPTY_CHECKLIST)
    _sources(document, (wording.source_of(checklist.version, checklist.status, checklist.on),))
    return _saved(document, checklist.on)


def collection_docx(collection: Collection, versions: Mapping[int, Version], *, on: date) -> bytes:
    """Return a .docx of a collection: every excerpt verbatim, its citation, version and status.

    versions: by id, those that the excerpts cite; one that is missing is said to be gone.
    """
    document = _new(collection.name, "课件摘录", on)
    _add(document, Style.TITLE, collection.name)
    count = len(collection.excerpts)
    _add(document, Style.SUBTITLE, f"课件摘录　共{count}条　{wording.chinese_date(on)}")
    headings = wording.excerpt_headings(collection)
    for number, (heading, excerpt) in enumerate(zip(headings, collection.excerpts, strict=True), 1):
        _excerpt(document, number, heading, excerpt, versions.get(excerpt.version_id), on)
    if not collection.excerpts:
        _add(document, Style.NORMAL, wording.EMPTY_COLLECTION)
    _sources(document, wording.collection_sources(collection, versions, on))
    return _saved(document, on)


def _new(title: str, subject: str, on: date) -> Document:
    document = docx.Document()
    package = document.part.package
    for key, relation in list(package.rels.items()) if package else ():
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.rels.pop(key)  # a picture of python-docx's empty template
    apply_styles(document)
    add_page_numbers(document, wording.printable(title))
    properties = document.core_properties
    properties.title = wording.printable(title)[:255]
    properties.subject = subject
    properties.author = properties.last_modified_by = "知库"
    properties.comments = ""
    properties.language = "zh-CN"
    properties.created = properties.modified = datetime(on.year, on.month, on.day)
    return document


def _add(document: Document, style: Style, text: str = "") -> Paragraph:
    return document.add_paragraph(wording.printable(text), style=document.styles[style])


def _facts(document: Document, rows: tuple[tuple[str, str], ...]) -> None:
    """Add the table of facts, two pairs of name and value a row, and a row to sign."""
    pairs = [*rows, *((("", ""),) if len(rows) % 2 else ()), *_TO_FILL_IN]
    table = add_table(document, len(pairs) // 2, _FACT_WIDTHS)
    for line, at in zip(table.rows, range(0, len(pairs), 2), strict=True):
        for cell, word in zip(line.cells, (*pairs[at], *pairs[at + 1]), strict=True):
            cell.paragraphs[0].style = document.styles[Style.FACTS]
            cell.paragraphs[0].add_run(wording.printable(word))
        for name in (line.cells[0], line.cells[2]):
            shade(name)


def _group(document: Document, items: tuple[ChecklistItem, ...]) -> None:
    """Add the items of a kind, a table for each block of them."""
    for number, block in enumerate(wording.blocks(items)):
        if block.heading:
            _add(document, Style.HEADING2, block.heading)
        elif number:
            _add(document, Style.PLACE)  # two tables without a paragraph between run together
        table = add_table(document, len(block.lines), _ITEM_WIDTHS)
        for row, line in zip(table.rows, block.lines, strict=True):
            _item(document, row, line)


def _item(document: Document, row: _Row, line: wording.Line) -> None:
    box, words, place = (cell.paragraphs[0] for cell in row.cells)
    box.style = words.style = document.styles[Style.LIST]
    place.style = document.styles[Style.PLACE]
    add_symbol(box, _BOX)
    if line.tag:
        words.add_run(f"{wording.printable(line.tag)}　").bold = True
    words.add_run(wording.printable(line.item.text))
    place.add_run(wording.printable(wording.place(line.item.citation)))


def _excerpt(
    document: Document,
    number: int,
    heading: str,
    excerpt: Excerpt,
    version: Version | None,
    on: date,
) -> None:
    _add(document, Style.HEADING1, f"{number}. {heading}")
    _quotation(document, excerpt)
    _add(document, Style.CAPTION, f"出处：{excerpt.citation.text}")
    _add(document, Style.CAPTION, wording.excerpt_facts(excerpt, version, on))
    _cautions(document, "", usable=excerpt.status.usable, changed=excerpt.changed)
    if excerpt.note.strip():
        paragraph = _add(document, Style.NOTE)
        paragraph.add_run("批注：").bold = True
        paragraph.add_run(wording.printable(excerpt.note.strip()))


def _quotation(document: Document, excerpt: Excerpt) -> None:
    """Add a quotation: prose as it stands, rows of a table below the header of their table."""
    last = len(excerpt.parts) - 1
    for number, part in enumerate(excerpt.parts):
        if not part.header:
            prose = _add(document, Style.QUOTE, part.text)
            prose.paragraph_format.keep_with_next = number < last
            continue
        if number and excerpt.parts[number - 1].header:
            _add(document, Style.PLACE)  # two tables without a paragraph between run together
        _rows(document, part)
    if note := wording.header_note(excerpt):
        _add(document, Style.CAPTION, note)


def _rows(document: Document, part: QuotedPart) -> None:
    lines = wording.grid(part)
    table = add_table(document, len(lines), column_widths(lines, _PAGE_WIDTH))
    repeat_header(table)
    for number, (row, line) in enumerate(zip(table.rows, lines, strict=True)):
        context = number == 0 and part.context
        for cell, word in zip(row.cells, line, strict=True):
            cell.paragraphs[0].style = document.styles[Style.COLUMN if context else Style.CELL]
            cell.paragraphs[0].add_run(wording.printable(word))
            if number == 0:
                shade(cell)


def _cautions(document: Document, sample: str, *, usable: bool, changed: bool = False) -> None:
    if changed:
        _add(document, Style.CAUTION, wording.CHANGED)
    if not usable:
        _add(document, Style.CAUTION, wording.NOT_USABLE)
    if sample:
        _add(document, Style.CAUTION, sample)


def _sources(document: Document, sources: tuple[wording.Source, ...]) -> None:
    if not sources:
        return
    _add(document, Style.HEADING1, "引用文件")
    for number, source in enumerate(sources, 1):
        sample = f"（{source.sample}）" if source.sample else ""
        _add(document, Style.NUMBERED, f"{number}.\t{source.title}，{source.facts}。{sample}")


def _saved(document: Document, on: date) -> bytes:
    """Return the file's bytes, with the day in place of the time of writing in its archive."""
    written = io.BytesIO()
    document.save(written)
    stamp = (max(on.year, _EARLIEST), on.month, on.day, 0, 0, 0)
    result = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, stamp)
            target.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()
