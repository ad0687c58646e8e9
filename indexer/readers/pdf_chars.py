"""The characters that a PDF page prints, with their boxes, in the order of its content."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]
# left, top, right, bottom in points from the top left corner

_SLANTED = 0.1  # radians: text turned by more from the page's direction is a watermark
_CONTROLS = frozenset((9, 10, 13, 0xFFFE))  # pdfium's marks for line ends
_HYPHEN = 2  # its mark for one that breaks a word at the end of a line
_SPACE = " \u00a0\u3000"


class Char(NamedTuple):
    """One printed character, placed as on a page turned so that its text is upright."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    origin: float  # where the font sets it from, from the left of the page
    baseline: float  # from the top of the page
    size: float  # of the font, in points
    spaced: bool  # whether pdfium takes the gap before it for a space

    @property
    def is_space(self) -> bool:
        return self.text in _SPACE


class View(NamedTuple):
    """A page turned clockwise by 0, 90, 180 or 270 degrees."""

    turn: int
    left: float  # the page's box in its own space, where y grows upwards
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn in (90, 270) else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the page's own space as seen in this view."""
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        if self.turn == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def origin(self, x: float, y: float) -> tuple[float, float]:
        """Return what `point` is given for a result."""
        if self.turn == 90:
            return y + self.left, x + self.bottom
        if self.turn == 180:
            return self.right - x, y + self.bottom
        if self.turn == 270:
            return self.right - y, self.top - x
        return x + self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a box of the page's own space as seen in this view."""
        (x1, y1), (x2, y2) = self.point(left, bottom), self.point(right, top)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def seen_from(self, other: View, box: Box) -> Box:
        """Return a box of this view as the other view shows it."""
        return other.box(*self.origin(box[0], box[1]), *self.origin(box[2], box[3]))


class PageChars(NamedTuple):
    """What a page prints as text."""

    chars: tuple[Char, ...]
    view: View  # in which the text is upright
    slanted: int  # characters left out because they are turned otherwise
    unmapped: int  # characters whose font does not say which they are


class _Glyph(NamedTuple):
    code: int
    angle: float  # radians, anticlockwise
    box: Box  # left, bottom, right, top in the page's own space
    origin: tuple[float, float]
    size: float
    spaced: bool


def page_view(page: pypdfium2.PdfPage) -> View:
    """Return the page as readers and `render_page` show it."""
    return View(page.get_rotation(), *page.get_bbox())


def page_chars(page: pypdfium2.PdfPage) -> PageChars:
    """Return the characters of a page that run in its main direction, upright.

    Tables are often set sideways on their page. Raises pypdfium2.PdfiumError.
    """
    text_page = page.get_textpage()
    glyphs = list(_glyphs(text_page.raw, text_page.count_chars()))
    text_page.close()
    directions = Counter(round(math.degrees(glyph.angle) / 90) * 90 % 360 for glyph in glyphs)
    turn = directions.most_common(1)[0][0] if directions else page.get_rotation()
    view = page_view(page)._replace(turn=turn)
    upright = [glyph for glyph in glyphs if _runs_along(glyph, turn)]
    chars = tuple(_char(glyph, view) for glyph in upright if not _is_unmapped(glyph.code))
    return PageChars(chars, view, len(glyphs) - len(upright), len(upright) - len(chars))


def _glyphs(raw: object, count: int) -> Iterator[_Glyph]:
    matrix, rect = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    spaced = False
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if code in _CONTROLS or pdfium.FPDFText_IsGenerated(raw, index) == 1:
            spaced = True
            continue
        pdfium.FPDFText_GetMatrix(raw, index, matrix)
        pdfium.FPDFText_GetLooseCharBox(raw, index, rect)
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        size = pdfium.FPDFText_GetFontSize(raw, index) * math.hypot(matrix.c, matrix.d)
        box = (rect.left, rect.bottom, rect.right, rect.top)
        if not all(map(math.isfinite, (*box, x.value, y.value, size))):
            continue  # a broken matrix: it is printed nowhere
        yield _Glyph(
            ord("-") if code == _HYPHEN else code,
            math.atan2(matrix.b, matrix.a),
            box,
            (x.value, y.value),
            size,
            spaced,
        )
        spaced = False


def _runs_along(glyph: _Glyph, turn: int) -> bool:
    turned = (glyph.angle - math.radians(turn)) % math.tau
    return min(turned, math.tau - turned) <= _SLANTED


def _char(glyph: _Glyph, view: View) -> Char:
    left, top, right, bottom = view.box(*glyph.box)
    origin, baseline = view.point(*glyph.origin)
    size = glyph.size if 1 <= glyph.size <= 500 else max(bottom - top, 1.0)
    return Char(chr(glyph.code), left, top, right, bottom, origin, baseline, size, glyph.spaced)


def _is_unmapped(code: int) -> bool:
    private = 0xE000 <= code <= 0xF8FF
    return private or code in (0, 0xFFFD, 0xFFFF) or 0xD800 <= code < 0xE000 or code > 0x10FFFF
