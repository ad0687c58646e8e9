"""The checklist page."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from kb.library import Library
from kb.model import ChecklistItem, Citation, ItemKind
from tests.web.conftest import current, version_id
from web.contexts.checklist import ItemView
from web.pages.checklist import blocks


def test_every_item_is_there_verbatim_with_a_box_and_its_citation(
    client: TestClient, library: Library
) -> None:
    path = f"/checklists/{current(library)}/c2"
    checklist = library.checklist(path)
    page = html.unescape(client.get(path).text)
    assert {item.kind for item in checklist.items} >= {ItemKind.CONDITION, ItemKind.MATERIAL}
    for item in checklist.items:
        assert item.text in page
        assert item.lead in page
        assert f'title="{item.citation.text}"' in page
    assert page.count('type="checkbox"') == len(checklist.items)
    ids = re.findall(r' id="(item-[^"]+)"', page)
    assert len(ids) == len(set(ids)) == len(checklist.items)


def test_a_checklist_names_its_source_version_and_day(client: TestClient, library: Library) -> None:
    page = client.get(f"/checklists/{current(library)}/c2").text
    for words in (
        "甲民〔2018〕5号",
        "2018年5月1日施行",
        "现行有效",
        "按 2026年7月1日 的规定",
        "示例文本",
    ):
        assert words in page


def test_a_checklist_of_the_whole_text_has_an_address_too(
    client: TestClient, library: Library
) -> None:
    page = client.get(f"/checklists/{current(library)}").text
    assert "便民资金项目申报表" in page


def test_a_checklist_of_an_old_text_is_marked(client: TestClient, library: Library) -> None:
    old = version_id(library, "便民资金管理办法", "2016")
    page = client.get(f"/checklists/{old}/t2").text
    assert "不能作为办事依据" in page


@pytest.mark.parametrize("part", ["", "/c2"])
@pytest.mark.parametrize(
    ("ending", "media", "magic"),
    [("docx", "application/vnd.openxmlformats", b"PK"), ("md", "text/markdown", b"# ")],
)
def test_a_checklist_is_exported(
    client: TestClient, library: Library, part: str, ending: str, media: str, magic: bytes
) -> None:
    response = client.get(f"/checklists/{current(library)}{part}/export.{ending}")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(media)
    assert response.content.startswith(magic)
    assert response.headers["content-disposition"].endswith(f"2026-07-01.{ending}")


@pytest.mark.parametrize("scope", ["t99", "x", "c2+", "c2+t99", "%2e%2e"])
def test_a_scope_that_is_not_there_is_not_found(
    client: TestClient, library: Library, scope: str
) -> None:
    assert client.get(f"/checklists/{current(library)}/{scope}").status_code == 404


def test_an_unknown_version_is_not_found(client: TestClient) -> None:
    assert client.get("/checklists/999/c2").status_code == 404
    assert client.get("/checklists/999/c2/export.docx").status_code == 404


def test_a_day_that_is_none_gets_a_sentence(client: TestClient, library: Library) -> None:
    assert client.get(f"/checklists/{current(library)}/c2?on=x").status_code == 400


def views(*leads: str) -> tuple[ItemView, ...]:
    plain = ChecklistItem(ItemKind.STEP, "甲", 0, 1, Citation(1, None, "", ""))
    return tuple(ItemView(replace(plain, lead=lead), "", "", "") for lead in leads)


def test_items_under_the_same_words_stand_together_and_count_on() -> None:
    made = blocks(views("先做：", "先做：", "后做：", "后做："))
    assert [(block.lead, block.first, len(block.items)) for block in made] == [
        ("先做：", 1, 2),
        ("后做：", 3, 2),
    ]


def test_short_words_stand_on_the_line_of_their_only_item() -> None:
    made = blocks(views("征集", "有下列情形之一的，街道不予通过审核：", "公示", "公示"))
    assert [block.inline for block in made] == [True, False, False]


def test_items_without_such_words_stand_apart_from_those_above() -> None:
    made = blocks(views("", "公示", "公示", "", "征集", ""))
    assert [block.apart for block in made] == [False, False, True, False, False]
