"""The JSON API, and the page that states every field of it."""

from __future__ import annotations

import html

import pytest
from fastapi.openapi.models import OpenAPI, Schema
from fastapi.testclient import TestClient

from kb.library import Library
from tests.web.conftest import current, version_id

LOOKUP = "便民资金管理办法第四条"


def test_an_answer_has_statements_with_citations(client: TestClient, library: Library) -> None:
    answer = client.get("/api/v1/ask", params={"q": LOOKUP}).json()
    (statement, *_) = answer["statements"]
    text = library.text(current(library))
    assert not answer["refused"]
    assert statement["quotation"] == text[statement["start"] : statement["end"]]
    assert statement["citation"]["text"] == "《便民资金管理办法》（甲民〔2018〕5号）第四条"
    assert client.get(statement["citation"]["link"]).status_code == 200
    assert statement["hit"]["version"]["status"] == "现行有效"
    assert client.get(answer["checklists"][0]["path"]).status_code == 200


def test_a_refusal_has_no_statement(client: TestClient) -> None:
    answer = client.get("/api/v1/ask", params={"q": "火星上有没有水"}).json()
    assert answer["refused"]
    assert answer["statements"] == []
    assert answer["score"] < answer["threshold"]


def test_a_search_is_narrowed_and_paged(client: TestClient) -> None:
    whole = client.get("/api/v1/search", params={"q": "便民资金项目", "limit": 5}).json()
    rest = client.get(
        "/api/v1/search", params={"q": "便民资金项目", "limit": 3, "offset": 2}
    ).json()
    assert len(whole["hits"]) == 5
    assert [hit["citation"] for hit in rest["hits"]] == [
        hit["citation"] for hit in whole["hits"][2:5]
    ]
    narrowed = client.get("/api/v1/search", params={"q": "便民资金项目", "kind": "手册"}).json()
    assert {hit["version"]["kind"] for hit in narrowed["hits"]} == {"手册"}
    assert {value["value"] for value in whole["facets"]["kinds"]} >= {"办法"}


def test_documents_and_versions_are_listed(client: TestClient, library: Library) -> None:
    documents = client.get("/api/v1/documents").json()
    assert len(documents) == 3
    (fund,) = [one for one in documents if one["version"]["title"] == "便民资金管理办法"]
    versions = client.get(f"/api/v1/documents/{fund['id']}/versions").json()
    assert [one["effective"] for one in versions] == ["2018-05-01", "2016-07-01"]
    assert [one["status"] for one in versions] == ["现行有效", "已被修改"]
    then = client.get(f"/api/v1/versions/{versions[1]['id']}", params={"on": "2017-01-01"}).json()
    assert then["status"] == "现行有效"
    assert client.get("/api/v1/documents", params={"status": "尚未施行"}).json()[0]["version"][
        "id"
    ] == version_id(library, "明日议事规则")


def test_provisions_are_the_text_and_their_own_texts_concatenate_to_it(
    client: TestClient, library: Library
) -> None:
    version = current(library)
    provisions = client.get(f"/api/v1/versions/{version}/provisions").json()
    text = library.text(version)
    assert "".join(text[one["start"] : one["own_end"]] for one in provisions) == text
    assert all(one["text"] == text[one["start"] : one["end"]] for one in provisions)


def test_one_provision_has_its_citation(client: TestClient, library: Library) -> None:
    one = client.get(f"/api/v1/versions/{current(library)}/provisions/t4.k1.x1").json()
    assert one["text"].strip() == "（一）便民资金项目申报表；"
    assert one["citation"]["short"] == "《便民资金管理办法》第四条第（一）项"


def test_an_unknown_provision_is_a_problem_with_the_nearest(
    client: TestClient, library: Library
) -> None:
    response = client.get(f"/api/v1/versions/{current(library)}/provisions/t9")
    assert response.status_code == 404
    assert response.json()["nearest"][0]["address"] == "t7"


def test_citations_in_a_text_are_resolved(client: TestClient) -> None:
    found = client.get("/api/v1/citations", params={"text": "便民资金管理办法第4条"}).json()
    assert [one["address"] for one in found] == ["t4"]
    missing = client.get("/api/v1/citations", params={"text": "便民资金管理办法第40条"})
    assert missing.status_code == 404
    assert missing.json()["nearest"]


@pytest.mark.parametrize("part", ["", "/c2"])
def test_a_checklist_is_grouped_and_cited(client: TestClient, library: Library, part: str) -> None:
    checklist = client.get(f"/api/v1/checklists/{current(library)}{part}").json()
    text = library.text(current(library))
    assert {item["kind"] for item in checklist["items"]} >= {"条件", "材料"}
    assert all(item["text"] == text[item["start"] : item["end"]] for item in checklist["items"])
    assert checklist["on"] == "2026-07-01"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/ask", 422),
        ("/api/v1/ask?q=", 400),
        ("/api/v1/ask?q=%3F%21", 400),
        ("/api/v1/ask?q=%00", 400),
        (f"/api/v1/ask?q={'a' * 10_000}", 400),
        ("/api/v1/search?q=a&limit=0", 422),
        ("/api/v1/search?q=a&status=%E6%9C%89", 422),
        ("/api/v1/search?q=a&on=x", 422),
        ("/api/v1/documents/999/versions", 404),
        ("/api/v1/versions/999", 404),
        ("/api/v1/versions/x", 422),
        ("/api/v1/checklists/999/c1", 404),
        ("/api/v1/nothing", 404),
    ],
)
def test_bad_input_is_a_problem_with_a_sentence(client: TestClient, path: str, status: int) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == status
    assert response.json()["what"]


def schema(client: TestClient) -> OpenAPI:
    return OpenAPI.model_validate(client.get("/api/v1/openapi.json").json())


def records(client: TestClient) -> dict[str, Schema]:
    components = schema(client).components
    found = (components.schemas if components else None) or {}
    return {name: one for name, one in found.items() if isinstance(one, Schema)}


def test_every_field_of_the_schema_is_described(client: TestClient) -> None:
    found = records(client)
    assert len(found) > 12
    for name, record in found.items():
        assert record.description or record.enum, name
        for field, about in (record.properties or {}).items():
            described = isinstance(about, Schema) and about.description
            assert described, f"{name}.{field}"


def test_the_page_states_every_path_parameter_and_field(client: TestClient) -> None:
    page = html.unescape(client.get("/api/v1/docs").text)
    paths = schema(client).paths or {}
    assert len(paths) >= 9
    for path in paths:
        assert f"<code>{path}</code>" in page
    for name, record in records(client).items():
        assert f'id="{name}"' in page
        for field, about in (record.properties or {}).items():
            assert f"<code>{field}</code>" in page
            assert isinstance(about, Schema)
            assert str(about.description) in page


def test_the_page_loads_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/api/v1/docs").text
    assert "http://" not in page
    assert "https://" not in page


def test_the_pages_that_load_from_elsewhere_are_off(client: TestClient) -> None:
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert client.get(path).status_code == 404
