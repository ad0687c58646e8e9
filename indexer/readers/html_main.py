"""Which part of a web page is the document: its sentences and all text beside them."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree, html

from indexer.readers.html_blocks import is_hidden
from indexer.readers.html_furniture import (
    BLOCKS,
    FURNITURE,
    drop_navigation,
    is_attachment,
    is_data,
    is_navigation,
    navigation_in,
    own_texts,
    remove_furniture,
    remove_navigation,
    sentence_weights,
    shown_text,
)

# Our own rule and not trafilatura: on 30 pages of the State Council's website both keep the whole
# text, but trafilatura takes 147 characters of buttons and page metadata along on each and gives
# flat text, without heading levels, list numbers and merged cells.
_SHARE = 0.97  # of the page's sentences that the element to start from must hold
_DIRECTORY = 0.9  # of a page's characters: what lists of links hold of one that is a directory
# what holds a single piece of a text, never all of it
_PARTS = frozenset(
    ("h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "table", "tbody", "thead", "tr", "ul")
)
_LAYOUT = frozenset(("table", "tbody", "thead", "tfoot", "tr", "td", "th"))
_LINKS_OF_A_PAGE = 3  # a document saved as HTML has fewer links to other pages


def main_element(root: html.HtmlElement) -> html.HtmlElement:
    """Return the element that holds the document; the body where nothing navigates.

    Navigation, share buttons and the like are removed from the tree.
    """
    body = root.find("body")
    if body is None:
        body = root
    if not _is_web_page(body):
        return body
    remove_furniture(body)
    return _with_text_around(_smallest_with_sentences(body), body)


def _is_web_page(body: html.HtmlElement) -> bool:
    if next(body.iter(*FURNITURE), None) is not None:
        return True
    links = (link.get("href", "") for link in body.iter("a"))
    return sum(1 for href in links if href and not href.startswith("#")) >= _LINKS_OF_A_PAGE


def _smallest_with_sentences(body: html.HtmlElement) -> html.HtmlElement:
    """Return the deepest element whose sentences are nearly all of the page's.

    Where a page has no sentences, its short lines count.
    """
    weights = list(sentence_weights(body))
    if not weights and not _is_directory(body):
        remove_navigation(body)
        weights = [(element, len(text)) for element, text in own_texts(body)]
    chosen = _heaviest(weights, body)
    while chosen is not body and (chosen.tag not in BLOCKS or chosen.tag in _PARTS):
        chosen = chosen.getparent()
    tables = [above for above in chosen.iterancestors("table") if is_data(above)]
    return tables[-1] if tables else chosen


def _is_directory(body: html.HtmlElement) -> bool:
    """Return whether a page is a list of links: then they are what it has to say."""
    linked = sum(len(shown_text(element)) for element in navigation_in(body))
    return linked >= _DIRECTORY * len(shown_text(body))


def _heaviest(
    weights: Iterable[tuple[html.HtmlElement, int]], body: html.HtmlElement
) -> html.HtmlElement:
    held: dict[html.HtmlElement, int] = {}
    for element, weight in weights:
        held[element] = held.get(element, 0) + weight
        for above in element.iterancestors() if element is not body else ():
            held[above] = held.get(above, 0) + weight
            if above is body:
                break
    wanted = _SHARE * held.get(body, 0)
    chosen = body
    while held and (inner := [one for one in chosen if held.get(one, 0) >= wanted]):
        chosen = inner[0]
    return chosen


def _with_text_around(chosen: html.HtmlElement, body: html.HtmlElement) -> html.HtmlElement:
    """Return the lowest element around the chosen one outside which there is only navigation.

    A title, a list, a table or a signature often stands in an element of its own beside that of
    the sentences; what is removed on the way up is navigation.
    """
    region = element = chosen
    while element is not body:
        parent = element.getparent()
        _wrap_loose_text(parent)
        if _keep_text_beside(element):
            region = parent
        element = parent
    for above in chosen.iterancestors():
        # A table around the text lays out the page, and must not be read as one of data.
        above.tag = "div" if above.tag in _LAYOUT else above.tag
        if above is region:
            break
    return region


def _keep_text_beside(element: html.HtmlElement) -> bool:
    """Remove navigation from an element's siblings; return whether they hold other text."""
    kept = False
    for sibling in [*element.itersiblings(etree.Element, preceding=True), *element.itersiblings()]:
        removed = sibling.getparent() is None
        if removed or is_hidden(sibling) or not shown_text(sibling, 1):
            continue
        if is_navigation(sibling):
            drop_navigation(sibling)
            continue
        if not is_attachment(sibling):
            remove_navigation(sibling)
        kept = kept or bool(shown_text(sibling, 1))
    return kept


def _wrap_loose_text(parent: html.HtmlElement) -> None:
    """Put runs of text that stand between an element's blocks into elements of their own."""
    run = _run(parent.text)
    if run is not None:
        parent.text = None
        parent.insert(0, run)
    for child in list(parent):
        if child is run:
            continue
        if _is_inline(child):
            if run is None:
                run = html.Element("div")
                child.addprevious(run)
            run.append(child)
            continue
        run = _run(child.tail)
        child.tail = None
        if run is not None:
            child.addnext(run)


def _run(text: str | None) -> html.HtmlElement | None:
    """Return an element for loose text, None where there is only white space."""
    if text is None or not text.strip():
        return None
    run = html.Element("div")
    run.text = text
    return run


def _is_inline(element: html.HtmlElement) -> bool:
    """Return whether an element is part of a line: no block, and none in it."""
    if not isinstance(element.tag, str) or element.tag == "br" or element.tag in BLOCKS:
        return False
    return not any(inner.tag in BLOCKS or inner.tag == "br" for inner in element.iterdescendants())
