"""Which part of a web page is the document: the smallest element that holds its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from indexer.readers.html_blocks import is_hidden

# Our own rule and not trafilatura: on 30 pages of the State Council's website both keep the whole
# text, but trafilatura takes 147 characters of buttons and page metadata along on each and gives
# flat text, without heading levels, list numbers and merged cells.
_SHARE = 0.97  # of the page's sentences that the main element must hold
_SENTENCE = re.compile("[，。；！？]")
_BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset",
    "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "li", "main", "ol", "p", "pre", "section",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
))  # fmt: skip
_FURNITURE = frozenset(("nav", "footer", "aside", "header", "menu"))
_FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:share|bdshare|qr|qrcode|erweima|print|toolbar|breadcrumb|crumbs?|position|"
    r"weizhi|footer|foot|sidebar|related|xgxw|pagination|pager|copyright|nav|menu|login|search)"
    r"(?:$|[\s_-]|box|bar|_|\d)",
    re.IGNORECASE,
)
# what holds a single piece of a text, never all of it
_PARTS = frozenset(
    ("h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "table", "tbody", "thead", "tr", "ul")
)
_ATTACHED = re.compile("附\\s*[件表录]")
_ATTACHED_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar)(?:$|[?#\s])", re.IGNORECASE)
_BUTTONS = re.compile(
    "[【\\[]?(?:打印本?页?|关闭(?:窗口|本页)?|收藏|分享到?|返回顶部|字体|大|中|小|扫一扫.{0,16}|"
    "我要纠错|上一篇|下一篇|复制链接|浏览次数)[】\\]]?[:：\\s|/｜]*"
)
_LINKS_OF_A_PAGE = 3  # a document saved as HTML has fewer links to other pages


def main_elements(root: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the elements that hold the document, in order; the body where nothing navigates.

    The first holds the text; attachment lists that a page puts behind it follow. Navigation, share
    buttons and the like are removed from the tree.
    """
    body = root.find("body")
    if body is None:
        body = root
    if not _is_web_page(body):
        return [body]
    _remove_furniture(body)
    chosen = _smallest_with_sentences(body)
    return [chosen, *_attachments_after(chosen, body)]


def _is_web_page(body: html.HtmlElement) -> bool:
    if next(body.iter(*_FURNITURE), None) is not None:
        return True
    links = (link.get("href", "") for link in body.iter("a"))
    return sum(1 for href in links if href and not href.startswith("#")) >= _LINKS_OF_A_PAGE


def _remove_furniture(body: html.HtmlElement) -> None:
    for element in list(body.iter(etree.Element)):
        if element is not body and element.getparent() is not None and _is_furniture(element):
            element.drop_tree()


def _is_furniture(element: html.HtmlElement) -> bool:
    tag = str(element.tag)
    if tag in _FURNITURE:
        return not _sentences(element)
    if tag not in _BLOCKS and tag != "span":
        return False
    names = f"{element.get('id', '')} {element.get('class', '')}"
    if _FURNITURE_NAME.search(names):
        return not _sentences(element)
    return _is_row_of_buttons(element)


def _is_row_of_buttons(element: html.HtmlElement) -> bool:
    """Return whether an element holds only links to elsewhere, or words of page buttons."""
    text = re.sub(r"\s+", " ", element.text_content()).strip()
    if not text or len(text) > 200 or _ATTACHED.search(text) or "《" in text:
        return False
    if _BUTTONS.fullmatch(text) or all(_BUTTONS.fullmatch(word) for word in text.split(" ")):
        return True
    links = list(element.iter("a"))
    if len(links) < 2 or any(_ATTACHED_FILE.search(link.get("href", "")) for link in links):
        return False
    linked = sum(len(link.text_content().strip()) for link in links)
    return linked >= 0.8 * len(text) and not _SENTENCE.search(text)


def _sentences(element: html.HtmlElement) -> int:
    return sum(weight for _, weight in _weights(element))


def _smallest_with_sentences(body: html.HtmlElement) -> html.HtmlElement:
    """Return the deepest element whose sentences are nearly all of the page's."""
    held: dict[html.HtmlElement, int] = {}
    total = 0
    for element, weight in _weights(body):
        total += weight
        while element is not None:
            held[element] = held.get(element, 0) + weight
            element = element.getparent() if element is not body else None
    if not total:
        return body
    chosen = body
    while inner := [element for element in chosen if held.get(element, 0) >= _SHARE * total]:
        chosen = inner[0]
    while chosen is not body and (chosen.tag not in _BLOCKS or chosen.tag in _PARTS):
        chosen = chosen.getparent()
    return chosen


def _attachments_after(
    chosen: html.HtmlElement, body: html.HtmlElement
) -> Iterator[html.HtmlElement]:
    element = chosen
    while element is not body:
        for sibling in element.itersiblings(etree.Element):
            hrefs = " ".join(link.get("href", "") for link in sibling.iter("a"))
            if _ATTACHED.match(sibling.text_content().strip()) or _ATTACHED_FILE.search(hrefs):
                yield sibling
        element = element.getparent()


def _weights(root: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, int]]:
    """Yield innermost blocks of running text with their number of characters outside links."""
    for element in root.iter(etree.Element):
        if element.tag in _BLOCKS and not is_hidden(element):
            text = _own_text(element)
            if _SENTENCE.search(text):
                yield element, len(text)


def _own_text(element: html.HtmlElement) -> str:
    """Return the text directly in a block and its inline elements, links left out."""
    parts = [element.text or ""]
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if inner is element:
            continue
        if event == "end":
            parts.append(inner.tail or "")
        elif inner.tag in _BLOCKS or inner.tag == "a" or not isinstance(inner.tag, str):
            walk.skip_subtree()
        else:
            parts.append(inner.text or "")
    return "".join(parts).strip()
