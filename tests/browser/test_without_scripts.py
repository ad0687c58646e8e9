"""With JavaScript off: ask, read, collect, export, change the type size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, Site
from tests.web.conftest import current

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(
        base_url=site.address, viewport=DESK, java_script_enabled=False, locale="zh-CN"
    )
    yield context.new_page()
    context.close()


def test_ask_collect_reorder_and_export(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_label("您的问题").fill("便民资金管理办法第四条")
    plain.get_by_role("button", name="提问", exact=True).click()
    expect(plain.locator("blockquote").first).to_contain_text("应当提交下列材料")

    plain.locator("summary", has_text="加入课件").first.click()
    form = plain.locator("form.collect").first
    form.get_by_placeholder("课件名称").fill("无脚本的课")
    form.get_by_role("button", name="加入课件").click()
    expect(plain.get_by_role("heading", name="无脚本的课")).to_be_visible()
    plain.get_by_role("link", name="返回继续阅读").click()

    plain.locator(".citation").first.click()
    plain.locator(".cited").get_by_role("link", name="加入课件").click()
    plain.get_by_label("课件", exact=True).select_option(label="无脚本的课（1）")
    plain.get_by_label("备注").fill("整条")
    plain.get_by_role("button", name="加入课件").click()
    expect(plain.locator(".excerpt")).to_have_count(2)

    plain.get_by_role("button", name="把第 2 段上移").click()
    expect(plain.locator(".excerpt").first.get_by_label("备注")).to_have_value("整条")

    with plain.expect_download() as word:
        plain.get_by_role("link", name="导出 Word").click()
    assert word.value.suggested_filename == "无脚本的课.docx"
    assert Path(word.value.path()).read_bytes().startswith(b"PK")
    with plain.expect_download() as markdown:
        plain.get_by_role("link", name="导出 Markdown").click()
    assert "《便民资金管理办法》" in Path(markdown.value.path()).read_text("utf-8")

    plain.locator("summary", has_text="删除").click()
    plain.get_by_role("button", name="确认删除课件").click()
    expect(plain.get_by_text("无脚本的课")).to_have_count(0)


def test_no_button_is_there_that_does_nothing(plain: Page, site: Site) -> None:
    for path in ("/ask?q=便民资金管理办法第四条", f"/checklists/{current(site.library)}/c2"):
        plain.goto(path)
        for name in ("复制引文", "复制原文和引文", "打印", "清除勾选"):
            expect(plain.get_by_role("button", name=name)).to_have_count(0)


def test_a_citation_can_be_read_and_marked(plain: Page, site: Site) -> None:
    plain.goto(f"/versions/{current(site.library)}")
    row = plain.locator("[id='t4.k1.x2']")
    row.hover()
    row.get_by_text("引用", exact=True).click()
    expect(row.locator(".cite-text")).to_have_text(
        "《便民资金管理办法》（甲民〔2018〕5号）第四条第（二）项"
    )


def test_a_jump_and_the_type_size_work(plain: Page, site: Site) -> None:
    plain.goto(f"/versions/{current(site.library)}")
    plain.get_by_label("跳转到第").fill("5")
    plain.get_by_role("button", name="跳转").click()
    expect(plain.locator(".row.is-cited").first).to_contain_text("第五条")
    plain.get_by_role("button", name="大字").click()
    expect(plain.locator("html")).to_have_class("large")
    expect(plain.locator(".row.is-cited").first).to_contain_text("第五条")
    plain.get_by_role("button", name="标准字号").click()
    expect(plain.locator("html")).not_to_have_class("large")
