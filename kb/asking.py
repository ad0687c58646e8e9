"""What kind of thing a question asks for, and whether a text has one of that kind."""

from __future__ import annotations

import re

from kb.simplified import simplified

_ASKS_NUMBER = re.compile(
    r"多少|多久|多长|多大|几|什么时候|何时|期限|时限|比例|标准|金额|哪天|哪年|百分之"
)
_HAS_NUMBER = re.compile(
    r"[0-9０-９]|[一二三四五六七八九十百千万两半]+"
    r"(?:个|名|人|天|日|年|月|元|次|倍|平方米|项|类|档|户|份|％|%)"
)
_ASKS_WHETHER = re.compile(
    r"能不能|可不可以|行不行|可以|允许|不得|能.*吗|吗[？?]?$|是否|算不算|要不要"
)
_SAYS_WHETHER = re.compile(r"不得|可以|不能|禁止|严禁|应当|不予|不准|必须")


def number_answered(question: str, text: str) -> float:
    """Return 1 where a number is asked for and the text has one, -1 where it has none, else 0."""
    return _matched(_ASKS_NUMBER, _HAS_NUMBER, question, text)


def permission_answered(question: str, text: str) -> float:
    """Return 1 where it is asked whether something may be and the text says, -1 if not, else 0."""
    return _matched(_ASKS_WHETHER, _SAYS_WHETHER, question, text)


def _matched(asks: re.Pattern[str], answers: re.Pattern[str], question: str, text: str) -> float:
    if not asks.search(simplified(question)):
        return 0.0
    return 1.0 if answers.search(simplified(text)) else -1.0
