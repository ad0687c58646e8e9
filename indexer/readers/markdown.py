"""Markdown: headings, paragraphs, lists as written, pipe tables; inline markup stripped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from indexer.blocks import Block, BlockKind, Extract, table_text
from indexer.readers.cleaning import clean_line, clean_lines
from indexer.readers.decoding import decode, is_text
from indexer.readers.front_matter import split_front_matter
from indexer.readers.headings import stated_block
from indexer.readers.html_blocks import fragment_blocks
from indexer.readers.markdown_inline import SPECIAL, protect, strip_emphasis
from indexer.readers.paragraphs import ends_sentence, unwrap, wrap_width

_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_OPEN_COMMENT = re.compile("<!(?=--(?:(?!-->).)*\\Z)", re.DOTALL)
_TIGHT_HEADING = re.compile(r"^( {0,3}#{1,6})(?=[\u3400-\u9fff（《“][^#]*$)", re.MULTILINE)
_MORE_THAN = re.compile(r"^(\s*)>(?=[=\d])", re.MULTILINE)
_BLANKS = re.compile(r"^([ \t]*)(_{4,})[ \t]*$", re.MULTILINE)
_HARD_BREAK = "\n\u3000"  # indented, so that `unwrap` never joins across it
_CELL_EDGE = re.compile(r"(?<!\\)\|")
_TAGS = frozenset((
    "a", "abbr", "article", "b", "big", "blockquote", "br", "caption", "center", "cite", "code",
    "col", "colgroup", "dd", "del", "div", "dl", "dt", "em", "figcaption", "figure", "font",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "i", "img",
    "ins", "kbd", "li", "main", "mark", "nav", "o:p", "ol", "p", "pre", "q", "s", "section",
    "small", "span", "strike", "strong", "style", "sub", "sup", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "tt", "u", "ul", "var",
))  # fmt: skip
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]*)")


class MarkdownReader:
    """Reads .md files; nothing but markup and HTML comments is left out."""

    media = "md"
    extensions = (".md", ".markdown")

    def accepts(self, name: str, data: bytes) -> bool:
        return name.lower().endswith(self.extensions) and is_text(data)

    def read(self, data: bytes, name: str) -> Extract:
        text = clean_lines(decode(data, name))
        hints, body = split_front_matter(text, name)
        return Extract(self.media, tuple(markdown_blocks(body)), hints)


def markdown_blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a Markdown text in order. text: line breaks are LF."""
    source = _shield(text)
    # Indentation is layout here, not code, and [1]: in a policy is no link definition.
    parser = MarkdownIt("commonmark").enable("table").disable(["code", "reference"])
    parser.disable(["emphasis", "text_join", "inline"])
    return _Walk(parser, source).blocks()


def _shield(text: str) -> str:
    text = _OPEN_COMMENT.sub(r"\\<!", text)  # never closed: it would swallow the rest
    text = _MORE_THAN.sub(r"\1\\>", text)  # >60岁 is "more than", not a quotation
    text = _BLANKS.sub(lambda match: match[1] + match[2].replace("_", r"\_"), text)
    return _TIGHT_HEADING.sub(r"\1 ", text)


