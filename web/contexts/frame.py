"""What every page has: title, navigation, form token, type size."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Section(StrEnum):
    """The entry of the navigation that a page belongs to."""

    ASK = "ask"
    SEARCH = "search"
    LIBRARY = "library"
    COLLECTIONS = "collections"
    ABOUT = "about"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the layout needs.

    here: path and query of this page, where a form that changes a preference comes back to.
    """

    title: str
    section: Section
    token: str
    here: str
    large: bool


@dataclass(frozen=True, slots=True)
class Context:
    """What a page's template may name: the fields of the subclass. template: the file's name."""

    template: ClassVar[str]

    frame: Frame
