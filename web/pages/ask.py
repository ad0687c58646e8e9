"""提问: the first page and the answer page."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from kb.narrowing import is_gap, narrowing
from web.contexts.ask import AnswerContext, AskContext
from web.contexts.frame import Section
from web.examples import examples
from web.query import filters
from web.render import frame, page
from web.shared import library
from web.views import hit_view, quote_view

router = APIRouter()

_RECENT_COLLECTIONS = 5


@router.get("/")
def show_ask(request: Request) -> HTMLResponse:
    shelf = library(request)
    documents = shelf.documents()
    return page(
        request,
        AskContext(
            frame=frame(request, "提问", Section.ASK),
            examples=examples(shelf, documents),
            collections=shelf.collections()[:_RECENT_COLLECTIONS],
            documents=len(documents),
            usable=sum(summary.status.usable for summary in documents),
            unread=len(shelf.unread()),
        ),
    )


@router.get("/ask")
def show_answer(request: Request) -> Response:
    if "q" not in request.query_params:
        return RedirectResponse("/", 303)
    shelf = library(request)
    wanted = filters(request.query_params)
    answer = shelf.ask(request.query_params["q"], wanted)
    if is_gap(answer, wanted, shelf.today()):
        shelf.note_unanswered(answer.question)
    return page(
        request,
        AnswerContext(
            frame=frame(request, answer.question, Section.ASK),
            question=answer.question,
            on=wanted.on.isoformat() if wanted.on else "",
            narrowed=narrowing(wanted, shelf.today()),
            quotes=tuple(quote_view(statement, shelf) for statement in answer.statements),
            nearby=tuple(hit_view(hit, shelf) for hit in answer.nearby),
            checklists=answer.checklists,
            collections=shelf.collections(),
            notices=answer.notices,
            score=answer.score,
            threshold=answer.threshold,
            milliseconds=answer.milliseconds,
        ),
    )
