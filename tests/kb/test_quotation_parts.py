"""A quotation in parts: prose, and rows of tables below the header of their table."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kb.library import Library
from kb.quotation_parts import quotation_parts
from kb.quoted import QuotedPart
from tests.made_library import make_library

TEXT = """---
title: 社区事项清单
kind: 清单
---

# 社区事项清单

## 一、事项

办理要求如下：

| 事项 | 材料 | 时限 |
| --- | --- | --- |
| 低保受理 | 申请表、户口簿 | 10个工作日 |
| 临时救助 |  | 即时 |

## 二、附则

本清单每年调整一次。
"""
HEADER = ("事项", "材料", "时限")


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    made = make_library(tmp_path_factory.mktemp("rows"), {"清单.md": TEXT})
    yield made
    made.close()


def parts_of(library: Library, first: str, last: str) -> tuple[QuotedPart, ...]:
    """Return the parts from the first words to the last; they must lose none but blanks."""
    (version,) = (one.version.id for one in library.documents())
    text = library.text(version)
    start, end = text.rindex(first), text.index(last) + len(last)
    found = quotation_parts(text, library.provisions(version), start, end)
    whole = "".join("".join(part.text for part in found).split())
    assert whole == "".join(text[start:end].split())
    assert all(text.startswith(part.text, part.start) for part in found)
    return found


def test_a_row_has_the_header_of_its_table_as_context(listed: Library) -> None:
    (part,) = parts_of(listed, "低保受理", "10个工作日")
    assert part.text == "低保受理 | 申请表、户口簿 | 10个工作日"
    assert (part.header, part.context) == (HEADER, True)
    assert part.rows[0].start == part.start


def test_the_cells_are_verbatim_and_an_empty_one_keeps_its_place(listed: Library) -> None:
    (part,) = parts_of(listed, "低保受理", "即时")
    assert [row.cells for row in part.rows] == [
        ("低保受理", "申请表、户口簿", "10个工作日"),
        ("临时救助", "", "即时"),
    ]


def test_a_header_within_the_quotation_is_no_context(listed: Library) -> None:
    (part,) = parts_of(listed, "事项 | 材料", "10个工作日")
    assert (part.header, part.context, len(part.rows)) == (HEADER, False, 1)


def test_prose_around_a_table_stays_prose(listed: Library) -> None:
    before, table, after = parts_of(listed, "办理要求", "一次。")
    assert (before.text, before.header, before.rows) == ("办理要求如下：", (), ())
    assert (table.header, len(table.rows)) == (HEADER, 2)
    assert after.text.startswith("二、附则")


def test_prose_is_one_part(listed: Library) -> None:
    (part,) = parts_of(listed, "本清单", "一次。")
    assert (part.text, part.header, part.context) == ("本清单每年调整一次。", (), False)
