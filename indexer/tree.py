"""The tree of a version's provisions while it is built, and the addresses given in the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from indexer.grammar import Style
from kb.model import Address, Level, Provision, Step

DIVISION_LEVELS = (Level.PART, Level.SUBPART, Level.CHAPTER, Level.SECTION)
_COUNTED = frozenset((Level.TEXT, Level.TABLE, Level.ROW, Level.HEADING, Level.PARAGRAPH))
# levels without a number of their own: counted within their parent
_NAMED_ALONE = frozenset((*DIVISION_LEVELS, Level.ARTICLE))
_OVER_OUTLINES = frozenset((*DIVISION_LEVELS, Level.ATTACHMENT))
# levels whose numbers run through a text, so that most addresses need nothing above them


@dataclass(slots=True, eq=False)
class Node:
    """A provision in the making; the root is the version itself and becomes none."""

    level: Level | None
    parent: Node | None
    number: int = 0
    insert: int = 0
    label: str = ""
    heading: str = ""
    start: int = 0
    own_end: int = 0
    style: Style | None = None
    file_level: int = 0
    # the heading level that the file states; 0 for none
    body: bool = False
    # whether its own text says something, besides its label and heading
    listed: bool = False
    # whether it is a member of a list that a sentence ending in ： leads in
    silent: bool = False
    # whether it is left out of search: title, contents, signature
    children: list[Node] = field(default_factory=list)
    reached: dict[Style, int] = field(default_factory=dict)
    # the last number given to a child of each style
    taken: set[tuple[Level, int, int]] = field(default_factory=set)
    # level, number and insert of each child with a number of its own
    counts: Counter[tuple[Level, bool]] = field(default_factory=Counter)
    # how many children each counted level has, spoken and silent

    def add(self, child: Node) -> Node:
        """Return child after adding it below this node, numbered where its level is counted."""
        child.parent = self
        self.children.append(child)
        if child.level in _COUNTED:
            child.number = self._count(child, child.level)
        elif child.level is not None:
            self.taken.add((child.level, child.number, child.insert))
        if child.style is not None:
            self.reached[child.style] = child.number
        return child

    def remove_last(self) -> None:
        """Take the last child, of a counted level, away from this node."""
        child = self.children.pop()
        if child.level is not None:
            self.counts[child.level, child.silent] -= 1

    def _count(self, child: Node, level: Level) -> int:
        self.counts[level, child.silent] += 1
        # The words behind a numbered paragraph's label are the first 段 under that number.
        runs_in = level is Level.TEXT and self.body and self.style is not None
        return self.counts[level, child.silent] + runs_in

    def walk(self) -> Iterator[Node]:
        """Yield the nodes below, in the order of the text."""
        for child in self.children:
            yield child
            yield from child.walk()

    def above(self) -> Iterator[Node]:
        """Yield the nodes above, from the parent outwards, without the root."""
        node = self.parent
        while node is not None and node.level is not None:
            yield node
            node = node.parent


def provisions(root: Node) -> tuple[Provision, ...]:
    """Return the nodes below the root as provisions with unique addresses, in order."""
    nodes = list(root.walk())
    _number_silent(root)
    addresses = _addresses(nodes)
    ordinals = {id(node): n for n, node in enumerate(nodes)}
    ends = [node.own_end for node in nodes]
    for n in range(len(nodes) - 1, -1, -1):
        parent = nodes[n].parent
        if parent is not None and parent.level is not None:
            above = ordinals[id(parent)]
            ends[above] = max(ends[above], ends[n])
    return tuple(
        Provision(
            ordinal=n,
            parent=_ordinal_of(node.parent, ordinals),
            level=node.level,
            address=addresses[n],
            label=node.label,
            heading=node.heading,
            start=node.start,
            own_end=node.own_end,
            end=ends[n],
        )
        for n, node in enumerate(nodes)
        if node.level is not None
    )


def _ordinal_of(node: Node | None, ordinals: dict[int, int]) -> int | None:
    return None if node is None or node.level is None else ordinals[id(node)]


def _number_silent(root: Node) -> None:
    """Number title, contents and signature after the text proper, which 第1段 begins."""
    for node in (root, *root.walk()):
        spoken = Counter(child.level for child in node.children if not child.silent)
        for child in node.children:
            if child.silent and child.level in _COUNTED:
                spoken[child.level] += 1
                child.number = spoken[child.level]


def _addresses(nodes: list[Node]) -> list[Address]:
    """Return an address for each node; every one occurs once.

    A 条 and a 章 take those 编 章 above them that are needed to tell them apart, from the outermost
    inwards; a 节 always takes its 章. All other nodes continue their parent's address.
    """
    depth = _Depths(nodes)
    found: dict[int, tuple[Step, ...]] = {}
    taken: set[tuple[Step, ...]] = set()
    result = []
    for node in nodes:
        steps = (*_base(node, found, depth), _step(node))
        while steps in taken:
            # Two provisions of one number that nothing tells apart: the later one is 之N.
            steps = (*steps[:-1], Step(steps[-1].level, steps[-1].number, steps[-1].insert + 1))
        taken.add(steps)
        found[id(node)] = steps
        result.append(Address(steps))
    return result


def _step(node: Node) -> Step:
    if node.level is None:
        raise ValueError("the root has no step")
    return Step(node.level, node.number, node.insert)


def _base(node: Node, found: dict[int, tuple[Step, ...]], depths: _Depths) -> tuple[Step, ...]:
    """Return the steps before a node's own."""
    if not _is_named_alone(node):
        parent = node.parent
        return () if parent is None or parent.level is None else found[id(parent)]
    return _divisions(node, depths.of(node))


def _is_named_alone(node: Node) -> bool:
    """Whether a node's number runs through the text, as that of 一、 may under chapters."""
    if node.level is Level.OUTLINE1:
        return all(one.level in _OVER_OUTLINES for one in node.above())
    return node.level in _NAMED_ALONE


def _divisions(node: Node, depth: int) -> tuple[Step, ...]:
    """Return the attachment above a node and the first depth of the divisions above it."""
    above = list(node.above())[::-1]
    outer = tuple(_step(one) for one in above if one.level is Level.ATTACHMENT)
    inner = [_step(one) for one in above if one.level is not Level.ATTACHMENT]
    return outer + tuple(inner[:depth])


def _scope(node: Node) -> int:
    """Return what tells the attachment above a node from the others; 0 for the text itself."""
    return next((one.number for one in node.above() if one.level is Level.ATTACHMENT), 0)


class _Depths:
    """How many divisions above a 条, 章 or 编 its address takes in, for each attachment apart."""

    def __init__(self, nodes: list[Node]) -> None:
        members: dict[tuple[int, Level], list[Node]] = {}
        for node in nodes:
            if _is_named_alone(node) and node.level is not None:
                members.setdefault((_scope(node), node.level), []).append(node)
        self._depths = {key: _depth(key[1], found) for key, found in members.items()}

    def of(self, node: Node) -> int:
        return self._depths[_scope(node), node.level] if node.level else 0


def _depth(level: Level, members: list[Node]) -> int:
    """Return the least depth at which the addresses of members differ; 0 where none does it."""
    most = max(sum(1 for _ in node.above()) for node in members)
    if level is Level.SECTION:
        return most
    for depth in range(most + 1):
        if len({(*_divisions(node, depth), _step(node)) for node in members}) == len(members):
            return depth
    return 0
