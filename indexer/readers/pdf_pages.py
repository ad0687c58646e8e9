"""Pictures and sizes of PDF pages, for showing a citation in its place in the original.

Works in this process; `indexer.sandbox.ReaderPool.render_page` does the same in a confined one.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2

from indexer.readers.pdf_file import open_pdf
from indexer.readers.png import png
from indexer.sandbox import MAX_SCALE
from kb.errors import UnknownRecord, UnreadableFile

MAX_PIXELS = 8_000_000  # of one picture; A4 at 300 dpi has 8.7 million
# pdfium must not be entered from two threads at once.
_ONE_AT_A_TIME = threading.Lock()


def page_count(path: Path) -> int:
    """Return how many pages a PDF has. Raises UnreadableFile."""
    with _opened(path) as document:
        return len(document)


def page_size(path: Path, page: int) -> tuple[float, float]:
    """Return width and height in points of a page as shown. page: from 1.

    Raises UnreadableFile, and UnknownRecord for a page that is not there.
    """
    with _opened(path) as document:
        width, height = _page(document, page, path).get_size()
        return width, height


def render_page(path: Path, page: int, *, scale: float) -> bytes:
    """Return a PNG of a page. page: from 1; scale: pixels a point, made smaller for huge pages.

    Raises UnreadableFile, UnknownRecord for a page that is not there, ValueError for a scale that
    is not above 0 and at most MAX_SCALE.
    """
    if not 0 < scale <= MAX_SCALE:
        raise ValueError("scale is out of range")
    with _opened(path) as document:
        found = _page(document, page, path)
        width, height = found.get_size()
        fitting = (MAX_PIXELS / max(width * height, 1.0)) ** 0.5
        bitmap = found.render(scale=min(scale, fitting), rev_byteorder=True, may_draw_forms=False)
        return png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)


@contextmanager
def _opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"文件打不开（{error.strerror or '原因不明'}）", where=path.name, todo="请确认文件还在"
        ) from error
    with _ONE_AT_A_TIME:
        document = open_pdf(data, path.name)
        try:
            yield document
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile("这一页已损坏，画不出来", where=path.name) from error
        finally:
            document.close()


def _page(document: pypdfium2.PdfDocument, page: int, path: Path) -> pypdfium2.PdfPage:
    if not 1 <= page <= len(document):
        raise UnknownRecord(f"没有第 {page} 页", where=path.name)
    return document[page - 1]
