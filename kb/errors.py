"""The one family of errors that a person can mend.

Each carries what happened, where, and what to do, in Simplified Chinese, because
staff read it as it stands on a page or a terminal. A programming error is never one
of these and is left to propagate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.model import Citation


class KbError(Exception):
    """Something a person can put right.

    what: one Chinese sentence, no trailing punctuation.
    where: the file, question, citation or setting it is about; may be empty.
    todo: what to do next, one Chinese sentence; may be empty.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", todo: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.todo = todo

    def __str__(self) -> str:
        head = f"{self.where}：{self.what}" if self.where else self.what
        return f"{head}。{self.todo}" if self.todo else f"{head}。"


class UnreadableFile(KbError):
    """A file that no reader could turn into text; nothing of it was stored."""


class BadQuestion(KbError):
    """A question that cannot be searched: empty, too long, or without a word in it."""


class UnknownCitation(KbError):
    """A citation or address that names no provision of the library.

    nearest: citations of that document worth offering instead, best first.
    """

    def __init__(
        self, what: str, *, where: str = "", todo: str = "", nearest: tuple[Citation, ...] = ()
    ) -> None:
        super().__init__(what, where=where, todo=todo)
        self.nearest = nearest


class UnknownRecord(KbError):
    """An id of a document, version, collection or item that does not exist."""


class HomeUnusable(KbError):
    """The data folder is missing, not writable, full, or held by another process."""

    exit_code = 2


class IndexUnusable(KbError):
    """No generation of the index can be loaded; `kb reindex` mends it."""

    exit_code = 2


class ModelUnusable(KbError):
    """The embedding model is missing, damaged or not the one the index was built with."""

    exit_code = 2
