"""The library page: the documents and the files that could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kb.model import DocumentSummary, Unread
from kb.store.inbox import Unanswered
from web.contexts.frame import Context


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chooser:
    """A select of the filter form. field: its name; name: its label."""

    field: str
    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class LibraryContext(Context):
    """total: documents in the library; matching: those that pass the filter, over all pages."""

    template: ClassVar[str] = "library.html"

    title: str
    choosers: tuple[Chooser, ...]
    documents: tuple[DocumentSummary, ...]
    total: int
    matching: int
    previous: str
    next: str
    unread: tuple[Unread, ...]
    unanswered: tuple[Unanswered, ...]
