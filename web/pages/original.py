"""原件: the pages of a PDF as pictures, with the lines of a provision marked."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from indexer.readers.pdf_pages import page_size, render_page

from kb.errors import UnknownRecord
from kb.library import Library
from kb.model import Version
from web.contexts.frame import Section
from web.contexts.reader import PageContext
from web.originals import page_total, places_of
from web.render import frame, page
from web.shared import library

router = APIRouter()

_SCALE = 2.0
# pixels per point: an A4 page is 1190 pixels wide, sharp on a dense screen


@router.get("/versions/{version_id}/pages/{number}.png")
def show_picture(request: Request, version_id: int, number: int) -> Response:
    shelf = library(request)
    _pages(shelf, shelf.version(version_id), number)
    picture = render_page(shelf.source(version_id), number, scale=_SCALE)
    # The original is kept by its hash and never changes, so neither does its picture.
    return Response(
        picture, media_type="image/png", headers={"Cache-Control": "private, max-age=86400"}
    )


@router.get("/versions/{version_id}/pages/{number}")
def show_page(request: Request, version_id: int, number: int, at: str = "") -> HTMLResponse:
    shelf = library(request)
    version = shelf.version(version_id)
    pages = _pages(shelf, version, number)
    width, height = page_size(shelf.source(version_id), number)
    provision = shelf.provision(version_id, at) if at else None
    places = places_of(shelf, version_id, provision) if provision else ()
    return page(
        request,
        PageContext(
            frame=frame(request, f"{version.metadata.title} 第{number}页", Section.LIBRARY),
            version=version,
            status=shelf.status(version_id),
            page=number,
            pages=pages,
            width=width,
            height=height,
            places=tuple(place for place in places if place.page == number),
            citation=shelf.cite(version_id, provision) if provision else None,
            at=at,
        ),
    )


def _pages(shelf: Library, version: Version, number: int) -> int:
    """Return how many pages the original has. Raises UnknownRecord if number is not one."""
    pages = page_total(shelf, version)
    if not 1 <= number <= pages:
        raise UnknownRecord(
            f"这份原件没有第{number}页" if pages else "这份文件的原件不分页",
            where=version.metadata.title,
            todo="请从阅读页面打开原件",
        )
    return pages
