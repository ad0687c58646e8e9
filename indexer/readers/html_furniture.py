"""What a web page puts around its document: navigation, buttons, breadcrumbs, footers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from indexer.readers.html_blocks import is_hidden
from indexer.readers.html_tables import data_table

BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset",
    "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "li", "main", "ol", "p", "pre", "section",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
))  # fmt: skip
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
SENTENCE = re.compile("[，。；！？]")
FURNITURE = frozenset(("nav", "footer", "aside", "header", "menu"))
_FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:share|bdshare|qr|qrcode|erweima|print|toolbar|breadcrumb|crumbs?|position|"
    r"weizhi|footer|foot|sidebar|related|xgxw|pagination|pager|copyright|nav|menu|login|search|"
    r"logo|sitename|slogan)"
    r"(?:$|[\s_-]|box|bar|_|\d)",
    re.IGNORECASE,
)
_ATTACHED = re.compile("附\\s*[件表录]")
_ATTACHED_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar)(?:$|[?#\s])", re.IGNORECASE)
_BUTTONS = re.compile(
    "[【\\[]?(?:打印本?页?|关闭(?:窗口|本页)?|收藏|分享到?|返回顶部|字体|大|中|小|扫一扫.{0,16}|"
    "我要纠错|上一篇|下一篇|复制链接|浏览次数)[】\\]]?[:：\\s|/｜]*"
)
_FOOT = re.compile(
    r"ICP\s*备\s*\d|公网安备\s*\d|网站标识码\s*[:：]?\s*\w{6}|版权所有|copyright|©|网站地图|"
    r"分辨率.{0,20}浏览器|浏览器.{0,20}分辨率",
    re.IGNORECASE,
)
_SITE_LINE = re.compile(
    r"(?:您|你)?(?:现在|当前|目前)?(?:的|所在)*位置\s*[:：]|今天是|欢迎(?:您|你)?(?:访问|光临|来到)|"
    r"(?:热门|热点)?搜索[:：]|[上下]一[篇条页]\s*[:：]|责任编辑[:：]"
)
_MORE = re.compile(
    r"(?:相关|推荐|延伸)(?:链接|阅读|新闻|信息|文章|推荐|内容|报道)|友情链接|猜你喜欢|"
    r"(?:热门|热点|最新)(?:新闻|文章|信息|推荐|资讯)|(?:更多|返回列表)\W*"
)
_INFO = (
    r"(?:(?:发布|更新|录入|上传)(?:时间|日期)|(?:信息|文章|稿件)?来源|"
    r"(?:浏览|点击|阅读|访问)(?:次数|数|量)|字[体号])"
)
_MORE_INFO = rf"(?:{_INFO}|作者|责任编辑|编辑|审核)"
# "发布时间：2020-01-01 10:30 来源：区民政局 浏览次数：12": each value up to the next label
_PAGE_INFO = re.compile(
    rf"[【\[(（]?{_INFO}[:：][^：，。；]{{0,40}}(?:{_MORE_INFO}[:：][^：，。；]{{0,40}}){{0,8}}"
)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_NAMED_WORK = re.compile("《[^《》]+》.{0,30}")
# what navigation stands in; a list's single items and a table's cells are none
_WHOLE = frozenset(("div", "ul", "ol", "dl", "p", "table", "section", "form"))
_SHORT = 300  # characters: no document is as short as the footer or the line about the page
_ROW = 200  # characters of a row of buttons
_OTHER_WORDS = 0.25  # of its characters: what navigation has in lines without links, as headings
_COLUMN_NAME = 8
_LIST = 3  # links that make a list of them


def remove_furniture(body: html.HtmlElement) -> None:
    """Remove what is known by its tag, its class or its words, wherever it stands."""
    for element in list(body.iter(etree.Element)):
        if element is body or element.getparent() is None or not _is_furniture(element):
            continue
        if element.tag in ("td", "th"):
            element.clear(keep_tail=True)  # a cell less would shift the others of its row
        else:
            element.drop_tree()


def is_attachment(element: html.HtmlElement) -> bool:
    """Return whether an element names attachments or links to their files."""
    if _ATTACHED.match(element.text_content().strip()):
        return True
    return any(_ATTACHED_FILE.search(link.get("href", "")) for link in element.iter("a"))


def is_navigation(element: html.HtmlElement) -> bool:
    """Return whether an element beside the text is mostly links, or words about the page."""
    if is_attachment(element):
        return False
    if _is_about_page(element):
        return True
    links = _links(element)
    if not links or element.tag in HEADINGS or _has_data(element) or _has_plain_list(element):
        return False
    text = shown_text(element)
    linked = sum(len(shown_text(link)) for link in links)
    if 2 * linked <= len(text) or _names_works(links):
        return False
    return len(_words_without_links(element)) <= _OTHER_WORDS * len(text)


def drop_navigation(element: html.HtmlElement) -> None:
    """Remove navigation, and over a list of links the name of its column: "通知公告"."""
    above = element.getprevious()
    if above is not None and _is_column_name(above) and not _is_about_page(element):
        above.drop_tree()
    element.drop_tree()


def _is_column_name(element: html.HtmlElement) -> bool:
    return element.tag in HEADINGS - {"h1"} and len(shown_text(element)) <= _COLUMN_NAME


def remove_navigation(element: html.HtmlElement) -> None:
    """Remove lists of links and lines about the page from inside an element."""
    for inner in list(navigation_in(element)):
        drop_navigation(inner)


def navigation_in(element: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Yield the outermost lists of links and lines about the page inside an element."""
    walk = etree.iterwalk(element, events=("start",))
    for _, inner in walk:
        if inner is element or not isinstance(inner.tag, str):
            continue
        if is_hidden(inner) or (inner.tag == "table" and is_data(inner)):
            walk.skip_subtree()
        elif inner.tag in _WHOLE and _is_navigation_inside(inner):
            yield inner
            walk.skip_subtree()


