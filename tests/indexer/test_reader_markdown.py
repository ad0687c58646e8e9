"""Markdown as staff and other programs write it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.blocks import Block, BlockKind
from indexer.readers import read_bytes
from indexer.readers.markdown import markdown_blocks
from tests.indexer.made_files import texts


def blocks(source: str) -> list[Block]:
    return list(markdown_blocks(source))


def lines(source: str) -> list[str]:
    return texts(blocks(source))


def test_headings_keep_their_level_and_paragraphs_have_none() -> None:
    found = blocks("# 办法\n\n## 第一章 总则\n\n第一条 为了管理，制定本办法。\n")
    assert [(block.kind, block.level, block.text) for block in found] == [
        (BlockKind.HEADING, 1, "办法"),
        (BlockKind.HEADING, 2, "第一章 总则"),
        (BlockKind.PARAGRAPH, 0, "第一条 为了管理，制定本办法。"),
    ]


def test_a_provision_marked_as_a_heading_is_a_paragraph() -> None:
    assert blocks("### 第一条 为了管理，制定本办法。") == [
        Block(BlockKind.PARAGRAPH, "第一条 为了管理，制定本办法。")
    ]


def test_a_heading_written_without_a_space_is_still_one() -> None:
    assert blocks("##第二章 申报\n\n#话题#")[0] == Block(BlockKind.HEADING, "第二章 申报", 2)
    assert lines("#话题#") == ["#话题#"]


def test_lines_below_one_another_are_paragraphs_each() -> None:
    source = "第一条 社区负责。\n第二条 街道指导：\n（一）甲；\n（二）乙\n其他事项"
    assert lines(source) == source.split("\n")


def test_lines_plainly_wrapped_at_a_margin_are_joined() -> None:
    source = (
        "为了规范为民服务资金的使用，提高资金使\n"
        "用效益，根据有关规定，结合本区的实际情\n"
        "况，经区政府常务会议研究同意，制定本办\n"
        "法，请遵照执行。"
    )
    assert lines(source) == [source.replace("\n", "")]


def test_a_hard_line_break_always_parts_paragraphs() -> None:
    assert lines("甲方：社区  \n乙方：街道<br>丙方") == ["甲方：社区", "乙方：街道", "丙方"]


def test_list_markers_stay_as_written_because_they_number_provisions() -> None:
    assert lines("3. 甲\n4. 乙\n\n- 丙\n* 丁\n\n2) 戊") == [
        "3. 甲",
        "4. 乙",
        "- 丙",
        "* 丁",
        "2) 戊",
    ]


def test_nested_lists_and_further_paragraphs_of_an_item_are_kept_in_order() -> None:
    assert lines("1. 甲\n\n   甲续\n   - 乙\n2. 丙") == ["1. 甲", "甲续", "- 乙", "2. 丙"]


@pytest.mark.parametrize("source", ["2018.", "-", "1)", "- 1 -", "1.5 万元", "1999．甲"])
def test_what_only_looks_like_a_list_loses_nothing(source: str) -> None:
    assert "".join(lines(source)).replace(" ", "") == source.replace(" ", "")


def test_indented_lines_are_text_and_never_code() -> None:
    assert lines("    第一条 缩进四格。\n\n\t第二条 一个制表符。") == [
        "第一条 缩进四格。",
        "第二条 一个制表符。",
    ]


def test_comments_are_dropped_and_an_unclosed_one_swallows_nothing() -> None:
    assert lines("甲\n\n<!-- INFO END -->\n\n乙<!-- 注 -->丙") == ["甲", "乙丙"]
    assert lines("甲\n\n<!-- 没有结束\n\n第一条 乙") == ["甲", "<!-- 没有结束", "第一条 乙"]


def test_more_than_sixty_is_no_quotation_but_a_quotation_loses_its_mark() -> None:
    assert lines(">60岁的居民") == [">60岁的居民"]
    assert lines("> 引用的话") == ["引用的话"]


def test_rules_are_dropped_and_blanks_to_fill_in_are_kept() -> None:
    assert lines("甲\n\n***\n\n________\n\n乙") == ["甲", "________", "乙"]


def test_a_rule_right_below_a_sentence_makes_no_heading() -> None:
    assert blocks("本办法自发布之日起施行。\n---\n乙")[0].kind is BlockKind.PARAGRAPH
    assert blocks("总则\n---\n乙")[0] == Block(BlockKind.HEADING, "总则", 2)


def test_a_code_fence_gives_its_lines_as_text() -> None:
    assert lines("```\n第一条 甲\n第二条 乙\n```") == ["第一条 甲", "第二条 乙"]


def test_what_looks_like_a_link_definition_stays_text() -> None:
    assert lines("[1]: 见附件") == ["[1]: 见附件"]


def test_a_pipe_table_has_rows_with_its_header_first() -> None:
    [table] = blocks("| 岗位 | 系数 |\n|---|--:|\n| **A岗** | 1.80 |\n| B\\|C岗 | |\n")
    assert table.kind is BlockKind.TABLE
    assert table.rows == (("岗位", "系数"), ("A岗", "1.80"), ("B|C岗", ""))
    assert table.text == "岗位 | 系数\nA岗 | 1.80\nB|C岗 | "


def test_cells_past_the_header_and_a_note_below_are_not_lost() -> None:
    table, note = blocks("| 甲 | 乙 |\n|---|---|\n| 1 | 2 | 3 |\n注：单位为万元。\n")
    assert table.rows == (("甲", "乙", ""), ("1", "2", "3"))
    assert note.text == "注：单位为万元。"


def test_an_html_table_inside_is_a_table() -> None:
    source = "<table><tr><th>甲</th><th>乙</th></tr><tr><td>1</td><td>2</td></tr></table>"
    assert [block.rows for block in blocks(f"前\n\n{source}\n\n后")] == [
        (),
        (("甲", "乙"), ("1", "2")),
        (),
    ]


def test_brackets_that_are_no_tags_stay() -> None:
    assert lines("填写<姓名>和<name>两栏\n\n<材料一>") == ["填写<姓名>和<name>两栏", "<材料一>"]


def test_the_lines_before_the_text_of_a_law_are_kept() -> None:
    source = "# 某法\n\n1999年6月28日 某会议通过\n\n<!-- INFO END -->\n\n第一条 甲。"
    assert lines(source) == ["某法", "1999年6月28日 某会议通过", "第一条 甲。"]


def test_a_file_with_a_mark_and_windows_line_ends_reads_the_same() -> None:
    data = b"\xef\xbb\xbf" + "# 办法\r\n\r\n第一条 甲。\r\n".encode()
    assert texts(read_bytes(data, "a.md").blocks) == ["办法", "第一条 甲。"]


def test_invisible_characters_do_not_hide_a_label() -> None:
    data = "\u200b第一条\u00a0甲\u00ad。".encode()
    assert texts(read_bytes(data, "a.md").blocks) == ["第一条 甲。"]


WORDS = st.text(st.sampled_from("第一条二（）、。；甲乙*_[]()#>|`~!<-1. \n　《》"), max_size=60)


@given(WORDS)
def test_no_chinese_character_is_ever_lost(source: str) -> None:
    def chinese(text: str) -> str:
        return "".join(re.findall("[\u3400-\u9fff（）、。；《》]", text))

    assert chinese("".join(lines(source))) == chinese(source)
