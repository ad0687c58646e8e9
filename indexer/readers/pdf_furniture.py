"""What a PDF repeats on its pages and is no text: headers, footers, page numbers, watermarks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from indexer.readers.pdf_lines import Line

_MARGIN = 0.12  # of the page's height, at the top and at the bottom, where furniture stands
_OUTER = 3  # lines from the edge of the page that may be furniture
_SAME_HEIGHT = 8.0  # points by which a repeated line may move from page to page
_REPEATED = 0.4  # of the pages; odd and even pages may differ
_PAGE_NUMBER = re.compile(
    r"""
      [-—–－─~·•\s]*\d{1,4}[-—–－─~·•\s]*
    | (?:共\s?\d{1,4}\s?页[\s,，/／]*)?第\s?(?:\d{1,4}|[〇零一二三四五六七八九十百]{1,6})\s?页
      (?:[\s,，/／(（]*共\s?\d{1,4}\s?页[)）]?)?
    | \d{1,4}\s?[/／]\s?\d{1,4}
    | page\s?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?
    """,
    re.VERBOSE | re.IGNORECASE,
)
# what browsers print around a page: the time at the top, the address at the bottom
_BROWSER = re.compile(
    r"\d{1,4}/\d{1,2}/\d{1,4},?\s(?:[上下]午\s?)?\d{1,2}:\d{2}.*|(?:https?|file)://\S+"
)
_BARE_NUMBER = re.compile(r"\d{1,4}")
_DIGITS = re.compile(r"\d+")
_LEADERS = re.compile(
    r"(?:[.．。·…‥]\s?){5,}\s*(?:[-—(（]?\s?\d{1,4}\s?[-—)）]?)?$|…{2,}\s*\d{1,4}$"
)
_CONTENTS = re.compile(r"目\s*[录次]")
_CONTENTS_LINES = 3  # fewer dotted lines are blanks of a form


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of one page in reading order."""

    lines: tuple[Line, ...]
    width: float
    height: float


def without_furniture(pages: Sequence[PageLines]) -> list[PageLines]:
    """Return the pages without running headers and footers, page numbers and watermarks."""
    repeated = _repeated(pages)
    kept = [
        replace(page, lines=tuple(_kept(page, at, repeated, len(pages))))
        for at, page in enumerate(pages)
    ]
    return _without_contents(kept)


def _kept(page: PageLines, at: int, repeated: set[tuple[int, Line]], count: int) -> Iterable[Line]:
    for line in page.lines:
        if (at, line) in repeated:
            continue
        if not (
            _in_margin(line, page) and _is_outer(line, page) and _is_page_number(line, at, count)
        ):
            yield line


def _is_page_number(line: Line, at: int, count: int) -> bool:
    """Return whether a line at the edge counts pages or is the browser's; a figure must fit in."""
    if _BROWSER.fullmatch(line.text):
        return True
    if _PAGE_NUMBER.fullmatch(line.text) is None:
        return False
    if _BARE_NUMBER.fullmatch(line.text) is None:
        return True
    # Counting may start behind a cover or go on from another volume, but not jump about.
    return count == 1 or abs(int(line.text) - (at + 1)) <= max(count, 20)


def _in_margin(line: Line, page: PageLines) -> bool:
    top, bottom = line.box[1], line.box[3]
    return bottom < _MARGIN * page.height or top > (1 - _MARGIN) * page.height


def _is_outer(line: Line, page: PageLines) -> bool:
    heights = sorted({round(other.baseline) for other in page.lines})
    place = heights.index(round(line.baseline))
    return min(place, len(heights) - 1 - place) < _OUTER


def _repeated(pages: Sequence[PageLines]) -> set[tuple[int, Line]]:
    """Return lines, with their page, that stand at one height with the same words on many pages."""
    found: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    body = _body_size(pages)
    for at, page in enumerate(pages):
        for line in page.lines:
            at_edge = _in_margin(line, page) and _is_outer(line, page)
            if at_edge or line.size > 2 * body:
                found[_DIGITS.sub("#", line.text)].append((at, line))
    repeated: set[tuple[int, Line]] = set()
    for group in found.values():
        for at, line in group:
            same = {
                other_at
                for other_at, other in group
                if abs(other.baseline - line.baseline) <= _SAME_HEIGHT
            }
            if len(same) >= max(2, _REPEATED * len(pages)):
                repeated.add((at, line))
    return repeated


def _body_size(pages: Sequence[PageLines]) -> float:
    return body_size(line for page in pages for line in page.lines)


def body_size(lines: Iterable[Line]) -> float:
    """Return the font size that most characters have, in points to a half, 12 for no text."""
    counted: Counter[float] = Counter()
    for line in lines:
        counted[round(line.size * 2) / 2] += len(line.text)
    return counted.most_common(1)[0][0] if counted else 12.0


def _without_contents(pages: list[PageLines]) -> list[PageLines]:
    """Return the pages without a table of contents, told by its dotted leaders."""
    dotted = {line for page in pages for line in page.lines if _LEADERS.search(line.text)}
    if len(dotted) < _CONTENTS_LINES:
        return pages
    kept: list[PageLines] = []
    for page in pages:
        lines = list(page.lines)
        drop = {at for at, line in enumerate(lines) if line in dotted}
        if drop:
            drop |= {
                at
                for at, line in enumerate(lines)
                if _CONTENTS.fullmatch(line.text) and at < min(drop)
            }
            # An entry too long for one line has its dots on the second.
            drop |= {at for at in range(min(drop), max(drop)) if at + 1 in drop and at - 1 in drop}
        left = tuple(line for at, line in enumerate(lines) if at not in drop)
        kept.append(replace(page, lines=left))
    return kept
