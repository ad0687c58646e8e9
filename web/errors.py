"""Every failure as a page in the same layout, or as a problem of the API; never a traceback."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from kb.errors import (
    BadQuestion,
    HomeUnusable,
    IndexUnusable,
    KbError,
    ModelUnusable,
    UnknownCitation,
    UnknownRecord,
)
from kb.model import Citation
from web.api.models import CitationOut, Problem
from web.contexts.error import ErrorContext, Nearest
from web.contexts.frame import Section
from web.guard import Refusal, dress
from web.methods import allowed
from web.query import UNFIT, BadQuery
from web.render import frame, page, provision_url

API = "/api/"
PROBLEM = "application/problem+json"

_STATUSES: tuple[tuple[type[KbError], int], ...] = (
    (BadQuestion, 400),
    (BadQuery, 400),
    (UnknownRecord, 404),
    (UnknownCitation, 404),
    (HomeUnusable, 503),
    (IndexUnusable, 503),
    (ModelUnusable, 503),
)
_OTHERWISE = 422
# any other KbError is about something that was typed into a form

_HTTP_SENTENCES = {
    404: ("没有这个页面", "请检查网址，或从上方的菜单重新进入"),
    405: ("这个网址不能这样使用", "请回到页面里操作"),
}
_VALIDATION = ("网址或表单里的内容不符合要求", "请回到页面里重新操作")
_API_VALIDATION = ("参数的值不符合要求", "请对照接口说明 /api/v1/docs 改正")
_MISSING = ("缺少必需的参数", "请把它补上再试")
_CRASH = ("程序出错了，这次操作没有完成", "请返回重试；如果总是这样，请把操作步骤告诉资料管理员")


def add_handlers(app: FastAPI) -> None:
    """Make the application answer failures as this module does."""
    app.add_exception_handler(KbError, _mendable)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(Exception, _crash)


def refuse(request: Request, refusal: Refusal) -> Response:
    """Return the response to a request that the guard does not let through."""
    return _response(request, refusal.status, refusal.what, "", refusal.todo)


def _mendable(request: Request, error: Exception) -> Response:
    if not isinstance(error, KbError):
        raise error
    status = next((code for kind, code in _STATUSES if isinstance(error, kind)), _OTHERWISE)
    nearest = error.nearest if isinstance(error, UnknownCitation) else ()
    return _response(request, status, error.what, error.where, error.todo, nearest)


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    what, todo = _HTTP_SENTENCES.get(status, ("这个请求没有完成", "请返回上一页重试"))
    response = _response(request, status, what, "", todo)
    if status == 405:
        response.headers["Allow"] = allowed(request)
    return response


def _validation(request: Request, error: Exception) -> Response:
    """Answer values that do not fit, named by their parameters, with the pages' own sentences."""
    problems = error.errors() if isinstance(error, RequestValidationError) else []
    # A location is where the value came from, its name, and its place among several of that name.
    names = tuple(dict.fromkeys(str(problem["loc"][:2][-1]) for problem in problems))
    missing = all(problem["type"] == "missing" for problem in problems)
    what, todo = _VALIDATION
    if request.url.path.startswith(API):
        what, todo = _MISSING if missing else _API_VALIDATION
    if len(names) == 1 and not missing:
        what, todo = UNFIT.get(names[0], (what, todo))
    return _response(request, 422, what, "、".join(names), todo)


def _crash(request: Request, _error: Exception) -> Response:
    """Answer a programming error; the server logs it. The guard's headers are added here.

    Starlette answers these outside all middleware, so the guard never sees the response.
    """
    return dress(_response(request, 500, _CRASH[0], "", _CRASH[1]))


def _response(
    request: Request,
    status: int,
    what: str,
    where: str,
    todo: str,
    nearest: tuple[Citation, ...] = (),
) -> Response:
    if request.url.path.startswith(API):
        problem = Problem(
            status=status,
            what=what,
            where=where,
            todo=todo,
            nearest=[CitationOut.of(citation) for citation in nearest],
        )
        return Response(problem.model_dump_json(), status, media_type=PROBLEM)
    context = ErrorContext(
        frame=frame(request, what, Section.NONE),
        status=status,
        what=what,
        where=where,
        todo=todo,
        nearest=tuple(
            Nearest(citation.text, provision_url(citation.version_id, citation.address))
            for citation in nearest
        ),
        question=request.query_params.get("q", ""),
    )
    return page(request, context, status)
