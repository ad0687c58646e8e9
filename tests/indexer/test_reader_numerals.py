"""Automatic numbers as Word prints them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.numerals import format_number


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"),
        (101, "一百零一"), (110, "一百一十"), (111, "一百一十一"), (200, "二百"), (1000, "一千"),
        (1001, "一千零一"), (1010, "一千零一十"), (1012, "一千零一十二"), (1260, "一千二百六十"),
        (10000, "一万"), (10010, "一万零一十"), (100000, "十万"),
    ],
)  # fmt: skip
def test_chinese_counting_with_thousands(number: int, printed: str) -> None:
    assert format_number(number, "chineseCountingThousand") == printed


@pytest.mark.parametrize(
    ("form", "number", "printed"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 1, "①"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 50, "㊿"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("chineseCounting", 99, "九十九"),
        ("chineseCounting", 101, "一〇一"),
        ("japaneseCounting", 120, "百二十"),
        ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"),
        ("ideographZodiacTraditional", 13, "丙子"),
        ("chineseLegalSimplified", 15, "壹拾伍"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 3, "C"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 4, "iv"),
        ("ordinal", 22, "22nd"),
        ("none", 5, ""),
        ("noSuchFormat", 5, "5"),
        ("upperRoman", 0, "0"),
    ],
)
def test_other_formats(form: str, number: int, printed: str) -> None:
    assert format_number(number, form) == printed


@given(st.integers(0, 99_999_999))
def test_chinese_counting_never_repeats_itself(number: int) -> None:
    printed = format_number(number, "chineseCountingThousand")
    assert "零零" not in printed
    assert printed != format_number(number + 1, "chineseCountingThousand")
