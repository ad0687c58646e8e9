from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.numerals import NUMERAL, SPACED_NUMERAL, letter_number, to_chinese, to_int


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("〇", 0),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("廿三", 23),
        ("卅", 30),
        ("一百", 100),
        ("一百零二", 102),
        ("一百〇二", 102),
        ("一百一十", 110),
        ("一百十二", 112),
        ("两百", 200),
        ("一千零一", 1001),
        ("一千零一十", 1010),
        ("一千二百六十", 1260),
        ("一万二千零三", 12003),
        ("十万零五", 100005),
        ("二〇一八", 2018),
        ("12", 12),
        ("１２", 12),
        ("十 二", 12),
        ("1 2", 12),
    ],
)
def test_a_numeral_names_its_number(words: str, number: int) -> None:
    assert to_int(words) == number


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "条",
        "百",
        "十百",
        "二十零",
        "一二十",
        "十十",
        "一百零",
        "万",
        "万万",
        "1百",
        "两零",
    ],
)
def test_what_is_no_numeral_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="not a numeral"):
        to_int(words)


@pytest.mark.parametrize("words", ["一百二", "一千一", "一万五"])
def test_a_numeral_that_may_mean_two_numbers_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="not a numeral"):
        to_int(words)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (10012, "一万零一十二"),
        (100000, "十万"),
    ],
)
def test_a_number_is_written_as_in_laws(number: int, words: str) -> None:
    assert to_chinese(number) == words


@pytest.mark.parametrize("number", [-1, 100_000_000])
def test_a_number_out_of_range_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        to_chinese(number)


def test_every_number_below_ten_thousand_survives_a_round_trip() -> None:
    assert [to_int(to_chinese(n)) for n in range(10_000)] == list(range(10_000))


@given(st.integers(min_value=0, max_value=99_999_999))
def test_larger_numbers_survive_a_round_trip(number: int) -> None:
    assert to_int(to_chinese(number)) == number


@given(st.text(alphabet="〇零一二两三九十百千万廿 12", max_size=8))
def test_any_mixture_gives_a_number_or_a_value_error(words: str) -> None:
    try:
        number = to_int(words)
    except ValueError:
        return
    assert number >= 0


def test_the_fragments_match_numerals_in_a_line() -> None:
    assert re.findall(f"第({NUMERAL})条", "第十二条、第１３条、第14条") == ["十二", "１３", "14"]
    assert re.findall(f"第 ?({SPACED_NUMERAL}) ?条", "第 十 二 条") == ["十 二"]


@pytest.mark.parametrize(("letter", "number"), [("A", 1), ("Z", 26), ("a", 0), ("AB", 0), ("", 0)])
def test_letters_of_appendices_count_from_one(letter: str, number: int) -> None:
    assert letter_number(letter) == number
