"""Numbers of a worksheet as people see them: number formats of ECMA-376 Part 1, 18.8.30-31."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from indexer.readers.numerals import format_number

GENERAL = "General"
# Formats that files name by number only; 27 to 36 and 50 to 58 are those of a Chinese Excel.
_MONTH = 'yyyy"年"m"月"'
_DAY = 'm"月"d"日"'
_CLOCK = '上午/下午h"时"mm"分"'
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: GENERAL, 13: GENERAL, 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: _MONTH, 28: _DAY, 29: _DAY, 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: _CLOCK, 35: _CLOCK + 'ss"秒"', 36: _MONTH,
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 48: "0.0E+0", 49: "@", 50: _MONTH, 51: _DAY, 52: _MONTH, 53: _DAY, 54: _DAY,
    55: _CLOCK, 56: _CLOCK + 'ss"秒"', 57: _MONTH, 58: _DAY,
}  # fmt: skip
_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | [_*].
    | \[(?P<elapsed>h+|m+|s+)\] | \[\$(?P<currency>[^\]-]*)[^\]]*\] | \[[^\]]*\]
    | (?P<half>AM/PM|A/P|上午/下午) | (?P<date>y+|m+|d+|h+|s+|a{3,4})
    | (?P<digits>(?:[0\#?][0\#?,]*(?:\.[0\#?]*)?|\.[0\#?]+),*(?:E[+-]0+)?) | (?P<percent>%)
    | (?P<general>General) | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CHINESE_DIGITS = re.compile(r"\[DBNum[12]\]", re.IGNORECASE)
_WEEKDAYS = "一二三四五六日"
_LAST_SERIAL = 2_958_466  # the day after 9999-12-31


def display(value: float, code: str, *, from_1904: bool = False) -> str:
    """Return a number as a cell with this format code shows it.

    from_1904: whether the workbook counts days from 1904. A format that cannot be followed shows
    the plain number.
    """
    section = _section(code, value)
    tokens = list(_TOKEN.finditer(section))
    if any(token["date"] or token["elapsed"] for token in tokens):
        parts_of_seconds = any((token["digits"] or "").startswith(".") for token in tokens)
        moment = _moment(value, from_1904, 3 if parts_of_seconds else 0)
        if moment is None:
            return _plain(value)
        chinese = _CHINESE_DIGITS.search(section) is not None
        return "".join(_date_parts(tokens, moment, value, chinese=chinese)).strip()
    return _number(tokens, abs(value) if ";" in code and value < 0 else value)


def _section(code: str, value: float) -> str:
    """Return the part of a code for positive, negative or zero numbers."""
    sections = [part.group() for part in re.finditer(r'(?:"[^"]*"|\\.|[^;"\\])+', code)]
    if not sections:
        return GENERAL
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def _number(tokens: list[re.Match[str]], value: float) -> str:
    percents = sum(1 for token in tokens if token["percent"])
    printed: list[str] = []
    done = False
    for token in tokens:
        if token["digits"] and not done:
            printed.append(_digits(token["digits"], value * 100**percents))
            done = True
        elif token["general"]:
            printed.append(_plain(value))
            done = True
        elif token["percent"] or token["other"]:
            printed.append(token.group() if token["other"] != "@" else _plain(value))
            done = done or token["other"] == "@"
        else:
            printed.append(token["quoted"] or token["escaped"] or token["currency"] or "")
    text = "".join(printed).strip()
    is_fraction = any(token["other"] == "/" for token in tokens)
    done = done or any(token["quoted"] for token in tokens)
    return text if done and not is_fraction else _plain(value)


def _digits(pattern: str, value: float) -> str:
    """Return a number by a run of placeholders such as #,##0.00 or 0000."""
    if "E" in pattern.upper():
        decimals = len(pattern.upper().split("E")[0].partition(".")[2])
        return f"{value:.{decimals}E}"
    placeholders = pattern.rstrip(",")  # each comma behind them leaves out three digits
    scaled = value / 1000 ** (len(pattern) - len(placeholders))
    whole, _, fraction = placeholders.partition(".")
    grouped = "," if "," in whole else ""
    printed = f"{scaled:{grouped}.{len(fraction)}f}"
    optional = len(fraction) - len(fraction.rstrip("#"))
    for _ in range(optional):
        printed = printed.removesuffix("0")
    integer, point, rest = printed.partition(".")
    sign = "-" if integer.startswith("-") else ""
    integer = sign + integer.removeprefix("-").zfill(whole.count("0"))
    return f"{integer}{point if rest else ''}{rest}"


def _plain(value: float) -> str:
    if value == int(value) and abs(value) < 1e21:
        return f"{Decimal(repr(value)):.0f}"  # the digits of an identity card, not 1.2E+17
    return f"{value:.10g}"


def _moment(value: float, from_1904: bool, decimals: int) -> datetime | None:
    """Return the time of a serial number, rounded to decimals of a second; None for none."""
    if not 0 <= value < _LAST_SERIAL - 1462:
        return None
    # Excel counts a 29 February 1900 that never was; serials before it are one day off.
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if value >= 60 else 31)
    return first + timedelta(seconds=round(value * 86400, decimals))


def _date_parts(
    tokens: list[re.Match[str]], moment: datetime, value: float, *, chinese: bool
) -> Iterator[str]:
    twelve = any(token["half"] for token in tokens)
    units = [(token["date"] or token["elapsed"] or "").lower() for token in tokens]
    for at, token in enumerate(tokens):
        if token["elapsed"]:
            yield _elapsed(token["elapsed"], value)
        elif token["half"]:
            yield _half(token["half"], moment)
        elif token["date"]:
            unit = "minute" if _is_minute(units, at) else units[at]
            yield _unit(unit, len(units[at]), moment, twelve=twelve, chinese=chinese)
        elif token["digits"]:  # .0 behind seconds
            yield f".{moment.microsecond // 100_000}" if "." in token["digits"] else ""
        elif token["other"] != "@":
            yield token["quoted"] or token["escaped"] or token["other"] or token["currency"] or ""


def _is_minute(units: list[str], at: int) -> bool:
    """Return whether m stands for minutes: right after hours or before seconds."""
    if not units[at].startswith("m"):
        return False
    before = next((unit for unit in reversed(units[:at]) if unit), "")
    after = next((unit for unit in units[at + 1 :] if unit), "")
    return before.startswith("h") or after.startswith("s")


def _unit(unit: str, width: int, moment: datetime, *, twelve: bool, chinese: bool) -> str:
    if unit.startswith("y"):
        year = f"{moment.year:04}" if width > 2 else f"{moment.year % 100:02}"
        return format_number(int(year), "ideographDigital") if chinese else year
    if unit.startswith("a") or (unit.startswith("d") and width > 2):
        weekday = _WEEKDAYS[moment.weekday()]
        return f"星期{weekday}" if width > 3 else weekday
    number = {
        "m": moment.month,
        "d": moment.day,
        "h": (moment.hour - 1) % 12 + 1 if twelve else moment.hour,
        "s": moment.second,
    }.get(unit[0], 0)
    number = moment.minute if unit == "minute" else number
    if chinese:
        return format_number(number, "chineseCounting")
    return f"{number:02}" if width == 2 else str(number)


def _half(written: str, moment: datetime) -> str:
    first, _, second = written.partition("/")
    return first if moment.hour < 12 else second


def _elapsed(unit: str, value: float) -> str:
    seconds = round(value * 86400)
    count = seconds // {"h": 3600, "m": 60, "s": 1}[unit[0].lower()]
    return f"{count:0{len(unit)}}"
