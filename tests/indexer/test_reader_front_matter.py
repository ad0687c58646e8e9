"""The `---` block that may open a Markdown file."""

from __future__ import annotations

import pytest

from indexer.blocks import Hints
from indexer.readers import read_bytes
from indexer.readers.front_matter import split_front_matter
from kb.errors import UnreadableFile

FULL = """---
title: 社工管理办法
kind: 办法
issuer: 甲区民政局
number: 示例〔2018〕8号
issued: 2018-05-18
effective: 2018-07-01
expires: 2023-06-30
sample: 示例文本
tags: [甲, 乙]
---
正文
"""


def test_known_fields_become_hints_as_written_and_others_are_ignored() -> None:
    hints, text = split_front_matter(FULL, "a.md")
    assert hints == Hints(
        title="社工管理办法",
        kind="办法",
        issuer="甲区民政局",
        number="示例〔2018〕8号",
        issued="2018-05-18",
        effective="2018-07-01",
        expires="2023-06-30",
        sample="示例文本",
    )
    assert text == "正文\n"


def test_chinese_names_of_fields_are_understood() -> None:
    hints, _ = split_front_matter("---\n标题: 办法\n发文字号: 甲〔2018〕1号\n---\n", "a.md")
    assert (hints.title, hints.number) == ("办法", "甲〔2018〕1号")


@pytest.mark.parametrize(
    "text",
    [
        "没有\n---\ntitle: 甲\n---\n",
        "---\n这一段是两条横线之间的正文。\n---\n乙",
        "---\n标题：全角冒号不是说明项\n---\n乙",
        "---\n- 甲\n- 乙\n---\n丙",
        "---\ntitle: 没有结束",
        "---\n甲: [\n---\n乙",
    ],
)
def test_what_is_no_front_matter_stays_in_the_text(text: str) -> None:
    assert split_front_matter(text, "a.md") == (Hints(), text)


def test_known_fields_written_wrongly_are_said_with_their_line() -> None:
    with pytest.raises(UnreadableFile, match="第 3 行附近") as caught:
        read_bytes('---\ntitle: 办法\nissuer: "甲区\n---\n正文\n'.encode(), "甲.md")
    assert caught.value.where == "甲.md"


def test_aliases_cannot_blow_up_the_hints() -> None:
    bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ntitle: *c\n---\n甲\n"
    hints, text = split_front_matter(bomb, "a.md")
    assert (hints, text) == (Hints(), "甲\n")
