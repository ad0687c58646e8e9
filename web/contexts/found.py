"""How a quotation and a hit are shown, wherever they are."""

from __future__ import annotations

from dataclasses import dataclass

from kb.model import Citation, Status, Version
from web.marks import Segment


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A verbatim quotation with everything a person may do with it.

    around: the passage that holds the quotation, the quotation marked.
    adds: whether the passage says much more than the quotation.
    address, start, end: what 「加入课件」 sends.
    """

    quotation: str
    citation: Citation
    version: Version
    status: Status
    url: str
    around: tuple[Segment, ...]
    adds: bool
    address: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class HitView:
    """A passage found. reasons: why it matched, in Chinese."""

    citation: Citation
    version: Version
    status: Status
    url: str
    headings: tuple[str, ...]
    segments: tuple[Segment, ...]
    reasons: tuple[str, ...]
    collect_url: str
