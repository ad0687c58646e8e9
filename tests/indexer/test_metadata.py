from __future__ import annotations

from datetime import date

import pytest

from indexer.blocks import Extract, Hints
from indexer.metadata import document_key, kind_of, metadata, normalise_number
from indexer.structure import build
from kb.model import Metadata
from tests.indexer.structure_cases import extract


def of(text: str, name: str = "文件.txt") -> Metadata:
    found = extract(text)
    return metadata(found, build(found), name)


def test_the_file_s_own_properties_come_first() -> None:
    hints = Hints(
        title="社工管理办法",
        kind="办法",
        issuer="区民政局（示例）",
        number="示例[2018]8号",
        issued="2018-03-28",
        effective="2018年5月1日",
        expires="2023-05-01",
        sample="示例文本",
    )
    found = metadata(Extract("md", (), hints), None, "a.md")
    assert found == Metadata(
        title="社工管理办法",
        kind="办法",
        issuer="区民政局（示例）",
        number="示例〔2018〕8号",
        issued=date(2018, 3, 28),
        effective=date(2018, 5, 1),
        expires=date(2023, 5, 1),
        sample="示例文本",
    )


def test_a_text_says_its_title_kind_number_office_and_dates() -> None:
    found = of(
        "社区活动室管理办法（试行）\n示例（2018）第09号\n第一条 活动室由社区管理。\n"
        "第二条 本办法自2018年4月1日起施行，有效期2年。\n某区民政局\n2018年3月20日\n"
    )
    assert found == Metadata(
        title="社区活动室管理办法（试行）",
        kind="办法",
        issuer="某区民政局",
        number="示例〔2018〕9号",
        issued=date(2018, 3, 20),
        effective=date(2018, 4, 1),
        expires=date(2020, 4, 1),
        trial=True,
    )


def test_a_law_says_when_it_was_passed_and_last_amended() -> None:
    found = of(
        "# 某某法\n2006年8月27日 第十届全国人民代表大会常务委员会第二十三次会议通过\n"
        "2018年10月26日 第十三届全国人民代表大会常务委员会第六次会议修正\n"
        "第一条 甲。\n第二条 本法自2007年6月1日起施行。\n"
    )
    assert (found.kind, found.issuer) == ("法律", "全国人民代表大会常务委员会")
    assert (found.issued, found.effective) == (date(2018, 10, 26), date(2018, 10, 26))


def test_a_line_on_taking_effect_gives_the_day() -> None:
    found = of(
        "# 某某法\n2021年6月10日 全国人民代表大会常务委员会通过\n2021年8月1日 施行\n第一条 甲。\n"
    )
    assert (found.issued, found.effective) == (date(2021, 6, 10), date(2021, 8, 1))


def test_in_force_from_its_issue_means_the_day_of_issue() -> None:
    found = of("某通知\n一、甲。\n二、本通知自发布之日起施行。\n某区民政局\n2018年3月20日\n")
    assert found.effective == date(2018, 3, 20)


def test_an_order_says_when_the_text_behind_it_takes_effect() -> None:
    found = of(
        "某市人民政府令\n第12号\n现公布《社区服务条例》，自2019年1月1日起施行。\n"
        "市长 某某\n2018年12月18日\n社区服务条例\n第一条 甲。\n"
    )
    assert found.effective == date(2019, 1, 1)


def test_an_order_gives_number_and_office_and_the_text_behind_it_the_title() -> None:
    found = of(
        "某某区人民政府令\n第5号\n《某某区社区管理办法》已经通过，现予公布，自2021年6月1日起施行。\n"
        "区长 张三\n2021年5月1日\n某某区社区管理办法\n第一条 甲。\n第二条 乙。\n"
    )
    assert found == Metadata(
        title="某某区社区管理办法",
        kind="办法",
        issuer="某某区人民政府",
        number="某某区人民政府令第5号",
        issued=date(2021, 5, 1),
        effective=date(2021, 6, 1),
    )


def test_the_name_of_the_state_is_no_part_of_the_number_of_an_order() -> None:
    head = "# 某条例\n2006年8月23日中华人民共和国国务院令第473号公布\n第一条 甲。\n"
    assert of(head).number == "国务院令第473号"
    order = "中华人民共和国国务院令\n第707号\n现予公布。\n总理 某某\n2018年12月18日\n"
    assert of(f"{order}某条例\n第一条 甲。\n第二条 乙。\n").number == "国务院令第707号"


@pytest.mark.parametrize(
    ("below", "number"),
    [
        ("示例〔2021〕8号\n", "示例〔2021〕8号"),
        ("", ""),
        ("（示例〔2021〕8号）\n", "示例〔2021〕8号"),
    ],
)
def test_the_number_of_a_text_that_the_title_names_is_not_its_own(below: str, number: str) -> None:
    head = "关于转发《补贴办法》（示例发〔2019〕3号）的通知\n"
    assert of(f"{head}{below}各街道：\n现转发给你们。\n").number == number


def test_a_number_that_closes_the_title_is_its_own() -> None:
    assert of("补贴办法（示例〔2019〕3号）\n第一条 甲。\n").number == "示例〔2019〕3号"


