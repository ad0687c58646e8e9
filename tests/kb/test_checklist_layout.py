"""Headings, lead-ins and table columns: what they say of the lists below them."""

from __future__ import annotations

import pytest

from kb import checklist_layout as layout
from kb.checklist_layout import Lead, Lists
from kb.model import ItemKind


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("申报条件", "条件"),
        ("申请对象和条件", "条件"),
        ("申报范围", "条件"),
        ("申报材料", "材料"),
        ("所需材料清单", "材料"),
        ("归档材料", "材料"),
        ("创建标准", "条件"),
        ("办理流程", "步骤"),
        ("认定步骤", "步骤"),
        ("申报程序和要求", "步骤"),
        ("办理时限", "时限"),
        ("责任主体", "责任主体"),
        ("部门分工", "责任主体"),
        ("禁止事项", "禁止"),
        ("不予通过的情形", "禁止"),
        ("不列入申报的项目", "禁止"),
    ],
)
def test_a_heading_may_say_what_its_text_is(heading: str, kind: str) -> None:
    assert layout.heading_kind(heading) is ItemKind(kind)


@pytest.mark.parametrize(
    "heading",
    [
        "项目申报",
        "优化审批流程",
        "改善生产条件",
        "不得要求居民提供证明",
        "禁止传销条例",
        "",
        "组织生活",
    ],
)
def test_other_headings_say_nothing(heading: str) -> None:
    assert layout.heading_kind(heading) is None


@pytest.mark.parametrize(
    "heading", ["附则", "附 则", "法律责任", "背景与缘起", "基本原则", "总体要求"]
)
def test_parts_under_these_headings_have_nothing_to_tick(heading: str) -> None:
    assert layout.is_silent(heading)


def test_only_the_general_part_is_general() -> None:
    assert layout.is_general("总 则")
    assert not layout.is_general("招聘")


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("项目申报", True),
        ("设立登记", True),
        ("登记办法", True),
        ("审核制度", False),
        ("附则", False),
    ],
)
def test_some_headings_announce_a_procedure(heading: str, expected: bool) -> None:
    assert layout.is_procedure(heading) is expected


@pytest.mark.parametrize("heading", ["递交申请", "确定发展对象", "公示", "街道初核", "归档"])
def test_some_headings_name_a_stage_of_a_procedure(heading: str) -> None:
    assert layout.is_stage(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "功能配置",
        "完善公示制度",
        "推进评议",
        "明确审核机构",
        "审核责任",
        "公示时间不少于五个工作日并上报街道",
    ],
)
def test_other_headings_name_no_stage(heading: str) -> None:
    assert not layout.is_stage(heading)


@pytest.mark.parametrize(
    ("words", "expected"), [("办理流程", True), ("依次采取", True), ("面积标准", False)]
)
def test_whether_a_text_may_list_steps_is_asked_of_its_words(words: str, expected: bool) -> None:
    assert layout.may_list_steps(words, 0, len(words)) is expected


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("面积不足的，依次采取下列办法解决：", "步骤"),
        ("申请资金，应当同时具备下列条件：", "条件"),
        ("符合下列条件之一的，可以申请救助：", "条件"),
        ("资金用于下列项目：", "条件"),
        ("申请人应当向街道提交下列材料：", "材料"),
        ("报销应当提供以下凭证：", "材料"),
        ("申报材料包括：", "材料"),
        ("招聘按照下列程序进行：", "步骤"),
        ("办理流程如下：", "步骤"),
        ("街道履行下列职责：", "责任主体"),
        ("支出按照下列权限审批：", "责任主体"),
        ("采购按照预算金额分别办理：", "责任主体"),
        ("社工不得有下列行为：", "禁止"),
        ("有下列情形之一的，街道不予通过：", "禁止"),
        ("有下列情形之一的不得参评:", "禁止"),
    ],
)
def test_a_lead_in_gives_its_kind_to_its_list(words: str, kind: str) -> None:
    assert layout.lead_in(words) == Lead(Lists.KIND, ItemKind(kind))


@pytest.mark.parametrize(
    "words",
    [
        "有下列行为之一的，处一万元以下罚款：",
        "使用资金遵循下列原则：",
        "下列用语的含义是：",
        "有下列情形之一的，街道应当解除合同：",
    ],
)
def test_penalties_definitions_and_mere_cases_have_no_items(words: str) -> None:
    assert layout.lead_in(words) == Lead(Lists.NONE)


@pytest.mark.parametrize(
    "words",
    [
        "按照下列情况分别办理：",
        "遵守下列规定：",
        "除下列费用外，不得收取：",
        "下列单位可以使用，但不得转让：",
    ],
)
def test_the_items_of_other_lists_speak_for_themselves(words: str) -> None:
    assert layout.lead_in(words) == Lead(Lists.EACH)


@pytest.mark.parametrize("words", ["街道负责审核。", "现将有关事项通知如下：", "提出以下意见："])
def test_what_opens_no_list_is_no_lead_in(words: str) -> None:
    assert layout.lead_in(words) is None


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("所需材料", "材料"),
        ("办理时限", "时限"),
        ("办理时限（工作日）", "时限"),
        ("责任岗位", "责任主体"),
        ("受理条件", "条件"),
        ("办理流程", "步骤"),
    ],
)
def test_a_column_is_known_by_its_header(header: str, kind: str) -> None:
    assert layout.column_kind(header) is ItemKind(kind)


@pytest.mark.parametrize("header", ["序号", "事项名称", "类别", "材料费", ""])
def test_other_columns_are_no_items(header: str) -> None:
    assert layout.column_kind(header) is None


def test_a_row_is_named_by_its_name_column_else_by_the_first_that_is_no_number() -> None:
    assert layout.name_column(("序号", "类别", "事项名称")) == 2
    assert layout.name_column(("序号", "岗位", "人数")) == 1
    assert layout.name_column(("序号",)) == 0
    assert layout.name_column(()) == 0
