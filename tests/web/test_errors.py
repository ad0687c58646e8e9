"""Failures are pages, or problems of the API, in Chinese; never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kb.errors import HomeUnusable, IndexUnusable, KbError, ModelUnusable
from kb.library import Library
from tests.web.conftest import BASE, current
from web.app import create_app
from web.render import sentence


def test_an_unknown_page_is_not_found(client: TestClient) -> None:
    response = client.get("/nowhere")
    assert response.status_code == 404
    assert "没有这个页面" in response.text
    assert "<nav" in response.text


def test_a_wrong_method_is_said(client: TestClient) -> None:
    response = client.get("/excerpts")
    assert response.status_code == 405
    assert "不能这样使用" in response.text


def test_a_sentence_with_an_end_mark_gets_no_other(client: TestClient) -> None:
    assert "要哪些材料？</p>" in client.get("/ask?q=").text
    assert "请按 2018-04-01 的样子填写。</p>" in client.get("/ask?q=材料&on=x").text


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("", ""),
        ("请重试", "请重试。"),
        ("为何？", "为何？"),
        ("“好。”", "“好。”"),
        ("（一）", "（一）。"),
    ],
)
def test_words_become_a_sentence(words: str, shown: str) -> None:
    assert sentence(words) == shown


@pytest.mark.parametrize(
    ("name", "value", "what", "todo"),
    [
        ("on", "x", "日期写法不对", "请按 2018-04-01 的样子填写"),
        ("from", "去年", "日期写法不对", "请按 2018-04-01 的样子填写"),
        ("status", "有", "没有这种时效性", "请在 现行有效、试行"),
        ("document", "一", "文件编号应当是数字", "请从文件列表中重新选择"),
    ],
)
def test_the_api_says_of_a_bad_value_what_the_pages_say(
    client: TestClient, name: str, value: str, what: str, todo: str
) -> None:
    problem = client.get("/api/v1/ask", params={"q": "材料", name: value}).json()
    assert (problem["what"], problem["where"]) == (what, name)
    assert problem["todo"].startswith(todo)
    page = client.get("/ask", params={"q": "材料", name: value}).text
    assert what in page
    assert problem["todo"] in page


def test_the_api_names_what_is_missing_or_out_of_bounds(client: TestClient) -> None:
    missing = client.get("/api/v1/ask").json()
    assert (missing["what"], missing["where"]) == ("缺少必需的参数", "q")
    beyond = client.get("/api/v1/search?q=a&limit=0").json()
    assert (beyond["what"], beyond["where"]) == ("参数的值不符合要求", "limit")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (IndexUnusable("索引坏了", where="第3代", todo="请运行 kb reindex"), 503),
        (ModelUnusable("模型缺失", todo="请运行 kb model fetch"), 503),
        (HomeUnusable("磁盘已满", where="资料夹"), 503),
        (KbError("别的事"), 422),
    ],
)
def test_what_a_person_can_mend_is_said_with_what_to_do(
    library: Library, monkeypatch: pytest.MonkeyPatch, error: KbError, status: int
) -> None:
    def fail(_question: str, _filters: object) -> None:
        raise error

    monkeypatch.setattr(library, "ask", fail)
    client = TestClient(create_app(library), base_url=BASE)
    page = client.get("/ask?q=材料")
    assert page.status_code == status
    for words in (error.what, error.where, error.todo):
        assert words in page.text
    problem = client.get("/api/v1/ask?q=材料")
    assert problem.status_code == status
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json() == {
        "status": status,
        "what": error.what,
        "where": error.where,
        "todo": error.todo,
        "nearest": [],
    }


def test_a_crash_of_the_api_is_a_problem(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_question: str, _filters: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(library, "ask", crash)
    client = TestClient(create_app(library), base_url=BASE, raise_server_exceptions=False)
    problem = client.get("/api/v1/ask?q=材料")
    assert problem.status_code == 500
    assert problem.json()["what"].startswith("程序出错了")
    assert "secret" not in problem.text


def test_a_missing_original_is_said(client: TestClient, library: Library) -> None:
    library.source(current(library)).unlink()
    assert client.get(f"/versions/{current(library)}/source").status_code == 404


def test_static_files_stay_in_their_folder(client: TestClient) -> None:
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/"):
        assert client.get(path).status_code == 404


def test_a_missing_secret_is_made_where_the_folder_is(built: Path) -> None:
    assert not (built / "web.key").exists()