def is_data(table: html.HtmlElement) -> bool:
    """Return whether a table holds data of the document and no column of links."""
    if data_table(table) is None:
        return False
    cells = table.iter("td", "th")
    return not any(len(_links(cell)) >= _LIST and is_navigation(cell) for cell in cells)


def sentence_weights(root: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, int]]:
    """Yield innermost blocks of running text with their number of characters outside links."""
    for element, text in own_texts(root):
        if SENTENCE.search(text) and not _FOOT.search(text):
            yield element, len(text)


def own_texts(root: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """Yield blocks with the text that stands in them outside links and inner blocks."""
    for element in root.iter(etree.Element):
        if element.tag in BLOCKS and not is_hidden(element) and (text := _own_text(element)):
            yield element, text


def shown_text(element: html.HtmlElement, limit: int = 0) -> str:
    """Return an element's text without white space, hidden parts left out.

    limit: characters after which the rest may be missing, 0 for none.
    """
    parts: list[str] = []
    length = 0
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if event == "start" and is_hidden(inner):
            walk.skip_subtree()
            continue
        text = inner.text if event == "start" else inner.tail if inner is not element else ""
        if piece := "".join((text or "").split()):
            parts.append(piece)
            length += len(piece)
            if limit and length > limit:
                break
    return "".join(parts)


def _is_furniture(element: html.HtmlElement) -> bool:
    tag = str(element.tag)
    if tag in FURNITURE:
        return not _belongs_to_article(element) and not _holds_text(element)
    if tag not in BLOCKS and tag != "span":
        return False
    names = f"{element.get('id', '')} {element.get('class', '')}"
    if _FURNITURE_NAME.search(names):
        return not _holds_text(element)
    return _is_row_of_buttons(element)


def _belongs_to_article(element: html.HtmlElement) -> bool:
    """Return whether an element is the header or footer of an article: its title, its signature."""
    return (
        element.tag in ("header", "footer")
        and next(element.iterancestors("article"), None) is not None
    )


def _holds_text(element: html.HtmlElement) -> bool:
    """Return whether an element holds sentences or data: then its name says nothing."""
    return any(True for _ in sentence_weights(element)) or _has_data(element)


def _has_data(element: html.HtmlElement) -> bool:
    return any(is_data(table) for table in element.iter("table"))


def _has_plain_list(element: html.HtmlElement) -> bool:
    """Return whether there is a list without any link in an element: it is no navigation."""
    for found in element.iter("ul", "ol", "dl"):
        items = sum(bool(shown_text(item)) for item in found.iterchildren("li", "dt", "dd"))
        if items > 1 and not _links(found):
            return True
    return False


def _is_navigation_inside(element: html.HtmlElement) -> bool:
    """Return whether an element in the midst of others is navigation: a link or two is text."""
    if _is_about_page(element):
        return True
    return len(_links(element)) >= _LIST and is_navigation(element)


def _is_row_of_buttons(element: html.HtmlElement) -> bool:
    """Return whether an element holds only links to elsewhere, or words of page buttons."""
    text = re.sub(r"\s+", " ", element.text_content()).strip()
    if not text or len(text) > _ROW or _ATTACHED.search(text) or "《" in text:
        return False
    if _BUTTONS.fullmatch(text) or all(_BUTTONS.fullmatch(word) for word in text.split(" ")):
        return True
    links = list(element.iter("a"))
    if len(links) < 2 or any(_ATTACHED_FILE.search(link.get("href", "")) for link in links):
        return False
    linked = sum(len(link.text_content().strip()) for link in links)
    return linked >= 0.8 * len(text) and not SENTENCE.search(text)


def _is_about_page(element: html.HtmlElement) -> bool:
    text = shown_text(element, _SHORT)
    if len(text) > _SHORT:
        return False
    if _SITE_LINE.match(text) or _FOOT.search(text):
        return True
    return bool(_MORE.fullmatch(text) or _PAGE_INFO.fullmatch(text))


def _links(element: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the links to other pages in an element, itself included."""
    found = (link for link in element.iter("a") if not is_hidden(link))
    return [link for link in found if not (link.get("href") or "#").startswith("#")]


def _words_without_links(element: html.HtmlElement) -> str:
    """Return the Chinese words of blocks without a link; days beside links are no words."""
    texts = (
        text
        for block, text in own_texts(element)
        if not any(_block_of(link) is block for link in _links(block))
    )
    return "".join(_CHINESE.findall("".join(texts)))


def _block_of(link: html.HtmlElement) -> html.HtmlElement | None:
    return next((above for above in link.iterancestors() if above.tag in BLOCKS), None)


def _names_works(links: list[html.HtmlElement]) -> bool:
    """Return whether all links are names of works in book marks: what a text is based on."""
    return all(_NAMED_WORK.fullmatch(shown_text(link)) for link in links)


def _own_text(element: html.HtmlElement) -> str:
    """Return the text directly in a block and its inline elements, links left out."""
    parts = [element.text or ""]
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if inner is element:
            continue
        if event == "end":
            parts.append(inner.tail or "")
        elif inner.tag in BLOCKS or inner.tag == "a" or not isinstance(inner.tag, str):
            walk.skip_subtree()
        else:
            parts.append(inner.text or "")
    return "".join(parts).strip()
