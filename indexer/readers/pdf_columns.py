"""Pages set in two columns, as gazettes are: where the gutter runs, and the order of reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from indexer.readers.pdf_chars import Char

Row = Sequence[Char]  # characters of one baseline from left to right

_GUTTER = 1.0  # em: a narrower gap is one between words
_CENTRAL = (0.3, 0.7)  # of the width of the text: where a gutter may run
_STEP = 4.0  # points: gutters closer than this are the same
_ENOUGH = 8  # rows with text on both sides
_CROSSING = 0.3  # of those: rows of titles and tables that may run across
_FULL = 8.0  # em: a column of text is wider than this
_MOSTLY = 0.6  # of the rows must fill their columns; cells of a table do not


def gutter(rows: Sequence[Row]) -> float | None:
    """Return where a gutter parts two columns of running text, None for a page without one.

    The result is in points from the left of the page.
    """
    solid = [kept for row in rows if (kept := [char for char in row if not char.is_space])]
    if len(solid) < _ENOUGH:
        return None
    left, right = min(row[0].left for row in solid), max(row[-1].right for row in solid)
    tried: Counter[float] = Counter()
    for row in solid:
        for before, char in pairwise(row):
            middle = (before.right + char.left) / 2
            central = _CENTRAL[0] <= (middle - left) / (right - left or 1.0) <= _CENTRAL[1]
            if central and char.left - before.right >= _GUTTER * char.size:
                tried[round(middle / _STEP) * _STEP] += 1
    found = (at for at, count in tried.most_common(3) if count >= _ENOUGH // 2)
    return next((at for at in found if _parts_columns(solid, at)), None)


def _parts_columns(rows: Sequence[Row], at: float) -> bool:
    both = crossing = full = 0
    for row in rows:
        if crosses(row, at):
            crossing += 1
            continue
        sides = [[char for char in row if (char.left > at) is behind] for behind in (False, True)]
        if all(sides):
            both += 1
            full += all(side[-1].right - side[0].left > _FULL * side[0].size for side in sides)
    return both >= _ENOUGH and crossing <= _CROSSING * both and full >= _MOSTLY * both


def crosses(row: Row, at: float) -> bool:
    """Return whether a row runs on across a gutter."""
    solid = [char for char in row if not char.is_space]
    for before, char in pairwise(solid):
        if before.right <= at <= char.left:
            return char.left - before.right < 0.8 * _GUTTER * char.size
    return any(char.left < at < char.right for char in solid)


def in_reading_order(rows: Sequence[Row], at: float) -> Iterator[tuple[int, Row]]:
    """Yield rows, cut at the gutter, with their column: 1 left, 2 right, 0 across both.

    Between rows that run across, the left column is read before the right one.
    """
    band: list[Row] = []
    for row in rows:
        if crosses(row, at):
            yield from _columns(band, at)
            band = []
            yield 0, row
        else:
            band.append(row)
    yield from _columns(band, at)


def _columns(band: Sequence[Row], at: float) -> Iterator[tuple[int, Row]]:
    for column, behind in ((1, False), (2, True)):
        for row in band:
            if part := [char for char in row if (char.left > at) is behind]:
                yield column, part
