"""Sentences and list items as spans: where they end, and that none of the text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.sentences import label_end, sentences

TEXTS = st.text("甲乙第十二条（一）()“”《》「」。！？；;：，、1.a \n\u3000|①", max_size=80)


def parts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲。乙！丙？丁", ["甲。", "乙！", "丙？", "丁"]),
        ("甲负责审核；乙负责拨付。", ["甲负责审核；", "乙负责拨付。"]),
        ("真的？！是。", ["真的？！", "是。"]),
        ("甲\n乙。\r\n丙", ["甲", "乙。", "丙"]),
        ("  甲。 　乙。 ", ["甲。", "乙。"]),
        ("（见附件。）乙。", ["（见附件。）", "乙。"]),
        ("收到申请（含补正。）后办理。", ["收到申请（含补正。）后办理。"]),
        ("他说：“可以。”于是办理。", ["他说：“可以。”", "于是办理。"]),
        ("“可以。”的答复无效。", ["“可以。”的答复无效。"]),
        ("按《办法。》办理。", ["按《办法。》办理。"]),
        ("所谓“甲；乙。丙”，是指丁。", ["所谓“甲；乙。丙”，是指丁。"]),
        ("缺一半“的。也断句。", ["缺一半“的。", "也断句。"]),
        ("见 a.cn/?x=1;y=2 页。", ["见 a.cn/?x=1;y=2 页。"]),
        ("", []),
        (" \n\u3000", []),
    ],
)
def test_a_text_is_cut_into_its_sentences(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（一）甲；\n（二）乙。", ["（一）甲；", "（二）乙。"]),
        ("（一）甲；乙；", ["（一）甲；乙；"]),
        ("1. 材料。甲一份；乙一份。", ["1. 材料。", "甲一份；乙一份。"]),
        ("3. 第一步，甲；第二步，乙。", ["3. 第一步，甲；", "第二步，乙。"]),
        ("2. 包括：（1）甲；（2）乙。", ["2. 包括：", "（1）甲；", "（2）乙。"]),
        ("顺序：一是甲；二是乙。", ["顺序：", "一是甲；", "二是乙。"]),
        ("⑴甲；乙。", ["⑴甲；乙。"]),
    ],
)
def test_in_a_list_item_a_semicolon_only_closes_what_a_label_follows(
    text: str, expected: list[str]
) -> None:
    assert parts(text) == expected


def test_a_row_of_a_table_is_one_span() -> None:
    assert parts("事项 | 时限\n登记 | 2日；急的即时。另计 | 甲") == [
        "事项 | 时限",
        "登记 | 2日；急的即时。另计 | 甲",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("第十二条 街道应当", "街道应当"),
        ("第 十 二 条　街道", "街道"),
        ("第一百三十三条之一 甲", "甲"),
        ("第二章 总则", "总则"),
        ("第十二条规定的期限内", "第十二条规定的期限内"),
        ("第十二条第二款", "第十二条第二款"),
        ("（一）甲", "甲"),
        ("(12) 甲", "甲"),
        ("一、甲", "甲"),
        ("1.甲", "甲"),
        ("1.5万元", "1.5万元"),
        ("3.2 甲", "甲"),
        ("②甲", "甲"),
        ("⒉甲", "甲"),
        ("2018年起", "2018年起"),
        ("甲", "甲"),
    ],
)
def test_the_words_begin_after_the_label(text: str, words: str) -> None:
    assert text[label_end(text, 0) :] == words


def test_a_part_of_a_text_is_cut_as_it_stands_in_its_line() -> None:
    text = "（一）征集。入户走访；逐条登记；\n乙。"
    start = text.index("征集")
    assert [text[s.start : s.end] for s in sentences(text, start)] == [
        "征集。",
        "入户走访；逐条登记；",
        "乙。",
    ]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 1), (0, 4)])
def test_a_range_outside_the_text_is_an_error_of_the_program(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="is not within"):
        sentences("甲乙。", start, end)


@given(TEXTS)
def test_every_character_that_is_not_blank_lies_in_exactly_one_span(text: str) -> None:
    counts = [0] * len(text)
    for span in sentences(text):
        for position in range(span.start, span.end):
            counts[position] += 1
    assert all(count <= 1 for count in counts)
    assert all(count == 1 for count, c in zip(counts, text, strict=True) if not c.isspace())


@given(TEXTS)
def test_spans_are_in_order_not_empty_without_blank_edges_and_within_a_line(text: str) -> None:
    spans = sentences(text)
    assert list(spans) == sorted(spans)
    for span in spans:
        words = text[span.start : span.end]
        assert words
        assert words == words.strip()
        assert len(words.splitlines()) == 1


@given(TEXTS, st.integers(0, 80), st.integers(0, 80))
def test_cutting_whole_lines_is_cutting_the_text(text: str, a: int, b: int) -> None:
    lines = text.split("\n")
    first, last = sorted((a % (len(lines) + 1), b % (len(lines) + 1)))
    start = sum(len(line) + 1 for line in lines[:first])
    end = min(len(text), sum(len(line) + 1 for line in lines[:last]))
    start = min(start, end)
    inside = [span for span in sentences(text) if start <= span.start and span.end <= end]
    assert list(sentences(text, start, end)) == inside


@pytest.mark.parametrize(
    "unit", ["（", "“（）", "）", "。", "：（1）", "x（。）", "；", " ", "（。"]
)
def test_a_hundred_thousand_marks_on_one_line_are_cut(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert sum(span.end - span.start for span in sentences(text)) == len("".join(text.split()))
