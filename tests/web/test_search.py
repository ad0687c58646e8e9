"""The search page."""

from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient


def hits(page: str) -> int:
    return page.count('<article class="hit">')


def test_a_search_shows_hits_with_why_they_matched(client: TestClient) -> None:
    page = client.get("/search", params={"q": "申报材料"}).text
    assert hits(page) > 0
    assert "字词相符：" in page
    assert "<mark>" in page
    assert "文种" in page
    assert "发文机关" in page


def test_without_a_query_only_the_form_is_shown(client: TestClient) -> None:
    page = client.get("/search").text
    assert hits(page) == 0
    assert 'name="q"' in page


def test_a_facet_narrows_and_is_taken_away_again(client: TestClient) -> None:
    page = client.get("/search", params={"q": "每月走访项目", "kind": "手册"}).text
    titles = re.findall(r'hit-title"><a href="[^"]+">《([^》]+)》', page)
    assert set(titles) == {"邻里服务操作手册"}
    (chosen,) = re.findall(r'<a href="([^"]+)" class="chosen"', page)
    assert "kind=" not in unescape(chosen)


def test_a_status_shows_texts_that_are_not_in_force(client: TestClient) -> None:
    page = client.get("/search", params={"q": "议事每季度一次", "status": "尚未施行"}).text
    assert "《明日议事规则》" in page
    assert "badge-not_yet" in page


def test_texts_not_in_force_are_left_out_unless_asked_for(client: TestClient) -> None:
    assert "《明日议事规则》" not in client.get("/search", params={"q": "议事每季度一次"}).text


def test_pages_follow_one_another_without_repeating(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.pages.search.PAGE_SIZE", 3)
    first = client.get("/search", params={"q": "便民资金项目申报"}).text
    assert hits(first) == 3
    (link,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = client.get(unescape(link)).text
    cited = re.compile(r'hit-title"><a href="([^"]+)"')
    assert hits(second) > 0
    assert not set(cited.findall(first)) & set(cited.findall(second))
    (back,) = re.findall(r'rel="prev" href="([^"]+)"', second)
    assert client.get(unescape(back)).text.count("hit-title") == 3


def test_a_search_by_day_finds_what_applied_then(client: TestClient) -> None:
    query = {"q": "便民资金管理办法第一条", "on": "2017-01-01"}
    page = client.get("/search", params=query).text
    assert "十万元" in page
    assert 'value="2017-01-01"' in page


def test_no_hit_is_said_with_a_way_on(client: TestClient) -> None:
    page = client.get("/search", params={"q": "材料", "from": "2030-01-01"}).text
    assert "没有找到相符的条文" in page
    assert "清除筛选" in page


def test_a_row_of_a_table_is_shown_as_a_table(client: TestClient) -> None:
    page = client.get("/search", params={"q": "党建引领 项数"}).text
    table = page[page.index('<div class="passage in-parts">') :]
    table = table[: table.index("</table>")]
    assert '<th scope="col">类别</th><th scope="col">项数</th>' in table
    cell = '<td data-column="类别"><span><mark>党建</mark><mark>引领</mark></span></td>'
    assert cell in table
    assert "生活服务" not in table
    assert "|" not in table
    assert "表中另有" in page
