"""课件: the collections, and everything that changes one."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from kb.errors import KbError, UnknownRecord
from kb.export.docx import collection_docx
from kb.export.markdown import collection_markdown
from kb.library import Library
from kb.model import Collection, Version
from web.contexts.collection import CollectionContext, CollectionsContext, ExcerptView
from web.contexts.frame import Section
from web.downloads import docx_response, markdown_response
from web.query import BadQuery, local_path, with_query
from web.render import frame, page, provision_url
from web.shared import library
from web.views import part_views

router = APIRouter()

Text = Annotated[str, Form()]
Number = Annotated[int, Form()]


@router.get("/collections")
def show_collections(request: Request) -> HTMLResponse:
    return _collections(request)


@router.post("/collections")
def create(request: Request, name: Text = "") -> Response:
    try:
        made = library(request).create_collection(name)
    except KbError as error:
        return _collections(request, error=str(error), name=name, status=422)
    return RedirectResponse(f"/collections/{made.id}", 303)


def _collections(
    request: Request, *, error: str = "", name: str = "", status: int = 200
) -> HTMLResponse:
    context = CollectionsContext(
        frame=frame(request, "课件", Section.COLLECTIONS),
        collections=library(request).collections(),
        error=error,
        name=name,
    )
    return page(request, context, status)


@router.get("/collections/{collection_id}")
def show_collection(
    request: Request, collection_id: int, added: int = 0, back: str = ""
) -> HTMLResponse:
    shelf = library(request)
    collection = shelf.collection(collection_id)
    return page(
        request,
        CollectionContext(
            frame=frame(request, collection.name, Section.COLLECTIONS),
            collection=collection,
            excerpts=_excerpt_views(shelf, collection, added),
            back=local_path(back),
        ),
    )


def _excerpt_views(shelf: Library, collection: Collection, added: int) -> tuple[ExcerptView, ...]:
    versions = _versions(shelf, collection)
    return tuple(
        ExcerptView(
            excerpt,
            part_views(excerpt.parts),
            versions.get(excerpt.version_id),
            provision_url(excerpt.version_id, excerpt.address),
            position,
            excerpt.id == added,
        )
        for position, excerpt in enumerate(collection.excerpts, 1)
    )


@router.post("/collections/{collection_id}/rename")
def rename(request: Request, collection_id: int, name: Text = "") -> RedirectResponse:
    library(request).rename_collection(collection_id, name)
    return RedirectResponse(f"/collections/{collection_id}", 303)


@router.post("/collections/{collection_id}/delete")
def delete(request: Request, collection_id: int) -> RedirectResponse:
    library(request).delete_collection(collection_id)
    return RedirectResponse("/collections", 303)


@router.post("/excerpts")
def add_excerpt(
    request: Request,
    version: Number,
    address: Text,
    start: Number,
    end: Number,
    collection: Text = "",
    name: Text = "",
    note: Text = "",
    back: Text = "",
) -> Response:
    """Put a quotation into a collection; a new one is made where none is chosen."""
    shelf = library(request)
    shelf.version(version)
    target = _target(shelf, collection, name)
    excerpt = shelf.add_excerpt(target.id, version, address, start, end, note)
    if "application/json" in request.headers.get("accept", ""):
        # The page's own script stays where the person is reading.
        return JSONResponse({"name": target.name, "url": f"/collections/{target.id}"}, 201)
    query = [("added", str(excerpt.id)), ("back", local_path(back))]
    return RedirectResponse(
        with_query(f"/collections/{target.id}", query) + f"#excerpt-{excerpt.id}", 303
    )


def _target(shelf: Library, chosen: str, name: str) -> Collection:
    if name.strip() or not chosen:
        return shelf.create_collection(name)
    if not re.fullmatch(r"[0-9]{1,30}", chosen, re.ASCII):
        raise BadQuery("没有选中课件", where=chosen[:20], todo="请从列表中选择，或填写新课件的名称")
    return shelf.collection(int(chosen))


@router.post("/collections/{collection_id}/excerpts/{excerpt_id}/move")
def move(
    request: Request, collection_id: int, excerpt_id: int, position: Number
) -> RedirectResponse:
    _belongs(request, collection_id, excerpt_id)
    library(request).move_excerpt(excerpt_id, position)
    return _back_to(collection_id, excerpt_id)


@router.post("/collections/{collection_id}/excerpts/{excerpt_id}/note")
def note(
    request: Request, collection_id: int, excerpt_id: int, note: Text = ""
) -> RedirectResponse:
    _belongs(request, collection_id, excerpt_id)
    library(request).note_excerpt(excerpt_id, note)
    return _back_to(collection_id, excerpt_id)


@router.post("/collections/{collection_id}/excerpts/{excerpt_id}/remove")
def remove(request: Request, collection_id: int, excerpt_id: int) -> RedirectResponse:
    _belongs(request, collection_id, excerpt_id)
    library(request).remove_excerpt(excerpt_id)
    return RedirectResponse(f"/collections/{collection_id}", 303)


def _belongs(request: Request, collection_id: int, excerpt_id: int) -> None:
    """Raise UnknownRecord unless the collection holds the excerpt."""
    collection = library(request).collection(collection_id)
    if all(excerpt.id != excerpt_id for excerpt in collection.excerpts):
        raise UnknownRecord("这个课件里没有这段摘录", todo="它可能已经移出，请刷新页面")


def _back_to(collection_id: int, excerpt_id: int) -> RedirectResponse:
    return RedirectResponse(f"/collections/{collection_id}#excerpt-{excerpt_id}", 303)


@router.get("/collections/{collection_id}/export.docx")
def export_docx(request: Request, collection_id: int) -> Response:
    shelf = library(request)
    collection = shelf.collection(collection_id)
    return docx_response(
        collection_docx(collection, _versions(shelf, collection), on=shelf.today()), collection.name
    )


@router.get("/collections/{collection_id}/export.md")
def export_markdown(request: Request, collection_id: int) -> Response:
    shelf = library(request)
    collection = shelf.collection(collection_id)
    text = collection_markdown(collection, _versions(shelf, collection), on=shelf.today())
    return markdown_response(text, collection.name)


def _versions(shelf: Library, collection: Collection) -> dict[int, Version]:
    """Return the versions that the excerpts cite, by id, without those no longer in the library."""
    cited = {excerpt.version_id for excerpt in collection.excerpts}
    found = ((version_id, _version(shelf, version_id)) for version_id in cited)
    return {version_id: version for version_id, version in found if version is not None}


def _version(shelf: Library, version_id: int) -> Version | None:
    try:
        return shelf.version(version_id)
    except UnknownRecord:
        return None
