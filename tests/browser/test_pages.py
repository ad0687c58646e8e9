"""Every page, in both schemes and at both widths: axe finds nothing, nothing runs over the edge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE, Site
from tests.web.conftest import current, version_id

pytestmark = pytest.mark.browser

WAYS = [(scheme, size) for scheme in ("light", "dark") for size in ("desk", "phone")]


@dataclass(frozen=True, slots=True)
class Stop:
    """A page to look at. name: for the report."""

    name: str
    path: str


@pytest.fixture(scope="module")
def stops(site: Site) -> tuple[Stop, ...]:
    library = site.library
    new = current(library)
    old = version_id(library, "便民资金管理办法", "2016")
    guide = version_id(library, "邻里服务操作手册")
    paper = version_id(library, "纸上规则")
    collection = library.create_collection("每页都看的课").id
    for version, address in ((new, "t4"), (old, "t1")):
        provision = library.provision(version, address)
        text = library.text(version)[provision.start : provision.end].rstrip()
        library.add_excerpt(
            collection, version, address, provision.start, provision.start + len(text), "备注"
        )
    empty = library.create_collection("空的课").id
    return (
        Stop("提问", "/"),
        Stop("回答", "/ask?q=便民资金管理办法第四条"),
        Stop("旧规定的回答", "/ask?q=便民资金管理办法第一条&on=2017-01-01"),
        Stop("没有依据", "/ask?q=火星上有没有水"),
        Stop("空问题", "/ask?q="),
        Stop("检索", "/search?q=便民资金&kind=办法&status=已被修改&status=现行有效"),
        Stop("检索表单", "/search"),
        Stop("检索无果", "/search?q=材料&from=2030-01-01"),
        Stop("文件", "/library"),
        Stop("文件无果", "/library?title=没有"),
        Stop("正文", f"/versions/{new}"),
        Stop("条文", f"/versions/{new}/t4"),
        Stop("旧版本", f"/versions/{old}/t1"),
        Stop("表格", f"/versions/{guide}"),
        Stop("原件", f"/versions/{paper}/pages/1?at=t2"),
        Stop("有原件的条文", f"/versions/{paper}/t2"),
        Stop("没有的条", f"/versions/{new}/t99"),
        Stop("加入课件", f"/versions/{new}/t4/collect"),
        Stop("清单", f"/checklists/{new}/c2"),
        Stop("全文清单", f"/checklists/{new}"),
        Stop("课件列表", "/collections"),
        Stop("课件", f"/collections/{collection}?added=1&back=/"),
        Stop("空课件", f"/collections/{empty}"),
        Stop("没有的页", "/nowhere"),
        Stop("关于", "/about"),
        Stop("接口", "/api/v1/docs"),
    )


@pytest.fixture(params=WAYS, ids=lambda way: f"{way[0]}-{way[1]}")
def way(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    scheme, size = request.param
    context = browser.new_context(
        base_url=site.address,
        viewport=PHONE if size == "phone" else DESK,
        color_scheme=scheme,
        locale="zh-CN",
    )
    yield context.new_page()
    context.close()


def test_axe_finds_no_violation_on_any_page(way: Page, stops: tuple[Stop, ...]) -> None:
    found: list[str] = []
    for stop in stops:
        way.goto(stop.path)
        open_everything(way)
        results = Axe().run(way)
        found += [
            f"{stop.name}: {one['id']} {node['html'][:160]}"
            for one in results.response["violations"]
            for node in one["nodes"]
        ]
    assert found == []


def test_no_page_is_wider_than_its_window(way: Page, stops: tuple[Stop, ...]) -> None:
    window = way.viewport_size
    assert window is not None
    wide: list[str] = []
    for stop in stops:
        way.goto(stop.path)
        open_everything(way)
        width = way.evaluate("document.documentElement.scrollWidth")
        if width > window["width"]:
            wide.append(f"{stop.name}: {width}")
    assert wide == []


def test_large_type_fits_too(way: Page, stops: tuple[Stop, ...]) -> None:
    way.goto("/about")
    way.get_by_role("button", name="大字").click()
    expect(way.locator("html")).to_have_class("large")
    window = way.viewport_size
    assert window is not None
    wide: list[str] = []
    for stop in stops:
        way.goto(stop.path)
        assert way.evaluate("getComputedStyle(document.documentElement).fontSize") == "21px"
        if way.evaluate("document.documentElement.scrollWidth") > window["width"]:
            wide.append(stop.name)
    assert wide == []


def test_the_cited_line_is_marked_on_the_page_of_the_original(way: Page, site: Site) -> None:
    paper = version_id(site.library, "纸上规则")
    way.goto(f"/versions/{paper}/t2")
    way.get_by_role("link", name="在原件中查看").click()
    way.wait_for_url("**/pages/*")
    expect(way.locator(".sheet rect")).to_have_count(1)
    # Both in one look: between two, a page that is still being laid out may move.
    inner, outer = way.evaluate(
        """() => ["rect", "image"].map((part) => {
            const box = document.querySelector(`.sheet ${part}`).getBoundingClientRect();
            return [box.left, box.top, box.right, box.bottom];
        })"""
    )
    assert outer[0] < inner[0] < inner[2] < outer[2]
    assert outer[1] < inner[1] < inner[3] < outer[3]


def open_everything(page: Page) -> None:
    """Open what is folded: text that nobody has opened is looked at by no check."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
