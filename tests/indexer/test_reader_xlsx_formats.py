"""Number formats of Excel."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.xlsx_formats import BUILT_IN, display

DAY = 43282.0  # 2018-07-01, a Sunday


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (2.0, "General", "2"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567.0, "#,##0", "1,234,567"),
        (1234.5, "#,##0.00", "1,234.50"),
        (0.125, "0.0%", "12.5%"),
        (0.5, "0%", "50%"),
        (7.0, "000", "007"),
        (1.5, "0.##", "1.5"),
        (2.0, "0.##", "2"),
        (-5.0, "0;(0)", "(5)"),
        (-5.0, "0.0", "-5.0"),
        (0.0, '0;-0;"无"', "无"),
        (20.0, '0"万元"', "20万元"),
        (20.0, "¥#,##0", "¥20"),
        (20.0, '0"元/人"', "20元/人"),
        (20.0, "[$¥-804]#,##0.00", "¥20.00"),
        (1.5, "# ?/?", "1.5"),
        (12345.0, "0.00E+00", "1.23E+04"),
        (5.0, "@", "5"),
        (5.0, "", "5"),
        (5.0, "[Red]0", "5"),
        (12345678.0, "0.0,,", "12.3"),
        (440101201807010000.0, "General", "440101201807010000"),
    ],
)
def test_numbers(value: float, code: str, shown: str) -> None:
    assert display(value, code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (DAY, "yyyy/m/d", "2018/7/1"),
        (DAY, "yyyy-mm-dd", "2018-07-01"),
        (DAY, 'yyyy"年"m"月"d"日"', "2018年7月1日"),
        (DAY, "[$-804]yyyy年m月d日", "2018年7月1日"),
        (DAY, "[DBNum1][$-804]yyyy年m月d日", "二〇一八年七月一日"),
        (DAY, "aaaa", "星期日"),
        (DAY + 0.75, "h:mm", "18:00"),
        (DAY + 0.75, "h:mm AM/PM", "6:00 PM"),
        (DAY + 0.75, '上午/下午h"时"mm"分"', "下午6时00分"),
        (DAY + 0.7503, "hh:mm:ss", "18:00:26"),
        (1.5, "[h]:mm", "36:00"),
        (DAY, "yy.m.d", "18.7.1"),
        (59.0, "yyyy-mm-dd", "1900-02-28"),
        (61.0, "yyyy-mm-dd", "1900-03-01"),
        (-1.0, "yyyy-mm-dd", "-1"),
        (9e9, "yyyy-mm-dd", "9000000000"),
    ],
)
def test_dates(value: float, code: str, shown: str) -> None:
    assert display(value, code) == shown


def test_a_workbook_may_count_from_1904() -> None:
    assert display(DAY - 1462, "yyyy-mm-dd", from_1904=True) == "2018-07-01"


def test_built_in_formats_of_a_chinese_excel() -> None:
    assert display(DAY, BUILT_IN[14]) == "2018/7/1"
    assert display(DAY, BUILT_IN[31]) == "2018年7月1日"
    assert display(DAY, BUILT_IN[57]) == "2018年7月"


@given(
    st.floats(-1e15, 1e15, allow_nan=False),
    st.text('0#?.,%;ymdhsE+-/@"\\[]_* 年元General', max_size=14),
)
def test_any_number_in_any_format_shows_something_without_failing(value: float, code: str) -> None:
    assert isinstance(display(value, code), str)
