"""Numbers with points: which lines are 1, 1.1 and A.1, and how they are cited."""

from __future__ import annotations

import pytest

from indexer.decimals import appendix, decimal_mark, parts
from kb.citation import Finder, cite, parse
from kb.model import Metadata
from tests.indexer.structure_cases import addresses, structured

STANDARD = (
    "社区养老服务规范\n1 范围\n本标准适用于社区。\n2 术语\n社区的说法。\n"
    "3 要求\n3.1 场所\n3.1.1 面积应不小于600㎡。\n附录A\nA.1 清单\nA.1.1 应齐全。\n"
)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("3.1 社区", "3.1"),
        ("3.1", "3.1"),
        ("4.1人员要求", "4.1"),
        ("4.1 人员要求", "4.1"),
        ("1.2 年度计划", "1.2"),
        ("４．１．１ 场所", "4.1.1"),
        ("A.1 总则", "A.1"),
    ],
)
def test_a_number_with_points_is_a_mark(text: str, label: str) -> None:
    mark = decimal_mark(text)
    assert mark is not None
    assert mark.label == label


@pytest.mark.parametrize(
    "text", ["3.5万元", "3.5 万元以上", "1.5个工作日", "4.2人", "3.5%", "2.0元", "2018.5.1"]
)
def test_an_amount_is_none(text: str) -> None:
    assert decimal_mark(text) is None


def test_the_letter_of_an_appendix_counts_for_no_level() -> None:
    assert (parts("A.1"), appendix("A.1")) == ((1,), "A")
    assert (parts("1.2.1"), appendix("1.2.1")) == ((1, 2, 1), "")


def test_chapters_without_parts_count_where_a_later_one_has_them() -> None:
    assert addresses(STANDARD) == [
        *("h1", "h1.d1", "h2", "h2.d1", "h3", "h3.i1", "h3.i1.j1"),
        *("a1", "a1.h1", "a1.h1.i1"),
    ]


@pytest.mark.parametrize("printed", ["3.1.1", "3.1", "第3部分", "附录A", "A.1", "A.1.1"])
def test_what_is_printed_leads_back(printed: str) -> None:
    provisions = structured(STANDARD).provisions
    about = Metadata("社区养老服务规范")
    citation = parse(f"《社区养老服务规范》{printed}")[0]
    found = Finder(provisions).resolve(citation.steps)
    assert found is not None
    assert cite(about, found, provisions)[1] == f"《社区养老服务规范》{printed}"


def test_a_list_without_a_number_with_points_is_a_list() -> None:
    assert addresses("某通知\n1 登记\n2 检查\n3 公示\n") == ["d1", "d2", "d3"]


def test_numbers_with_a_gap_are_no_chapters() -> None:
    assert addresses("某通知\n1 登记\n3 检查\n3.1 甲\n") == ["d1", "d2", "d3"]


def test_a_list_within_a_chapter_takes_no_chapters_number() -> None:
    text = "制度\n1. 总则\n1.1 目的\n2. 职责\n2.1 分工\n1. 登记\n2. 检查\n3. 公示\n3. 附则\n"
    assert addresses(text) == [
        "h1",
        "h1.i1",
        "h2",
        "h2.i1",
        *(f"h2.i1.j{n}" for n in (1, 2, 3)),
        "h3",
    ]


def test_a_list_with_points_breaks_no_chapters_with_blanks() -> None:
    text = "规范\n1 范围\n甲。\n1. 登记\n2. 检查\n2 术语\n乙。\n3 要求\n3.1 场所\n"
    assert addresses(text) == [*("h1", "h1.d1", "h1.j1", "h1.j2", "h2", "h2.d1", "h3", "h3.i1")]


def test_digits_under_han_numbers_stay_a_list_there() -> None:
    text = "通知\n一、要求\n1. 登记\n2. 检查\n二、其他\n"
    assert addresses(text) == ["h1", "h1.j1", "h1.j2", "h2"]


def test_a_chapter_holds_the_numbers_that_begin_with_its_own() -> None:
    text = "手册\n第一章 总则\n1.1 目的\n第二章 组织\n2.1 机构\n2.1.1 甲。\n"
    assert addresses(text) == ["c1", "c1.i1", "c2", "c2.i1", "c2.i1.j1"]


def test_a_preface_holds_no_chapter() -> None:
    text = "规范\n前言\n甲。\n1 范围\n乙。\n2 要求\n2.1 场所\n"
    assert addresses(text) == ["z1", "z1.d1", "h1", "h1.d1", "h2", "h2.i1"]


def test_the_last_short_sentence_of_a_chapter_is_no_heading() -> None:
    provisions = structured(
        "手册\n第一章 甲\n（一）登记。\n（二）检查。\n第二章 乙\n丙。\n"
    ).provisions
    assert [one.heading for one in provisions if one.label == "（二）"] == [""]
