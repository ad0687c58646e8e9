"""What a reader hands on: the paragraphs and tables of a file, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

NOTES_HEADING = "注释"
# what a reader puts over the notes that a file keeps apart from its text


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class LinePlace:
    """Where characters [start, end) of a block's text stand on a page.

    box: left, top, right, bottom in points from the page's top left corner.
    """

    start: int
    end: int
    page: int  # from 1
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table.

    text: without line breaks for paragraphs and headings; Word's automatic numbers are part of it
    ("第三条 …", "（一）…"). For a table, its rows joined by line breaks, cells by " | ", as
    `table_text` makes them; rows holds the cells, the header row first.
    """

    kind: BlockKind
    text: str
    level: int = 0
    # the heading level that the file states (1 is the highest), 0 for none
    rows: tuple[tuple[str, ...], ...] = ()
    places: tuple[LinePlace, ...] = ()


@dataclass(frozen=True, slots=True)
class Hints:
    """What the file's own front matter, properties or meta tags say, as written; "" for nothing.

    Dates are as written; `indexer.metadata` reads them.
    """

    title: str = ""
    kind: str = ""
    issuer: str = ""
    number: str = ""
    issued: str = ""
    effective: str = ""
    expires: str = ""
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Extract:
    """A file as its reader understood it."""

    media: str  # md txt html docx pdf xlsx
    blocks: tuple[Block, ...]
    hints: Hints = Hints()
    pages: int = 0  # 0 where the format has no pages


def table_text(rows: tuple[tuple[str, ...], ...]) -> str:
    """Return rows as text: one row a line, cells joined by " | "."""
    return "\n".join(" | ".join(row) for row in rows)
