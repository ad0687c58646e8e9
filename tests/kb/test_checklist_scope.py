"""From an answer's evidence to the part of the text that its matter is in."""

from __future__ import annotations

import pytest

from kb.addresses import parse_address
from kb.checklist import matter_of, scope_for
from kb.checklist_scope import SHORT, subject_of
from kb.model import Address, Metadata
from tests.kb.checklist_cases import provisions_of

FILLER = "街道应当加强宣传引导。" * 150  # so that a text is longer than one matter
CHAPTERS = f"""
c1 第一章 总则
  t1 第一条
    t1.k1 街道负责资金的审核。
  t2 第二条
    t2.k1 {FILLER}
c2 第二章 使用范围
  t3 第三条
    t3.k1 资金用于下列项目：
      t3.k1.x1 （一）助餐。
  t4 第四条
    t4.k1 紧急使用的，应当在10日内按照本办法第五条补交材料。
  t5 第五条
    t5.k1 资金不得出借。
c3 第三章 项目申报
  t6 第六条
    t6.k1 项目应当属于本办法第三条规定的范围，依照其他条例第四条办理。
  t7 第七条
    t7.k1 项目按照本办法第九十九条评审。
c4 第四章 附则
  t8 第八条
    t8.k1 本办法由街道负责解释。
"""
OUTLINE = f"""
h1 一、组织设置
  h1.i1 （一）设立党支部
    h1.i1.j1 1. 条件。有三名以上正式党员。
    h1.i1.j2 2. 材料。请示一份。
  h1.i2 （二）换届选举
    h1.i2.d1 {FILLER}
h2 二、创建申报
  h2.i1 （一）申报条件
    h2.i1.d1 面积达标。
  h2.i2 （二）申报材料
    h2.i2.d1 申报表一份。
  h2.i3 （三）整改与复查
    h2.i3.d1 两个月内整改。
"""


def scope(written: str, *evidence: str, words: bool = True) -> list[str]:
    text, provisions = provisions_of(written)
    found = scope_for(provisions, [parse_address(e) for e in evidence], text if words else "")
    return [str(address) for address in found]


def matter(written: str, title: str, *addresses: str) -> str:
    text, provisions = provisions_of(written)
    return matter_of(Metadata(title), provisions, [parse_address(a) for a in addresses], text)


def test_the_scope_is_the_chapter_of_the_evidence() -> None:
    assert scope(CHAPTERS, "t6.k1", words=False) == ["c3"]


def test_articles_that_the_chapter_refers_to_and_who_is_responsible_join_it() -> None:
    assert scope(CHAPTERS, "t6.k1") == ["c3", "t1", "t3"]


def test_articles_that_refer_to_the_chapter_join_it() -> None:
    assert scope(CHAPTERS.replace("第五条补交", "第六条补交"), "t6.k1") == ["c3", "t1", "t3", "t4"]


@pytest.mark.parametrize(
    "words",
    [
        "拆分申报、规避本办法第六条规定的，不得评为先进。",
        "违反本办法第六条规定的，应当在10日内退回。",
    ],
)
def test_an_article_that_only_refers_to_the_chapter_does_not_join_it(words: str) -> None:
    referring = CHAPTERS.replace("紧急使用的，应当在10日内按照本办法第五条补交材料。", words)
    assert scope(referring, "t6.k1") == ["c3", "t1", "t3"]


def test_what_money_may_not_be_spent_on_joins_what_it_may_be_spent_on() -> None:
    ban = "t8 第八条\n    t8.k1 资金不得用于下列支出：\n      t8.k1.x1 （一）购买礼品。"
    chapter = f"c4 第四章 监督\n  {ban}"
    written = CHAPTERS[: CHAPTERS.index("c4 ")] + chapter
    assert scope(written, "t3.k1.x1") == ["c2", "t1", "t8"]
    assert scope(written, "t7.k1") == ["c3", "t1", "t3"]


def test_evidence_in_two_chapters_gives_both_in_text_order() -> None:
    assert scope(CHAPTERS, "t7.k1", "t3.k1.x1", words=False) == ["c2", "c3"]


def test_the_section_is_the_scope_where_the_chapter_is_very_long() -> None:
    long = f"""
c1 第一章 申请
  s1 第一节 受理
    t1 第一条
      t1.k1 应当受理。
  s2 第二节 审查
    t2 第二条
      t2.k1 {FILLER * 8}
"""
    assert scope(long, "t1.k1") == ["s1"]
    assert scope(long.replace(FILLER * 8, FILLER * 2), "t1.k1") == ["c1"]


