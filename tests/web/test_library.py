"""The list of documents."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from kb.library import Library
from kb.model import Status
from tests.web.conftest import current, version_id
from web.pages.library import current_version


def test_documents_are_listed_with_their_status(client: TestClient) -> None:
    page = client.get("/library").text
    assert "共 3 份" in page
    for words in ("便民资金管理办法", "甲民〔2018〕5号", "甲区党建办", "尚未施行", "2018年5月1日"):
        assert words in page


def test_files_that_could_not_be_read_are_listed_with_the_reason(client: TestClient) -> None:
    page = client.get("/library").text
    assert "空文件.md" in page
    assert "文件是空的" in page


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ({"kind": "手册"}, "邻里服务操作手册"),
        ({"issuer": "甲区党建办"}, "邻里服务操作手册"),
        ({"status": "尚未施行"}, "明日议事规则"),
        ({"title": "资金 办法"}, "便民资金管理办法"),
        ({"title": "〔2018〕5号"}, "便民资金管理办法"),
    ],
)
def test_filters_narrow_the_list(client: TestClient, query: dict[str, str], title: str) -> None:
    page = client.get("/library", params=query).text
    assert "3 份中的 1 份" in page
    assert f">{title}</a>" in page


def test_nothing_that_matches_is_said(client: TestClient) -> None:
    assert "没有符合条件的文件" in client.get("/library", params={"title": "没有的"}).text


def test_a_document_leads_to_the_version_in_force(client: TestClient, library: Library) -> None:
    version = library.version(current(library))
    response = client.get(f"/documents/{version.document_id}")
    assert response.status_code == 302
    assert response.headers["location"] == f"/versions/{version.id}"


def test_the_current_version_is_the_newest_that_applies(library: Library) -> None:
    new = library.version(current(library))
    old = library.version(version_id(library, "便民资金管理办法", "2016"))
    assert current_version(((new, Status.IN_FORCE), (old, Status.AMENDED))) is new
    assert current_version(((new, Status.NOT_YET), (old, Status.TRIAL))) is old
    assert current_version(((new, Status.NOT_YET), (old, Status.REPEALED))) is old
    assert current_version(((new, Status.NOT_YET), (old, Status.NOT_YET))) is new


def test_an_unknown_document_is_not_found(client: TestClient) -> None:
    assert client.get("/documents/999").status_code == 404
