"""Plain text: a line is a paragraph, unless lines were plainly wrapped at a margin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import PurePath

from indexer.blocks import Block, BlockKind, Extract
from indexer.readers.cleaning import clean_line, clean_lines
from indexer.readers.decoding import decode, is_text
from indexer.readers.paragraphs import unwrap, wrap_width
from indexer.readers.unsupported import unsupported_kind

_EXTENSIONS = (".txt", ".text")
# Office endings on plain text are common: exported by other systems, or renamed by hand.
_MISNAMED = ("", ".doc", ".docx", ".wps", ".rtf", ".pdf", ".htm", ".html")
_MARKUP = re.compile(r"\A\s*<(?:\?xml|!DOCTYPE|[A-Za-z][\w:.-]*[\s/>])", re.IGNORECASE)


class TextReader:
    """Reads .txt files in any encoding that `decoding` tells apart."""

    media = "txt"
    extensions = _EXTENSIONS

    def accepts(self, name: str, data: bytes) -> bool:
        ending = PurePath(name).suffix.lower()
        if ending not in (*_EXTENSIONS, *_MISNAMED) or unsupported_kind(name, data) is not None:
            return False
        return is_text(data) and (ending in _EXTENSIONS or not _is_markup(data))

    def read(self, data: bytes, name: str) -> Extract:
        lines = clean_lines(decode(data, name)).split("\n")
        blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in text_paragraphs(lines))
        return Extract(self.media, blocks)


def text_paragraphs(lines: list[str]) -> Iterator[str]:
    """Yield the paragraphs of a text's lines, indentation stripped, wrapped lines joined."""
    width = wrap_width(lines)
    for blank, run in groupby(lines, key=lambda line: not line.strip()):
        if not blank:
            yield from filter(None, map(clean_line, unwrap(list(run), width)))


def _is_markup(data: bytes) -> bool:
    return _MARKUP.match(data[:200].decode("utf-8", errors="ignore").lstrip("\ufeff")) is not None
