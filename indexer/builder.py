"""From lines to the tree of provisions: each line finds its place under what is open."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.articles import Articles
from indexer.blocks import BlockKind
from indexer.cursor import Cursor
from indexer.decimals import appendix, chapter_mark, decimal_chapters, decimal_mark, has_decimals
from indexer.divisions import Divisions
from indexer.grammar import (
    Mark,
    attachment,
    division,
    is_dividing_heading,
    is_free_heading,
    paragraph_mark,
)
from indexer.layout import AttachmentHead, Layout, Role
from indexer.lines import Line
from indexer.outlines import Outlines
from indexer.quoting import Quotation
from indexer.readers.paragraphs import (
    breaks_off,
    completes,
    display_width,
    ends_sentence,
    starts_provision,
    wrap_width,
)
from indexer.tree import Node
from kb.model import Level

_SLACK = 3
# half-widths: how far from the margin a full line may end
_MOST_TORN = 4
# lines above a break that are looked at
_REACH = 30
# lines below in which the next number of a list must come for a paragraph to belong to it


class Builder:
    """Builds the tree of one version."""

    def __init__(self, lines: Sequence[Line], layout: Layout) -> None:
        self._cursor = Cursor(lines, layout.roles)
        self._heads = {head.first: head for head in layout.attachments}
        self._decimal_chapters = decimal_chapters(lines, layout.roles)
        self._has_decimals = bool(self._decimal_chapters) or has_decimals(lines, layout.roles)
        self._margin = _margin(lines, layout.roles)
        self._articles = Articles(self._cursor, self._margin)
        self._divisions = Divisions(self._cursor, self._articles)
        self._outlines = Outlines(self._cursor)
        self._quotation = Quotation()

    def build(self) -> Node:
        """Return the root after placing every line."""
        cursor = self._cursor
        while cursor.taken < len(cursor.lines):
            at = cursor.taken
            cursor.taken += 1
            self._place(at)
            cursor.before = cursor.lines[cursor.taken - 1].text
        return cursor.root

    def _place(self, at: int) -> None:
        role = self._cursor.roles[at]
        if role is Role.ATTACHMENT:
            self._attachment(self._heads[at])
        elif role is Role.CONTENTS:
            self._contents(at)
        elif role is Role.BODY:
            self._body(at)
        else:
            self._close_all()
            self._cursor.add(self._cursor.scope, Node(Level.TEXT, None, silent=True), at)

    def _attachment(self, head: AttachmentHead) -> None:
        cursor = self._cursor
        self._close_all()
        number = self._attachment_number(head)
        node = Node(Level.ATTACHMENT, None, number, label=head.label, heading=head.heading)
        cursor.add(cursor.root, node, head.first)
        cursor.extend(cursor.lines[head.after - 1].end)
        cursor.taken = head.after
        cursor.begin_scope(node)
        self._articles.start_again()

    def _attachment_number(self, head: AttachmentHead) -> int:
        """Return the number that the file gives an attachment; 1 for 附件 without one.

        One without a label, or whose number is taken, counts on behind all that have one.
        """
        children = self._cursor.root.children
        taken = {one.number for one in children if one.level is Level.ATTACHMENT}
        number = (head.number or 1) if head.label else 0
        if number and number not in taken:
            return number
        labelled = {one.number or 1 for one in self._heads.values() if one.label}
        return max(taken | labelled, default=0) + 1

    def _contents(self, at: int) -> None:
        """Keep a table of contents as one heading, so that its lines are cited as no chapters."""
        cursor = self._cursor
        self._close_all()
        while cursor.taken < len(cursor.lines) and cursor.roles[cursor.taken] is Role.CONTENTS:
            cursor.taken += 1
        cursor.add(cursor.scope, Node(Level.HEADING, None, heading="目录", silent=True), at)
        cursor.extend(cursor.lines[cursor.taken - 1].end)

    def _body(self, at: int) -> None:
        cursor = self._cursor
        line = cursor.lines[at]
        quoted = self._quotation.open or self._begins_quotation(at)
        if line.kind is BlockKind.TABLE and not quoted:
            self._table(line)
        elif line.kind is BlockKind.TABLE or not self._structural(at, quoted):
            if quoted and cursor.last is not cursor.root:
                cursor.extend(line.end)
            else:
                self._plain(at)
        self._quotation.read(line.text)

    def _begins_quotation(self, at: int) -> bool:
        """Whether a line is the first of another text, given after 内容如下： without marks."""
        text = self._cursor.lines[at].text
        numbered = any(one.style or one.level is Level.ARTICLE for one in self._cursor.open)
        if not numbered or self._articles.is_due(at):
            return False
        if not (division(text) or self._articles.is_candidate(at)):
            return False
        return self._quotation.begin_unmarked(self._cursor.before)

    def _structural(self, at: int, quoted: bool) -> bool:
        """Place a line that is a heading, an article or a numbered paragraph; else return False."""
        line = self._cursor.lines[at]
        mark = self._articles.accept(at, quoted)
        if mark is not None:
            self._quotation.close()
            self._articles.add(at, mark)
            return True
        stated = line.kind is BlockKind.HEADING
        mark = division(line.text.rstrip("。") if stated else line.text)
        if mark is not None and mark.level and (not quoted or self._divisions.is_due(mark)):
            self._quotation.close()
            self._divisions.add(at, mark, mark.level)
            return True
        mark = self._paragraph_mark(at)
        if mark is not None and self._numbered(at, mark, quoted):
            return True
        worded = is_free_heading(line.text) or is_dividing_heading(line.text)
        if quoted or not (stated or worded):
            return False
        self._divisions.add_heading(at)
        return True

    def _paragraph_mark(self, at: int) -> Mark | None:
        text = self._cursor.lines[at].text
        if at in self._decimal_chapters:
            return chapter_mark(text)
        decimal = self._has_decimals or appendix(self._cursor.scope.label[-1:])
        return paragraph_mark(text) or (decimal_mark(text) if decimal else None)

    def _numbered(self, at: int, mark: Mark, quoted: bool) -> bool:
        style = mark.style
        if style is None or (quoted and not self._outlines.continues(style, mark.number)):
            return False
        if quoted:
            self._quotation.close()
        if self._cursor.article() is None:
            parent = self._outlines.parent(at, mark, style)
            return parent is not None and self._outlines.add(at, mark, style, parent)
        if self._articles.divides(at, mark, style):
            parent = self._articles.close_to_division(style)
            if self._outlines.add(at, mark, style, parent):
                self._articles.divide()
                return True
        return self._articles.add_item(at, mark, style)

    def _plain(self, at: int) -> None:
        cursor = self._cursor
        if attachment(cursor.lines[at].text):
            # A list of attachments closes the text; it belongs to no article or paragraph.
            self._close_all()
        elif self._is_torn(at):
            cursor.extend(cursor.lines[at].end)
            # What was taken for a heading of a list member is the beginning of its sentence.
            cursor.last.heading = ""
            return
        article = cursor.article()
        member = self._unfinished(at)
        if article is not None and member is not None:
            cursor.extend(cursor.lines[at].end)
        elif article is not None:
            self._articles.add_paragraph(at, article)
        else:
            self._text(at, member)

    def _is_torn(self, at: int) -> bool:
        """Whether a plain line goes on with the sentence in which the paragraph above breaks off.

        Its words show it, or that the line above ends at the margin of wrapped text.
        """
        last, text = self._cursor.last, self._cursor.lines[at].text
        if self._cursor.lines[at].kind is not BlockKind.PARAGRAPH or not _holds_sentences(last):
            return False
        if division(text) or paragraph_mark(text) or decimal_mark(text):
            return False
        above, before = self._end_of(last, at), self._cursor.before
        full = 0 < self._margin <= display_width(before) and not ends_sentence(before)
        if breaks_off(above, text) or (full and not starts_provision(text)):
            return True
        if last.level is not Level.PARAGRAPH:
            return False
        # A list without numbers is no row of 款: 由下列人员组成： / 主任， / 委员若干人。
        listed = self._cursor.leads_in and text.endswith(("，", "、"))
        return listed or completes(text, above)

    def _end_of(self, node: Node, at: int) -> str:
        """Return the last lines of a node that ends above a line."""
        lines = self._cursor.lines[max(0, at - _MOST_TORN) : at]
        return "".join(line.text for line in lines if line.end > node.start)

    def _text(self, at: int, member: Node | None) -> None:
        """Add a paragraph outside articles, under the list member that goes on below if any."""
        cursor = self._cursor
        if member is not None:
            cursor.close_to(member)
        else:
            cursor.close_lists()
        cursor.add(cursor.top, Node(Level.TEXT, None, body=True), at)

    def _unfinished(self, at: int) -> Node | None:
        """Return the open list member that a plain line continues, None if it continues none.

        The line above breaks off, or the next number of the list is still to come.
        """
        for node in reversed(self._cursor.open):
            if node.style is None or not node.body:
                continue
            if node is self._cursor.last and self._cursor.before.endswith(("，", "、", "；“")):
                return node
            if self._goes_on(at, node):
                return node
        return None

    def _goes_on(self, at: int, node: Node) -> bool:
        """Whether the first number of a node's style below a line is the one due after it."""
        for below in range(at + 1, min(at + _REACH, len(self._cursor.lines))):
            text = self._cursor.lines[below].text
            if self._articles.is_candidate(below) or division(text):
                return False
            mark = self._paragraph_mark(below)
            if mark is not None and mark.style is node.style:
                return mark.number == node.number + 1
        return False

    def _table(self, line: Line) -> None:
        """Add a table: its first row is its own text, each further row a provision below it."""
        cursor = self._cursor
        parent = self._table_parent()
        cursor.close_to(parent)
        header, *rows = line.text.split("\n")
        table = Node(Level.TABLE, None, start=line.start)
        table.own_end = line.start + len(header) + 1
        cursor.last = parent.add(table)
        for row in rows:
            end = cursor.last.own_end + len(row) + 1
            cursor.add_span(table, Node(Level.ROW, None), end)

    def _table_parent(self) -> Node:
        cursor = self._cursor
        within = cursor.within_article()
        if within:
            return within[-1] if cursor.leads_in else within[0]
        if (paragraph := self._articles.open_empty_paragraph()) is not None:
            return paragraph
        if not cursor.leads_in:
            cursor.close_lists()
        return cursor.top

    def _close_all(self) -> None:
        self._cursor.open.clear()
        self._quotation.close()


def _margin(lines: Sequence[Line], roles: Sequence[Role]) -> int:
    """Return the least width of a full line where the paragraphs are torn at a margin, else 0."""
    texts = [
        line.text if role is Role.BODY and line.kind is BlockKind.PARAGRAPH else ""
        for line, role in zip(lines, roles, strict=True)
    ]
    return max(0, wrap_width(texts) - _SLACK)


def _holds_sentences(node: Node) -> bool:
    """Whether the own text of a node is more than a heading: a 款, a 段 or a list member."""
    if node.level in (Level.PARAGRAPH, Level.TEXT):
        return not node.silent
    return node.style is not None and node.body
