"""Dates as policy texts write them: 2018年3月20日, 二〇一八年三月二十日, 2018-03-20."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kb.numerals import to_int

_B = r"[ \t\u3000\u00a0]*"
_YEAR = r"(?P<year>[12１２][0-9０-９]{3}|[一二][〇零○Ｏ0OoОО一二三四五六七八九]{3})"
_PART = r"[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}"
_CHINESE = rf"{_YEAR}{_B}年{_B}(?P<month>{_PART}){_B}月(?:{_B}(?P<day>{_PART}){_B}日)?"
_ISO = (
    r"(?<![0-9])(?P<year>[12][0-9]{3})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)"
    r"(?P<day>[0-9]{1,2})(?![0-9])"
)

_CHINESE_DATE = re.compile(_CHINESE)
_ISO_DATE = re.compile(_ISO)
_ONLY_DATE = re.compile(rf"[（(]?{_CHINESE}[）)]?")
_ZERO = str.maketrans("○ＯOoОО0", "〇" * 7)


@dataclass(frozen=True, slots=True)
class DateInText:
    """A date and the characters [start, end) that name it."""

    day: date
    start: int
    end: int


def dates(text: str) -> Iterator[DateInText]:
    """Yield every date of a text in order; one that no calendar has is left out."""
    matches = [*_CHINESE_DATE.finditer(text), *_ISO_DATE.finditer(text)]
    for match in sorted(matches, key=re.Match.start):
        day = _day(match)
        if day is not None and match["day"]:
            yield DateInText(day, match.start(), match.end())


def first_date(text: str) -> date | None:
    """Return the first full date of a text; None where it has none."""
    return next((found.day for found in dates(text)), None)


def is_only_date(text: str) -> bool:
    """Whether a line holds a date and nothing else, as under a signature."""
    return len(text) <= 24 and _ONLY_DATE.fullmatch(text) is not None


def _day(match: re.Match[str]) -> date | None:
    try:
        year = to_int(
            match["year"].translate(_ZERO) if match["year"][0] in "一二" else match["year"]
        )
        return date(year, to_int(match["month"]), to_int(match["day"] or "1"))
    except ValueError:
        return None
