"""The worksheets of an .xlsx package as grids of shown text (ECMA-376 Part 1, 18)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from indexer.readers.package import Package, damaged, parse_xml
from indexer.readers.xlsx_formats import BUILT_IN, GENERAL, display
from kb.errors import UnreadableFile

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_S = f"{{{_MAIN}}}"
_RELATION = re.compile(r"\{http://[^}]+/relationships\}id")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_MAX_CELLS = 2_000_000
_MAX_GRID = 5_000_000  # places from the first to the last cell in use, empty ones too
_MAX_CHARACTERS = 15_000_000
_MAX_WIDTH = 16_384


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: its name, and its cells as shown, merged ones filled in everywhere."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    spanning: frozenset[int]
    # rows, by their place in `rows`, that one merged cell fills over more than half their width


def sheets(package: Package, name: str) -> Iterator[Sheet]:
    """Yield the worksheets that Excel offers to show. Raises UnreadableFile."""
    main = _main_part(package)
    workbook = _part(package, main, name)
    if workbook is None:
        raise damaged(name)
    folder = main.rpartition("/")[0]
    targets = _targets(package, main, folder, name)
    reading = _Reading.of(package, folder, workbook, name)
    for sheet in workbook.iter(_S + "sheet"):
        # What only a macro can make visible was never meant for readers.
        if sheet.get("state") == "veryHidden":
            continue
        relation = next((v for k, v in sheet.attrib.items() if _RELATION.fullmatch(str(k))), "")
        data = package.read(targets.get(str(relation), ""))
        if data:
            yield reading.sheet(sheet.get("name") or "", data, name)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the cells of all sheets refer to."""

    strings: tuple[str, ...]
    formats: tuple[str, ...]  # by cell style
    from_1904: bool

    @classmethod
    def of(cls, package: Package, folder: str, workbook: etree._Element, name: str) -> _Reading:
        properties = workbook.find(_S + "workbookPr")
        date1904 = "" if properties is None else properties.get("date1904", "")
        return cls(
            _strings(_part(package, f"{folder}/sharedStrings.xml", name)),
            _formats(_part(package, f"{folder}/styles.xml", name)),
            date1904 in ("1", "true"),
        )

    def sheet(self, title: str, data: bytes, name: str) -> Sheet:
        root = parse_xml(data.replace(_STRICT, _MAIN.encode()), name)
        cells = self._cells(root, name)
        height = max((row for row, _ in cells), default=-1) + 1
        width = max((column for _, column in cells), default=-1) + 1
        if height * width > _MAX_GRID:
            raise _too_large(name)
        spanning: set[int] = set()
        for top, left, bottom, right in _merges(root, height, width):
            if text := cells.get((top, left), ""):
                places = ((y, x) for y in range(top, bottom + 1) for x in range(left, right + 1))
                cells.update(dict.fromkeys(places, text))
                if top == bottom and 2 * (right - left + 1) > width:
                    spanning.add(top)
        rows = tuple(tuple(cells.get((y, x), "") for x in range(width)) for y in range(height))
        return Sheet(title, rows, frozenset(spanning))

    def _cells(self, root: etree._Element, name: str) -> dict[tuple[int, int], str]:
        cells: dict[tuple[int, int], str] = {}
        characters = 0
        for y, row in enumerate(root.iter(_S + "row")):
            for x, cell in enumerate(row.iterchildren(_S + "c")):
                if text := self._shown(cell):
                    cells[_place(cell.get("r"), y, x)] = text
                    characters += len(text)
            # A shared string counts wherever it is shown: few bytes can stand for gigabytes.
            if len(cells) > _MAX_CELLS or characters > _MAX_CHARACTERS:
                raise _too_large(name)
        return cells

    def _shown(self, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _string(cell.find(_S + "is"))
        value = cell.findtext(_S + "v") or ""
        if kind == "s":
            at = int(value) if value.isdecimal() else -1
            return self.strings[at] if 0 <= at < len(self.strings) else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        return self._number(value, cell.get("s", "")) if kind == "n" else value

    def _number(self, value: str, style: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        at = int(style) if style.isdecimal() else 0
        code = self.formats[at] if at < len(self.formats) else GENERAL
        return display(number, code, from_1904=self.from_1904)


def _too_large(name: str) -> UnreadableFile:
    return UnreadableFile(
        "工作表太大", where=name, todo="请删去表格范围以外的单元格，或拆成几个文件，再重新加入"
    )


def _place(reference: str | None, y: int, x: int) -> tuple[int, int]:
    """Return row and column, from 0, of "B3"; those counted where a cell does not say."""
    match = _REFERENCE.fullmatch(reference or "")
    if match is None:
        return y, x
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    return max(int(match.group(2)) - 1, 0), min(column, _MAX_WIDTH) - 1


def _merges(root: etree._Element, height: int, width: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield top, left, bottom, right of merged cells, cut to the part of the sheet in use."""
    for merge in root.iter(_S + "mergeCell"):
        first, _, last = (merge.get("ref") or "").partition(":")
        if _REFERENCE.fullmatch(first) and _REFERENCE.fullmatch(last):
            (top, left), (bottom, right) = _place(first, 0, 0), _place(last, 0, 0)
            yield top, left, min(bottom, height - 1), min(right, width - 1)


def _strings(root: etree._Element | None) -> tuple[str, ...]:
    return () if root is None else tuple(_string(item) for item in root.iterchildren(_S + "si"))


def _string(item: etree._Element | None) -> str:
    """Return a string's text without the phonetic guides above it."""
    if item is None:
        return ""
    runs = [item.findtext(_S + "t") or ""]
    runs += [run.findtext(_S + "t") or "" for run in item.iterchildren(_S + "r")]
    return "".join(runs)


def _formats(root: etree._Element | None) -> tuple[str, ...]:
    if root is None:
        return ()
    own = {
        int(found.get("numFmtId", "")): found.get("formatCode", GENERAL)
        for found in root.iter(_S + "numFmt")
        if found.get("numFmtId", "").isdecimal()
    }
    styles = root.find(_S + "cellXfs")
    ids = [] if styles is None else [style.get("numFmtId", "0") for style in styles]
    known = BUILT_IN | own
    return tuple(known.get(int(one), GENERAL) if one.isdecimal() else GENERAL for one in ids)


def _main_part(package: Package) -> str:
    relations = package.xml("_rels/.rels")
    for relation in () if relations is None else relations:
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or "").lstrip("/")
    return "xl/workbook.xml"


def _targets(package: Package, main: str, folder: str, name: str) -> dict[str, str]:
    """Return the part that each relationship id of the workbook points to."""
    file = main.rpartition("/")[2]
    relations = _part(package, f"{folder}/_rels/{file}.rels", name)
    found: dict[str, str] = {}
    for relation in () if relations is None else relations:
        target = relation.get("Target") or ""
        whole = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
        found[relation.get("Id") or ""] = whole
    return found


def _part(package: Package, part: str, name: str) -> etree._Element | None:
    data = package.read(part)
    return parse_xml(data.replace(_STRICT, _MAIN.encode()), name) if data else None
