"""清单: a checklist to tick, print and export."""

from __future__ import annotations

from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from kb.export.docx import checklist_docx
from kb.export.markdown import checklist_markdown
from kb.model import Checklist, ItemKind
from web.contexts.checklist import BlockView, ChecklistContext, GroupView, ItemView
from web.contexts.frame import Section
from web.downloads import docx_response, markdown_response
from web.query import day
from web.render import frame, page, provision_url
from web.shared import library

router = APIRouter()

_SHORT_LEAD = 14
# characters
_WHOLE = "/checklists/{version_id}"
_PART = "/checklists/{version_id}/{scope}"


@router.get(f"{_WHOLE}/export.docx")
@router.get(f"{_PART}/export.docx")
def export_docx(request: Request, version_id: int, scope: str = "") -> Response:
    checklist = _checklist(request, version_id, scope)
    return docx_response(checklist_docx(checklist), _file_name(checklist))


@router.get(f"{_WHOLE}/export.md")
@router.get(f"{_PART}/export.md")
def export_markdown(request: Request, version_id: int, scope: str = "") -> Response:
    checklist = _checklist(request, version_id, scope)
    return markdown_response(checklist_markdown(checklist), _file_name(checklist))


@router.get(_WHOLE)
@router.get(_PART)
def show_checklist(request: Request, version_id: int, scope: str = "") -> HTMLResponse:
    checklist = _checklist(request, version_id, scope)
    citation = library(request).cite(version_id, None)
    return page(
        request,
        ChecklistContext(
            frame=frame(request, f"{checklist.matter}办事清单", Section.ASK),
            checklist=checklist,
            citation=citation,
            groups=_groups(checklist, citation.short),
        ),
    )


def _checklist(request: Request, version_id: int, scope: str) -> Checklist:
    on = day(request.query_params.get("on", ""))
    path = f"/checklists/{version_id}/{scope}" if scope else f"/checklists/{version_id}"
    return library(request).checklist(path, on)


def _file_name(checklist: Checklist) -> str:
    return f"{checklist.matter}办事清单-{checklist.on.isoformat()}"


def _groups(checklist: Checklist, document: str) -> tuple[GroupView, ...]:
    """Return the groups that have items. document: the short citation of the document itself."""
    views = ((kind, _items(checklist, kind, document)) for kind in ItemKind)
    return tuple(GroupView(kind, len(items), blocks(items)) for kind, items in views if items)


def _items(checklist: Checklist, kind: ItemKind, document: str) -> tuple[ItemView, ...]:
    return tuple(
        ItemView(
            item,
            item.citation.short.removeprefix(document) or item.citation.short,
            provision_url(checklist.version.id, item.citation.address),
            f"{kind.name.lower()}-{item.start}-{item.end}",
        )
        for item in checklist.group(kind)
    )


def blocks(items: tuple[ItemView, ...]) -> tuple[BlockView, ...]:
    """Return the items in runs of the same lead."""
    made: list[BlockView] = []
    first = 1
    for lead, run in groupby(items, key=lambda view: view.item.lead):
        views = tuple(run)
        inline = 0 < len(lead) <= _SHORT_LEAD and len(views) == 1
        apart = not lead and bool(made) and not made[-1].inline
        made.append(BlockView(lead, inline, apart, first, views))
        first += len(views)
    return tuple(made)
