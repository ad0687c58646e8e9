"""Checklists on readable cases: what is found, in which group, and that it is verbatim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kb.checklist import build, has_items, parse_path, path_of
from kb.checklist_reader import Reader
from kb.errors import UnknownCitation, UnknownRecord
from kb.model import (
    Checklist,
    Citation,
    ItemKind,
    Metadata,
    Provision,
    Status,
    Validity,
    Version,
)
from tests.kb.checklist_cases import FOLDER, Case, Expected, provisions_of, read_case

CASES = sorted(FOLDER.glob("checklist-*.md"))


def cite(provision: Provision) -> Citation:
    words = f"《办法》{provision.address}"
    return Citation(1, provision.address, words, words)


def version(title: str, text: str) -> Version:
    return Version(
        7, 3, Metadata(title), Validity(), "办法.md", "0" * 64, "md", len(text), "2024-01-01"
    )


def built(case: Case) -> Checklist:
    return build(
        version(case.title, case.text),
        Status.IN_FORCE,
        case.text,
        case.provisions,
        case.scope,
        on=date(2024, 3, 1),
        cite=cite,
    )


def items_of(written: str, title: str = "办法") -> list[tuple[str, str]]:
    """Return (kind, text) of the checklist of indented lines "t2.k1 words"."""
    text, provisions = provisions_of(written)
    checklist = build(
        version(title, text), Status.IN_FORCE, text, provisions, (), on=date(2024, 3, 1), cite=cite
    )
    return [(item.kind.value, item.text) for item in checklist.items]


def test_there_are_cases() -> None:
    assert len(CASES) >= 6


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_items_of_a_case_are_those_written_below_it(path: Path) -> None:
    case = read_case(path)
    by_address = {str(p.address): p.address for p in case.provisions}
    found = [
        Expected(
            item.kind,
            by_address[item.citation.text.removeprefix("《办法》")],
            item.lead,
            item.text,
        )
        for item in built(case).items
    ]
    assert found == list(case.items)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_item_and_lead_is_verbatim_and_within_the_provision_it_cites(path: Path) -> None:
    case = read_case(path)
    by_citation = {cite(p).text: p for p in case.provisions}
    for item in built(case).items:
        provision = by_citation[item.citation.text]
        assert case.text[item.start : item.end] == item.text
        assert provision.start <= item.start < item.end <= provision.own_end
        assert item.lead in case.text


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_has_items_agrees_with_build(path: Path) -> None:
    case = read_case(path)
    assert has_items(case.text, case.provisions, case.scope) == bool(built(case).items)


def test_items_stand_by_group_and_within_a_group_in_text_order() -> None:
    checklist = built(read_case(FOLDER / "checklist-measures.md"))
    order = list(ItemKind)
    keys = [(order.index(item.kind), item.start) for item in checklist.items]
    assert keys == sorted(keys)
    assert checklist.group(ItemKind.PROHIBITION) == checklist.items[-2:]


def test_a_register_longer_than_a_page_is_read_only_row_by_row() -> None:
    rows = "\n".join(f"  g1.r{n} 第{n}件 | 身份证" for n in range(1, 21))
    assert items_of(f"g1 事项名称 | 所需材料\n{rows}") == []
    few = "\n".join(f"  g1.r{n} 第{n}件 | 身份证" for n in range(1, 3))
    assert items_of(f"g1 事项名称 | 所需材料\n{few}") == [("材料", "身份证")] * 2


def test_a_table_without_known_columns_under_a_heading_gives_the_names_of_its_rows() -> None:
    written = "h1 一、申报材料\n  h1.g1 序号 | 名称 | 份数\n    h1.g1.r1 1 | 申报书 | 3"
    assert items_of(written) == [("材料", "申报书")]


def test_a_numbered_line_that_the_structure_took_for_plain_text_ends_the_kind_above_it() -> None:
    written = "h1 一、禁止事项\n  h1.d1 不得代签。\nh2 二、其他\n  h2.d1 （一）会议按时召开。"
    assert items_of(written) == [("禁止", "不得代签。")]


def test_a_title_that_names_a_prohibition_is_no_item() -> None:
    assert items_of("d1 禁止传销条例\nt1 第一条\n  t1.k1 禁止传销。") == [("禁止", "禁止传销。")]


STAGES = """
h1 一、党务办理
  h1.i1 （一）换届
    h1.i1.j1 1. 启动。支部提前三个月请示。
    h1.i1.j2 2. 推荐。党员推荐人选。
    h1.i1.j3 3. 政治学习。全体党员参加。
    h1.i1.j4 4. 报批。五日内报送名册。
    h1.i1.j5 5. 归档材料。名册、选票由专人建档。
    h1.i1.j6 6. 禁止事项。不得拉票。
