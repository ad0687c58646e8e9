"""The error pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from web.contexts.frame import Context


@dataclass(frozen=True, slots=True)
class Nearest:
    """A citation that exists, offered in place of one that does not."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class ErrorContext(Context):
    """what, where, todo: as in KbError. question: what had been asked, to be mended."""

    template: ClassVar[str] = "error.html"

    status: int
    what: str
    where: str
    todo: str
    nearest: tuple[Nearest, ...]
    question: str
