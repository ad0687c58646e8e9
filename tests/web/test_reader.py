"""The reader."""

from __future__ import annotations

import html
import re

import pytest
from fastapi.testclient import TestClient

from kb.library import Library
from kb.model import Status
from tests.web.conftest import NEW, current, token, version_id
from web.contexts.reader import VersionLink
from web.pages.reader import replacement


def test_every_provision_has_its_anchor_and_its_citation(
    client: TestClient, library: Library
) -> None:
    version = current(library)
    page = html.unescape(client.get(f"/versions/{version}").text)
    provisions = library.provisions(version)
    assert len(provisions) > 20
    for provision in provisions:
        assert page.count(f'id="{provision.address}"') == 1
        assert library.cite(version, provision).text in page


def test_the_whole_text_is_there(client: TestClient, library: Library) -> None:
    version = current(library)
    page = client.get(f"/versions/{version}").text
    body = re.sub(r"<details.*?</details>|<[^>]+>", "", page.split("<article")[1], flags=re.DOTALL)
    shown = "".join(html.unescape(body).split())
    for line in library.text(version).splitlines():
        assert "".join(line.split()) in shown


def test_a_link_to_a_provision_marks_it_and_quotes_it(client: TestClient, library: Library) -> None:
    version = current(library)
    page = client.get(f"/versions/{version}/t4.k1.x2").text
    assert re.search(r'class="row indent-1 is-cited" id="t4\.k1\.x2"', page)
    assert page.count("is-cited") == 1
    assert "《便民资金管理办法》（甲民〔2018〕5号）第四条第（二）项</h2>" in page


def test_markup_in_a_document_is_shown_as_text(client: TestClient, library: Library) -> None:
    page = client.get(f"/versions/{version_id(library, '邻里服务操作手册')}").text
    assert "<b>，如实</b>" not in page


def test_a_table_is_a_table(client: TestClient, library: Library) -> None:
    page = client.get(f"/versions/{version_id(library, '邻里服务操作手册')}").text
    assert '<th scope="col">类别</th><th scope="col">项数</th>' in page
    assert "<td>党建引领</td><td>14</td>" in page


def test_a_text_not_in_force_is_marked_and_leads_to_the_current_one(
    client: TestClient, library: Library
) -> None:
    old = version_id(library, "便民资金管理办法", "2016")
    page = client.get(f"/versions/{old}").text
    assert "自2018年5月1日起" in page
    assert "不能再作为办事依据" in page
    assert f'<a href="/versions/{current(library)}">查看现行版本</a>' in page


def test_only_a_text_in_force_replaces_another(library: Library) -> None:
    new = library.version(current(library))
    old = library.version(version_id(library, "便民资金管理办法", "2016"))

    def links(first: Status, second: Status) -> tuple[VersionLink, ...]:
        return (VersionLink(new, first, here=True), VersionLink(old, second, here=False))

    assert replacement(links(Status.IN_FORCE, Status.AMENDED), new) is None
    assert replacement(links(Status.NOT_YET, Status.REPEALED), new) is None
    found = replacement(links(Status.NOT_YET, Status.IN_FORCE), new)
    assert found is not None
    assert found.version == old


def test_a_text_not_yet_in_force_is_marked(client: TestClient, library: Library) -> None:
    page = client.get(f"/versions/{version_id(library, '明日议事规则')}").text
    assert "自2099年1月1日起施行，现在尚未施行" in page


def test_a_text_in_force_has_no_warning(client: TestClient, library: Library) -> None:
    assert 'class="warning"' not in client.get(f"/versions/{current(library)}").text


def test_the_note_of_a_sample_is_shown_with_the_text(client: TestClient, library: Library) -> None:
    assert "示例文本，非官方。条文为演示而拟。" in client.get(f"/versions/{current(library)}").text


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("4", "t4"),
        ("四", "t4"),
        ("４", "t4"),
        (" 第4条 ", "t4"),
        ("第二条第二款", "t2.k2"),
        ("第四条第（二）项", "t4.k1.x2"),
    ],
)
def test_a_jump_goes_to_what_was_typed(
    client: TestClient, library: Library, typed: str, address: str
) -> None:
    version = current(library)
    response = client.get(f"/versions/{version}/jump", params={"to": typed})
    assert response.status_code == 303
    assert response.headers["location"] == f"/versions/{version}/{address}#{address}"


def test_a_jump_to_what_is_not_there_offers_the_nearest(
    client: TestClient, library: Library
) -> None:
    version = current(library)
    response = client.get(f"/versions/{version}/jump", params={"to": "99"})
    assert response.status_code == 404
    assert "没有这一条" in response.text
    assert f"/versions/{version}/t7#t7" in response.text


@pytest.mark.parametrize("typed", ["", "走访", "条" * 500, "<b>"])
def test_a_jump_that_cannot_be_read_gets_a_sentence(
    client: TestClient, library: Library, typed: str
) -> None:
    response = client.get(f"/versions/{current(library)}/jump", params={"to": typed})
    assert response.status_code == 404


def test_an_unknown_provision_offers_the_nearest(client: TestClient, library: Library) -> None:
    version = current(library)
    response = client.get(f"/versions/{version}/t8")
    assert response.status_code == 404
    assert "相近的条文" in response.text
    assert f"/versions/{version}/t7#t7" in response.text


@pytest.mark.parametrize("address", ["x", "t0", "T4", "t4%2F..", "1", "t" * 300])
def test_an_address_that_is_none_is_not_found(
    client: TestClient, library: Library, address: str
) -> None:
    assert client.get(f"/versions/{current(library)}/{address}").status_code == 404


def test_the_original_is_a_download_as_it_came_in(client: TestClient, library: Library) -> None:
    response = client.get(f"/versions/{current(library)}/source")
    assert response.content == NEW.encode()
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["x-content-type-options"] == "nosniff"
    disposition = response.headers["content-disposition"]
    assert disposition.startswith("attachment; filename*=UTF-8''%E4%BE%BF")


def test_large_type_is_kept_in_a_cookie(client: TestClient) -> None:
    data = {"token": token(client), "size": "large", "back": "/library"}
    response = client.post("/preferences", data=data)
    assert (response.status_code, response.headers["location"]) == (303, "/library")
    assert '<html lang="zh-CN" class="large">' in client.get("/library").text
    client.post("/preferences", data=data | {"size": "normal"})
    assert '<html lang="zh-CN">' in client.get("/library").text


def test_a_preference_leads_back_only_within_the_site(client: TestClient) -> None:
    data = {"token": token(client), "size": "large", "back": "//evil.example/"}
    assert client.post("/preferences", data=data).headers["location"] == "/"


def test_an_unknown_version_is_not_found(client: TestClient) -> None:
    for path in ("", "/t1", "/source", "/jump?to=1", "/t1/collect", "/pages/1", "/pages/1.png"):
        assert client.get(f"/versions/999{path}").status_code == 404


def test_a_version_that_is_no_number_gets_a_sentence(client: TestClient) -> None:
    response = client.get("/versions/abc")
    assert response.status_code == 422
    assert "不符合要求" in response.text
    assert client.get(f"/versions/{10**30}").status_code in (404, 422)
