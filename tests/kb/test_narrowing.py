"""What a question was narrowed to, and which refusals show a gap in the library."""

from __future__ import annotations

from datetime import date

import pytest

from kb.model import Answer, Filters, Status
from kb.narrowing import is_gap, narrowing

TODAY = date(2026, 7, 1)
REFUSAL = Answer("问", (), (), (), 0.1, 0.4, (), 1.0, degraded=False)


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), ()),
        (Filters(on=TODAY), ()),
        (Filters(kinds=("通知", "办法")), ("文种：通知、办法",)),
        (
            Filters(issuers=("甲局",), statuses=(Status.REPEALED,)),
            ("发文机关：甲局", "时效性：已废止"),
        ),
        (Filters(documents=(3,)), ("文件编号：3",)),
        (
            Filters(issued_from=date(2018, 1, 1), issued_to=date(2018, 12, 31)),
            ("成文日期不早于 2018-01-01", "成文日期不晚于 2018-12-31"),
        ),
        (Filters(on=date(2017, 6, 1)), ("按 2017-06-01 的规定",)),
    ],
)
def test_each_filter_is_named(filters: Filters, words: tuple[str, ...]) -> None:
    assert narrowing(filters, TODAY) == words
    assert is_gap(REFUSAL, filters, TODAY) == (not words)


def test_a_refusal_without_the_models_is_no_gap() -> None:
    without = Answer("问", (), (), (), 0.1, 0.4, ("判断模型缺失",), 1.0, degraded=True)
    assert not is_gap(without, Filters(), TODAY)