class _Walk:
    """One pass over the block tokens of a text."""

    def __init__(self, parser: MarkdownIt, source: str) -> None:
        self._parser = parser
        self._lines = source.split("\n")
        self._tokens = parser.parse(source)
        self._width = wrap_width(self._lines)
        self._marker = ""  # a list item's marker, waiting for the item's first line

    def blocks(self) -> Iterator[Block]:
        skip_until = 0
        for index, token in enumerate(self._tokens):
            if index < skip_until:
                continue
            if token.type == "table_open":
                skip_until = self._closing(index, "table_close")
                yield from self._table(token)
            elif token.type == "list_item_open":
                yield from self._flush()
                self._marker = f"{token.info}{token.markup} "
            elif token.type == "inline":
                yield from self._text(token, self._tokens[index - 1])
            elif token.type == "fence":
                yield from self._paragraphs(token.content.split("\n"))
            elif token.type == "html_block":
                yield from self._html(token.content)
        yield from self._flush()

    def _closing(self, index: int, kind: str) -> int:
        return next(at for at in range(index, len(self._tokens)) if self._tokens[at].type == kind)

    def _flush(self) -> Iterator[Block]:
        """Yield the marker of a list item that has no text, so that it is not lost."""
        if marker := self._take_marker().strip():
            yield Block(BlockKind.PARAGRAPH, marker)

    def _take_marker(self) -> str:
        marker, self._marker = self._marker, ""
        return marker

    def _text(self, inline: Token, opening: Token) -> Iterator[Block]:
        lines = self._plain(inline.content)
        if opening.type == "heading_open" and not _is_ruled_off(opening, lines):
            text = clean_line(self._take_marker() + " ".join(line.strip() for line in lines))
            if text:
                yield stated_block(text, int(opening.tag[1:]))
            return
        yield from self._paragraphs(lines)

    def _paragraphs(self, lines: Sequence[str]) -> Iterator[Block]:
        for paragraph in unwrap([line for line in lines if line.strip()], self._width):
            if text := clean_line(self._take_marker() + paragraph):
                yield Block(BlockKind.PARAGRAPH, text)

    def _plain(self, content: str) -> list[str]:
        """Return a paragraph's lines without inline markup, their indentation kept."""
        if not SPECIAL.search(content):
            return content.split("\n")
        tokens: list[Token] = []
        self._parser.inline.parse(content, self._parser, {}, tokens)
        return strip_emphasis("".join(map(_inline_text, tokens))).split("\n")

    def _html(self, content: str) -> Iterator[Block]:
        content = _COMMENT.sub("", content).strip()
        if not content:
            return
        yield from self._flush()
        if content.startswith(("<!", "<?")) or not _only_known_tags(content):
            yield from self._paragraphs(content.split("\n"))
        else:
            yield from fragment_blocks(content)

    def _table(self, token: Token) -> Iterator[Block]:
        yield from self._flush()
        first, last = token.map or [0, 0]
        header, _, *body = self._lines[first:last]
        # A line without a bar right below a table is the note under it, not a row.
        count = next((at for at, line in enumerate(body) if "|" not in line), len(body))
        rows = tuple(self._row(line) for line in (header, *body[:count]))
        width = max(map(len, rows))
        rows = tuple(row + ("",) * (width - len(row)) for row in rows)
        yield Block(BlockKind.TABLE, table_text(rows), rows=rows)
        yield from self._paragraphs(self._plain("\n".join(body[count:])))

    def _row(self, line: str) -> tuple[str, ...]:
        """Return all cells of a row, also those past the header's, which the parser drops."""
        cells = _CELL_EDGE.split(line.strip().lstrip(">").strip())
        if not cells[0].strip():
            cells = cells[1:]
        if cells and not cells[-1].strip():
            cells = cells[:-1]
        return tuple(clean_line(" ".join(self._plain(cell.strip()))) for cell in cells)


def _is_ruled_off(opening: Token, lines: Sequence[str]) -> bool:
    """Return whether a "heading" is a paragraph that merely has a rule of dashes below it."""
    return opening.markup == "-" and (len(lines) > 1 or ends_sentence(lines[0].strip()))


def _inline_text(token: Token) -> str:
    if token.type in ("text_special", "code_inline"):
        return protect(token.content)
    if token.type in ("softbreak", "hardbreak"):
        return "\n" if token.type == "softbreak" else _HARD_BREAK
    if token.type == "image":
        return "".join(map(_inline_text, token.children or ()))
    if token.type == "html_inline":
        return _inline_html(token.content)
    return token.content


def _inline_html(content: str) -> str:
    if content.startswith("<!--"):
        return ""
    if not _only_known_tags(content):
        return protect(content)  # <姓名>-like brackets of the text itself
    return _HARD_BREAK if content.lower().startswith("<br") else ""


def _only_known_tags(content: str) -> bool:
    names = _TAG_NAME.findall(content)
    return bool(names) and all(name.lower() in _TAGS for name in names)