"""


def headed(written: str) -> tuple[str, tuple[Provision, ...]]:
    """Return text and provisions where the words before the first 。 of a line are its heading."""
    text, provisions = provisions_of(written)
    owns = [text[p.start + len(p.label) : p.own_end].strip() for p in provisions]
    made = [
        p if p.heading or "。" not in own else replace(p, heading=own[: own.index("。")])
        for p, own in zip(provisions, owns, strict=True)
    ]
    return text, tuple(made)


def test_the_stages_of_a_procedure_are_steps_all_of_them_and_its_materials_are_not() -> None:
    text, provisions = headed(STAGES)
    found = [(f.kind.value, text[f.start : f.end]) for f in Reader(text, provisions, ()).found()]
    assert [words[:2] for kind, words in found if kind == "步骤"] == [
        "启动",
        "推荐",
        "政治",
        "报批",
    ]
    assert ("材料", "名册、选票由专人建档。") in found
    assert ("禁止", "不得拉票。") in found
    assert ("时限", "五日内报送名册。") in found


def test_of_numbered_siblings_of_which_few_are_stages_none_is_a_step() -> None:
    text, provisions = headed(STAGES.replace("推荐", "班子").replace("启动", "职数"))
    assert "步骤" not in {found.kind.value for found in Reader(text, provisions, ()).found()}


PROCEDURE = """
c1 第一章 项目申报
  t1 第一条
    t1.k1 申报按照下列程序办理：
      t1.k1.x1 （一）公示。
  t2 第二条
    t2.k1 项目于每年3月31日前报送街道。
"""


def test_whether_a_sentence_is_a_step_does_not_depend_on_the_scope() -> None:
    text, provisions = provisions_of(PROCEDURE)
    whole = [f.kind.value for f in Reader(text, provisions, ()).found()]
    scope = (provisions[4].address,)
    assert whole == ["步骤", "时限"]
    assert [f.kind.value for f in Reader(text, provisions, scope).found()] == ["时限"]


def test_the_time_limit_of_a_lead_in_is_an_item() -> None:
    lead = "报销应当在活动结束后15个工作日内提出，并提供下列材料："
    written = f"t1 第一条\n  t1.k1 {lead}\n    t1.k1.x1 （一）发票。"
    assert items_of(written) == [
        ("材料", "发票。"),
        ("时限", "报销应当在活动结束后15个工作日内提出"),
    ]


def test_a_ban_after_a_deadline_is_in_both_groups() -> None:
    words = "票据应当于次年1月15日前报销完毕，逾期不予报销。"
    assert items_of(f"t1 第一条\n  t1.k1 {words}") == [("时限", words), ("禁止", words)]


def test_a_procedure_told_in_one_sentence_is_a_step_wherever_it_stands() -> None:
    words = "竞聘按照报名、答辩和公示的顺序进行，公示时间不少于5个工作日。"
    assert items_of(f"t1 第一条\n  t1.k1 {words}") == [
        ("步骤", words),
        ("时限", "公示时间不少于5个工作日。"),
    ]


def test_how_often_a_thing_is_done_is_a_time_unless_someone_is_charged_with_it() -> None:
    written = "t1 第一条\n  t1.k1 会议每季度召开一次。检查每年一次，由街道负责实施。"
    assert items_of(written) == [
        ("时限", "会议每季度召开一次。"),
        ("责任主体", "检查每年一次，由街道负责实施。"),
    ]


def test_ceilings_are_conditions_and_numbers_of_copies_materials() -> None:
    written = "t1 第一条\n  t1.k1 单个项目一般不超过5万元。申报材料一式三份，各存一份。"
    assert items_of(written) == [
        ("条件", "单个项目一般不超过5万元。"),
        ("材料", "申报材料一式三份，各存一份。"),
    ]


def test_a_heading_that_is_a_sentence_is_read_as_one() -> None:
    text, provisions = provisions_of("h1 一、受理\n  h1.j1 1. 不得另收证明。能共享的不收复印件。")
    heading = "不得另收证明"
    first, second = provisions
    taken = Provision(
        second.ordinal,
        second.parent,
        second.level,
        second.address,
        second.label,
        heading,
        second.start,
        second.own_end,
        second.end,
    )
    checklist = build(
        version("手册", text),
        Status.TRIAL,
        text,
        (first, taken),
        (),
        on=date(2024, 3, 1),
        cite=cite,
    )
    assert [item.text for item in checklist.items] == ["不得另收证明。"]


def test_a_checklist_says_what_it_is_for_and_of_which_version_and_day() -> None:
    case = read_case(FOLDER / "checklist-measures.md")
    checklist = built(case)
    assert checklist.matter == "社区便民资金使用管理·项目申报"
    assert checklist.path == "/checklists/7/c2"
    assert (checklist.version.id, checklist.status) == (7, Status.IN_FORCE)
    assert checklist.on == date(2024, 3, 1)


@pytest.mark.parametrize("path", ["/checklists/12", "/checklists/12/c3+t5", "/checklists/1/h2.i3"])
def test_a_path_is_read_back_as_it_was_printed(path: str) -> None:
    assert path_of(*parse_path(path)) == path


@pytest.mark.parametrize("path", ["", "/checklists/0", "/checklists/x/c3", "/checklists/1/c3 t5"])
def test_a_path_of_another_shape_is_unknown(path: str) -> None:
    with pytest.raises(UnknownRecord):
        parse_path(path)


def test_a_path_with_a_wrong_address_is_an_unknown_citation() -> None:
    with pytest.raises(UnknownCitation):
        parse_path("/checklists/1/c3+")
