"""Chinese and Arabic numerals as policy texts write them: 十二, 一千零一, 二〇一八, 12, １２."""

from __future__ import annotations

import re
from string import ascii_uppercase

DIGITS = "〇零○Ｏ一二三四五六七八九"
# 〇 is written with several characters; all of them are zero

_VALUE = {"〇": 0, "零": 0, "○": 0, "Ｏ": 0, "两": 2} | {
    c: n for n, c in enumerate("一二三四五六七八九", 1)
}
_TENS = {"廿": 20, "卅": 30}
_UNIT = {"十": 10, "百": 100, "千": 1000}
_CHARACTERS = "".join(_VALUE) + "".join(_TENS) + "".join(_UNIT) + "万"

BLANK = r"[ \t\u00a0\u2000-\u200a\u3000]"
# one blank within a line, as a regex fragment

NUMERAL = rf"(?:[0-9０-９]+|[{_CHARACTERS}]+)"
# a numeral without blanks, as a regex fragment

SPACED_NUMERAL = (
    rf"(?:[0-9０-９](?:{BLANK}*[0-9０-９])*|[{_CHARACTERS}](?:{BLANK}*[{_CHARACTERS}])*)"
)
# a numeral whose characters may stand apart, as in 第 十 二 条

_BLANKS = re.compile(BLANK)
_LARGEST = 99_999_999


def to_int(text: str) -> int:
    """Return the number that text names, at least 0; blanks between its characters do not count.

    Accepts digits of either width, positional numerals (二〇一八) and numerals with units
    (一万二千零三). Raises ValueError for anything else, 一百二 included: it may mean 102 or 120.
    """
    bare = _BLANKS.sub("", text)
    if bare and all(c in "0123456789０１２３４５６７８９" for c in bare):
        return int(bare)
    if not bare or any(c not in _CHARACTERS for c in bare):
        raise ValueError(f"not a numeral: {text!r}")
    if all(c in _VALUE for c in bare):
        return _positional(bare)
    high, wan, low = bare.partition("万")
    if not wan:
        return _section(bare)
    if "万" in low or not high:
        raise ValueError(f"not a numeral: {text!r}")
    tail = _section(low) if low else 0
    if low and tail < 1000 and low[0] not in "〇零○":
        raise ValueError(f"not a numeral: {text!r}")
    return _section(high) * 10_000 + tail


def _positional(bare: str) -> int:
    if bare[0] == "两" and len(bare) > 1:
        raise ValueError(f"not a numeral: {bare!r}")
    return int("".join(str(_VALUE[c]) for c in bare))


def _section(bare: str) -> int:
    """Return the value of a numeral below 万: units descend, a skipped unit asks for 零."""
    total, digit, unit, zero = 0, 0, 10_000, False
    for c in bare:
        if c in _UNIT:
            if _UNIT[c] >= unit or (digit == 0 and c != "十"):
                raise ValueError(f"not a numeral: {bare!r}")
            unit = _UNIT[c]
            total, digit, zero = total + (digit or 1) * unit, 0, False
        elif c in _TENS:
            if unit <= 10 or digit:
                raise ValueError(f"not a numeral: {bare!r}")
            total, unit, zero = total + _TENS[c], 10, False
        elif digit or (zero and _VALUE[c] == 0):
            raise ValueError(f"not a numeral: {bare!r}")
        else:
            digit, zero = _VALUE[c], zero or _VALUE[c] == 0
    if (zero and not digit and total) or (digit and 10 < unit < 10_000 and not zero):
        raise ValueError(f"not a numeral: {bare!r}")
    return total + digit


def to_chinese(n: int) -> str:
    """Return n in Chinese numerals with units: 12 is 十二, 110 一百一十, 1001 一千零一.

    Raises ValueError outside 0 to 99,999,999.
    """
    if not 0 <= n <= _LARGEST:
        raise ValueError(f"out of range: {n}")
    if n == 0:
        return "零"
    high, low = divmod(n, 10_000)
    words = _words(high) + "万" if high else ""
    if words and 0 < low < 1000:
        words += "零"
    words += _words(low)
    return words[1:] if words.startswith("一十") else words


def _words(n: int) -> str:
    """Return 0 < n < 10000 in words, 一十 for ten; "" for 0."""
    words, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, unit)
        if digit:
            words += ("零" if gap and words else "") + "〇一二三四五六七八九"[digit] + name
            gap = False
        else:
            gap = True
    return words


def letter_number(letter: str) -> int:
    """Return 1 for A, as in 附录A, to 26 for Z; 0 for what is no such letter."""
    return ascii_uppercase.index(letter) + 1 if letter in tuple(ascii_uppercase) else 0
