"""一、（一）1.（1）and 1.1: placing numbered paragraphs outside articles in the tree."""

from __future__ import annotations

from indexer.blocks import BlockKind
from indexer.cursor import Cursor
from indexer.decimals import DECIMAL_LEVELS, DECIMAL_STYLES, appendix, decimal_mark, parts
from indexer.grammar import (
    FIRST_LABELS,
    HAN_STYLES,
    Mark,
    Style,
    attachment,
    division,
    is_free_heading,
    outline_heading,
    paragraph_mark,
)
from indexer.readers.paragraphs import breaks_off
from indexer.tree import Node
from kb.model import Level

LEVELS = {
    Style.HAN: Level.OUTLINE1,
    Style.HAN_BRACKETS: Level.OUTLINE2,
    Style.DIGITS: Level.OUTLINE3,
    Style.DIGITS_BRACKETS: Level.OUTLINE4,
    Style.CIRCLED: Level.OUTLINE4,
    **dict(zip(DECIMAL_STYLES, DECIMAL_LEVELS, strict=True)),
}
_WIDEST_GAP = 3
# numbers that a list may skip and still be one list
_LONGEST_SENTENCE_HEADING = 45
# characters of a heading that ends in 。
_SHORT = 10
# characters of such a heading, the 。 included, that needs no other sign: 发展目标。
_REACH = 80
# lines below in which the numbers of an outer style must go on
_BRACKETS = str.maketrans("()", "（）")


