"""Automatic numbers as Word and HTML print them.

The names are those of ST_NumberFormat in ECMA-376 Part 1, 17.18.59.
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟萬")
_PLAIN = ("零一二三四五六七八九", "十百千万")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def format_number(number: int, form: str) -> str:
    """Return number as the format prints it; a format that cannot hold it gives Arabic digits.

    form: a value of ST_NumberFormat; "none" and "bullet" give "", unknown ones Arabic digits.
    """
    if form in ("none", "bullet"):
        return ""
    printer = _FORMATS.get(form)
    return (printer(number) if printer is not None and number >= 0 else "") or str(number)


def _counting(number: int, glyphs: tuple[str, str] = _PLAIN, *, legal: bool = False) -> str:
    """Return 一千零一十二 for 1012; 十二, not 一十二, below twenty unless legal."""
    digits, units = glyphs
    if number >= 100_000_000:
        return ""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = digits[0] if 0 < low < 1000 else ""
        tail = _counting(low, glyphs, legal=True) if low else ""
        return _counting(high, glyphs, legal=legal) + units[3] + gap + tail
    printed = ""
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            printed += digits[digit] + (units[power - 1] if power else "")
        elif printed and not printed.endswith(digits[0]) and number % 10**power:
            printed += digits[0]
    if not legal and 10 <= number < 20:
        printed = printed[1:]
    return printed or digits[0]


def _counting_to_99(number: int) -> str:
    """Return 十二 below a hundred and 一〇〇 from there, as chineseCounting does."""
    return _counting(number) if number < 100 else _digital(number)


def _japanese(number: int) -> str:
    """Return 百二十 where Chinese has 一百二十, and no 零 inside."""
    printed = _counting(number).replace("零", "") if number else "〇"
    return printed.removeprefix("一") if 100 <= number < 2000 and number // 1000 < 2 else printed


def _digital(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _legal(number: int) -> str:
    return _counting(number, _LEGAL, legal=True)


def _from(sequence: str) -> Callable[[int], str]:
    return lambda number: sequence[number - 1] if 1 <= number <= len(sequence) else ""


def _sixty(number: int) -> str:
    if not 1 <= number <= 60:
        return ""
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]


def _letters(number: int) -> str:
    """Return a … z, aa, bb …: after z Word repeats the letter."""
    if not 1 <= number <= 780:
        return ""
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def _roman(number: int) -> str:
    if not 1 <= number < 4000:
        return ""
    printed = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        printed += letters * times
    return printed


def _ordinal(number: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number // 10 % 10 == 1 else endings.get(number % 10, 'th')}"


def _run(*ranges: tuple[int, int]) -> str:
    return "".join(chr(code) for first, last in ranges for code in range(first, last + 1))


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


_CIRCLED = _run((0x2460, 0x2473), (0x3251, 0x325F), (0x32B1, 0x32BF))
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _from(_CIRCLED),
    "decimalEnclosedCircleChinese": _from(_CIRCLED),
    "decimalEnclosedFullstop": _from(_run((0x2488, 0x249B))),
    "decimalEnclosedParen": _from(_run((0x2474, 0x2487))),
    "ordinal": _ordinal,
    "numberInDash": lambda number: f"- {number} -",
    "chineseCounting": _counting_to_99,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _counting_to_99,
    "taiwaneseCountingThousand": _counting,
    "taiwaneseDigital": _digital,
    "japaneseCounting": _japanese,
    "japaneseDigitalTenThousand": _digital,
    "ideographDigital": _digital,
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "ideographZodiacTraditional": _sixty,
    "ideographEnclosedCircle": _from(_run((0x3280, 0x3289))),
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "japaneseLegal": _legal,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
