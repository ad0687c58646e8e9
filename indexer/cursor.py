"""Where the reading of a version stands: the tree so far, and what is open in it."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.grammar import Style
from indexer.layout import Role
from indexer.lines import Line
from indexer.tree import Node
from kb.model import Level


class Cursor:
    """The lines of a version and the nodes under which the next one may stand."""

    def __init__(self, lines: Sequence[Line], roles: Sequence[Role]) -> None:
        self.lines = lines
        self.roles = roles
        self.root = Node(None, None)
        self.scope = self.root
        # the root, or the attachment that is being read
        self.open: list[Node] = []
        # outermost first, without the scope
        self.last = self.root
        # the node added last: what is no provision of its own continues its text
        self.before = ""
        # the text of the line above
        self.taken = 0
        # the number of the first line not yet placed
        self.running: dict[Style, int] = {}
        # the last number of each style in the scope: some texts count on from part to part

    @property
    def leads_in(self) -> bool:
        """Whether the line above ends in a colon."""
        return self.before.endswith(("：", ":"))

    @property
    def top(self) -> Node:
        """The innermost open node, or the scope."""
        return self.open[-1] if self.open else self.scope

    def chain(self) -> list[Node]:
        """Return the open nodes from the innermost outwards, the scope last."""
        return [*reversed(self.open), self.scope]

    def article(self) -> Node | None:
        """Return the open 条, None outside one."""
        return next((node for node in self.open if node.level is Level.ARTICLE), None)

    def within_article(self) -> list[Node]:
        """Return the open 款, 项 and 目 of the open 条, outermost first."""
        article = self.article()
        if article is None:
            return []
        return self.open[self.open.index(article) + 1 :]

    def below(self, at: int) -> Line | None:
        """Return the line after a line if it belongs to the text proper."""
        if at + 1 < len(self.lines) and self.roles[at + 1] is Role.BODY:
            return self.lines[at + 1]
        return None

    def add(self, parent: Node, node: Node, at: int) -> Node:
        """Return node after adding it with a whole line as its own text."""
        node.start, node.own_end = self.lines[at].start, self.lines[at].end
        self.last = parent.add(node)
        return node

    def add_span(self, parent: Node, node: Node, end: int) -> Node:
        """Return node after adding it with the text from the last node's end to end."""
        node.start, node.own_end = self.last.own_end, end
        self.last = parent.add(node)
        return node

    def extend(self, end: int) -> None:
        """Let the node added last own the text up to end."""
        self.last.own_end = end

    def free_attachment(self) -> int:
        """Return the first number behind those of the attachments so far."""
        children = self.root.children
        numbers = [one.number for one in children if one.level is Level.ATTACHMENT]
        return max(numbers, default=0) + 1

    def begin_scope(self, node: Node) -> None:
        """Read on within an attachment."""
        self.scope = node
        self.open.clear()
        self.running.clear()

    def close_to(self, parent: Node) -> None:
        """Close what is open below parent, and open it where it is a 段 that begins a list."""
        if parent is self.scope:
            self.open.clear()
        elif parent in self.open:
            del self.open[self.open.index(parent) + 1 :]
        else:
            self.close_to(parent.parent or self.scope)
            self.open.append(parent)

    def close_lists(self) -> None:
        """Close the members of lists that a sentence leads in: plain text is no part of them."""
        while self.open and (self.open[-1].listed or self.open[-1].level is Level.TEXT):
            self.open.pop()
