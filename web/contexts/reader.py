"""The reader, its page pictures, and the form that collects a provision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kb.model import Citation, Collection, Place, Status, Version
from web.contexts.found import PartView
from web.contexts.frame import Context
from web.originals import Sheet
from web.reading import Row, TocEntry


@dataclass(frozen=True, slots=True)
class VersionLink:
    """Another version of the same document."""

    version: Version
    status: Status
    here: bool


@dataclass(frozen=True, slots=True)
class Cited:
    """The provision that the address names. quotation: its text, verbatim; parts: as it is shown.

    short: whether it is short enough to stand above the text; a chapter is not.
    page_url: the page picture that shows it, empty where the original has no pages.
    """

    address: str
    citation: Citation
    quotation: str
    parts: tuple[PartView, ...]
    short: bool
    collect_url: str
    page_url: str


@dataclass(frozen=True, slots=True)
class ReaderContext(Context):
    """warning: one sentence on a text that is not in force; current: what applies instead.

    source_bytes: size of the original file. pages: of the original, 0 where it has none.
    """

    template: ClassVar[str] = "reader.html"

    version: Version
    status: Status
    citation: Citation
    warning: str
    current: VersionLink | None
    versions: tuple[VersionLink, ...]
    toc: tuple[TocEntry, ...]
    rows: tuple[Row, ...]
    cited: Cited | None
    pages: int
    source_bytes: int


@dataclass(frozen=True, slots=True)
class PageContext(Context):
    """A page of a PDF. places: the lines to mark on it.

    at: the address whose lines are marked, empty for none.
    """

    template: ClassVar[str] = "page.html"

    version: Version
    status: Status
    sheet: Sheet
    places: tuple[Place, ...]
    citation: Citation | None
    at: str


@dataclass(frozen=True, slots=True)
class CollectContext(Context):
    """The form that puts a provision into a collection. parts: its text as it is shown."""

    template: ClassVar[str] = "collect.html"

    version: Version
    status: Status
    citation: Citation
    parts: tuple[PartView, ...]
    address: str
    start: int
    end: int
    url: str
    collections: tuple[Collection, ...]