def test_in_an_outline_the_scope_is_the_part_whose_heading_names_a_matter() -> None:
    assert scope(OUTLINE, "h1.i1.j2") == ["h1.i1"]
    assert scope(OUTLINE, "h1.i2.d1") == ["h1.i2"]


def test_a_part_among_conditions_and_materials_belongs_to_the_part_above() -> None:
    assert scope(OUTLINE, "h2.i2.d1") == ["h2"]
    assert scope(OUTLINE, "h2.i3.d1") == ["h2"]


NOTICE = f"""
d1 现就申报有关事项通知如下。
h1 一、申报条件
  h1.i1 （一）登记满一年。
h2 二、申报材料
  h2.i1 （一）申报书一份。
h3 三、工作要求
  h3.i1 （一）加强指导
    h3.i1.d1 {FILLER}
"""


def test_a_notice_cut_by_conditions_and_materials_is_one_matter_unless_it_is_long() -> None:
    assert scope(NOTICE, "h1.i1") == scope(NOTICE, "h3.i1.d1") == []
    assert scope(NOTICE.replace(FILLER, FILLER * 3), "h1.i1") == ["h1"]


def test_a_part_within_another_of_the_scope_is_not_named_again() -> None:
    assert scope(OUTLINE, "h1.i1.j2", "h2.i1.d1", "h2.i3") == ["h1.i1", "h2"]


def test_a_row_of_a_register_is_its_own_matter() -> None:
    rows = "\n".join(f"  g1.r{n} {n} | 登记{n} | 身份证" for n in range(1, 20))
    written = f"g1 序号 | 事项名称 | 所需材料\n{rows}"
    assert scope(written, "g1.r3") == ["g1.r3"]
    assert scope(written, "g1") == ["g1"]
    assert matter(written, "社区服务事项清单", "g1.r3") == "社区服务事项·登记3"


@pytest.mark.parametrize("evidence", [(), ("t99.k1",), ("c3", "x1")])
def test_without_evidence_in_the_text_the_scope_is_the_whole(evidence: tuple[str, ...]) -> None:
    assert scope(CHAPTERS, *evidence) == []


def test_a_short_text_and_one_without_chapters_are_one_matter() -> None:
    short = CHAPTERS.replace(FILLER, "略。")
    assert len(provisions_of(short)[0]) < SHORT
    assert scope(short, "t6.k1") == []
    assert scope(f"t1 第一条\n  t1.k1 {FILLER * 3}", "t1.k1") == []


def test_evidence_below_what_the_structure_knows_counts_as_the_nearest_above() -> None:
    assert scope(CHAPTERS, "t6.k1.x9", words=False) == ["c3"]


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("社区党组织为民服务资金使用实施细则", "社区党组织为民服务资金"),
        ("社工管理办法（试行）", "社工管理"),
        ("社区标准化建设实施意见（试行）", "社区标准化建设"),
        ("关于组织申报公益项目的通知", "组织申报公益项目"),
        ("关于印发《邻里经费管理暂行规定》的通知", "邻里经费管理"),
        ("中华人民共和国安全生产许可证条例", "安全生产许可证"),
        ("社区公共服务事项清单", "社区公共服务事项"),
        ("办法", "办法"),
    ],
)
def test_a_title_is_about_what_stands_before_its_kind(title: str, subject: str) -> None:
    assert subject_of(title) == subject


def test_a_matter_is_named_by_its_subject_and_the_headings_of_its_scope() -> None:
    title = "便民资金管理办法"
    assert matter(CHAPTERS, title) == "便民资金管理"
    assert matter(CHAPTERS, title, "c3", "t1", "t3") == "便民资金管理·项目申报"
    assert matter(CHAPTERS, title, "c2", "c3") == "便民资金管理·使用范围、项目申报"
    assert matter(CHAPTERS, title, "c1", "c2", "c3") == "便民资金管理·总则、使用范围等"


def test_an_address_of_the_scope_that_is_not_in_the_text_adds_no_name() -> None:
    assert matter(CHAPTERS, "办法", "c9") == "办法"
    assert isinstance(parse_address("c9"), Address)
