"""Numbers with points, as emergency plans and standards use them: 1 总则, 1.1 编制目的, 1.2.1."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from indexer.blocks import BlockKind
from indexer.grammar import Mark, Style, division, is_sentence, paragraph_mark
from indexer.lines import Line
from indexer.roles import Role
from kb.model import Level
from kb.numerals import BLANK

DECIMAL_STYLES = (Style.DECIMAL1, Style.DECIMAL2, Style.DECIMAL3, Style.DECIMAL4)
DECIMAL_LEVELS = (Level.OUTLINE1, Level.OUTLINE2, Level.OUTLINE3, Level.OUTLINE4)

_POINT = "[.．]"
_DIGITS = "[0-9０-９]{1,2}"
_LABEL = re.compile(
    rf"(?P<label>(?:{_DIGITS}|[A-Z])(?:{_POINT}{_DIGITS}){{1,3}})"
    rf"(?:[.．、]?{BLANK}+|[.．、](?=\D)|(?=[\u4e00-\u9fff《“（])|$)"
)
_CHAPTER = re.compile(
    rf"(?P<label>(?P<number>{_DIGITS}))(?:[.．、]{BLANK}*|{BLANK}+)(?=[\u4e00-\u9fff“《])"
)
_LONGEST_CHAPTER = 40
# characters of a heading of the first level
_REACH = 40
# lines below a heading in which its first part comes
_MEASURES = re.compile(
    r"米(?!面)|公里|平方|万|亿|倍|元(?![素旦])|吨|公斤|千克|度(?![量假])|级(?!别)|岁|%|％|小时|‰"
    r"|个(?![人体别案性])|人(?![员民口才事物数身均力格防])|年(?![度龄检审报鉴会])"
)
# what makes a number with a point an amount: 3.5万元, 1.5个工作日; 4.1人员要求 is a heading
_AMOUNTS = re.compile(r"[万亿]?元(?![素旦数件])|[万亿][^一-龥]|公里|公斤|千克|[%％‰]|平方[公千]?米")
# the same where a blank stands before it, as it may in 1.5 万元


def decimal_mark(text: str) -> Mark | None:
    """Return the mark of a line numbered with points: 1.2.1 is the number 1 of DECIMAL3.

    The whole label tells its place; see `parts`. The letter of an appendix counts for no level:
    A.1 is of DECIMAL1.
    """
    match = _LABEL.match(text)
    if match is None:
        return None
    amount = _AMOUNTS if text[match.end() - 1].isspace() else _MEASURES
    numbers = parts(match["label"])
    if amount.match(text, match.end()) or not all(numbers):
        return None
    style = DECIMAL_STYLES[len(numbers) - 1]
    return Mark(None, style, numbers[-1], 0, _narrow(match["label"]), match.end(), True)


def appendix(label: str) -> str:
    """Return the letter that a label begins with, A of A.1; "" for 1.2."""
    return label[0] if label[:1].isalpha() and label[0].isascii() else ""


def parts(label: str) -> tuple[int, ...]:
    """Return the numbers of a label: (1, 2, 1) of 1.2.1, (2,) of A.2."""
    return tuple(int(number) for number in re.split(_POINT, label) if number.isdecimal())


def chapter_mark(text: str) -> Mark | None:
    """Return the mark of a line that may be a heading of the first level: 1 总则, 2. 职责."""
    match = _CHAPTER.match(text)
    if match is None or is_sentence(text) or len(text) > _LONGEST_CHAPTER:
        return None
    label = _narrow(match["label"])
    return Mark(None, Style.DECIMAL1, int(label), 0, label, match.end(), True)


def decimal_chapters(lines: Sequence[Line], roles: Sequence[Role]) -> frozenset[int]:
    """Return which lines are headings of the first level, by number.

    They count from one without a gap, and one of them has its 3.1 below it before a 4 comes;
    without that, 1. is a list.
    """
    found: set[int] = set()
    numbers = _Numbers(lines)
    run = _Run(lines, numbers)
    for at, line in enumerate(lines):
        if roles[at] is Role.ATTACHMENT:
            found.update(run.chapters())
            run = _Run(lines, numbers)
        elif roles[at] is Role.BODY and line.kind is not BlockKind.TABLE:
            run.read(at)
    return frozenset(found.union(run.chapters()))


def has_decimals(lines: Sequence[Line], roles: Sequence[Role]) -> bool:
    """Whether 1.1 stands under 第一章 or 一、 in a text whose first level has no such numbers."""
    numbers = _Numbers(lines)
    for at, line in enumerate(lines):
        if roles[at] is not Role.BODY or line.kind is BlockKind.TABLE:
            continue
        mark = division(line.text) or paragraph_mark(line.text)
        outer = mark is not None and (mark.level is Level.CHAPTER or mark.style is Style.HAN)
        if mark is not None and outer and numbers.has_parts(at, mark.number):
            return True
    return False


class _Numbers:
    """What the lines of a text begin with, read once: 3.1, or 4 as a chapter does."""

    def __init__(self, lines: Sequence[Line]) -> None:
        decimals = (decimal_mark(line.text) for line in lines)
        self._decimals = [parts(mark.label)[:2] if mark else () for mark in decimals]
        chapters = (chapter_mark(line.text) for line in lines)
        self._chapters = [mark.number if mark else 0 for mark in chapters]

    def has_parts(self, at: int, number: int) -> bool:
        """Whether number.1 comes below a line before a chapter of the next number does."""
        for below in range(at + 1, min(at + _REACH, len(self._decimals))):
            if self._decimals[below]:
                return self._decimals[below] == (number, 1)
            if self._chapters[below] == number + 1:
                return False
        return False


class _Run:
    """The headings of the first level in one scope, while its lines are read."""

    def __init__(self, lines: Sequence[Line], numbers: _Numbers) -> None:
        self._lines = lines
        self._numbers = numbers
        self._taken: list[int] = []
        self._divided = False
        # whether one of those taken has parts
        self._listed = 0
        # the last number that was none of theirs: the next one belongs to the same list
        self._outlined = False
        # whether 一、 came: then 1. is a list under it

    def chapters(self) -> Sequence[int]:
        """Return the lines taken, none where no number with a point shows that they are more."""
        return self._taken if self._divided else ()

    def read(self, at: int) -> None:
        """Take in the next line, as a heading if its number is due."""
        text = self._lines[at].text
        counted, mark = _CHAPTER.match(text), chapter_mark(text)
        if counted is None:
            han = paragraph_mark(text)
            self._outlined |= han is not None and han.style is Style.HAN
        elif mark is None or not self._accept(at, mark):
            self._listed = int(counted["number"])

    def _accept(self, at: int, mark: Mark) -> bool:
        has_parts = self._numbers.has_parts(at, mark.number)
        alike = self._is_alike(at, mark.label)
        if mark.number == 1 and not self._divided and (has_parts or alike):
            self._taken, self._listed = [], 0
        counts_on = 0 < self._listed == mark.number - 1
        if mark.number != len(self._taken) + 1 or not (has_parts or (alike and not counts_on)):
            return False
        self._taken.append(at)
        self._divided |= has_parts
        return True

    def _is_alike(self, at: int, label: str) -> bool:
        """Whether a blank or a point follows the number as it does with the first heading."""
        apart = self._lines[at].text[len(label)].isspace()
        if not self._taken:
            return apart or not self._outlined
        first = self._lines[self._taken[0]].text
        return apart == first.lstrip("0123456789０１２３４５６７８９")[0].isspace()


def _narrow(label: str) -> str:
    """Return a label with narrow digits and points, by which it is compared and cited."""
    return unicodedata.normalize("NFKC", label)
