"""Collections: everything a trainer does with them, without JavaScript."""

from __future__ import annotations

import html
import re

import pytest
from fastapi.testclient import TestClient

from kb.library import Library
from kb.store import documents
from tests.web.conftest import current, token, version_id


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of the form that collects an excerpt."""
    form = page.split('action="/excerpts"', 1)[1].split("</form>", 1)[0]
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in found}


@pytest.fixture
def collection(client: TestClient, library: Library) -> int:
    """A collection with two excerpts, the second of a text no longer in force."""
    made = library.create_collection("资金入门课")
    for version, address in (
        (current(library), "t4"),
        (version_id(library, "便民资金管理办法", "2016"), "t1"),
    ):
        fields = hidden(client.get(f"/versions/{version}/{address}/collect").text)
        response = client.post("/excerpts", data=fields | {"collection": str(made.id)})
        assert response.status_code == 303
    return made.id


def quotations(library: Library, collection: int) -> list[str]:
    return [excerpt.quotation for excerpt in library.collection(collection).excerpts]


def test_a_collection_is_made(client: TestClient, library: Library) -> None:
    response = client.post("/collections", data={"token": token(client), "name": "入门课"})
    (made,) = library.collections()
    assert made.name == "入门课"
    assert response.headers["location"] == f"/collections/{made.id}"
    assert "入门课" in client.get("/").text


@pytest.mark.parametrize("name", ["", "   ", "长" * 500])
def test_a_name_that_cannot_be_is_said_in_the_form(
    client: TestClient, library: Library, name: str
) -> None:
    response = client.post("/collections", data={"token": token(client), "name": name})
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.text
    assert library.collections() == ()


def test_an_excerpt_comes_from_an_answer(client: TestClient, library: Library) -> None:
    page = client.get("/ask", params={"q": "便民资金管理办法第四条"}).text
    fields = hidden(page) | {"name": "入门课", "note": "开场用"}
    response = client.post("/excerpts", data=fields)
    (made,) = library.collections()
    (excerpt,) = made.excerpts
    assert excerpt.quotation.startswith("申报便民资金项目，应当提交下列材料")
    assert excerpt.note == "开场用"
    assert response.headers["location"].startswith(
        f"/collections/{made.id}?added={excerpt.id}&back="
    )
    shown = client.get(response.headers["location"]).text
    assert "已加入课件" in shown
    assert 'class="excerpt added"' in shown


def test_the_page_shows_excerpts_verbatim_with_citation_and_status(
    client: TestClient, library: Library, collection: int
) -> None:
    page = html.unescape(client.get(f"/collections/{collection}").text)
    for excerpt in library.collection(collection).excerpts:
        assert f">{excerpt.quotation}</blockquote>" in page
        assert excerpt.citation.text in page
        assert excerpt.status.value in page
    assert "第一条 便民资金按每个社区每年十万元安排。" in page


def test_a_script_that_asks_for_json_stays_on_its_page(
    client: TestClient, library: Library, collection: int
) -> None:
    fields = hidden(client.get(f"/versions/{current(library)}/t5/collect").text)
    response = client.post(
        "/excerpts",
        data=fields | {"collection": str(collection)},
        headers={"Accept": "application/json"},
    )
    assert response.status_code == 201
    assert response.json() == {"name": "资金入门课", "url": f"/collections/{collection}"}


def test_a_range_that_is_no_whole_sentence_is_refused(
    client: TestClient, library: Library, collection: int
) -> None:
    before = quotations(library, collection)
    fields = hidden(client.get(f"/versions/{current(library)}/t4/collect").text)
    for start, end in (("0", "3"), ("-5", "2"), ("5", "5"), ("0", "999999")):
        data = fields | {"start": start, "end": end, "collection": str(collection)}
        assert client.post("/excerpts", data=data).status_code == 422
    assert quotations(library, collection) == before


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"version": "999"}, 404),
        ({"version": "x"}, 422),
        ({"address": "t99"}, 404),
        ({"collection": "999"}, 404),
        ({"collection": "x"}, 400),
        ({"collection": "9" * 23}, 404),
        ({"collection": "9" * 5000}, 400),
        ({"start": "9" * 30}, 422),
        ({"collection": "", "name": ""}, 422),
        ({"start": "一"}, 422),
    ],
)
def test_a_form_that_cannot_be_is_refused_and_adds_nothing(
    client: TestClient, library: Library, collection: int, change: dict[str, str], status: int
) -> None:
    before = quotations(library, collection)
    fields = hidden(client.get(f"/versions/{current(library)}/t4/collect").text)
    response = client.post("/excerpts", data=fields | {"collection": str(collection)} | change)
    assert response.status_code == status
    assert quotations(library, collection) == before


def test_excerpts_move_up_and_down(client: TestClient, library: Library, collection: int) -> None:
    first, second = quotations(library, collection)
    page = client.get(f"/collections/{collection}").text
    moves = re.findall(
        r'action="([^"]+/move)">.*?name="position" value="(-?\d+)">\s*<button[^>]*>(上移|下移)',
        page,
        re.DOTALL,
    )
    assert [(position, name) for _, position, name in moves] == [
        ("-1", "上移"),
        ("1", "下移"),
        ("0", "上移"),
        ("2", "下移"),
    ]
    url, position, _ = moves[2]
    assert client.post(url, data={"token": token(client), "position": position}).status_code == 303
    assert quotations(library, collection) == [second, first]


def test_a_note_is_kept(client: TestClient, library: Library, collection: int) -> None:
    excerpt = library.collection(collection).excerpts[0]
    url = f"/collections/{collection}/excerpts/{excerpt.id}/note"
    client.post(url, data={"token": token(client), "note": "先讲<这条>"})
    assert library.collection(collection).excerpts[0].note == "先讲<这条>"
    assert "先讲&lt;这条&gt;" in client.get(f"/collections/{collection}").text


def test_an_excerpt_is_taken_out(client: TestClient, library: Library, collection: int) -> None:
    first, second = library.collection(collection).excerpts
    url = f"/collections/{collection}/excerpts/{first.id}/remove"
    client.post(url, data={"token": token(client)})
    assert library.collection(collection).excerpts == (second,)


def test_an_excerpt_is_changed_only_through_its_own_collection(
    client: TestClient, library: Library, collection: int
) -> None:
    other = library.create_collection("另一个")
    excerpt = library.collection(collection).excerpts[0]
    for what in ("move", "note", "remove"):
        url = f"/collections/{other.id}/excerpts/{excerpt.id}/{what}"
        response = client.post(url, data={"token": token(client), "position": "1"})
        assert response.status_code == 404
    assert library.collection(collection).excerpts[0] == excerpt


def test_a_collection_is_renamed_and_deleted(
    client: TestClient, library: Library, collection: int
) -> None:
    data = {"token": token(client), "name": "新名称"}
    client.post(f"/collections/{collection}/rename", data=data)
    assert library.collection(collection).name == "新名称"
    response = client.post(f"/collections/{collection}/delete", data=data)
    assert response.headers["location"] == "/collections"
    assert library.collections() == ()
    assert client.get(f"/collections/{collection}").status_code == 404


@pytest.mark.parametrize(("ending", "magic"), [("docx", b"PK"), ("md", b"# ")])
def test_a_collection_is_exported(
    client: TestClient, collection: int, ending: str, magic: bytes
) -> None:
    response = client.get(f"/collections/{collection}/export.{ending}")
    assert response.status_code == 200
    assert response.content.startswith(magic)
    assert response.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")


def test_an_exported_collection_quotes_and_cites(
    client: TestClient, library: Library, collection: int
) -> None:
    text = client.get(f"/collections/{collection}/export.md").text
    for excerpt in library.collection(collection).excerpts:
        assert excerpt.citation.text in text
        assert excerpt.status.value in text


def test_an_excerpt_outlives_its_document(
    client: TestClient, library: Library, collection: int
) -> None:
    document = library.version(current(library)).document_id
    with library.engine.begin() as connection:
        documents.set_removed(connection, document, True)
    page = client.get(f"/collections/{collection}")
    assert page.status_code == 200
    assert "文件已移出" in page.text
    assert "便民资金项目申报表" in page.text
    for ending in ("docx", "md"):
        assert client.get(f"/collections/{collection}/export.{ending}").status_code == 200


@pytest.mark.parametrize("number", ["999", "99999999999999999999999", "-1", "0"])
def test_an_unknown_collection_is_not_found(client: TestClient, number: str) -> None:
    for path in ("", "/export.docx", "/export.md"):
        assert client.get(f"/collections/{number}{path}").status_code == 404
    for what in ("rename", "delete", "excerpts/1/note", f"excerpts/{number}/remove"):
        data = {"token": token(client), "name": "课"}
        assert client.post(f"/collections/{number}/{what}", data=data).status_code == 404


def test_a_position_of_many_digits_is_the_end(
    client: TestClient, library: Library, collection: int
) -> None:
    first, second = library.collection(collection).excerpts
    url = f"/collections/{collection}/excerpts/{first.id}/move"
    data = {"token": token(client), "position": "9" * 30}
    assert client.post(url, data=data).status_code == 303
    assert library.collection(collection).excerpts == (second, first)


def test_a_row_of_a_table_is_kept_with_its_header(client: TestClient, library: Library) -> None:
    made = library.create_collection("清单课")
    guide = version_id(library, "邻里服务操作手册")
    (address,) = (
        str(one.address)
        for one in library.provisions(guide)
        if library.text(guide)[one.start : one.end].startswith("生活服务")
    )
    form = client.get(f"/versions/{guide}/{address}/collect").text
    client.post("/excerpts", data=hidden(form) | {"collection": str(made.id)})
    assert library.collection(made.id).excerpts[0].quotation == "生活服务 | 17"
    cited = client.get(f"/versions/{guide}/{address}").text.split('class="cited"')[1]
    for page in (form, client.get(f"/collections/{made.id}").text, cited):
        quotation = page.split("<blockquote", 1)[1].split("</blockquote>", 1)[0]
        assert '<th scope="col">类别</th><th scope="col">项数</th>' in quotation
        assert '<td data-column="类别"><span>生活服务</span></td>' in quotation
    exported = client.get(f"/collections/{made.id}/export.md").text
    assert "> | 类别 | 项数 |\n> | --- | --- |\n> | 生活服务 | 17 |\n" in exported


def test_a_file_name_keeps_to_what_systems_allow(client: TestClient, library: Library) -> None:
    made = library.create_collection('课:件/"一"?')
    disposition = client.get(f"/collections/{made.id}/export.md").headers["content-disposition"]
    name = disposition.partition("UTF-8''")[2]
    assert not set(name) & set(':/"?\\')
    assert name.endswith(".md")
