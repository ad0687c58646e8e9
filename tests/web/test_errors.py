"""Failures are pages, or problems of the API, in Chinese; never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kb.errors import HomeUnusable, IndexUnusable, KbError, ModelUnusable
from kb.library import Library
from tests.web.conftest import BASE, current
from web.app import create_app


def test_an_unknown_page_is_not_found(client: TestClient) -> None:
    response = client.get("/nowhere")
    assert response.status_code == 404
    assert "没有这个页面" in response.text
    assert "<nav" in response.text


def test_a_wrong_method_is_said(client: TestClient) -> None:
    response = client.get("/excerpts")
    assert response.status_code == 405
    assert "不能这样使用" in response.text


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
