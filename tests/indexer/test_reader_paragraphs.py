"""Where a paragraph ends, and how its lines are joined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.paragraphs import (
    breaks_off,
    completes,
    display_width,
    ends_sentence,
    is_clause,
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


@pytest.mark.parametrize(
    ("line", "below"),
    [
        ("为了规范社区工作者的管理，", "制定本办法。"),
        ("社区应当在收到材料后五个工作日内", "完成初审。"),
        ("由街道自受理之日起", "办理。"),
        ("根据《社区服务", "管理办法》"),
        ("社区负责登记（含变更", "登记）和公示。"),
        ("社区和", "街道"),
        ("服务居民", "的机构。"),
        ("每月公示", "，每季检查。"),
        ("前一句说完了。社区应当", "公示。"),
    ],
)
def test_words_show_that_a_sentence_is_torn(line: str, below: str) -> None:
    assert breaks_off(line, below)


@pytest.mark.parametrize(
    ("line", "below"),
    [
        ("为了规范管理，制定本办法。", "社区应当公示。"),
        ("为了规范管理，", "第二条 甲。"),
        ("为了规范管理，", "（一）甲。"),
        ("申请人应当提交下列材料：", "申请表"),
        ("工作总体要求", "服务居民。"),
        ("经费调和", "及时公示。"),
        ("", "甲。"),
        ("甲，", ""),
    ],
)
def test_a_whole_sentence_a_heading_and_a_label_below_show_no_break(line: str, below: str) -> None:
    assert not breaks_off(line, below)


def test_a_statement_without_an_end_is_completed_by_a_line_without_a_subject() -> None:
    assert completes("进行审核，提出意见", "社区应当对申请人的材料")
    assert completes("报街道办事处备案。", "社区可以聘用辅助人员")
    assert not completes("社区应当公示。", "社区应当做好登记")
    assert not completes("报街道办事处备案。", "登记与备案")
    assert not completes("登记", "社区应当做好下列工作")


@pytest.mark.parametrize("words", ["社区应当公示", "各社区不得收费", "招聘，培训", "甲、乙和"])
def test_a_clause_says_what_holds(words: str) -> None:
    assert is_clause(words)


@pytest.mark.parametrize("words", ["不得歧视", "社区负责人", "集体所有权", "招聘、考核和培训"])
def test_a_heading_is_no_clause(words: str) -> None:
    assert not is_clause(words)


SHORT_ITEMS = (
    "社区服务办法",
    "第一条 社区用房由居民委员会管理，街道办事处指",
    "导检查。",
    "第二条 本办法适用于本区。",
    "第三条 社区不得出租用房。",
    "第四条 居民委员会每月公示用房的使用情况和收支",
    "情况。",
    "第五条 本办法自发布之日起施行。",
)


def test_a_text_of_short_items_is_wrapped_where_its_torn_lines_end_at_the_margin() -> None:
    width = wrap_width(SHORT_ITEMS)
    assert width == display_width(SHORT_ITEMS[1])
    joined = unwrap(SHORT_ITEMS, width)
    assert joined[1] == "第一条 社区用房由居民委员会管理，街道办事处指导检查。"
    assert len(joined) == 6


def test_torn_lines_of_many_widths_were_not_wrapped() -> None:
    lines = ["社区服务用房的管理和使用", "登记", "检查和考核", "社区服务用房的出租和出借", "备案"]
    assert wrap_width(lines) == 0


def test_a_line_that_breaks_off_is_joined_whatever_the_width() -> None:
    lines = ["第一条 为了规范管理，", "制定本办法。", "第二条 甲。"]
    assert unwrap(lines, 0) == ["第一条 为了规范管理，制定本办法。", "第二条 甲。"]
