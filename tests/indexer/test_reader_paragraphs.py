"""Where a paragraph ends, and how its lines are joined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.paragraphs import (
    display_width,
    ends_sentence,
    join_lines,
    starts_provision,
    unwrap,
    wrap_width,
)


@pytest.mark.parametrize(
    "line",
    [
        "第十二条 社区负责",
        "第十二条社区负责",
        "第 12 条 社区",
        "第一百三十三条之一 有下列",
        "第三章 附则",
        "（一）甲",
        "(2) 乙",
        "一、总体要求",
        "十二．其他",
        "1. 甲",
        "3、乙",
        "①甲",
        "附件：1.表",
        "附件2",
        "- 甲",
        "第五条以人为本",
        "第三条中华人民共和国公民",
    ],
)
def test_labels_start_a_provision(line: str) -> None:
    assert starts_provision(line)


@pytest.mark.parametrize(
    "line",
    [
        "第十二条规定的期限内",
        "第十二条、第十三条",
        "第三条至第五条",
        "第三条第二款",
        "第二条所列项目",
        "（一）、（二）项",
        "（一）至（三）项",
        "1.5 万元",
        "2018年5月",
        "一是加强领导",
        "居民代表",
    ],
)
def test_references_and_numbers_do_not(line: str) -> None:
    assert not starts_provision(line)


def test_a_sentence_ends_with_its_mark_or_the_quotation_mark_behind_it() -> None:
    assert all(map(ends_sentence, ["好。", "如下：", "好；", "“好。”", "（好！）"]))
    assert not any(map(ends_sentence, ["好", "好，", "好、", "“好”"]))


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("为民服", "务资金", "为民服务资金"),
        ("use of", "funds", "use of funds"),
        ("共20", "18元", "共2018元"),
        ("使用Word", "软件", "使用Word软件"),
        ("non-", "profit", "non-profit"),
        ("", "甲", "甲"),
    ],
)
def test_lines_join_with_a_space_only_between_latin_words(
    first: str, second: str, joined: str
) -> None:
    assert join_lines(first, second) == joined


def test_a_chinese_character_is_two_wide() -> None:
    assert display_width("第1条 a") == 2 + 1 + 2 + 1 + 1


def test_lines_of_different_lengths_were_not_wrapped() -> None:
    assert wrap_width(["第一条 甲。", "第二条 乙乙乙乙乙乙乙乙乙。", "丙", "丁丁丁丁"]) == 0


def test_full_lines_that_end_sentences_were_not_wrapped() -> None:
    assert wrap_width(["社区应当每月公示资金的使用情况。"] * 5) == 0


def test_an_indented_line_or_a_label_starts_a_paragraph_in_wrapped_text() -> None:
    lines = [
        "　　为了规范资金的使用，制定本办",
        "法。",
        "　　社区应当每月公示，街道应当每",
        "季检查。",
    ]
    assert unwrap(lines, 32) == [
        "为了规范资金的使用，制定本办法。",
        "社区应当每月公示，街道应当每季检查。",
    ]


@given(st.lists(st.text("第一条甲。，abc1 　", max_size=12), max_size=12), st.integers(0, 24))
def test_unwrapping_keeps_every_character(lines: list[str], width: int) -> None:
    kept = "".join(unwrap(lines, width))
    assert "".join(kept.split()) == "".join("".join(lines).split())
