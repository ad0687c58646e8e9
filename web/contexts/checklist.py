"""The checklist page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kb.model import Checklist, ChecklistItem, Citation, ItemKind
from web.contexts.frame import Context


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item with the link to its provision.

    place: its citation without the document, which the page names once: 第十一条第一款第（三）项.
    key: its name among the ticks kept in the browser.
    """

    item: ChecklistItem
    place: str
    url: str
    key: str


@dataclass(frozen=True, slots=True)
class BlockView:
    """Items that stand under the same words. lead: those words, verbatim; empty for none.

    inline: whether the words are short and stand before their only item, on its line.
    apart: whether items without such words follow others that have them.
    first: the number of its first item in the group, from 1.
    """

    lead: str
    inline: bool
    apart: bool
    first: int
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """The items of a kind, in text order. count: how many; never 0."""

    kind: ItemKind
    count: int
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True)
class ChecklistContext(Context):
    """citation: the document's."""

    template: ClassVar[str] = "checklist.html"

    checklist: Checklist
    citation: Citation
    groups: tuple[GroupView, ...]
