"""The straight lines drawn on a PDF page, gathered into the grids of its tables."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.readers.pdf_chars import Box, View
from indexer.readers.pdf_objects import PATH, Drawn, drawn

_THIN = 2.5  # points: a drawn shape no thicker than this is a rule
_NEAR = 4.0  # points: rules this close are one, as with double borders
_SHORT = 6.0  # points: shorter marks are no rule
_MAX_PATHS = 20_000  # drawings with more have maps, not tables
_MAX_SEGMENTS = 400
_LINE_TO: int = pdfium.FPDF_SEGMENT_LINETO
_MAX_LINES = 150  # rules in one direction of a table


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical stroke: its position across, and where it begins and ends."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """The lattice of a ruled table: column and row edges, and which rules are there."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    open_top: bool  # whether its columns begin above the first rule, as behind a page break
    open_bottom: bool

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def wall_right(self, row: int, column: int) -> bool:
        """Return whether a rule parts a cell from the one to its right."""
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        return _drawn(self.down, self.xs[column + 1], middle)

    def wall_below(self, row: int, column: int) -> bool:
        """Return whether a rule parts a cell from the one below."""
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        return _drawn(self.across, self.ys[row + 1], middle)


def page_grids(page: pypdfium2.PdfPage, view: View) -> list[Grid]:
    """Return the ruled tables of a page from top to bottom, in the coordinates of the view."""
    across: list[Rule] = []
    down: list[Rule] = []
    for left, top, right, bottom in _strokes(page, view):
        if bottom - top <= _THIN and right - left >= _SHORT:
            across.append(Rule((top + bottom) / 2, left, right))
        elif right - left <= _THIN and bottom - top >= _SHORT:
            down.append(Rule((left + right) / 2, top, bottom))
    groups = _touching(_merged(across), _merged(down))
    grids = [grid for group in groups if (grid := _grid(*group)) is not None]
    return sorted(grids, key=lambda grid: grid.ys[0])


def _strokes(page: pypdfium2.PdfPage, view: View) -> Iterator[Box]:
    """Yield the boxes of thin shapes and of the straight parts of outlines."""
    for path in islice(drawn(page, PATH), _MAX_PATHS):
        bounds = path.bounds()
        if bounds is None:
            continue
        box = view.box(*bounds)
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            yield box
        elif _is_stroked(path):
            yield from _segments(path, view)


def _is_stroked(path: Drawn) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path.raw, fill, stroke)
    return bool(stroke.value)


def _segments(path: Drawn, view: View) -> Iterator[Box]:
    count = pdfium.FPDFPath_CountSegments(path.raw)
    if count > _MAX_SEGMENTS:
        return
    matrix = path.own_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path.raw, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        if before is not None and pdfium.FPDFPathSegment_GetType(segment) == _LINE_TO:
            yield view.box(*before, *point)
        before = point


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Join strokes on one straight line that touch, as rules are often drawn cell by cell."""
    merged: list[Rule] = []
    for group in _clusters(sorted(rules, key=lambda rule: rule.at)):
        at = sum(rule.at for rule in group) / len(group)
        pieces = sorted(group, key=lambda rule: rule.start)
        start, end = pieces[0].start, pieces[0].end
        for rule in pieces[1:]:
            if rule.start > end + _NEAR:
                merged.append(Rule(at, start, end))
                start = rule.start
            end = max(end, rule.end)
        merged.append(Rule(at, start, end))
    return merged


def _clusters(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[-1].at > _NEAR:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _touching(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the groups of rules that cross or meet one another."""
    if len(across) > 4 * _MAX_LINES or len(down) > 4 * _MAX_LINES:
        return []
    groups: list[tuple[list[Rule], list[Rule]]] = []
    left = list(down)
    for rule in across:
        met = [other for other in left if _meet(rule, other)]
        joined = [group for group in groups if any(_meet(rule, other) for other in group[1])]
        group = ([rule], met)
        for other_group in joined:
            group[0].extend(other_group[0])
            group[1].extend(other_group[1])
            groups.remove(other_group)
        left = [other for other in left if not any(other is one for one in met)]
        groups.append(group)
    return groups


def _meet(across: Rule, down: Rule) -> bool:
    return (
        across.start - _NEAR <= down.at <= across.end + _NEAR
        and down.start - _NEAR <= across.at <= down.end + _NEAR
    )


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    """Return the lattice of a group of rules, None where it has no two cells."""
    if not down or len(across) < 2:
        return None
    across = sorted(across, key=lambda rule: rule.at)
    # A table may be open at its sides, or at a page break: then the rules that run the other way
    # show where it begins and ends.
    left, right = min(rule.start for rule in across), max(rule.end for rule in across)
    top, bottom = min(rule.start for rule in down), max(rule.end for rule in down)
    first, last = across[0].at, across[-1].at
    open_top, open_bottom = first - top > 2 * _NEAR, bottom - last > 2 * _NEAR
    xs = _edges([*(rule.at for rule in down), left, right])
    ys = _edges(
        [
            *([top] if open_top else []),
            *(rule.at for rule in across),
            *([bottom] if open_bottom else []),
        ]
    )
    cells = (len(xs) - 1) * (len(ys) - 1)
    if cells < 2 or len(xs) > _MAX_LINES or len(ys) > _MAX_LINES:
        return None
    outer = tuple(Rule(side, ys[0], ys[-1]) for side in (xs[0], xs[-1]))
    return Grid(xs, ys, tuple(across), (*down, *outer), open_top, open_bottom)


def _edges(positions: Iterable[float]) -> tuple[float, ...]:
    edges: list[float] = []
    for position in sorted(positions):
        if not edges or position - edges[-1] > _NEAR:
            edges.append(position)
    return tuple(edges)


def _drawn(rules: Iterable[Rule], at: float, middle: float) -> bool:
    return any(
        abs(rule.at - at) <= _NEAR and rule.start - 1 <= middle <= rule.end + 1 for rule in rules
    )
