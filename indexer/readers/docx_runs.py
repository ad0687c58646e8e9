"""The text of a Word paragraph: its runs with tracked changes accepted and fields as shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from indexer.readers.docx_styles import Styles
from indexer.readers.docx_xml import (
    ALTERNATE,
    CHOICE,
    FALLBACK,
    MATH_TEXT,
    MATHS,
    W,
    child,
    is_on,
    value,
)
from indexer.readers.numerals import format_number
from indexer.readers.symbols import symbol_text

_GONE = frozenset(W + name for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "rt", "tblPr"))
_LINE_BREAKS = frozenset((W + "br", W + "cr"))
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_CIRCLED = re.compile(r"\\o\s*\\ac\s*\(\s*[○〇◯]\s*[,，]\s*(\d{1,2})\s*\)", re.IGNORECASE)
_CONTENTS = re.compile(r"\s*TOC\b")


@dataclass(slots=True)
class _Field:
    """A complex field that has begun: its instruction, then the result Word last printed."""

    instruction: str = ""
    in_result: bool = False
    checked: bool | None = None  # of a check box in a form

    @property
    def is_contents(self) -> bool:
        return _CONTENTS.match(self.instruction) is not None


@dataclass(slots=True)
class ParagraphText:
    """What one paragraph holds."""

    parts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)  # w:txbxContent anchored in it
    notes: list[tuple[str, str]] = field(default_factory=list)  # ("footnote", its id)

    @property
    def lines(self) -> list[str]:
        """The text between soft line breaks, at least one line."""
        return "".join(self.parts).split("\n")


class RunReader:
    """Reads paragraphs in order; fields may span several of them."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[_Field] = []

    def read(self, paragraph: etree._Element) -> ParagraphText:
        """Return what a w:p shows once its tracked changes are accepted."""
        text = ParagraphText()
        self._container(paragraph, text)
        # A field that never came to its result is broken: it must not swallow what follows.
        self._fields = [field for field in self._fields if field.in_result]
        return text

    def _container(self, element: etree._Element, text: ParagraphText) -> None:
        for inner in element:
            if inner.tag in _GONE:
                continue
            if inner.tag == W + "r":
                self._run(inner, text)
            elif inner.tag == ALTERNATE:
                self._container(_alternative(inner), text)
            elif inner.tag in MATHS:
                self._add("".join(found.text or "" for found in inner.iter(MATH_TEXT)), text)
            else:
                self._container(inner, text)

    def _run(self, run: etree._Element, text: ParagraphText) -> None:
        hidden = self._styles.is_hidden(run)
        for inner in run:
            if inner.tag == W + "fldChar":
                self._field(inner, text)
            elif inner.tag == W + "instrText" and self._fields:
                self._fields[-1].instruction += inner.text or ""
            elif not hidden:
                self._piece(inner, text)

    def _piece(self, piece: etree._Element, text: ParagraphText) -> None:
        if piece.tag == W + "t":
            self._add(piece.text or "", text)
        elif piece.tag in _LINE_BREAKS:
            self._add("\n", text)
        elif piece.tag in (W + "tab", W + "ptab"):
            self._add("\t", text)
        elif piece.tag == W + "noBreakHyphen":
            self._add("-", text)
        elif piece.tag == W + "sym":
            self._add(symbol_text(value(piece, "font") or "", value(piece, "char") or ""), text)
        elif piece.tag == W + "ruby":
            base = child(piece, "rubyBase")
            if base is not None:
                self._container(base, text)
        elif piece.tag == ALTERNATE:
            for inner in _alternative(piece):
                self._piece(inner, text)
        elif piece.tag in _NOTES:
            text.notes.append((_NOTES[piece.tag], value(piece, "id") or ""))
        else:
            text.boxes.extend(_outermost_boxes(piece))

    def _add(self, piece: str, text: ParagraphText) -> None:
        if all(field.in_result and not field.is_contents for field in self._fields):
            text.parts.append(piece)

    def _field(self, mark: etree._Element, text: ParagraphText) -> None:
        kind = value(mark, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field(checked=_check_box(mark)))
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._add(_without_result(self._fields.pop()), text)


def _without_result(ended: _Field) -> str:
    """Return what a field shows that stores no result: a form's check box, a circled number."""
    if ended.checked is not None:
        return "☑" if ended.checked else "☐"
    circled = _CIRCLED.search(ended.instruction)
    if circled is None or ended.in_result:
        return ""
    return format_number(int(circled.group(1)), "decimalEnclosedCircle")


def _check_box(mark: etree._Element) -> bool | None:
    box = child(mark, "ffData", "checkBox")
    if box is None:
        return None
    checked = child(box, "checked")
    return is_on(checked if checked is not None else child(box, "default"))


def _outermost_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes of a drawing, once where two versions of it are given."""
    for inner in element:
        if inner.tag == W + "txbxContent":
            yield inner
        else:
            yield from _outermost_boxes(_alternative(inner) if inner.tag == ALTERNATE else inner)


def _alternative(element: etree._Element) -> etree._Element:
    """Return the branch of mc:AlternateContent to read; the first choice is the newest."""
    choice = element.find(CHOICE)
    fallback = element.find(FALLBACK)
    return choice if choice is not None else fallback if fallback is not None else element
