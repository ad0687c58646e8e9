"""How a quotation and a hit are shown, wherever they are."""

from __future__ import annotations

from dataclasses import dataclass

from kb.model import Citation, Status, Version
from web.marks import Segment


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a table. marked: whether it is marked as the quotation among other rows."""

    cells: tuple[tuple[Segment, ...], ...]
    marked: bool


@dataclass(frozen=True, slots=True)
class PartView:
    """A run of a text as it is shown: prose in segments, or rows of a table below its header.

    header: empty for prose. context: whether the header is no part of the text that is shown.
    """

    segments: tuple[Segment, ...]
    header: tuple[str, ...]
    rows: tuple[RowView, ...]
    context: bool


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A verbatim quotation with everything a person may do with it.

    parts: the quotation as it is shown. around: the passage that holds it, the quotation marked;
    empty where the passage is the quotation. adds: whether it says much more than the quotation.
    address, start, end: what 「加入课件」 sends.
    """

    quotation: str
    parts: tuple[PartView, ...]
    citation: Citation
    version: Version
    status: Status
    url: str
    around: tuple[PartView, ...]
    adds: bool
    address: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class HitView:
    """A passage found, the words that matched marked.

    parts: an excerpt of it. unshown: rows of its table that are left out. reasons: why it matched,
    in Chinese.
    """

    citation: Citation
    version: Version
    status: Status
    url: str
    headings: tuple[str, ...]
    parts: tuple[PartView, ...]
    unshown: int
    reasons: tuple[str, ...]
    collect_url: str
