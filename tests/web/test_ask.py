"""The ask page and the answer page."""

from __future__ import annotations

import html
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kb.library import Library
from kb.model import Filters
from tests.made_library import open_library
from tests.web.conftest import BASE, current
from web.app import create_app

LOOKUP = "便民资金管理办法第四条"
NONSENSE = "qxzvw"


def test_the_first_page_offers_questions_that_this_library_can_answer(client: TestClient) -> None:
    page = client.get("/").text
    assert "便民资金管理办法第二条" in page
    assert "3 份文件" in page
    assert "1 个文件没有读进来" in page


def test_the_keeper_may_write_the_examples(client: TestClient, library: Library) -> None:
    (library.home / "examples.txt").write_text("要哪些材料？\n\n  多久办好？ \n", "utf-8")
    page = client.get("/").text
    assert "要哪些材料？" in page
    assert "多久办好？" in page
    assert "便民资金管理办法第二条" not in page


def test_an_answer_quotes_verbatim_with_citation_status_and_link(
    client: TestClient, library: Library
) -> None:
    page = html.unescape(client.get("/ask", params={"q": LOOKUP}).text)
    statement = library.ask(LOOKUP).statements[0]
    assert f">{statement.quotation}</blockquote>" in page
    assert "《便民资金管理办法》（甲民〔2018〕5号）第四条" in page
    assert f"/versions/{current(library)}/t4" in page
    assert "现行有效" in page
    assert "示例文本" in page
    assert "依据强度" in page
    assert 'action="/excerpts"' in page


def test_an_answer_offers_its_checklist(client: TestClient, library: Library) -> None:
    (link, *_) = library.ask(LOOKUP).checklists
    page = client.get("/ask", params={"q": LOOKUP}).text
    assert f'href="{link.path}"' in page
    assert link.matter in page


def test_a_refusal_says_so_and_marks_the_nearest_as_no_evidence(
    client: TestClient, library: Library
) -> None:
    question = "火星上有没有水"
    assert library.ask(question).refused
    page = client.get("/ask", params={"q": question}).text
    assert "未找到依据" in page
    assert "仅相近，不作为依据" in page
    assert "<blockquote" not in page


def test_a_refused_question_goes_to_the_keeper(client: TestClient, library: Library) -> None:
    for _ in range(2):
        client.get("/ask", params={"q": "火星上有没有水"})
    assert [(one.question, one.times) for one in library.unanswered()] == [("火星上有没有水", 2)]
    assert "火星上有没有水" in client.get("/library").text


def test_rows_of_a_table_are_quoted_as_a_table_with_its_header(client: TestClient) -> None:
    page = client.get("/ask", params={"q": "邻里服务操作手册一、表1第2行"}).text
    quotation = page.split("<blockquote", 1)[1].split("</blockquote>", 1)[0]
    assert '<th scope="col">类别</th><th scope="col">项数</th>' in quotation
    assert '<td data-column="类别"><span>生活服务</span></td>' in quotation
    assert '<td data-column="项数"><span>17</span></td>' in quotation
    assert "党建引领" not in quotation
    assert "不属于引文" in quotation
    assert 'data-copy="生活服务 | 17\n——《邻里服务操作手册》' in html.unescape(page)


def test_a_refusal_that_a_filter_caused_names_it_and_is_no_gap(
    client: TestClient, library: Library
) -> None:
    question = "火星上有没有水"
    for query, words in (
        ({"kind": "手册"}, "文种：手册"),
        ({"on": "2017-01-01"}, "按 2017-01-01 的规定"),
        ({"status": "已废止", "issuer": "甲区民政局"}, "发文机关：甲区民政局；时效性：已废止"),
    ):
        page = client.get("/ask", params={"q": question, **query}).text
        assert words in page
        assert "资料库里没有能够作为依据" not in page
        again = re.search(r'<a href="([^"]+)">去掉筛选再问</a>', page)
        assert again is not None
        assert "资料库里没有能够作为依据" in client.get(again[1]).text
    assert [one.times for one in library.unanswered()] == [3]


def test_a_refusal_without_the_models_is_no_gap(built: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(built, home)
    for path in home.glob("index/*/passages.npy"):
        path.write_bytes(b"spoiled")
    library = open_library(home)
    client = TestClient(create_app(library), base_url=BASE)
    assert "未找到依据" in client.get("/ask", params={"q": "火星上有没有水"}).text
    assert library.unanswered() == ()
    library.close()


def test_an_answer_within_a_filter_says_so(client: TestClient) -> None:
    page = client.get("/ask", params={"q": LOOKUP, "kind": "办法"}).text
    assert "所选范围：文种：办法" in page
    assert "去掉筛选再问" in page
    assert "所选范围" not in client.get("/ask", params={"q": LOOKUP}).text


def test_a_checklist_is_offered_for_the_day_that_was_asked_for(
    client: TestClient, library: Library
) -> None:
    (link, *_) = library.ask(LOOKUP, Filters(on=date(2019, 1, 1))).checklists
    page = client.get("/ask", params={"q": LOOKUP, "on": "2019-01-01"}).text
    assert f'href="{link.path}?on=2019-01-01"' in page
    assert "按 2019年1月1日 的规定" in client.get(f"{link.path}?on=2019-01-01").text


def test_an_old_text_is_marked_where_it_is_asked_for(client: TestClient) -> None:
    page = client.get("/ask", params={"q": LOOKUP.replace("四", "二"), "on": "2017-01-01"}).text
    assert "甲民〔2016〕3号" in page
    assert "按 2017-01-01 的规定" in page


@pytest.mark.parametrize("question", ["", "   ", "？！。", "\x00\x01", "a" * 10_000])
def test_a_question_that_cannot_be_asked_gets_a_sentence(client: TestClient, question: str) -> None:
    for path in ("/ask", "/search"):
        response = client.get(path, params={"q": question})
        assert response.status_code == 400
        assert 'name="q"' in response.text


def test_asking_nothing_goes_to_the_first_page(client: TestClient) -> None:
    response = client.get("/ask")
    assert (response.status_code, response.headers["location"]) == (303, "/")


def test_markup_in_a_question_is_shown_as_text(client: TestClient) -> None:
    page = client.get("/ask", params={"q": '"><script>alert(1)</script>材料'}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("query", [{"on": "明天"}, {"status": "有效"}, {"document": "一"}])
def test_a_filter_that_cannot_be_gets_a_sentence(client: TestClient, query: dict[str, str]) -> None:
    assert client.get("/ask", params={"q": LOOKUP, **query}).status_code == 400
