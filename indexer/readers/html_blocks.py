"""A tree of HTML elements as blocks: paragraphs, headings, written-out lists, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from indexer.blocks import Block
from indexer.readers.cleaning import clean_line, clean_lines
from indexer.readers.headings import stated_block
from indexer.readers.html_lists import ListMarkers
from indexer.readers.html_tables import data_table

DROPPED = frozenset((
    "script", "style", "noscript", "template", "head", "title", "svg", "math", "button",
    "select", "input", "textarea", "iframe", "object", "audio", "video", "canvas", "map", "del",
    "rt", "rp",
))  # fmt: skip
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "q", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "nobr", "rb",
))  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_CJK = "[\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef“”‘’—…]"
_TORN = re.compile(rf"(?<={_CJK})[ \t]*\n\s*(?={_CJK})")
_SPACE = re.compile(r"[ \t\n\r\f]+")


def fragment_blocks(source: str) -> Iterator[Block]:
    """Yield the blocks of a piece of HTML, such as one that stands inside Markdown."""
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    root = html.document_fromstring(f"<body>{source}</body>".encode(), parser=parser)
    yield from element_blocks(root)


def element_blocks(root: html.HtmlElement) -> Iterator[Block]:
    """Yield the blocks of an element in reading order, its tail left out."""
    return _Walk(root).blocks()


def is_hidden(element: etree._Element) -> bool:
    """Return whether an element is never shown: by its tag or its own style."""
    tag = element.tag
    if not isinstance(tag, str) or tag in DROPPED:
        return True
    return bool(_HIDDEN.search(element.get("style", ""))) or element.get("hidden") is not None


@dataclass(slots=True)
class _Walk:
    """One pass over a tree by events, so that deep nesting costs no stack."""

    root: html.HtmlElement
    _parts: list[str] = field(default_factory=list)
    _level: int = 0  # of the heading the walk is in, 0 outside
    _preformatted: int = 0
    _lists: ListMarkers = field(default_factory=ListMarkers)

    def blocks(self) -> Iterator[Block]:
        walk = etree.iterwalk(self.root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if is_hidden(element):
                    walk.skip_subtree()
                    continue
                table = data_table(element) if element.tag == "table" else None
                if table is None:
                    yield from self._enter(element)
                    continue
                yield from self._break()
                yield table
                walk.skip_subtree()
            else:
                yield from self._leave(element)
        yield from self._break()

    def _enter(self, element: etree._Element) -> Iterator[Block]:
        tag = str(element.tag)
        if tag not in _INLINE:
            yield from self._break()
        self._level = _HEADINGS.get(tag, self._level)
        self._preformatted += tag == "pre"
        self._lists.enter(element)
        yield from self._add(element.text)

    def _leave(self, element: etree._Element) -> Iterator[Block]:
        if not is_hidden(element):
            tag = str(element.tag)
            if tag not in _INLINE:
                yield from self._break()
            if tag in _HEADINGS:
                self._level = 0
            self._preformatted -= tag == "pre"
            self._lists.leave(element)
        if element is not self.root:
            yield from self._add(element.tail)

    def _add(self, text: str | None) -> Iterator[Block]:
        if not text:
            return
        first, *rest = text.split("\n") if self._preformatted else [text]
        self._parts.append(first)
        for line in rest:
            yield from self._break()
            self._parts.append(line)

    def _break(self) -> Iterator[Block]:
        text = inline_text("".join(self._parts))
        self._parts.clear()
        if not text:
            return
        yield stated_block(self._lists.take_marker() + text, self._level)


def inline_text(source: str) -> str:
    """Return text with HTML white space collapsed; a line break inside Chinese leaves nothing."""
    return clean_line(_SPACE.sub(" ", _TORN.sub("", clean_lines(source))))