class Outlines:
    """Places the numbered paragraphs of a version that stand in no article."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._inverted: set[tuple[Style, Style]] = set()
        # pairs of outer and inner style that the text nests the other way round than most do

    def continues(self, style: Style, number: int) -> bool:
        """Whether a number is due in an open list of its style."""
        chain = self._cursor.chain()
        return number > 1 and any(node.reached.get(style) == number - 1 for node in chain)

    def add(self, at: int, mark: Mark, style: Style, parent: Node) -> bool:
        """Add a numbered paragraph below parent; return False if its number is taken there."""
        cursor = self._cursor
        line = cursor.lines[at]
        words = line.text[mark.body :]
        if (LEVELS[style], mark.number, 0) in parent.taken:
            return False
        cursor.close_to(parent)
        node = Node(LEVELS[style], None, mark.number, label=mark.label, style=style)
        node.heading, body = outline_heading(words)
        if node.heading and not body and self._is_torn(at, words):
            node.heading, body = "", True
        node.body = body and line.kind is not BlockKind.HEADING
        node.file_level = line.level
        before = next((one for one in reversed(parent.children) if one.style is style), None)
        if node.body and self._is_sentence_heading(at, words, style, before):
            node.heading, node.body = words.rstrip("。"), False
        node.listed = node.body and style is not Style.HAN and self._is_listed(parent, before)
        cursor.running[style] = mark.number
        cursor.open.append(cursor.add(parent, node, at))
        return True

    def parent(self, at: int, mark: Mark, style: Style) -> Node | None:
        """Return the node under which a numbered paragraph stands; None if it is plain text."""
        if style in DECIMAL_STYLES:
            return self._decimal_parent(mark, style)
        level = self._cursor.lines[at].level
        chain = [node for node in self._cursor.chain() if not _is_shut_by(node, style, level)]
        outer = self._parent_of_new_list(at, chain, style)
        if mark.number == 1:
            return self._first_parent(outer, style)
        for node in chain:
            last = node.reached.get(style, mark.number)
            if last < mark.number <= last + _WIDEST_GAP:
                return node
        running = self._cursor.running.get(style) == mark.number - 1
        runs_in = FIRST_LABELS[style] in self._cursor.before.translate(_BRACKETS)
        fits = running or self._begins_late(outer, style) or (mark.number == 2 and runs_in)
        return outer if fits and style not in outer.reached else None

    def _first_parent(self, outer: Node, style: Style) -> Node | None:
        """Return the node under which a list begins at one, given the nearest outer one.

        A second list under one node belongs to the paragraph that leads it in.
        """
        while outer.level is Level.TEXT and style in outer.reached and outer.parent is not None:
            outer = outer.parent
        if style not in outer.reached:
            return outer
        if self._is_inner_list(outer, style):
            return self._cursor.last
        return _last_text(outer) or self._last_text_moved(outer, style)

    def _last_text_moved(self, outer: Node, style: Style) -> Node | None:
        """Return the plain paragraph just added to a member of the list before, moved out of it.

        That the numbers begin again shows that it leads in the new list: 第三类 / 1. 甲苯.
        """
        text = self._cursor.last
        member = text.parent
        if text.level is not Level.TEXT or text.silent or member is None:
            return None
        if member.style is not style or outer not in (member.parent, _grandparent(member)):
            return None
        member.remove_last()
        return outer.add(text)

    def _decimal_parent(self, mark: Mark, style: Style) -> Node | None:
        """Return the open node that 1.2.1 names as its parent: 1.2, or 第一章 or 一、 for 1.1."""
        numbers, letter = parts(mark.label), appendix(mark.label)
        if letter and not self._cursor.scope.label.endswith(letter):
            return None
        if style is Style.DECIMAL1:
            return self._parent_of_chapter()
        above = DECIMAL_STYLES[len(numbers) - 2]
        for node in self._cursor.chain():
            same = node.style is above and _is_above(node.label, mark.label)
            outer = node.level is Level.CHAPTER or node.style is Style.HAN
            chapter = outer and not letter and (node.number,) == numbers[:-1]
            if same or chapter:
                last = node.reached.get(style, 0)
                return node if last < mark.number <= last + _WIDEST_GAP else None
        return None

    def _parent_of_chapter(self) -> Node:
        """Return the innermost open heading that may hold 1 总则, which no 前言 does."""
        outer = [
            node
            for node in self._cursor.open
            if node.level in _OVER_DECIMALS and not is_free_heading(node.heading)
        ]
        return outer[-1] if outer else self._cursor.scope

    def _is_listed(self, parent: Node, before: Node | None) -> bool:
        """Whether a numbered paragraph is in a list that a sentence ending in ： leads in."""
        if before is not None:
            return before.listed
        return self._cursor.leads_in or parent.level is Level.TEXT

    def _is_torn(self, at: int, words: str) -> bool:
        """Whether words without an end are no heading but go on in the line below."""
        line, below = self._cursor.lines[at], self._cursor.below(at)
        if below is None or {line.kind, below.kind} != {BlockKind.PARAGRAPH}:
            return False
        marked = paragraph_mark(below.text) or division(below.text) or decimal_mark(below.text)
        return marked is None and breaks_off(words, below.text)

    def _is_sentence_heading(self, at: int, words: str, style: Style, before: Node | None) -> bool:
        """Whether a short sentence alone on its line is a heading: （一）加强组织领导。

        What it heads stands on the next line, and so it is with its number's predecessor.
        """
        below = self._cursor.below(at)
        if style not in HAN_STYLES or len(words) > _LONGEST_SENTENCE_HEADING or below is None:
            return False
        if not words.endswith("。") or set("；：。") & set(words[:-1]):
            return False
        if self._cursor.leads_in or self._cursor.before.endswith("；"):
            return False
        if division(below.text) or attachment(below.text):
            return False
        mark = paragraph_mark(below.text)
        deeper = mark is None or (mark.style is not None and mark.style.rank > style.rank)
        return deeper and (len(words) <= _SHORT or before is None or not before.body)

    def _is_inner_list(self, outer: Node, style: Style) -> bool:
        """Whether the last paragraph leads in a list of the same style as the one it belongs to."""
        last = self._cursor.last
        return last.style is style and last.parent is outer and self._cursor.leads_in

    def _parent_of_new_list(self, at: int, chain: list[Node], style: Style) -> Node:
        """Return where a list of a style not seen yet hangs: under the nearest outer style.

        Under an inner style only where that one's numbers go on below: 1. （一）（二） 2. （一）.
        """
        for node in chain:
            if node.style is None or node.style.rank < style.rank:
                return node
            if (node.style, style) in self._inverted or self._goes_on(at, node):
                self._inverted.add((node.style, style))
                return node
        return self._cursor.scope

    def _goes_on(self, at: int, node: Node) -> bool:
        for line in self._cursor.lines[at + 1 : at + _REACH]:
            mark = paragraph_mark(line.text) if line.kind is not BlockKind.TABLE else None
            if mark is not None and mark.style is node.style:
                return mark.number == node.number + 1
        return False

    def _begins_late(self, parent: Node, style: Style) -> bool:
        """Whether a list may begin past one: an excerpt that starts with its third part."""
        return style is Style.HAN and parent is self._cursor.scope and not parent.reached


_OVER_DECIMALS = frozenset((Level.PART, Level.SUBPART, Level.HEADING))


def _is_above(label: str, inner: str) -> bool:
    """Whether a label is another without its last number: 1.2 of 1.2.1, A.1 of A.1.1."""
    return parts(label) == parts(inner)[:-1] and appendix(label) == appendix(inner)


def _grandparent(node: Node) -> Node | None:
    return node.parent.parent if node.parent else None


def _last_text(node: Node) -> Node | None:
    """Return the plain paragraph after which a list of its parent begins again at one."""
    last = node.children[-1] if node.children else None
    return last if last is not None and last.level is Level.TEXT and not last.silent else None


def _is_shut_by(node: Node, style: Style, file_level: int) -> bool:
    """Whether a numbered paragraph cannot stand under an open heading without a number.

    序言 and 附则 hold no 一、; a heading of the file holds only what the file puts under it.
    """
    if node.level is not Level.HEADING:
        return False
    if is_free_heading(node.heading):
        return style is Style.HAN
    return 0 < file_level <= node.file_level
