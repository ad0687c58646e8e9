"""What every request passes first, and what every response carries."""

from __future__ import annotations

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from kb.library import Library
from tests.web.conftest import BASE, token
from web.app import API, PAGES, create_app
from web.guard import BODY_LIMIT, HEADERS
from web.seal import COOKIE

CSP = HEADERS["Content-Security-Policy"]


def posted(routers: tuple[APIRouter, ...]) -> list[str]:
    """Return the paths of all routes that change something, ids filled in."""
    return [
        route.path.format(collection_id=1, excerpt_id=1)
        for router in routers
        for route in router.routes
        if isinstance(route, APIRoute) and set(route.methods or ()) - {"GET", "HEAD", "OPTIONS"}
    ]


def test_the_policy_lets_nothing_in_from_elsewhere_and_nothing_inline() -> None:
    directives = dict(part.split(" ", 1) for part in CSP.split("; "))
    assert directives.pop("default-src") == "'none'"
    assert directives["frame-ancestors"] == "'none'"
    assert directives["base-uri"] == "'none'"
    assert set(directives.values()) == {"'self'", "'none'"}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/ask?q=便民资金管理办法第四条",
        "/ask?q=",
        "/search?q=材料",
        "/library",
        "/documents/1",
        "/versions/999",
        "/collections",
        "/static/parts.css",
        "/static/nothing.css",
        "/api/v1/openapi.json",
        "/api/v1/ask",
        "/nowhere",
    ],
)
def test_every_response_carries_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS


def test_a_crash_shows_a_page_with_the_headers_and_no_traceback(library: Library) -> None:
    app = create_app(library)

    def crash() -> None:
        raise RuntimeError("密码在这里")

    app.add_api_route("/crash", crash)
    client = TestClient(app, base_url=BASE, raise_server_exceptions=False)
    response = client.get("/crash")
    assert response.status_code == 500
    assert response.headers["Content-Security-Policy"] == CSP
    assert "程序出错了" in response.text
    assert "密码" not in response.text
    assert "Traceback" not in response.text


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example"])
def test_another_host_name_is_refused(client: TestClient, host: str) -> None:
    response = client.get("/", headers={"Host": host})
    assert response.status_code == 400
    assert "只接受从本机发来的访问" in response.text
    assert response.headers["Content-Security-Policy"] == CSP


@pytest.mark.parametrize("host", ["localhost:9000", "[::1]:8000", "127.0.0.1"])
def test_the_names_of_this_machine_pass(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_every_route_that_changes_something_refuses_a_form_without_its_token(
    library: Library,
) -> None:
    client = TestClient(create_app(library), base_url=BASE, follow_redirects=False)
    paths = posted(PAGES)
    assert len(paths) == 8
    for path in paths:
        response = client.post(path, data={"name": "课件", "position": "0"})
        assert response.status_code == 403, path
        assert "没有执行" in response.text


def test_the_api_changes_nothing() -> None:
    assert posted(API) == []


def test_a_token_of_another_visitor_is_refused(client: TestClient) -> None:
    made = token(client)
    client.cookies.set(COOKIE, "A" * 32, domain="127.0.0.1", path="/")
    response = client.post("/collections", data={"token": made, "name": "课件"})
    assert response.status_code == 403


def test_a_form_with_its_token_passes(client: TestClient) -> None:
    response = client.post("/collections", data={"token": token(client), "name": "课件"})
    assert response.status_code == 303


def test_the_cookie_is_strict_and_out_of_reach_of_scripts(client: TestClient) -> None:
    cookie = client.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "set-cookie" not in client.get("/").headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_from_another_site_is_refused_even_with_a_token(
    client: TestClient, headers: dict[str, str]
) -> None:
    data = {"token": token(client), "name": "课件"}
    response = client.post("/collections", data=data, headers=headers)
    assert response.status_code == 403
    assert "来自别的网站" in response.text


def test_a_form_from_this_site_passes(client: TestClient) -> None:
    data = {"token": token(client), "name": "课件"}
    assert client.post("/collections", data=data, headers={"Origin": BASE}).status_code == 303


def test_a_body_that_is_too_long_is_refused(client: TestClient) -> None:
    data = {"token": token(client), "name": "长" * BODY_LIMIT}
    assert client.post("/collections", data=data).status_code == 413


def test_a_body_that_is_no_form_is_refused(client: TestClient) -> None:
    response = client.post("/collections", json={"token": token(client), "name": "课件"})
    assert response.status_code == 415


def test_a_form_of_broken_bytes_is_refused(client: TestClient) -> None:
    response = client.post(
        "/collections",
        content=b"\xff\xfe",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert response.status_code == 415


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/", "GET, HEAD"),
        ("POST", "/", "GET, HEAD"),
        ("PUT", "/collections", "GET, HEAD, POST"),
        ("PATCH", "/excerpts", "POST"),
        ("GET", "/excerpts", "POST"),
        ("DELETE", "/api/v1/ask", "GET, HEAD"),
    ],
)
def test_a_method_that_an_address_does_not_answer_is_said_with_those_it_does(
    client: TestClient, method: str, path: str, allowed: str
) -> None:
    response = client.request(method, path)
    assert (response.status_code, response.headers["allow"]) == (405, allowed)
    assert "不能这样使用" in response.text


def test_a_route_of_any_method_stands_behind_the_guard(library: Library) -> None:
    app = create_app(library)
    app.add_api_route("/forget", lambda: None, methods=["DELETE"])
    client = TestClient(app, base_url=BASE)
    assert client.delete("/forget").status_code == 415
    assert client.post("/nowhere").status_code == 404


@pytest.mark.parametrize("path", ["/", "/ask?q=便民资金", "/static/parts.css", "/nowhere"])
def test_head_answers_as_get_does_without_the_body(client: TestClient, path: str) -> None:
    whole, head = client.get(path), client.head(path)
    assert head.status_code == whole.status_code
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert "content-length" in head.headers
    assert whole.content
    assert not head.content
