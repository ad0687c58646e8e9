"""What is drawn on a PDF page besides text, also inside the forms that pages reuse."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

PATH: int = pdfium.FPDF_PAGEOBJ_PATH
IMAGE: int = pdfium.FPDF_PAGEOBJ_IMAGE
Bounds = tuple[float, float, float, float]  # left, bottom, right, top in the page's own space

_MAX_DEPTH = 4  # of forms within forms


class Drawn(NamedTuple):
    """An object of a page. raw: pdfium's handle, valid while the page is open."""

    raw: object
    matrix: pypdfium2.PdfMatrix | None  # of the form it stands in; None on the page itself

    def bounds(self) -> Bounds | None:
        """Return the smallest upright box around it, None where pdfium cannot tell."""
        sides = [ctypes.c_float() for _ in range(4)]
        if not pdfium.FPDFPageObj_GetBounds(self.raw, *sides):
            return None
        left, bottom, right, top = (side.value for side in sides)
        return self.placed(left, bottom, right, top)

    def placed(self, x1: float, y1: float, x2: float, y2: float) -> Bounds:
        """Return the box between two corners given in the space of its form."""
        if self.matrix is not None:
            return tuple(self.matrix.on_rect(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def own_matrix(self) -> pypdfium2.PdfMatrix:
        """Return what turns its own points into those of the page."""
        raw = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(self.raw, raw)
        own = pypdfium2.PdfMatrix.from_raw(raw)
        return own if self.matrix is None else own.multiply(self.matrix)


def drawn(page: pypdfium2.PdfPage, kind: int) -> Iterator[Drawn]:
    """Yield the objects of one kind, PATH or IMAGE, in the order they are drawn."""
    count = pdfium.FPDFPage_CountObjects(page.raw)
    yield from _within(page.raw, count, pdfium.FPDFPage_GetObject, kind, None, 0)


def _within(
    parent: object,
    count: int,
    get: Callable[[object, int], object],
    kind: int,
    matrix: pypdfium2.PdfMatrix | None,
    depth: int,
) -> Iterator[Drawn]:
    for index in range(count):
        raw = get(parent, index)
        found = pdfium.FPDFPageObj_GetType(raw) if raw else None
        if found == kind:
            yield Drawn(raw, matrix)
        elif found == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = Drawn(raw, matrix).own_matrix()
            size = pdfium.FPDFFormObj_CountObjects(raw)
            yield from _within(raw, size, pdfium.FPDFFormObj_GetObject, kind, inner, depth + 1)
