"""Paper: what is printed, and on how many sheets."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.web.conftest import current

pytestmark = pytest.mark.browser

A4 = (595, 842)  # points


def printed(page: Page, target: Path) -> pypdfium2.PdfDocument:
    page.pdf(path=target, prefer_css_page_size=True)
    return pypdfium2.PdfDocument(target)


def words(document: pypdfium2.PdfDocument) -> str:
    """Return all text of a PDF without white space."""
    texts = [sheet.get_textpage().get_text_range() for sheet in document]
    return "".join("".join(texts).split())


def test_a_checklist_prints_on_one_sheet_of_a4_with_boxes_and_source(
    page: Page, site: Site, tmp_path: Path
) -> None:
    page.goto(f"/checklists/{current(site.library)}/c2")
    document = printed(page, tmp_path / "checklist.pdf")
    assert len(document) == 1
    width, height = document[0].get_size()
    assert (round(width), round(height)) == A4
    text = words(document)
    for expected in ("经费预算明细表", "第四条第（二）项", "甲民〔2018〕5号", "现行有效", "经办人"):
        assert expected in text
    for missing in ("提问", "导出Word", "大字"):
        assert missing not in text
    document.close()


def test_menus_and_forms_are_not_printed(page: Page, site: Site) -> None:
    page.goto("/ask?q=便民资金管理办法第四条")
    page.emulate_media(media="print")
    expect(page.locator("header.top")).to_be_hidden()
    expect(page.locator("form.question")).to_be_hidden()
    expect(page.locator(".copy").first).to_be_hidden()
    expect(page.locator("blockquote").first).to_be_visible()
    expect(page.locator(".citation").first).to_be_visible()
    page.goto(f"/versions/{current(site.library)}")
    expect(page.locator(".toc")).to_be_hidden()
    expect(page.locator(".cite").first).to_be_hidden()
    expect(page.locator(".row").first).to_be_visible()


def test_paper_is_white_in_the_dark_too(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto("/about")
    colours = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
