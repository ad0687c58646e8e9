"""Markdown exports: what is quoted reads back character for character once rendered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kb.export.markdown import checklist_markdown, collection_markdown, escape
from kb.model import ItemKind, Status
from kb.quoted import QuotedPart
from tests.kb.export_records import (
    DAY,
    SAMPLE,
    checklist,
    collection,
    excerpt,
    item,
    rows_part,
    version,
)

RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SPECIAL = "\\`*_[]<>&~|$^#+-=:;.)(!1 \t\u3000\"'{}@"
TEXTS = st.lists(
    st.text(
        st.one_of(
            st.sampled_from(SPECIAL + "甲乙。（一）"),
            st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]),
        ),
        min_size=1,
        max_size=20,
    ),
    min_size=1,
    max_size=4,
).map("\n".join)


def words(tokens: list[Token]) -> str:
    return "".join(
        "\n" if token.type in ("hardbreak", "softbreak") else token.content for token in tokens
    )


def rendered(markdown: str, opening: str) -> list[str]:
    """Return the words within each block that opening begins, as a reader sees them."""
    found: list[list[str]] = []
    depth = 0
    for token in RENDERER.parse(markdown):
        if token.type == opening:
            found.append([])
            depth += 1
        elif token.type == opening.replace("_open", "_close"):
            depth -= 1
        elif token.type == "inline" and depth:
            found[-1].append(words(token.children or []))
    return ["\n".join(parts) for parts in found]


@given(TEXTS)
def test_an_excerpt_reads_back_as_it_was(text: str) -> None:
    markdown = collection_markdown(collection(excerpt(text)), {1: version()}, on=DAY)
    assert rendered(markdown, "blockquote_open") == [text]


CELLS = st.text(
    st.one_of(
        st.sampled_from(SPECIAL + "甲乙。（一）"),
        st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]),
    ),
    max_size=12,
).map(str.strip)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=3))
def test_the_cells_of_quoted_rows_read_back_as_they_were(lines: list[tuple[str, str]]) -> None:
    part = rows_part(("事项", "材料|份数"), *lines)
    kept = collection(excerpt(part.text, parts=(part,)))
    markdown = collection_markdown(kept, {1: version()}, on=DAY)
    assert rendered(markdown, "th_open") == ["事项", "材料|份数"]
    assert rendered(markdown, "td_open") == [cell for line in lines for cell in line]
    assert "\n\n※ 表头取自所引表格，列出以便对照，不属于引文。\n" in markdown


def test_prose_and_rows_stand_in_one_quotation() -> None:
    parts = (
        QuotedPart(0, "标准如下："),
        rows_part(("类别", "项数"), ("党建", "14"), ("合计",), header_quoted=True),
    )
    markdown = collection_markdown(collection(excerpt("甲", parts=parts)), {1: version()}, on=DAY)
    assert (
        "> 标准如下：\n>\n> | 类别 | 项数 |\n> | --- | --- |\n"
        "> | 党建 | 14 |\n> | 合计 |  |\n\n出处"
    ) in markdown


@given(TEXTS)
def test_an_item_reads_back_as_it_was(text: str) -> None:
    markdown = checklist_markdown(checklist(item(ItemKind.MATERIAL, text)))
    assert f"[ ] {text}（第八条）" in rendered(markdown, "list_item_open")


@given(TEXTS)
def test_a_note_stays_below_its_excerpt(text: str) -> None:
    markdown = collection_markdown(collection(excerpt("甲。", note=text)), {1: version()}, on=DAY)
    paragraphs = rendered(markdown, "paragraph_open")
    assert not text.strip() or f"批注：{text.strip()}" in paragraphs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 甲", "\\# 甲"),
        ("1. 甲", "1\\. 甲"),
        ("（一）甲", "（一）甲"),
        ("甲_乙*丙", "甲\\_乙\\*丙"),
        ("<b>&amp;", "\\<b\\>\\&amp;"),
        ("甲\n乙", "甲\\\n乙"),
        (" 甲\u3000", "&#32;甲&#12288;"),
        ("2018年5月1日起施行。", "2018年5月1日起施行。"),
    ],
)
def test_only_what_markdown_would_eat_is_escaped(text: str, expected: str) -> None:
    assert escape(text) == expected


def test_a_checklist_has_groups_leads_boxes_citations_and_its_source() -> None:
    markdown = checklist_markdown(
        checklist(
            item(ItemKind.MATERIAL, "申请表；", "提交下列材料：", "第八条第（一）项"),
            item(ItemKind.MATERIAL, "身份证。", "提交下列材料：", "第八条第（二）项"),
            item(ItemKind.TIME_LIMIT, "5日内答复。", "审核"),
        )
    )
    assert markdown == (
        "# 便民资金·项目申报\n\n**办事清单**\n\n"
        "- 依据文件：《便民资金细则》\n- 发文字号：示例〔2018〕5号\n- 发文机关：区民政局\n"
        "- 施行日期：2018年4月1日\n- 时效性：现行有效（截至2024年3月1日）\n"
        "- 编制日期：2024年3月1日\n\n"
        f"**※ {SAMPLE}**\n\n"
        "## 一、材料\n\n**提交下列材料：**\n\n"
        "- [ ] 申请表；（第八条第（一）项）\n- [ ] 身份证。（第八条第（二）项）\n\n"
        "## 二、时限\n\n- [ ] **审核**　5日内答复。（第八条）\n\n"
        "## 引用文件\n\n"
        "1. 《便民资金细则》（示例〔2018〕5号），区民政局，2018年4月1日起施行，"
        f"现行有效（截至2024年3月1日）。 ※ {SAMPLE}\n"
    )


def test_a_checklist_without_items_says_so() -> None:
    assert "没有可以列入清单的内容" in checklist_markdown(checklist())


def test_a_repealed_source_is_pointed_out() -> None:
    assert "不是现行有效" in checklist_markdown(checklist(status=Status.REPEALED))
    assert "不是现行有效" not in checklist_markdown(checklist(status=Status.TRIAL))


def test_a_collection_has_each_excerpt_with_citation_version_status_note_and_sources() -> None:
    markdown = collection_markdown(
        collection(excerpt("甲。\n乙。", note="先讲标准。", changed=True)), {1: version()}, on=DAY
    )
    assert markdown == (
        "# 资金申报培训\n\n共 1 条摘录，2024年3月1日导出。\n\n"
        "## 1. 第八条\n\n> 甲。\\\n> 乙。\n\n"
        "出处：《便民资金细则》（示例〔2018〕5号）第八条。\\\n"
        f"2018年4月1日起施行；现行有效（截至2024年3月1日）。{SAMPLE}\n\n"
        "**⚠ 原文已变更：现行文本中已没有与此完全相同的文字，使用前请核对。**\n\n"
        "批注：先讲标准。\n\n"
        "## 引用文件\n\n"
        "1. 《便民资金细则》（示例〔2018〕5号），区民政局，2018年4月1日起施行，"
        f"现行有效（截至2024年3月1日）。 ※ {SAMPLE}\n"
    )


def test_headings_name_the_document_where_several_are_quoted() -> None:
    markdown = collection_markdown(
        collection(excerpt("甲。"), excerpt("乙。", version_id=2)),
        {1: version(), 2: version(number=2)},
        on=DAY,
    )
    assert "## 1. 《便民资金细则》第八条" in markdown


def test_a_version_that_is_gone_is_said_to_be() -> None:
    markdown = collection_markdown(collection(excerpt("甲。")), {}, on=DAY)
    assert "该版本已不在文件库中；摘录时为现行有效。" in markdown
    assert "1. 《便民资金细则》，该版本已不在文件库中。" in markdown


def test_an_empty_collection_says_so() -> None:
    assert collection_markdown(collection(), {}, on=DAY).endswith("课件中还没有摘录。\n")
