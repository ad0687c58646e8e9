"""The about page and the page of the JSON API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kb.model import Status
from web.contexts.frame import Context


@dataclass(frozen=True, slots=True)
class StatusMeaning:
    status: Status
    meaning: str


@dataclass(frozen=True, slots=True)
class AboutContext(Context):
    """home: the data folder's path."""

    template: ClassVar[str] = "about.html"

    home: str
    documents: int
    meanings: tuple[StatusMeaning, ...]


@dataclass(frozen=True, slots=True)
class FieldDoc:
    """A parameter of an operation or a field of a record, as the page of the API states it.

    type: in words; link: the name of the record that the type is or holds, empty for none.
    """

    name: str
    type: str
    link: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class ReplyDoc:
    """What an operation may answer."""

    status: str
    description: str
    record: str


@dataclass(frozen=True, slots=True)
class OperationDoc:
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[FieldDoc, ...]
    replies: tuple[ReplyDoc, ...]


@dataclass(frozen=True, slots=True)
class RecordDoc:
    """A record of the API. values: those of an enumeration, empty for a record with fields."""

    name: str
    description: str
    fields: tuple[FieldDoc, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ApiContext(Context):
    template: ClassVar[str] = "api.html"

    operations: tuple[OperationDoc, ...]
    records: tuple[RecordDoc, ...]
