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


def test_days_of_a_programme_are_text_and_only_the_last_signs() -> None:
    result = structured(
        "关于开展比赛的通知\n一、报名\n报名截止时间\n2021年5月20日\n报名地点\n社区服务中心一楼\n"
        "二、比赛\n（一）预赛\n2021年6月1日\n（二）决赛\n2021年6月8日\n"
        "某某街道办事处\n2021年5月6日\n"
    )
    assert rows(result) == [
        "~d1 关于开展比赛的通知",
        "h1 一、报名",
        "h1.d1 报名截止时间",
        "h1.d2 2021年5月20日",
        "h1.d3 报名地点",
        "h1.d4 社区服务中心一楼",
        "h2 二、比赛",
        "h2.i1 （一）预赛",
        "h2.i1.d1 2021年6月1日",
        "h2.i2 （二）决赛",
        "h2.i2.d1 2021年6月8日",
        "~d2 某某街道办事处",
        "~d3 2021年5月6日",
    ]


def test_an_office_and_a_day_within_a_text_sign_nothing() -> None:
    text = "大事记\n一、筹建\n某某社区居委会\n2018年3月20日\n二、开放\n居民到场。\n"
    assert addresses(text) == ["h1", "h1.d1", "h1.d2", "h2", "h2.d1"]


def test_an_office_or_a_room_that_a_label_asks_for_signs_nothing() -> None:
    text = "比赛通知\n请参加。\n主办单位\n某某社区居委会\n2021年6月1日\n某某街道\n2021年5月6日\n"
    assert addresses(text) == ["d1", "d2", "d3", "d4"]
    text = "纪要\n一、时间\n2021年5月20日\n二、地点\n会议室\n某某街道办\n2021年5月21日\n"
    assert addresses(text) == ["h1", "h1.d1", "h2", "h2.d1"]


def test_a_telephone_within_a_list_goes_on_with_its_member() -> None:
    text = "办法\n第一条 应当：\n（一）登记；\n联系电话：85001234；\n（二）提交。\n第二条 乙。\n"
    assert rows(structured(text))[3:5] == [
        "t1.k1.x1 （一）登记；⏎联系电话：85001234；",
        "t1.k1.x2 （二）提交。",
    ]


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("抄送：区委办公室，区政协办公室。", "~d4 抄送：区委办公室，区政协办公室。"),
        ("某某区民政局办公室　2021年5月7日印发", "~d4 某某区民政局办公室　2021年5月7日印发"),
        ("（联系人：张三，电话：85001234。）", "d1 （联系人：张三，电话：85001234。）"),
        ("联系电话：85001234。", "d1 联系电话：85001234。"),
    ],
)
def test_lines_on_distribution_and_contact_undo_no_signature(line: str, row: str) -> None:
    text = (
        f"补贴办法\n一、对象。老人。\n二、标准。每月一百元。\n某某区民政局\n2021年5月6日\n{line}\n"
    )
    found = rows(structured(text))
    assert [one.partition(" ")[2] for one in found if one.startswith("~")][1:3] == [
        "某某区民政局",
        "2021年5月6日",
    ]
    assert found[-1].endswith(row.partition(" ")[2])
    assert found[-1].startswith("~") == row.startswith("~")


def test_a_rule_on_copies_is_text() -> None:
    text = "办法\n一、发文\n抄送单位应当使用全称。\n二、归档\n按年归档。\n"
    assert addresses(text) == ["h1", "h1.d1", "h2", "h2.d1"]


@pytest.mark.parametrize("signer", ["区长 张三", "某 某 区 民 政 局", "甲方（盖章）：某某公司"])
def test_offices_posts_and_parties_sign(signer: str) -> None:
    result = structured(f"通知\n一、甲。\n二、乙。\n{signer}\n2021年5月6日\n")
    assert rows(result)[-2:] == [f"~d2 {signer}", "~d3 2021年5月6日"]


def test_every_office_that_signs_is_marked() -> None:
    text = "通知\n请照办。\n特此通知\n区民政局\n区财政局\n张三\n2021年5月6日\n"
    assert addresses(text) == ["d1", "d2"]


def test_a_day_under_the_last_sentence_signs_alone() -> None:
    assert addresses("通知\n请照办。\n2021年5月6日\n") == ["d1"]
    assert addresses("通知\n请光临。\n开放日期\n2021年5月6日\n") == ["d1", "d2", "d3"]


def test_a_form_behind_a_signature_undoes_it_not() -> None:
    text = "通知\n请照办。\n区民政局\n2021年5月6日\n报名表\n姓名\n电话\n"
    assert addresses(text) == ["d1", "d2", "d3", "d4"]


def test_an_attached_text_follows_a_signature_and_its_contacts() -> None:
    text = (
        "通知\n现印发。\n区民政局\n2021年5月6日\n（联系人：张三）\n"
        "社区用房办法\n第一条 甲。\n第二条 乙。\n"
    )
    assert addresses(text) == ["d1", "d2", "a1", "a1.t1", "a1.t1.k1", "a1.t2", "a1.t2.k1"]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("某某区人民政府办公室文件\n某政办发〔2021〕3号\n", "关于印发方案的通知"),
        ("某某区民政局 文件\n", "关于印发方案的通知"),
        ("某某区民政局\n文件\n示例〔2021〕3号　签发人：张三\n", "关于印发方案的通知"),
        ("某某区民政局\n", "某某区民政局关于印发方案的通知"),
    ],
)
@pytest.mark.parametrize("marks", [("", ""), ("# ", ""), ("# ", "## ")])
def test_a_letterhead_is_no_title_but_an_office_over_one_is(
    head: str, title: str, marks: tuple[str, str]
) -> None:
    text = f"{marks[0]}{head}{marks[1]}关于印发方案的通知\n各街道：\n请照办。\n"
    assert structured(text).title == title


@pytest.mark.parametrize("head", ["某区人民政府令\n第5号\n", "某区人民政府令第5号\n"])
def test_the_title_of_what_an_order_puts_in_force_is_the_title(head: str) -> None:
    text = (
        f"{head}《用房办法》已经通过，现予公布，自2021年6月1日起施行。\n"
        "区长 张三\n2021年5月1日\n用房办法\n第一条 甲。\n第二条 乙。\n"
    )
    result = structured(text)
    assert result.title == "用房办法"
    assert addresses(text) == ["d1", "t1", "t1.k1", "t2", "t2.k1"]


def test_an_announcement_with_a_title_of_its_own_keeps_it() -> None:
    text = (
        "关于发布《用房办法》的公告\n现发布《用房办法》。\n某某局\n2021年5月6日\n"
        "用房办法\n第一条 甲。\n第二条 乙。\n"
    )
    assert structured(text).title == "关于发布《用房办法》的公告"
