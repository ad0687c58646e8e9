from __future__ import annotations

import pytest

from indexer.structure import Structured, build
from tests.indexer.structure_cases import Case, addresses, cases, extract, rows, structured

CASES = cases()


def matches(result: Structured, case: Case) -> None:
    found = rows(result)
    starts = [row[: len(want)] for row, want in zip(found, case.expected, strict=False)]
    assert starts == list(case.expected)
    assert len(found) == len(case.expected)


def test_there_are_cases() -> None:
    assert len(CASES) >= 20


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_case_has_the_provisions_it_names(case: Case) -> None:
    matches(structured(case.text), case)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_case_has_the_same_provisions_as_plain_text(case: Case) -> None:
    matches(build(extract(case.text, headings=False)), case)


def test_an_empty_file_has_no_provisions() -> None:
    assert structured("") == Structured("", (), ())


def test_a_title_over_two_lines_is_joined() -> None:
    result = structured("# 关于加强社区服务用房\n# 建设和管理的意见\n一、总体要求\n")
    assert result.title == "关于加强社区服务用房建设和管理的意见"


def test_the_title_that_the_file_states_is_found_below_other_lines() -> None:
    text = "某区人民政府文件\n示例〔2018〕3号\n社区服务办法\n第一条 服务居民。\n"
    result = build(extract(text, headings=False, title="社区服务办法"))
    assert result.title == "社区服务办法"
    assert [row for row in rows(result) if row.startswith("~")] == [
        "~d1 某区人民政府文件",
        "~d2 示例〔2018〕3号",
        "~d3 社区服务办法",
    ]


def test_an_article_keeps_label_heading_and_first_paragraph_apart() -> None:
    result = structured("办法\n第三条 【范围】　适用于社区。\n")
    article, paragraph = result.provisions[1:]
    assert (article.label, article.heading) == ("第三条", "范围")
    assert result.text[article.start : article.own_end] == "第三条 【范围】　"
    assert result.text[paragraph.start : paragraph.own_end] == "适用于社区。\n"
    assert article.end == paragraph.end


def test_a_gap_in_the_numbers_is_accepted() -> None:
    assert addresses("办法\n第一条 甲。\n第二条 乙。\n第五条 丙。\n") == [
        *("t1", "t1.k1", "t2", "t2.k1", "t5", "t5.k1")
    ]


def test_an_article_out_of_order_is_text_while_the_one_due_still_comes() -> None:
    assert addresses("办法\n第一条 甲。\n第九条 见上。\n第二条 乙。\n") == [
        *("t1", "t1.k1", "t1.k2", "t2", "t2.k1")
    ]


def test_articles_that_begin_again_without_a_heading_are_an_attachment() -> None:
    text = "办法\n第一条 甲。\n第二条 乙。\n第一条 丙。\n第二条 丁。\n"
    assert addresses(text) == [
        *("t1", "t1.k1", "t2", "t2.k1"),
        *("a1", "a1.t1", "a1.t1.k1", "a1.t2", "a1.t2.k1"),
    ]


def test_items_that_open_an_article_stand_under_a_paragraph_without_words() -> None:
    assert addresses("办法\n第一条\n（一）甲；\n（二）乙。\n第二条 丙。\n") == [
        *("t1", "t1.k1", "t1.k1.x1", "t1.k1.x2", "t2", "t2.k1")
    ]


def test_numbers_past_a_thousand_are_articles() -> None:
    assert addresses("某法\n第一千二百五十九条 甲。\n第一千二百六十条 乙。\n") == [
        *("t1259", "t1259.k1", "t1260", "t1260.k1")
    ]


def test_a_second_chapter_of_one_number_is_a_heading() -> None:
    text = "办法\n第一章 甲\n第一条 甲。\n第一章 乙\n第二条 乙。\n"
    assert addresses(text) == ["c1", "t1", "t1.k1", "z1", "t2", "t2.k1"]


def test_a_file_of_one_line_is_text_and_no_title() -> None:
    assert addresses("居民食堂周一休息\n") == ["d1"]


def test_a_list_headed_contents_whose_entries_never_come_again_is_text() -> None:
    assert addresses("资料汇编\n目录\n居民公约\n议事规则\n") == ["d1", "d2", "d3"]


def test_contents_end_where_the_first_chapter_comes_again_in_other_words() -> None:
    text = "办法\n目录\n第一章 总则\n第二章 附则……3\n第一章 总的规定\n第一条 甲。\n"
    assert addresses(text) == ["c1", "t1", "t1.k1"]


def test_a_colon_behind_the_number_of_an_article_is_no_part_of_its_words() -> None:
    result = structured("办法\n第一条：服务居民。\n第二条、服务免费。\n")
    words = [result.text[p.start : p.own_end] for p in result.provisions[1:]]
    assert words == ["第一条：", "服务居民。\n", "第二条、", "服务免费。\n"]


def test_a_date_in_a_chronicle_is_no_signature() -> None:
    text = "大事记\n一、筹建\n筹备组\n2018年3月20日\n活动室开放。\n"
    assert addresses(text) == ["h1", "h1.d1", "h1.d2", "h1.d3"]


def test_a_first_sentence_that_begins_with_a_date_is_no_note() -> None:
    assert addresses("某通知\n2018年3月20日印发的办法已经修改，现通知如下：\n一、甲。\n") == [
        "d1",
        "h1",
    ]


def test_the_first_line_is_no_title_where_the_file_states_another() -> None:
    found = extract("各市各县\n请于六月底前报送。\n", title="关于报送材料的通知")
    result = build(found)
    assert result.title == ""
    assert result.silent == frozenset()
