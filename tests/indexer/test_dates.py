from __future__ import annotations

from datetime import date

import pytest

from indexer.dates import dates, first_date, is_only_date


@pytest.mark.parametrize(
    "words",
    [
        "2018年3月20日",
        "2018 年 3 月 20 日",
        "２０１８年３月２０日",
        "二〇一八年三月二十日",
        "二○一八年三月二十日",
        "2018-03-20",
        "2018/3/20",
        "2018.3.20",
    ],
)
def test_every_way_of_writing_a_date_is_read(words: str) -> None:
    assert first_date(f"自{words}起施行") == date(2018, 3, 20)


@pytest.mark.parametrize(
    "words", ["", "2018年3月", "2018年2月30日", "2018年13月1日", "12018-03-20"]
)
def test_what_no_calendar_has_is_no_date(words: str) -> None:
    assert first_date(words) is None


def test_dates_come_in_the_order_of_the_text() -> None:
    text = "2018-03-20通过，2018年4月1日施行"
    assert [(one.day, text[one.start : one.end]) for one in dates(text)] == [
        (date(2018, 3, 20), "2018-03-20"),
        (date(2018, 4, 1), "2018年4月1日"),
    ]


def test_a_line_that_is_only_a_date_is_told_from_a_sentence() -> None:
    assert is_only_date("二〇一八年三月二十日")
    assert is_only_date("（2018年3月20日）")
    assert not is_only_date("2018年3月20日通过")
