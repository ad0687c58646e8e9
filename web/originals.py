"""The original of a version as pages: how many, how large, and where a provision stands."""

from __future__ import annotations

from indexer.readers.pdf_pages import page_count

from kb.library import Library
from kb.model import Place, Provision, Version

PAGED = "pdf"


def page_total(library: Library, version: Version) -> int:
    """Return the number of pages of the original, 0 where it has none. Opens the file."""
    return page_count(library.source(version.id)) if version.media == PAGED else 0


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
