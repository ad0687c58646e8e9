"""Traditional characters find simplified ones and back; quotations stay as written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.library import Library
from kb.simplified import simplified
from tests.made_library import TEXTS, make_library

TRADITIONAL = """---
title: 志願服務辦法
issued: 2021-03-01
---

# 志願服務辦法

志願者每人每年服務時間不少於二十小時，由社區記錄。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("traditional")
    made = make_library(folder, {**TEXTS, "志愿.md": TRADITIONAL})
    yield made
    made.close()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("社工管理辦法第十二條", "社工管理办法第十二条"),
        ("乾隆著作㎡ ABC", "乾隆著作㎡ ABC"),
        ("", ""),
        ("𠮷野家", "𠮷野家"),
    ],
)
def test_traditional_characters_are_replaced_and_others_stay(text: str, expected: str) -> None:
    assert simplified(text) == expected


@given(st.text())
def test_nothing_moves(text: str) -> None:
    once = simplified(text)
    assert len(once) == len(text)
    assert simplified(once) == once


def test_a_citation_in_traditional_characters_is_looked_up(library: Library) -> None:
    (found,) = library.resolve("惠民資金管理細則第五條")
    assert found.text == "《惠民资金管理细则》（示例〔2020〕1号）第五条"
    assert library.resolve("志愿服务办法")[0].short == "《志願服務辦法》"


def test_either_script_finds_the_other_and_quotes_it_as_written(library: Library) -> None:
    then = library.ask("志愿者每人每年服务时间不少于几小时？")
    assert then.statements[0].quotation == "志願者每人每年服務時間不少於二十小時，由社區記錄。"
    now = library.ask("社區申報項目應當提交哪些材料？")
    assert now.statements[0].quotation.startswith("社区申报项目，应当提交下列材料：")
