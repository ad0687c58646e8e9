"""检索: hits with facets."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from kb.model import Facets, FacetValue, SearchResult
from web.contexts.frame import Section
from web.contexts.search import FacetGroup, FacetLink, SearchContext
from web.query import filters, page_number, pairs_without, with_query
from web.render import frame, page
from web.shared import library
from web.views import hit_view

router = APIRouter()

PAGE_SIZE = 10
_PATH = "/search"
_FACET_FIELDS = ("kind", "issuer", "status")


@router.get("/search")
def show_search(request: Request) -> HTMLResponse:
    params = request.query_params
    query = params.get("q", "")
    wanted = filters(params)
    number = page_number(params)
    shelf = library(request)
    result = SearchResult("", (), Facets(), (), 0.0)
    if "q" in params:
        # One hit more than is shown says whether there is a next page.
        result = shelf.search(query, wanted, limit=PAGE_SIZE + 1, offset=(number - 1) * PAGE_SIZE)
    more = len(result.hits) > PAGE_SIZE
    return page(
        request,
        SearchContext(
            frame=frame(request, f"检索：{query}" if query else "检索", Section.SEARCH),
            query=query,
            on=params.get("on", ""),
            issued_from=params.get("from", ""),
            issued_to=params.get("to", ""),
            kept=tuple((n, v) for n, v in params.multi_items() if n in _FACET_FIELDS and v),
            facets=_facets(request, result.facets),
            hits=tuple(hit_view(hit, shelf) for hit in result.hits[:PAGE_SIZE]),
            first=(number - 1) * PAGE_SIZE + 1,
            previous=_page_url(request, number - 1) if number > 1 else "",
            next=_page_url(request, number + 1) if more else "",
            clear=with_query(_PATH, [("q", query)]),
            notices=result.notices,
            milliseconds=result.milliseconds,
        ),
    )


def _page_url(request: Request, number: int) -> str:
    kept = pairs_without(request, "page")
    return with_query(_PATH, [*kept, ("page", str(number) if number > 1 else "")])


def _facets(request: Request, facets: Facets) -> tuple[FacetGroup, ...]:
    groups = (
        _facet(request, "文种", "kind", facets.kinds),
        _facet(request, "发文机关", "issuer", facets.issuers),
        _facet(request, "时效性", "status", facets.statuses),
    )
    return tuple(group for group in groups if group.links)


def _facet(request: Request, name: str, field: str, values: tuple[FacetValue, ...]) -> FacetGroup:
    """Return a facet's links; a chosen value stays in the list even where nothing matches it."""
    chosen = [value for value in request.query_params.getlist(field) if value]
    counts = dict.fromkeys(chosen, 0) | {item.value: item.count for item in values}
    return FacetGroup(
        name,
        field,
        tuple(
            FacetLink(value, count, value in chosen, _toggled(request, field, value))
            for value, count in counts.items()
            if value
        ),
    )


def _toggled(request: Request, field: str, value: str) -> str:
    kept = pairs_without(request, "page")
    if (field, value) in kept:
        return with_query(_PATH, [pair for pair in kept if pair != (field, value)])
    return with_query(_PATH, [*kept, (field, value)])
