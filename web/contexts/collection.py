"""The list of collections and the page of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kb.model import Collection, Excerpt, Version
from web.contexts.found import PartView
from web.contexts.frame import Context


@dataclass(frozen=True, slots=True)
class CollectionsContext(Context):
    """error: why a new collection was not made, empty for none; name: what had been typed."""

    template: ClassVar[str] = "collections.html"

    collections: tuple[Collection, ...]
    error: str
    name: str


@dataclass(frozen=True, slots=True)
class ExcerptView:
    """An excerpt with its place in the order, from 1. added: whether it has just been put in.

    parts: its quotation as it is shown.
    version: None where its document is no longer in the library.
    """

    excerpt: Excerpt
    parts: tuple[PartView, ...]
    version: Version | None
    url: str
    position: int
    added: bool


@dataclass(frozen=True, slots=True)
class CollectionContext(Context):
    """back: where the person was reading before an excerpt was added, empty for nowhere."""

    template: ClassVar[str] = "collection.html"

    collection: Collection
    excerpts: tuple[ExcerptView, ...]
    back: str
