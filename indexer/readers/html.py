"""HTML: the main text of a page, without its navigation; documents saved as HTML whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree, html

from indexer.blocks import Block, BlockKind, Extract
from indexer.readers.decoding import declared_encoding, decode
from indexer.readers.html_blocks import element_blocks
from indexer.readers.html_hints import take_hints
from indexer.readers.html_main import main_element
from kb.errors import UnreadableFile

_MARKUP = re.compile(rb"<(?:html|body|head|!doctype\s+html)\b", re.IGNORECASE)
_TAGS = re.compile(rb"<(?:p|div|table|h[1-6]|br|ol|ul|span)\b[^<>]*>", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page shows what it is
_SPACES = re.compile(r"\s+")
_TITLE_LINES = 6  # paragraphs at the top in which a title may be broken up
_TITLE_WITHIN = 12  # blocks at the top in which the title stands


class HtmlReader:
    """Reads web pages and documents that Word, WPS or LibreOffice saved as HTML."""

    media = "html"
    extensions = (".html", ".htm", ".shtml", ".xhtml")

    def accepts(self, name: str, data: bytes) -> bool:
        head = data[:_HEAD].replace(b"\x00", b"")
        if b"<w:wordDocument" in head or b"MIME-Version" in head:
            return False
        named = name.lower().endswith(self.extensions)
        return bool(_MARKUP.search(head) or (named and _TAGS.search(head)))

    def read(self, data: bytes, name: str) -> Extract:
        root = _parse(decode(data, name, declared=declared_encoding(data)), name)
        hints = take_hints(root)
        blocks = list(element_blocks(main_element(root)))
        return Extract(self.media, tuple(with_title(blocks, hints.title)), hints)


def _parse(text: str, name: str) -> html.HtmlElement:
    # As UTF-8 bytes: lxml refuses text whose XML declaration names another encoding.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = html.document_fromstring(text.encode(errors="replace"), parser=parser)
    except etree.ParserError as error:
        raise UnreadableFile("网页里没有文字", where=name, todo="请确认网页已保存完整") from error
    # libxml2 mends everything else, but leaves out what stands too deep.
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise UnreadableFile(
            "网页的标签嵌套过深，读不完整", where=name, todo="请用浏览器打开，打印为 PDF 再加入"
        )
    return root


def with_title(blocks: Sequence[Block], title: str) -> list[Block]:
    """Return blocks with the title as one heading of level 1.

    Pages break a long title into several centred paragraphs, or print it outside the text.
    """
    wanted = _SPACES.sub("", title)
    if not wanted:
        return list(blocks)
    for first in range(min(_TITLE_WITHIN, len(blocks))):
        joined = ""
        for last in range(first, min(first + _TITLE_LINES, len(blocks))):
            joined += _SPACES.sub("", blocks[last].text)
            if joined == wanted:
                heading = Block(BlockKind.HEADING, title, 1)
                return [*blocks[:first], heading, *blocks[last + 1 :]]
            if not wanted.startswith(joined):
                break
    return list(blocks)
