"""文件: what the library holds, and what it could not read."""

from __future__ import annotations

from collections import Counter

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from kb.model import DocumentSummary, Filters, Status, Version
from web.contexts.frame import Section
from web.contexts.library import Choice, Chooser, LibraryContext
from web.query import filters, page_number, pairs_without, with_query
from web.render import frame, page
from web.shared import library

router = APIRouter()

PAGE_SIZE = 100
_MOST_UNANSWERED = 50
_PATH = "/library"
_EVERY_STATUS = tuple(Status)


@router.get("/library")
def show_library(request: Request) -> HTMLResponse:
    shelf = library(request)
    everything = shelf.documents(Filters(statuses=_EVERY_STATUS))
    title = request.query_params.get("title", "").strip()
    matching = _matching(everything, filters(request.query_params), title)
    number = page_number(request.query_params)
    shown = matching[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return page(
        request,
        LibraryContext(
            frame=frame(request, "文件", Section.LIBRARY),
            title=title,
            choosers=_choosers(request, everything),
            documents=shown,
            total=len(everything),
            matching=len(matching),
            previous=_page_url(request, number - 1) if number > 1 else "",
            next=_page_url(request, number + 1) if len(matching) > number * PAGE_SIZE else "",
            unread=shelf.unread(),
            unanswered=shelf.unanswered()[:_MOST_UNANSWERED],
        ),
    )


@router.get("/documents/{document_id}")
def show_document(request: Request, document_id: int) -> RedirectResponse:
    """Go to the version that counts today; its page lists the others."""
    shelf = library(request)
    version = current_version(
        tuple((version, shelf.status(version.id)) for version in shelf.versions(document_id))
    )
    return RedirectResponse(f"/versions/{version.id}", 302)


def current_version(versions: tuple[tuple[Version, Status], ...]) -> Version:
    """Return the version in force, else the newest that has taken effect, else the newest.

    versions: newest first, at least one.
    """
    usable = [version for version, status in versions if status.usable]
    begun = [version for version, status in versions if status is not Status.NOT_YET]
    return (usable or begun or [version for version, _ in versions])[0]


def _matching(
    documents: tuple[DocumentSummary, ...], wanted: Filters, title: str
) -> tuple[DocumentSummary, ...]:
    """Return the documents that pass; the counts in the filter form need all of them anyway."""
    return tuple(
        summary
        for summary in documents
        if (not wanted.kinds or summary.version.metadata.kind in wanted.kinds)
        and (not wanted.issuers or summary.version.metadata.issuer in wanted.issuers)
        and (not wanted.statuses or summary.status in wanted.statuses)
        and (not title or _mentions(summary.version, title))
    )


def _mentions(version: Version, words: str) -> bool:
    haystack = f"{version.metadata.title} {version.metadata.number}".lower()
    return all(word in haystack for word in words.lower().split())


def _choosers(request: Request, documents: tuple[DocumentSummary, ...]) -> tuple[Chooser, ...]:
    kinds = Counter(summary.version.metadata.kind for summary in documents)
    issuers = Counter(summary.version.metadata.issuer for summary in documents)
    statuses = Counter(summary.status.value for summary in documents)
    return (
        _chooser(request, "kind", "文种", kinds),
        _chooser(request, "issuer", "发文机关", issuers),
        _chooser(request, "status", "时效性", statuses),
    )


def _chooser(request: Request, field: str, name: str, counts: Counter[str]) -> Chooser:
    chosen = request.query_params.getlist(field)
    return Chooser(
        field,
        name,
        tuple(
            Choice(value, count, value in chosen) for value, count in counts.most_common() if value
        ),
    )


def _page_url(request: Request, number: int) -> str:
    kept = pairs_without(request, "page")
    return with_query(_PATH, [*kept, ("page", str(number) if number > 1 else "")])
