"""Characters of a PDF page gathered into printed lines, spaces put where they are seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.readers.cleaning import clean_line, unify_radicals
from indexer.readers.pdf_chars import Box, Char
from indexer.readers.pdf_columns import gutter, in_reading_order

_SAME_LINE = 0.35  # of the size: how far baselines of one line may lie apart
_COLUMN_GAP = 2.5  # em: a wider gap separates cells or columns of one line
_OVERPRINT = 0.25  # em: the same character again this close is bold made by printing twice
_WORD_GAP = 0.18  # em between Latin letters
_MIXED_GAP = 0.6  # em between a Chinese and a Latin character; Word sets them 0.25 apart
_CHINESE_GAP = 0.17  # em between Chinese characters, above what is usual in the line
_PUNCTUATION_GAP = 0.8  # em beside punctuation, whose glyph fills only half its place
_ASCENT, _DESCENT = 0.86, 0.14  # em above and below the baseline
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\u3001-\u303f\uff01-\uff60“”‘’—…·]")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or a piece of one that stands apart."""

    text: str
    box: Box
    baseline: float
    size: float  # of the font, in points; the largest where they differ
    page: int  # from 1
    column: int = 0  # 1 left, 2 right, 0 for the whole width of the page
    spread: bool = False  # whether it is several pieces side by side, as in a form

    @property
    def left(self) -> float:
        return self.box[0]

    @property
    def right(self) -> float:
        return self.box[2]


def page_lines(chars: Iterable[Char], page: int) -> list[Line]:
    """Return the lines of a page in reading order: from top to bottom, column after column."""
    rows = _rows(chars)
    at = gutter(rows)
    ordered = ((0, row) for row in rows) if at is None else in_reading_order(rows, at)
    return [
        line
        for column, row in ordered
        for piece in _pieces(row)
        if (line := make_line(piece, page, column)).text
    ]


def make_line(chars: Sequence[Char], page: int, column: int = 0) -> Line:
    """Return the line that characters make, which stand in order from left to right."""
    text = unify_radicals("".join(_spaced(chars)))
    solid = [char for char in chars if not char.is_space] or list(chars)
    size = max(char.size for char in solid)
    baseline = max(solid, key=lambda char: char.size).baseline
    box = (
        min(char.left for char in solid),
        min(baseline - _ASCENT * size, *(char.top for char in solid), baseline),
        max(char.right for char in solid),
        max(baseline + _DESCENT * size, *(char.bottom for char in solid), baseline),
    )
    return Line(clean_line(text), box, baseline, size, page, column)


def _rows(chars: Iterable[Char]) -> list[list[Char]]:
    """Gather characters by their baseline; small raised ones join the line they stand in."""
    rows: list[list[Char]] = []
    row: list[Char] = []
    for char in chars:
        if not row or not _on_line(char, row[-1]):
            # A raised note number or a mixed font may have come between.
            row = next((row for row in rows[-3:] if _on_line(char, row[-1])), [])
            if not row:
                rows.append(row)
        row.append(char)
    return _merged(rows)


def _on_line(char: Char, other: Char) -> bool:
    return abs(char.baseline - other.baseline) < _SAME_LINE * max(char.size, other.size)


def _merged(rows: list[list[Char]]) -> list[list[Char]]:
    """Join rows of one baseline that the page's content gives apart, as table cells are."""
    merged: list[list[Char]] = []
    for row in sorted(rows, key=lambda row: row[0].baseline):
        if merged and _on_line(row[0], merged[-1][0]):
            merged[-1] += row
        else:
            merged.append(list(row))
    return [_without_overprint(sorted(row, key=lambda char: char.left)) for row in merged]


def _without_overprint(row: list[Char]) -> list[Char]:
    kept: list[Char] = []
    for char in row:
        if not any(
            char.text == other.text and abs(char.left - other.left) < _OVERPRINT * char.size
            for other in kept[-2:]
        ):
            kept.append(char)
    return kept


def _pieces(row: Sequence[Char]) -> Iterator[list[Char]]:
    """Cut a row where a gap is too wide for one sentence; white space alone is dropped."""
    solid = [char for char in row if not char.is_space]
    if not solid:
        return
    piece: list[Char] = []
    last = solid[0]
    for char in row:
        if not char.is_space:
            if char.left - last.right > _COLUMN_GAP * max(char.size, last.size):
                yield piece
                piece = []
            last = char
        piece.append(char)
    yield piece


def _spaced(chars: Sequence[Char]) -> Iterator[str]:
    """Yield the characters of a line and a space in every gap that reads as one."""
    solid = [char for char in chars if not char.is_space]
    if not solid:
        return
    written = {id(char) for before, char in pairwise(chars) if before.is_space}
    usual = _usual_gap(solid)
    yield solid[0].text
    for before, char in pairwise(solid):
        if _gap_shows(before, char, usual, written=id(char) in written):
            yield " "
        yield char.text


def _gap_shows(before: Char, char: Char, usual: float, *, written: bool) -> bool:
    """Return whether a gap is a space of the text; written: whether the file has one there."""
    size = max(before.size, char.size)
    chinese = bool(_CHINESE.match(before.text)) + bool(_CHINESE.match(char.text))
    if chinese == 2:
        # A font may report narrow boxes, but every Chinese character advances by one em.
        gap = (char.origin - before.origin) / size - 1 - usual
        return gap > (_PUNCTUATION_GAP if _is_mark(before) or _is_mark(char) else _CHINESE_GAP)
    gap = (char.left - before.right) / size
    if chinese:
        return written or gap > _MIXED_GAP
    return written or char.spaced or gap > _WORD_GAP


def _usual_gap(solid: Sequence[Char]) -> float:
    """Return by how many em justified or spread-out setting parts the characters of a line."""
    gaps = sorted(
        (char.origin - before.origin) / before.size - 1
        for before, char in pairwise(solid)
        if _CHINESE.match(before.text) and _CHINESE.match(char.text)
    )
    return max(gaps[(len(gaps) - 1) // 2], 0.0) if len(gaps) > 2 else 0.0


def _is_mark(char: Char) -> bool:
    return not char.text.isalnum()
