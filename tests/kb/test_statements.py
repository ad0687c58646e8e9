"""What is quoted of a passage: whole sentences, whole lists, and what adds something."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kb.library import Library
from kb.model import Answer
from tests.made_library import make_library

PLAN = """---
title: 河畔公益项目工作方案
kind: 方案
issued: 2021-03-01
---

# 河畔公益项目工作方案

## 一、申报

### （一）申报条件

申报单位应当同时符合下列条件：

1. 登记满一年。

2. 有专职会计。

### （二）申报材料

1. 项目申报书一份。

2. 登记证书复印件一份。

3. 落地社区同意书一份。

## 二、验收

验收由街道组织。
"""

RULES = """---
title: 河畔请假规定
kind: 规定
issued: 2021-03-01
---

# 河畔请假规定

第一条 请事假一天以内的，由社区书记批准；超过一天的，由街道负责人批准；超过五天的，由街道书记批准。

第二条 值班分两级处理：

（一）一级警情，三十分钟内到达现场；

（二）二级警情，两个小时内到达现场，三个工作日内办结。
"""

TORN = """河畔加班规定

第一条 加班工时由社区每月登记，年底前没有
调休完的，折算成补贴一并发放。

第二条 加班须经社区书记同意。
"""

STORY = """---
title: 河畔请假案例
kind: 案例
issued: 2022-03-01
---

# 河畔请假案例

请事假一天以内的，由社区书记批准，河畔一直这样做。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    texts = {"方案.md": PLAN, "请假.md": RULES, "案例.md": STORY, "加班.txt": TORN}
    made = make_library(tmp_path_factory.mktemp("statements"), texts)
    yield made
    made.close()


def first(answer: Answer) -> str:
    return answer.statements[0].quotation


def test_words_that_introduce_a_list_are_quoted_with_all_of_it(library: Library) -> None:
    assert first(library.ask("申报单位应当符合下列哪些条件？")) == (
        "申报单位应当同时符合下列条件：\n1. 登记满一年。\n2. 有专职会计。"
    )


def test_points_under_a_heading_that_is_asked_for_are_quoted_together(library: Library) -> None:
    answer = library.ask("申报材料 项目申报书 登记证书 同意书 哪些材料")
    assert first(answer) == (
        "申报材料\n1. 项目申报书一份。\n2. 登记证书复印件一份。\n3. 落地社区同意书一份。"
    )
    assert answer.statements[0].citation.short == "《河畔公益项目工作方案》一、（二）"


def test_a_clause_is_quoted_with_the_sentence_that_it_is_part_of(library: Library) -> None:
    assert first(library.ask("请事假超过五天的由谁批准？")) == (
        "请事假一天以内的，由社区书记批准；超过一天的，由街道负责人批准；超过五天的，由街道书记批准。"
    )


def test_a_sentence_torn_by_a_line_break_is_quoted_whole(library: Library) -> None:
    quoted = first(library.ask("加班没有调休完的工时折算成补贴吗"))
    assert quoted == "加班工时由社区每月登记，年底前没有\n调休完的，折算成补贴一并发放。"


def test_an_everyday_phrase_does_not_outweigh_the_word_that_tells_points_apart(
    library: Library,
) -> None:
    assert first(library.ask("一级警情多长时间到达现场")) == "一级警情，三十分钟内到达现场；"


def test_what_binds_is_quoted_before_what_tells_of_it(library: Library) -> None:
    answer = library.ask("请事假一天以内的，由谁批准？")
    assert answer.statements[0].citation.short == "《河畔请假规定》第一条"


def test_what_a_named_document_holds_comes_alone(library: Library) -> None:
    answer = library.ask("《河畔请假案例》请事假一天以内的，由谁批准？")
    assert {one.hit.version.metadata.title for one in answer.statements} == {"河畔请假案例"}


def test_no_checklist_is_made_for_what_nothing_answers(library: Library) -> None:
    assert library.checklist_for("今天天气") is None
    assert library.checklist_for("申报材料 项目申报书 登记证书 同意书") is not None
