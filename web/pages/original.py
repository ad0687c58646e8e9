"""原件: the pages of a PDF as pictures, with the lines of a provision marked."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from web.contexts.frame import Section
from web.contexts.reader import PageContext
from web.originals import picture, places_of, sheet
from web.render import frame, page
from web.shared import library, shared

router = APIRouter()


@router.get("/versions/{version_id}/pages/{number}.png")
def show_picture(request: Request, version_id: int, number: int) -> Response:
    shelf = library(request)
    # The original is kept by its hash and never changes, so neither does its picture.
    return Response(
        picture(shared(request).pool, shelf, shelf.version(version_id), number),
        media_type="image/png",
        headers={"Cache-Control": "private, max-age=86400"},
    )


@router.get("/versions/{version_id}/pages/{number}")
def show_page(request: Request, version_id: int, number: int, at: str = "") -> HTMLResponse:
    shelf = library(request)
    version = shelf.version(version_id)
    provision = shelf.provision(version_id, at) if at else None
    places = places_of(shelf, version_id, provision) if provision else ()
    return page(
        request,
        PageContext(
            frame=frame(request, f"{version.metadata.title} 第{number}页", Section.LIBRARY),
            version=version,
            status=shelf.status(version_id),
            sheet=sheet(shelf, version, number),
            places=tuple(place for place in places if place.page == number),
            citation=shelf.cite(version_id, provision) if provision else None,
            at=at,
        ),
    )