def test_the_last_day_under_the_text_itself_is_that_of_its_issue() -> None:
    found = of(
        "关于转发救助办法的通知\n示例〔2021〕3号\n一、报名\n2021年4月1日\n二、办理\n请照办。\n"
        "区财政局\n2021年5月5日\n区民政局\n2021年5月6日\n区民政局办公室 2021年5月7日印发\n"
        "附件\n救助办法\n（2020年12月1日市民政局公布）\n第一条 甲。\n第二条 乙。\n"
    )
    assert (found.issued, found.issuer) == (date(2021, 5, 6), "区财政局、区民政局")


def test_without_a_signature_the_day_of_printing_is_that_of_the_issue() -> None:
    assert of("通知\n请照办。\n区政府办公室2021年5月7日印发\n").issued == date(2021, 5, 7)


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("自2021年6月1日起施行，试行期两年。", date(2023, 6, 1)),
        ("自2021年6月1日起试行一年。", date(2022, 6, 1)),
        ("自2021年6月1日起施行。有效期2年。", date(2023, 6, 1)),
        ("有效期自2021年6月1日至2023年5月31日。", date(2023, 5, 31)),
        ("自2021年6月1日至2023年5月31日施行。", date(2023, 5, 31)),
        ("自2021年6月1日起施行，至2023年5月31日止。", date(2023, 5, 31)),
        ("自2021年6月1日起施行，有效期2年，至2023年5月31日止。", date(2023, 5, 31)),
        ("自2021年6月1日起施行，有效期至2023年5月31日。", date(2023, 5, 31)),
        ("自2021年6月1日起施行。新聘社工试用期一年，试行期一年。", None),
        ("自2021年6月1日起施行，已领证的证书有效期两年。", None),
    ],
)
def test_the_last_day_in_force_is_read_from_every_form(words: str, last: date | None) -> None:
    found = of(f"某办法\n第一条 甲。\n第二条 本办法{words}\n")
    assert (found.effective, found.expires) == (date(2021, 6, 1), last)


@pytest.mark.parametrize(
    "clauses",
    [
        "第一条 自2016年1月1日起施行的《原办法》同时废止，本办法自2021年6月1日起施行。\n",
        "第一条 本办法施行前已聘用的，自2023年1月1日起执行新标准。\n"
        "第二条 本办法自2021年6月1日起施行。\n",
        "第一条 本办法施行前已聘用的，自2023年1月1日起执行。\n"
        "第二条 本办法自2021年6月1日起施行，其中第一条自2024年1月1日起施行。\n",
        "第一条 本办法经区政府同意，自2021年6月1日起实施。\n",
    ],
)
def test_the_day_of_effect_is_that_of_the_text_itself(clauses: str) -> None:
    assert of(f"某办法\n{clauses}").effective == date(2021, 6, 1)


def test_the_term_of_a_licence_is_not_the_term_of_the_text() -> None:
    found = of("某办法\n第一条 许可证有效期为五年。\n第二条 本办法自2018年4月1日起施行。\n")
    assert found.expires is None


def test_another_law_s_day_is_not_the_text_s_own() -> None:
    found = of("某办法\n第一条 《甲法》自2017年6月1日起施行。\n第二条 乙。\n")
    assert found.effective is None


def test_the_file_s_name_stands_in_for_title_and_date() -> None:
    found = of("第一条 甲。\n第二条 乙。\n", "某某条例(2021-06-16).md")
    assert (found.title, found.kind, found.issued) == ("某某条例", "条例", date(2021, 6, 16))


def test_a_later_date_in_the_name_is_that_of_the_last_version() -> None:
    text = "# 某条例\n1989年5月1日 国务院令第38号发布\n第一条 本条例自1989年8月1日起施行。\n"
    found = of(text, "某条例(2019-03-02).md")
    assert (found.issued, found.effective) == (date(2019, 3, 2), date(2019, 3, 2))
    assert found.number == "国务院令第38号"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("社工管理办法（试行）", "办法"),
        ("为民服务资金使用实施细则", "细则"),
        ("中华人民共和国民法典", "法律"),
        ("关于印发《社工管理办法》的通知", "通知"),
        ("社区公共服务事项清单", "清单"),
        ("邻里党建阵地建设案例", "案例"),
        ("照片", ""),
    ],
)
def test_the_kind_is_what_a_title_ends_in(title: str, kind: str) -> None:
    assert kind_of(title) == kind


@pytest.mark.parametrize(
    "title",
    [
        "社工管理办法",
        "《社工管理办法》",
        "社工管理办法（试行）",
        "社工管理办法(暂行)",
        "社工管理办法（2019年修订）",
        "社工管理办法（试行）（征求意见稿）",
        "社 工 管 理 办 法",
    ],
)
def test_all_versions_of_a_work_share_a_key(title: str) -> None:
    assert document_key(title) == "社工管理办法"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("关于适用《民法典》若干问题的解释（一）", "关于适用《民法典》若干问题的解释（二）"),
        ("甲区社工管理办法", "乙区社工管理办法"),
    ],
)
def test_different_works_have_different_keys(one: str, other: str) -> None:
    assert document_key(one) != document_key(other)


def test_book_marks_within_a_title_do_not_part_works() -> None:
    assert document_key("关于适用《民法典》的解释") == document_key("关于适用〈民法典〉的解释")


def test_a_title_that_is_all_brackets_is_its_own_key() -> None:
    assert document_key("（试行）") == "(试行)"


def test_numbers_are_printed_strictly() -> None:
    assert normalise_number("国办发[2018]128号") == "国办发〔2018〕128号"
