"""The search page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from web.contexts.found import HitView
from web.contexts.frame import Context


@dataclass(frozen=True, slots=True)
class FacetLink:
    """One value of a facet. url: this search with the value added, or taken away if chosen."""

    value: str
    count: int
    chosen: bool
    url: str


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """name: what the values are, in Chinese; field: the name of the query field."""

    name: str
    field: str
    links: tuple[FacetLink, ...]


@dataclass(frozen=True, slots=True)
class SearchContext(Context):
    """Results of a search, or only its form when query is empty.

    first: the number of the first hit shown, from 1; previous, next: links, empty at the ends.
    kept: the chosen facet values as (field, value), for the form's hidden fields.
    """

    template: ClassVar[str] = "search.html"

    query: str
    on: str
    issued_from: str
    issued_to: str
    kept: tuple[tuple[str, str], ...]
    facets: tuple[FacetGroup, ...]
    hits: tuple[HitView, ...]
    first: int
    previous: str
    next: str
    clear: str
    notices: tuple[str, ...]
    milliseconds: float
