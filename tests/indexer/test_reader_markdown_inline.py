"""Inline markup goes, what only looks like it stays."""

from __future__ import annotations

import pytest

from indexer.readers.markdown import markdown_blocks


def line(source: str) -> str:
    [block] = markdown_blocks(source)
    return block.text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("**第一条** 为了管理", "第一条 为了管理"),
        ("**重要：**请按时申报", "重要：请按时申报"),
        ("这是**重点**内容", "这是重点内容"),
        ("*emphasis* and _more_ and __most__", "emphasis and more and most"),
        ("***全部***", "全部"),
        ("[办法](https://example.invalid/a) 全文", "办法 全文"),
        ("![图1 组织架构](a.png)", "图1 组织架构"),
        ("`代码`", "代码"),
        ("A&amp;B 5&lt;6", "A&B 5<6"),
        ("<b>粗</b><sup>2</sup>", "粗2"),
    ],
)
def test_markup_is_stripped(source: str, text: str) -> None:
    assert line(source) == text


@pytest.mark.parametrize(
    "source",
    [
        "带有*标记的品种为第一类，带*号的另行规定",
        "麦角酸*",
        "长*宽*高",
        "（____）年（____）月",
        "姓名____性别____",
        "file_name_here",
        "[（一）] 项",
        "[2018]5号",
        "5~10个，3~~5个",
        "1*2",
        "C:\\文件",
        "AT&T",
    ],
)
def test_what_is_no_markup_stays(source: str) -> None:
    assert line(source) == source


def test_escaped_marks_lose_only_the_backslash() -> None:
    assert line(r"\*甲\* 和 \_乙\_ 和 1\. 丙") == "*甲* 和 _乙_ 和 1. 丙"
