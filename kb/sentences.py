"""Sentences and list items of a Chinese text, as spans of characters.

A span is what may be quoted whole: a sentence, a clause closed by ；, an item of a list, a
heading, or a row of a table. The end marks are those of GB/T 15834 (。！？；), read with their
closing quotes and brackets; nothing is cut inside a pair of quotes, brackets or title marks.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

PAIRS = {
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "(": ")",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
    "[": "]",
}
CELL_BREAK = " | "  # between the cells of a table row, as indexer.blocks.table_text writes it

_OPENER_OF = {closer: opener for opener, closer in PAIRS.items()}
_QUOTES = frozenset("”’」』")
_STOPS = frozenset("。！？!?")
_HALF_STOPS = frozenset("；;")
_ASCII_ENDS = frozenset("!?;")
_TRAIL = re.compile(r"[。！？!?；;…”’」』）)》】〕\]]*")
# after a closed quotation that ends in 。, these carry the outer sentence on
_CARRIES_ON = frozenset("，、；：。的等之")

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_NUMERAL = "[零〇一二三四五六七八九十百千]"
_DIGIT = "[0-9０-９]"
_BLANK = "[ \\t\u3000\u00a0]"
# one character for number and bracket, point or circle: ① ⑴ ⒈ ㈠
_SINGLE = "[\u2460-\u249b\u3220-\u3229]"
_LIST_LABEL = re.compile(
    rf"{_BLANK}*(?:[（(]{_BLANK}*(?:{_NUMERAL}+|{_DIGIT}{{1,3}}){_BLANK}*[）)]"
    rf"|{_NUMERAL}+、|{_DIGIT}{{1,3}}(?:[．、）)]|[.](?!{_DIGIT}))"
    rf"|{_DIGIT}{{1,2}}(?:[.．]{_DIGIT}{{1,2}}){{1,3}}{_BLANK}|{_SINGLE}){_BLANK}*"
)
# 第十二条 at the start of a line is a label; in 第十二条规定的期限内 it is part of the sentence
_ARTICLE_LABEL = re.compile(
    rf"{_BLANK}*第{_BLANK}*(?:(?:{_NUMERAL}{_BLANK}*)+|{_DIGIT}+{_BLANK}*)[编章节条編節條]"
    rf"(?:之{_NUMERAL}+)?(?:{_BLANK}+|(?![规的第、和至到所中之以及或与款项前后，]))"
)
# what opens an item within a line: （1） 1. ① 第一步 一是 其一
_INLINE_LABEL = re.compile(
    rf"{_BLANK}*(?:[（(](?:{_NUMERAL}+|\d{{1,2}})[）)]|\d{{1,2}}(?:[．、]|[.](?!\d))|[①-⑳]"
    rf"|第{_NUMERAL}+步|{_NUMERAL}+是|其{_NUMERAL}[，是])"
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters [start, end) of a text, without blanks at its edges."""

    start: int
    end: int


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Return the whole sentences and list items of text[start:end], in order.

    Every character that is not blank lies in exactly one span, and no span crosses a line. In a
    line that is itself a list item （一）… or 1.…, ； closes only what an item label follows, for
    the item is the unit there. A row of a table is one span. Time is linear in end - start plus
    the length of the line that holds start. Raises ValueError for a range outside the text.
    """
    stop = len(text) if end is None else end
    if not 0 <= start <= stop <= len(text):
        raise ValueError(f"range {start}..{stop} is not within 0..{len(text)}")
    spans: list[Span] = []
    for line in _LINE.finditer(text, start, stop):
        spans.extend(_line_spans(text, line.start(), line.end()))
    return tuple(spans)


def label_end(text: str, start: int) -> int:
    """Return where the words begin after a label (第十二条, （一）, 1.) at start; start if none."""
    match = _ARTICLE_LABEL.match(text, start) or _LIST_LABEL.match(text, start)
    return match.end() if match else start


def is_clause(text: str, span: Span) -> bool:
    """Return whether a span is part of a longer sentence: it ends in ； and has no label."""
    return text[span.end - 1] in _HALF_STOPS and not (
        _INLINE_LABEL.match(text, span.start) or _LIST_LABEL.match(text, span.start)
    )


def line_around(text: str, position: int) -> Span:
    """Return the whole line that holds position, with its blanks."""
    start = position
    while start > 0 and _LINE.match(text, start - 1, start):
        start -= 1
    match = _LINE.match(text, start)
    return Span(start, match.end() if match else start)


def _line_spans(text: str, start: int, end: int) -> list[Span]:
    if CELL_BREAK in text[start:end]:
        return _stripped(text, start, end)
    closers = _matched(text, start, end)
    is_item = _LIST_LABEL.match(text, line_around(text, start).start) is not None
    spans: list[Span] = []
    opened = position = _past_blanks(text, start, end)
    while position < end:
        after = _end_at(text, position, end, closers, is_item, opened)
        if after:
            spans.extend(_stripped(text, opened, after))
            opened = position = _past_blanks(text, after, end)
        else:
            position = closers.get(position, position) + 1
    spans.extend(_stripped(text, opened, end))
    return spans


def _end_at(
    text: str, position: int, end: int, closers: dict[int, int], is_item: bool, opened: int
) -> int:
    """Return where the span ends if the mark or pair at position closes it, else 0."""
    mark = text[position]
    if position in closers:
        last = closers[position]
        return _run(text, last + 1, end) if _pair_ends(text, position, last, end, opened) else 0
    if mark in _ASCII_ENDS and position + 1 < end and _is_code(text[position + 1]):
        return 0
    if mark in _STOPS:
        return _run(text, position + 1, end)
    if mark in _HALF_STOPS:
        after = _run(text, position + 1, end)
        return after if not is_item or _INLINE_LABEL.match(text, after, end) else 0
    if mark in "：:" and _INLINE_LABEL.match(text, position + 1, end):
        return position + 1
    return 0


def _pair_ends(text: str, first: int, last: int, end: int, opened: int) -> bool:
    """Return whether a quotation or bracket at first..last ends the sentence it stands in.

    “…。” does unless the outer sentence goes on; （…。） does when it stands alone.
    """
    if last - first < 2 or text[last - 1] not in _STOPS:
        return False
    if text[last] in _QUOTES:
        following = text[last + 1] if last + 1 < end else ""
        return text[last - 1] == "。" and following not in _CARRIES_ON
    return opened == first


def _matched(text: str, start: int, end: int) -> dict[int, int]:
    """Return opener -> closer for the outermost matched pairs of a line.

    A mark without its partner on the line counts as an ordinary character.
    """
    stack: list[int] = []
    waiting: Counter[str] = Counter()
    pairs: dict[int, int] = {}
    for position in range(start, end):
        mark = text[position]
        if mark in PAIRS:
            stack.append(position)
            waiting[mark] += 1
        elif waiting[_OPENER_OF.get(mark, "")]:
            opener = _pop_to(text, stack, waiting, _OPENER_OF[mark])
            pairs[opener] = position
    return pairs


def _pop_to(text: str, stack: list[int], waiting: Counter[str], mark: str) -> int:
    while True:
        position = stack.pop()
        waiting[text[position]] -= 1
        if text[position] == mark:
            return position


def _run(text: str, start: int, end: int) -> int:
    match = _TRAIL.match(text, start, end)
    return match.end() if match else start


def _is_code(character: str) -> bool:
    """Return whether an ASCII mark before this character is part of a word or a web address."""
    return character.isascii() and character.isalnum()


def _stripped(text: str, start: int, end: int) -> list[Span]:
    start = _past_blanks(text, start, end)
    while end > start and text[end - 1].isspace():
        end -= 1
    return [Span(start, end)] if start < end else []


def _past_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
