"""大字: the one preference, kept in a cookie so that it works without JavaScript."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse

from web.query import local_path
from web.render import LARGE, LARGE_COOKIE

router = APIRouter()

_YEAR = 365 * 24 * 3600


@router.post("/preferences")
def set_type_size(
    size: Annotated[str, Form()] = "", back: Annotated[str, Form()] = ""
) -> RedirectResponse:
    response = RedirectResponse(local_path(back) or "/", 303)
    if size == LARGE:
        response.set_cookie(LARGE_COOKIE, LARGE, max_age=_YEAR, httponly=True, samesite="strict")
    else:
        response.delete_cookie(LARGE_COOKIE, httponly=True, samesite="strict")
    return response
