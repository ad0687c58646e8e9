"""The original of a version as pages: how many, how large, their pictures, where a text stands."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.readers.pdf_pages import page_count, page_size
from indexer.sandbox import ReaderPool
from kb.errors import UnknownRecord
from kb.library import Library
from kb.model import Place, Provision, Version

_PAGED = "pdf"
_SCALE = 2.0
# pixels per point: an A4 page is 1190 pixels wide, sharp on a dense screen


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of an original. width, height: in points."""

    page: int  # from 1
    pages: int
    width: float
    height: float


def sheet(library: Library, version: Version, page: int) -> Sheet:
    """Return a page of the original. Raises UnknownRecord where there is no such page."""
    path = library.source(version.id)
    pages = page_count(path) if version.media == _PAGED else 0
    if not 1 <= page <= pages:
        raise UnknownRecord(
            f"这份原件没有第{page}页" if pages else "这份文件的原件不分页",
            where=version.metadata.title,
            todo="请从阅读页面打开原件",
        )
    width, height = page_size(path, page)
    return Sheet(page, pages, width, height)


def picture(pool: ReaderPool, library: Library, version: Version, page: int) -> bytes:
    """Return a PNG of a page of the original, drawn in a confined process.

    Raises UnknownRecord where there is no such page, UnreadableFile where it cannot be drawn.
    """
    sheet(library, version, page)
    return pool.render_page(library.source(version.id), page, scale=_SCALE)


def last_page_with_text(library: Library, version: Version) -> int:
    """Return the last page that has text, 0 where there is none. Does not open the file."""
    return max((place.page for place in library.places(version.id)), default=0)


def places_of(library: Library, version_id: int, provision: Provision) -> tuple[Place, ...]:
    """Return the lines of a provision on the original's pages, in order; none without pages."""
    return tuple(
        place
        for place in library.places(version_id)
        if place.start < provision.end and place.end > provision.start
    )
