"""The ask page and the answer page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kb.model import ChecklistLink, Collection
from web.contexts.found import HitView, QuoteView
from web.contexts.frame import Context


@dataclass(frozen=True, slots=True)
class AskContext(Context):
    """The first page. documents: how many the library holds; usable: how many apply today."""

    template: ClassVar[str] = "ask.html"

    examples: tuple[str, ...]
    collections: tuple[Collection, ...]
    documents: int
    usable: int
    unread: int


@dataclass(frozen=True, slots=True)
class AnswerContext(Context):
    """A question answered or refused. score and threshold: evidence, 0 to 1.

    narrowed: what the question was narrowed to, in words; empty for nothing.
    """

    template: ClassVar[str] = "answer.html"

    question: str
    on: str
    narrowed: tuple[str, ...]
    quotes: tuple[QuoteView, ...]
    nearby: tuple[HitView, ...]
    checklists: tuple[ChecklistLink, ...]
    collections: tuple[Collection, ...]
    notices: tuple[str, ...]
    score: float
    threshold: float
    milliseconds: float
