"""What waits for the keeper: files that could not be read, questions without an answer."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from kb.model import Unread
from kb.store import schema
from kb.store.rows import now

_unread = schema.unread
_unanswered = schema.unanswered


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that was refused: how often, and when last (ISO 8601, UTC)."""

    question: str
    times: int
    last: str


def note_unread(connection: Connection, path: str, name: str, reason: str, todo: str) -> None:
    """Remember that a file could not be read, in place of what was remembered of it."""
    connection.execute(delete(_unread).where(_unread.c.path == path))
    connection.execute(
        insert(_unread).values(path=path, name=name, reason=reason, todo=todo, when=now())
    )


def forget_unread(connection: Connection, path: str) -> None:
    """Forget a file's failure: it has been read since."""
    connection.execute(delete(_unread).where(_unread.c.path == path))


def unread(connection: Connection) -> tuple[Unread, ...]:
    """Return the files that could not be read, newest first."""
    rows = connection.execute(select(_unread).order_by(_unread.c.when.desc(), _unread.c.name))
    return tuple(Unread(row.name, row.reason, row.todo, row.when) for row in rows)


def note_unanswered(connection: Connection, question: str) -> None:
    """Count a question that was refused."""
    where = _unanswered.c.question == question
    values = {"times": _unanswered.c.times + 1, "last": now()}
    if not connection.execute(update(_unanswered).where(where).values(**values)).rowcount:
        connection.execute(insert(_unanswered).values(question=question, times=1, last=now()))


def unanswered(connection: Connection) -> tuple[Unanswered, ...]:
    """Return the questions that were refused, most often asked first."""
    order = (_unanswered.c.times.desc(), _unanswered.c.last.desc())
    rows = connection.execute(select(_unanswered).order_by(*order))
    return tuple(Unanswered(row.question, row.times, row.last) for row in rows)
