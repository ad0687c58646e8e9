"""条 款 项 目: placing articles and what they list in the tree."""

from __future__ import annotations

from indexer.blocks import BlockKind
from indexer.cursor import Cursor
from indexer.grammar import (
    FIRST_LABELS,
    HAN_STYLES,
    Mark,
    Style,
    article_heading,
    division,
    is_sentence,
    outline_heading,
    paragraph_mark,
)
from indexer.readers.paragraphs import breaks_off, display_width, is_clause
from indexer.sequence import ArticleSequence
from indexer.tree import DIVISION_LEVELS, Node
from kb.model import Level

_LONGEST_HEADING = 24
# characters of an article's heading that stands alone on the article's line
_LONGEST_DIVIDING = 40
# characters of a heading 一、… over articles
_WIDEST_GAP = 3
# numbers that a list may skip and still be one list


class Articles:
    """Places the articles of a version, and the numbered lines within them."""

    def __init__(self, cursor: Cursor, margin: int) -> None:
        self._cursor = cursor
        self._margin = margin
        # half-widths of the shortest line that is torn at a margin; 0 where none is
        self._sequence = ArticleSequence(cursor.lines, cursor.roles)

    def accept(self, at: int, quoted: bool) -> Mark | None:
        """Return the mark of a line that is an article; see `ArticleSequence.accept`."""
        return self._sequence.accept(at, quoted)

    def is_due(self, at: int) -> bool:
        """Whether a line begins with the number due next."""
        return self._sequence.is_due(at)

    def is_candidate(self, at: int) -> bool:
        """Whether a line looks like an article, whatever its number."""
        return self._sequence.is_candidate(at)

    def divide(self) -> None:
        """Note a heading: after it articles may count from one again."""
        self._sequence.divide()

    def start_again(self) -> None:
        """Note an attachment: its articles are its own."""
        self._sequence.start_again()

    def add(self, at: int, mark: Mark) -> None:
        """Add an article, and its first 款 where words follow on its line."""
        cursor = self._cursor
        line = cursor.lines[at]
        while cursor.open and not _holds_articles(cursor.open[-1]):
            cursor.open.pop()
        if (Level.ARTICLE, mark.number, mark.insert) in cursor.top.taken:
            self._begin_unnamed_attachment(at)
        node = Node(Level.ARTICLE, None, mark.number, mark.insert, label=mark.label.strip())
        cursor.open.append(cursor.add(cursor.top, node, at))
        node.heading, body = article_heading(line.text, mark)
        words = line.text[body:]
        if words and not node.heading and self._is_heading(at, words):
            node.heading = words.strip()
        elif words:
            node.own_end = line.start + body
            paragraph = cursor.add_span(node, Node(Level.PARAGRAPH, None), line.end)
            cursor.open.append(paragraph)

    def add_paragraph(self, at: int, article: Node) -> None:
        """Add a line as the next 款 of an article."""
        cursor = self._cursor
        cursor.close_to(article)
        cursor.open.append(cursor.add(article, Node(Level.PARAGRAPH, None), at))

    def add_item(self, at: int, mark: Mark, style: Style) -> bool:
        """Add a 项 or 目 to the open article; return False for a line that is none."""
        cursor = self._cursor
        if style not in FIRST_LABELS:
            return False
        parent = self._parent(mark, style)
        level = _item_level(parent, style) if parent else None
        if parent is None or level is None or (level, mark.number, 0) in parent.taken:
            return False
        cursor.close_to(parent)
        line = cursor.lines[at]
        node = Node(level, None, mark.number, label=mark.label, style=style, body=True)
        node.heading = outline_heading(line.text[mark.body :])[0]
        cursor.open.append(cursor.add(parent, node, at))
        return True

    def open_empty_paragraph(self) -> Node | None:
        """Return a new 款 without words, for an article that begins with its 项 or a table."""
        article = self._cursor.article()
        if article is None:
            return None
        paragraph = Node(Level.PARAGRAPH, None)
        self._cursor.add_span(article, paragraph, self._cursor.last.own_end)
        self._cursor.open.append(paragraph)
        return paragraph

    def divides(self, at: int, mark: Mark, style: Style) -> bool:
        """Whether 一、… or （一）… between articles is a heading over those that follow."""
        cursor = self._cursor
        words = cursor.lines[at].text[mark.body :]
        if style not in HAN_STYLES or is_sentence(words) or len(words) > _LONGEST_DIVIDING:
            return False
        if cursor.leads_in or at + 1 >= len(cursor.lines):
            return False
        listed = any(style in node.reached for node in cursor.within_article())
        stated = cursor.lines[at].kind is BlockKind.HEADING
        if self.is_candidate(at + 1) or (stated and not listed):
            return True
        below = paragraph_mark(cursor.lines[at + 1].text)
        inner = below is not None and below.style is Style.HAN_BRACKETS and below.number == 1
        return style is Style.HAN and inner and self.is_candidate(at + 2)

    def close_to_division(self, style: Style) -> Node:
        """Return the node under which a heading of a style between articles stands."""
        cursor = self._cursor
        while cursor.open and not _is_outer_heading(cursor.open[-1], style):
            cursor.open.pop()
        return cursor.top

    def _begin_unnamed_attachment(self, at: int) -> None:
        """Begin a scope for articles that count from one again with no heading to part them."""
        cursor = self._cursor
        node = Node(Level.ATTACHMENT, None, cursor.free_attachment())
        cursor.add(cursor.root, node, at)
        node.own_end = node.start
        cursor.begin_scope(node)

    def _is_heading(self, at: int, words: str) -> bool:
        """Whether the words after 第N条 only name it, the text beginning on the next line."""
        below = self._cursor.below(at)
        if len(words) > _LONGEST_HEADING or is_sentence(words) or below is None:
            return False
        full = 0 < self._margin <= display_width(self._cursor.lines[at].text)
        if full or is_clause(words) or breaks_off(words, below.text):
            return False
        marked = paragraph_mark(below.text) or division(below.text) or self.is_candidate(at + 1)
        return below.kind is BlockKind.PARAGRAPH and is_sentence(below.text) and not marked

    def _parent(self, mark: Mark, style: Style) -> Node | None:
        """Return the 款, 项 or 目 under which a numbered line stands, None for none."""
        within = self._cursor.within_article()
        if not within:
            return self.open_empty_paragraph() if mark.number == 1 else None
        if mark.number == 1 and self._cursor.leads_in:
            return within[-1] if style not in within[-1].reached else None
        for node in within:
            if style in node.reached:
                last = node.reached[style]
                return node if last < mark.number <= last + _WIDEST_GAP else None
        outer = [node for node in within if node.style is None or node.style.rank < style.rank]
        if mark.number == 1:
            return (outer or within)[-1]
        runs_in = FIRST_LABELS[style] in self._cursor.before.translate(_BRACKETS)
        return outer[-1] if outer and mark.number == 2 and runs_in else None


_BRACKETS = str.maketrans("()", "（）")


def _holds_articles(node: Node) -> bool:
    """Whether articles may stand under an open node: a division, or a heading of an outline."""
    if node.style is not None:
        return not node.body and not node.listed
    return node.level is Level.HEADING or node.level in DIVISION_LEVELS


def _is_outer_heading(node: Node, style: Style) -> bool:
    outer = node.style is not None and not node.body and node.style.rank < style.rank
    return outer or node.level is Level.HEADING or node.level in DIVISION_LEVELS


def _item_level(parent: Node, style: Style) -> Level | None:
    """Return the level of a numbered line under a 款, 项 or 目; None below the last."""
    if parent.level is Level.PARAGRAPH:
        return Level.ITEM if style in HAN_STYLES else Level.SUBITEM
    return {Level.ITEM: Level.SUBITEM, Level.SUBITEM: Level.OUTLINE4}.get(parent.level or Level.ROW)
