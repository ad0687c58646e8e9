"""What a page says of its document: the metadata table of official sites, meta tags, the title.

The names of the meta tags are those of the government website standard (GB/T 39044-2020).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from indexer.blocks import Hints
from indexer.readers.html_blocks import inline_text, is_hidden

_LABELS = {
    "标题": "title", "名称": "title", "信息名称": "title", "文件名称": "title",
    "发文机关": "issuer", "发文机构": "issuer", "发布机构": "issuer", "制发机关": "issuer",
    "发文单位": "issuer", "发布单位": "issuer", "公开主体": "issuer", "制定机关": "issuer",
    "发文字号": "number", "文号": "number", "文件编号": "number", "文件字号": "number",
    "成文日期": "issued", "生成日期": "issued", "印发日期": "issued", "发文日期": "issued",
    "施行日期": "effective", "生效日期": "effective", "实施日期": "effective",
    "失效日期": "expires", "废止日期": "expires", "有效期至": "expires",
    "文种": "kind", "体裁": "kind", "体裁分类": "kind",
    "发布日期": "published", "公开日期": "published", "公布日期": "issued",
}  # fmt: skip
_OTHER_LABELS = frozenset(
    ("索引号", "主题分类", "主题词", "组配分类", "服务对象", "有效性", "信息索引")
)
_MIN_LABELS = 3  # fewer are words of the text
_LABELLED = re.compile(r"([^：:]{2,12})[：:]\s*(.*)")
_SPACES = re.compile(r"[\s\u3000]+")
_LONGEST = 300
_CELLS = ("td", "th", "li", "dt", "dd", "p", "span", "div", "b", "strong", "label", "em", "font")
_SITE = re.compile(r"\s*(?:[_|｜]|\s[-–—]\s|--+|——).*$")


def take_hints(root: html.HtmlElement) -> Hints:
    """Return what the page says of the document, and remove its metadata table from the tree."""
    found: dict[str, str] = {}
    table = _metadata_element(root)
    if table is not None:
        found = _labelled(table)
        table.drop_tree()
    title = found.get("title") or _meta(root, "ArticleTitle") or _page_title(root)
    return Hints(
        title=title,
        kind=found.get("kind", ""),
        issuer=found.get("issuer", ""),
        number=found.get("number", ""),
        issued=found.get("issued") or found.get("published", ""),
        effective=found.get("effective", ""),
        expires=found.get("expires", ""),
    )


def _metadata_element(root: html.HtmlElement) -> html.HtmlElement | None:
    """Return the smallest element that holds all labelled fields, None for too few of them."""
    labelled = [element for element in _leaves(root) if _label_of(element)]
    if len({_label_of(element) for element in labelled}) < _MIN_LABELS:
        return None
    chosen = labelled[0]
    while chosen is not None and not all(_within(element, chosen) for element in labelled):
        chosen = chosen.getparent()
    if chosen is None or len(inline_text(chosen.text_content())) > 1500 or chosen.tag == "body":
        return None
    return chosen


def _within(element: html.HtmlElement, other: html.HtmlElement) -> bool:
    return element is other or any(above is other for above in element.iterancestors())


def _leaves(root: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Yield elements that directly hold a short text, in document order."""
    for element in root.iter(*_CELLS):
        text = element.text or ""
        if text.strip() and len(text) < _LONGEST and not is_hidden(element):
            yield element


def _label_of(element: html.HtmlElement) -> str:
    """Return the field that a leaf names: "发 文 机 关：" or "发文机关：国务院"; "" for none."""
    text = _SPACES.sub("", element.text or "")
    match = _LABELLED.match(text)
    name = match.group(1) if match else text
    name = name.strip("【】[]")
    return name if name in _LABELS or name in _OTHER_LABELS else ""


def _labelled(table: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    waiting = ""
    for element in _leaves(table):
        name = _label_of(element)
        if not name:
            if waiting:
                found.setdefault(waiting, inline_text(element.text_content()))
            waiting = ""
            continue
        waiting = _LABELS.get(name, "")
        value = _SPACES.sub(" ", element.text or "").partition("：")[2].strip()
        if waiting and value:
            found.setdefault(waiting, value)
            waiting = ""
    return found


def _meta(root: html.HtmlElement, name: str) -> str:
    for element in root.iter("meta"):
        if (element.get("name") or "").lower() == name.lower():
            return inline_text(element.get("content") or "")
    return ""


def _page_title(root: html.HtmlElement) -> str:
    """Return the <title> without the site's name behind it."""
    element = next(root.iter("title"), None)
    whole = (
        ""
        if element is None
        else inline_text(etree.tostring(element, encoding=str, method="text", with_tail=False))
    )
    return _SITE.sub("", whole) or whole
