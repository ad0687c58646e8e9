"""The lines of a file in their normalised form, and where each stands on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.blocks import Block, BlockKind, Extract, table_text
from kb.model import Place

_BREAK = re.compile("[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]+")
_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
# control characters and characters without width; a tab is a blank and stays
_BLANKS = " \t\u00a0\u3000\u2002\u2003\u2009"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, heading or table of the normalised text."""

    kind: BlockKind
    text: str
    # never empty; only a table's has line breaks, one between two rows
    start: int
    # where it begins in the normalised text; a line break follows it there
    level: int = 0
    # the heading level that the file states; 0 for none

    @property
    def end(self) -> int:
        """Where the next line begins."""
        return self.start + len(self.text) + 1


@dataclass(frozen=True, slots=True)
class Normalised:
    """A file's text and its lines.

    The text is that of each block followed by a line break, with three changes: characters
    without width or meaning in print are removed, blanks at the ends of a line and lines without
    text are dropped, and any line break within a paragraph ends its line. All else is as it was.
    """

    text: str
    lines: tuple[Line, ...]
    places: tuple[Place, ...]


def normalise(extract: Extract) -> Normalised:
    """Return the normalised text of a file; empty for one without text."""
    lines: list[Line] = []
    places: list[Place] = []
    at = 0
    for block in extract.blocks:
        for text, offset in _block_lines(block):
            lines.append(Line(block.kind, text, at, block.level))
            if block.places:
                places.extend(_moved(block, text, offset, at))
            at += len(text) + 1
    return Normalised("".join(f"{line.text}\n" for line in lines), tuple(lines), tuple(places))


def clean(text: str) -> str:
    """Return a line without characters that do not print and without blanks at its ends."""
    return _REMOVED.sub("", text).strip(_BLANKS)


def _block_lines(block: Block) -> Iterator[tuple[str, int]]:
    """Yield each line of a block with where it begins in the block's text."""
    if block.kind is BlockKind.TABLE:
        if text := _table(block):
            yield text, 0
        return
    at = 0
    for part in _BREAK.split(block.text):
        at = block.text.index(part, at)
        if text := clean(part):
            yield text, at
        at += len(part)


def _table(block: Block) -> str:
    rows = block.rows or tuple((row,) for row in block.text.split("\n"))
    cleaned = tuple(tuple(clean(_BREAK.sub(" ", cell)) for cell in row) for row in rows)
    text = table_text(tuple(row for row in cleaned if any(row)))
    return "\n".join(clean(row) for row in text.split("\n")) if text else ""


def _moved(block: Block, text: str, offset: int, at: int) -> Iterator[Place]:
    """Yield the places of a line's characters, moved from the block's text to the version's."""
    if block.kind is BlockKind.TABLE:
        kept, last = list(range(len(block.text) + 1)), len(text)
        scale = [min(place, last) for place in kept]
    else:
        scale = _scale(block.text, text, offset)
    for place in block.places:
        start, end = (
            scale[min(place.start, len(block.text))],
            scale[min(place.end, len(block.text))],
        )
        if start < end:
            yield Place(at + start, at + end, place.page, place.box)


def _scale(source: str, text: str, offset: int) -> list[int]:
    """Return for each offset of source (and its end) the offset in text of what stands there."""
    scale: list[int] = []
    reached = 0
    for place, character in enumerate(source):
        scale.append(reached)
        if place >= offset and reached < len(text) and character == text[reached]:
            reached += 1
    scale.append(reached)
    return scale
