"""Numbers with points, as emergency plans and standards use them: 1 总则, 1.1 编制目的, 1.2.1."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.grammar import Mark, Style, is_sentence
from indexer.layout import Role
from indexer.lines import Line
from kb.model import Level
from kb.numerals import BLANK

DECIMAL_STYLES = (Style.DECIMAL1, Style.DECIMAL2, Style.DECIMAL3, Style.DECIMAL4)
DECIMAL_LEVELS = (Level.OUTLINE1, Level.OUTLINE2, Level.OUTLINE3, Level.OUTLINE4)

_POINT = "[.．]"
_LABEL = re.compile(
    rf"(?P<label>[0-9]{{1,2}}(?:{_POINT}[0-9]{{1,2}}){{1,3}})"
    rf"(?:[.．、]?{BLANK}+|[.．、](?=\D)|(?=[\u4e00-\u9fff《“（]))"
)
_CHAPTER = re.compile(
    rf"(?P<label>(?P<number>[0-9]{{1,2}}))(?:[.．、]{BLANK}*|{BLANK}+)(?=[\u4e00-\u9fff“《])"
)
_LONGEST_CHAPTER = 40
# characters of a heading of the first level
_MEASURES = re.compile(r"(?:米|公里|平方|万|亿|倍|元|吨|公斤|千克|度|级|岁|%|％|小时|个|人|年|‰)")


def decimal_mark(text: str) -> Mark | None:
    """Return the mark of a line numbered with points: 1.2.1 is the number 1 of DECIMAL3.

    The whole label tells its place; see `parts`.
    """
    match = _LABEL.match(text)
    if match is None or _MEASURES.match(text, match.end()):
        return None
    numbers = parts(match["label"])
    if not all(numbers):
        return None
    style = DECIMAL_STYLES[len(numbers) - 1]
    return Mark(None, style, numbers[-1], 0, match["label"], match.end(), True)


def parts(label: str) -> tuple[int, ...]:
    """Return the numbers of a label: (1, 2, 1) of 1.2.1."""
    return tuple(int(number) for number in re.split(_POINT, label.rstrip(".．、")))


def chapter_mark(text: str) -> Mark | None:
    """Return the mark of a line that may be a heading of the first level: 1 总则, 2. 职责."""
    match = _CHAPTER.match(text)
    if match is None or is_sentence(text) or len(text) > _LONGEST_CHAPTER:
        return None
    return Mark(None, Style.DECIMAL1, int(match["number"]), 0, match["label"], match.end(), True)


def decimal_chapters(lines: Sequence[Line], roles: Sequence[Role]) -> frozenset[int]:
    """Return which lines are headings of the first level, by number.

    They count from one, and the first has 1.1 below it before a 2; without that, 1. is a list.
    """
    found: set[int] = set()
    due = 1
    for at, line in enumerate(lines):
        if roles[at] is Role.ATTACHMENT:
            due = 1
        if roles[at] is not Role.BODY:
            continue
        mark = chapter_mark(line.text)
        if mark is None or mark.number != due:
            continue
        counts_on = due > 1 and line.text[len(mark.label)].isspace()
        if counts_on or _has_parts(lines, at, due):
            found.add(at)
            due += 1
    return frozenset(found)


def _has_parts(lines: Sequence[Line], at: int, number: int) -> bool:
    """Whether number.1 comes below a line before another line that may begin a chapter does."""
    for line in lines[at + 1 : at + 40]:
        mark = decimal_mark(line.text)
        if mark is not None:
            return parts(mark.label)[:2] == (number, 1)
        if (chapter := chapter_mark(line.text)) and chapter.number == number + 1:
            return False
    return False
