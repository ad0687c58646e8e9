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
