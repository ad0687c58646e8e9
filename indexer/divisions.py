"""编 章 节 and headings without a number: placing them in the tree."""

from __future__ import annotations

from indexer.articles import Articles
from indexer.blocks import BlockKind
from indexer.cursor import Cursor
from indexer.grammar import (
    Mark,
    division,
    is_dividing_heading,
    is_free_heading,
    is_sentence,
    paragraph_mark,
)
from indexer.tree import DIVISION_LEVELS, Node
from kb.model import Level

_LONGEST_TITLE = 30
# characters of a heading that stands on the line below its number
_OUTERMOST = 1
# the heading level that stands for one known by its words, whatever the file says


class Divisions:
    """Places the headings of a version."""

    def __init__(self, cursor: Cursor, articles: Articles) -> None:
        self._cursor = cursor
        self._articles = articles

    def is_due(self, mark: Mark) -> bool:
        """Whether a 编 章 节 counts on from the open one of its level."""
        same = [node for node in self._cursor.open if node.level is mark.level]
        return bool(same) and same[-1].number == mark.number - 1

    def add(self, at: int, mark: Mark, level: Level) -> None:
        """Add a 编 章 节; a second one of its number becomes a heading without a number."""
        cursor = self._cursor
        line = cursor.lines[at]
        self._close(DIVISION_LEVELS.index(level), line.level)
        if (level, mark.number, mark.insert) in cursor.top.taken:
            self.add_heading(at)
            return
        node = Node(level, None, mark.number, mark.insert, label=mark.label.strip())
        node.heading = line.text[mark.body :].strip("：: \u3000")
        node.file_level = line.level
        cursor.open.append(cursor.add(cursor.top, node, at))
        self._articles.divide()
        if not node.heading or node.heading.endswith(("、", "，")):
            self._take_title_below(node, at)

    def add_heading(self, at: int) -> None:
        """Add a heading without a number under what the file's heading levels put above it."""
        cursor = self._cursor
        line = cursor.lines[at]
        outermost = is_free_heading(line.text) or is_dividing_heading(line.text)
        while cursor.open and (outermost or not 0 < cursor.open[-1].file_level < line.level):
            cursor.open.pop()
        node = Node(Level.HEADING, None, heading=line.text)
        node.file_level = _OUTERMOST if outermost else line.level
        cursor.open.append(cursor.add(cursor.top, node, at))
        self._articles.divide()

    def _close(self, rank: int, file_level: int) -> None:
        """Close what cannot hold a division of a rank."""
        cursor = self._cursor
        for place, node in enumerate(cursor.open):
            if node.level in DIVISION_LEVELS[rank:]:
                del cursor.open[place:]
                break
        while cursor.open:
            top = cursor.open[-1]
            if top.level in DIVISION_LEVELS:
                return
            holds = is_dividing_heading(top.heading) or 0 < top.file_level < file_level
            if top.level is Level.HEADING and holds and not is_free_heading(top.heading):
                return
            cursor.open.pop()

    def _take_title_below(self, node: Node, at: int) -> None:
        """Add the line below to a heading that its own line does not finish: 第三章 / 使用范围."""
        below = self._cursor.below(at)
        if below is None or below.kind is BlockKind.TABLE or is_sentence(below.text):
            return
        if paragraph_mark(below.text) or division(below.text) or len(below.text) > _LONGEST_TITLE:
            return
        if not self._articles.is_candidate(at + 1):
            node.heading += below.text
            node.own_end = below.end
            self._cursor.taken = at + 2
