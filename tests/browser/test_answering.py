"""From a question to its answer to the text it stands in."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser

QUESTION = "便民资金管理办法第四条"


def ask(page: Page, question: str = QUESTION) -> None:
    page.goto("/")
    page.get_by_label("您的问题").fill(question)
    page.get_by_role("button", name="提问", exact=True).click()
    page.wait_for_url("**/ask?*")


def test_a_question_is_answered_and_its_citation_leads_to_the_text(page: Page) -> None:
    ask(page)
    quotation = page.locator("blockquote").first
    expect(quotation).to_contain_text("应当提交下列材料")
    page.get_by_role("link", name="《便民资金管理办法》（甲民〔2018〕5号）第四条").click()
    expect(page).to_have_url(re.compile(r"/versions/\d+/t4(\.k1)?#t4(\.k1)?$"))
    cited = page.locator(".row.is-cited").first
    expect(cited).to_be_in_viewport()
    expect(cited).to_contain_text("申报便民资金项目，应当提交下列材料：")


def test_enter_asks_and_shift_enter_starts_a_line(page: Page) -> None:
    page.goto("/")
    box = page.get_by_label("您的问题")
    box.press("Shift+Enter")
    box.type(QUESTION)
    box.press("Enter")
    expect(page.locator("blockquote").first).to_be_visible()


def test_slash_goes_to_the_question_box(page: Page) -> None:
    page.goto("/library")
    page.keyboard.press("/")
    page.keyboard.type("第四条")
    expect(page.locator("#finder")).to_have_value("第四条")


def test_a_citation_is_copied(context: BrowserContext, page: Page) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page)
    page.get_by_role("button", name="复制引文").first.click()
    expect(page.locator("#said")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "《便民资金管理办法》（甲民〔2018〕5号）第四条"


def test_a_citation_is_copied_without_a_clipboard_too(page: Page) -> None:
    page.add_init_script("delete Navigator.prototype.clipboard")
    ask(page)
    page.evaluate(
        "document.addEventListener('copy', () => "
        "{ document.title = document.activeElement.value || String(getSelection()) })"
    )
    page.get_by_role("button", name="复制引文").first.click()
    expect(page.locator("#said")).to_have_text("已复制")
    assert page.title() == "《便民资金管理办法》（甲民〔2018〕5号）第四条"


def test_a_provision_of_the_reader_is_copied(context: BrowserContext, page: Page) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page)
    page.locator(".citation").first.click()
    page.wait_for_url("**/versions/**")
    row = page.locator("[id='t4.k1.x2']")
    row.hover()
    row.get_by_text("引用", exact=True).click()
    row.get_by_role("button", name="复制引文").click()
    expect(page.locator("#said")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "《便民资金管理办法》（甲民〔2018〕5号）第四条第（二）项"


def test_an_excerpt_is_collected_without_leaving_the_answer(page: Page) -> None:
    ask(page)
    address = page.url
    page.locator("summary", has_text="加入课件").first.click()
    form = page.locator("form.collect").first
    form.get_by_placeholder("课件名称").fill("不离开页面的课")
    form.get_by_role("button", name="加入课件").click()
    page.wait_for_url(re.compile(r"/collections/\d+\?added=|/ask\?"))
    if page.url != address:
        page.get_by_role("link", name="返回继续阅读").click()
        page.wait_for_url(address)
        page.locator("summary", has_text="加入课件").first.click()
    form = page.locator("form.collect").first
    form.get_by_role("button", name="加入课件").click()
    expect(form.locator(".form-said")).to_contain_text("已加入 不离开页面的课")
    assert page.url == address


def test_the_contents_follow_the_reading(page: Page) -> None:
    page.goto("/documents/1")
    page.locator(".toc a", has_text="第三章").click()
    expect(page.locator(".toc a[aria-current]")).to_have_text("第三章 附则")


def test_ticks_stay_in_the_browser(page: Page) -> None:
    ask(page)
    page.locator(".offer-link").first.click()
    page.wait_for_url("**/checklists/**")
    first = page.locator("input[type=checkbox]").first
    first.check()
    page.reload()
    expect(first).to_be_checked()
    page.get_by_role("button", name="清除勾选").click()
    page.reload()
    expect(first).not_to_be_checked()
