"""Citations in free text."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from web.api.models import CitationOut
from web.api.parameters import NOT_FOUND
from web.shared import library

router = APIRouter(tags=["引文"])


@router.get("/citations", responses=NOT_FOUND, summary="查引文")
def resolve(
    request: Request,
    text: Annotated[str, Query(description="含引文的文字，如 社工管理办法第12条", max_length=1000)],
) -> list[CitationOut]:
    """文字里提到的条文，按出现的次序；认得名称却没有这一条时给出相近的条文。"""
    return [CitationOut.of(citation) for citation in library(request).resolve(text)]
