"""阅读: a version's text, one provision of it, and the form that collects a provision."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

from kb.citation import cite
from kb.library import Library
from kb.model import Citation, Provision, Version
from kb.quotation_parts import quotation_parts
from web.contexts.frame import Section
from web.contexts.reader import Cited, CollectContext, ReaderContext, VersionLink
from web.jump import find_article
from web.originals import last_page_with_text, places_of
from web.pages.library import current_version
from web.query import local_path
from web.reading import contents, rows
from web.render import attachment, frame, page, provision_url
from web.shared import library
from web.views import collect_url, part_views, trimmed, warning

router = APIRouter()

_SHORT = 600
# characters of a cited provision that are shown above the text


@router.get("/versions/{version_id}")
def show_version(request: Request, version_id: int) -> HTMLResponse:
    return _reader(request, version_id, None)


@router.get("/versions/{version_id}/jump")
def jump(request: Request, version_id: int, to: str = "") -> RedirectResponse:
    """Go to the provision that a person typed: 12, 第十二条, 十二条第二款."""
    shelf = library(request)
    address = find_article(shelf.version(version_id), shelf.provisions(version_id), to)
    return RedirectResponse(provision_url(version_id, address), 303)


@router.get("/versions/{version_id}/source")
def download_source(request: Request, version_id: int) -> FileResponse:
    """Send the original file, always as a download: what came in is never shown as a page."""
    shelf = library(request)
    version = shelf.version(version_id)
    return FileResponse(
        shelf.source(version_id),
        media_type="application/octet-stream",
        headers={"Content-Disposition": attachment(version.source_name)},
    )


@router.get("/versions/{version_id}/{address}")
def show_provision(request: Request, version_id: int, address: str) -> HTMLResponse:
    shelf = library(request)
    shelf.version(version_id)
    return _reader(request, version_id, shelf.provision(version_id, address))


@router.get("/versions/{version_id}/{address}/collect")
def show_collect(request: Request, version_id: int, address: str) -> HTMLResponse:
    shelf = library(request)
    version = shelf.version(version_id)
    provision = shelf.provision(version_id, address)
    text = shelf.text(version_id)
    start, end = trimmed(text, provision.start, provision.end)
    citation = shelf.cite(version_id, provision)
    back = local_path(request.query_params.get("back", ""))
    return page(
        request,
        CollectContext(
            frame=frame(request, f"加入课件：{citation.short}", Section.COLLECTIONS),
            version=version,
            status=shelf.status(version_id),
            citation=citation,
            parts=part_views(quotation_parts(text, shelf.provisions(version_id), start, end)),
            address=str(provision.address),
            start=start,
            end=end,
            url=back or provision_url(version_id, provision.address),
            collections=shelf.collections(),
        ),
    )


def _reader(request: Request, version_id: int, provision: Provision | None) -> HTMLResponse:
    shelf = library(request)
    version = shelf.version(version_id)
    status = shelf.status(version_id)
    text = shelf.text(version_id)
    provisions = shelf.provisions(version_id)
    links = _version_links(shelf, version)

    def cited_as(item: Provision) -> Citation:
        # Printed here and not one by one by the library: a code has thousands of provisions.
        return Citation(version_id, item.address, *cite(version.metadata, item, provisions))

    title = version.metadata.title
    return page(
        request,
        ReaderContext(
            frame=frame(request, title, Section.LIBRARY),
            version=version,
            status=status,
            citation=shelf.cite(version_id, None),
            warning=warning(version, status),
            current=replacement(links, version),
            versions=links,
            toc=contents(provisions, text),
            rows=rows(provisions, text, cited_as, provision.address if provision else None),
            cited=_cited(shelf, version, provision, text) if provision else None,
            pages=last_page_with_text(shelf, version),
            source_bytes=shelf.source(version_id).stat().st_size,
        ),
    )


def _version_links(shelf: Library, version: Version) -> tuple[VersionLink, ...]:
    return tuple(
        VersionLink(other, shelf.status(other.id), other.id == version.id)
        for other in shelf.versions(version.document_id)
    )


def replacement(links: tuple[VersionLink, ...], version: Version) -> VersionLink | None:
    """Return the version that applies instead of this one, None if this one does or none does."""
    best = current_version(tuple((link.version, link.status) for link in links))
    if best.id == version.id:
        return None
    return next((one for one in links if one.version.id == best.id and one.status.usable), None)


def _cited(shelf: Library, version: Version, provision: Provision, text: str) -> Cited:
    start, end = trimmed(text, provision.start, provision.end)
    shown = [place.page for place in places_of(shelf, version.id, provision)]
    url = f"/versions/{version.id}/pages/{min(shown)}?at={provision.address}" if shown else ""
    return Cited(
        str(provision.address),
        shelf.cite(version.id, provision),
        text[start:end],
        part_views(quotation_parts(text, shelf.provisions(version.id), start, end)),
        end - start <= _SHORT,
        collect_url(version.id, provision.address),
        url,
    )
