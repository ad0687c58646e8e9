"""Asking, searching, and the checklists that answers offer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from web.api.answers import AnswerOut, ChecklistOut, SearchOut
from web.api.parameters import BAD_QUESTION, NOT_FOUND, Narrowed, On, Question, VersionId
from web.shared import library

router = APIRouter(tags=["问答"])


@router.get("/ask", responses=BAD_QUESTION, summary="提问")
def ask(request: Request, q: Question, wanted: Narrowed) -> AnswerOut:
    """回答一个问题：至多三句逐字的原文，各带引文；没有依据时 refused 为 true。"""
    return AnswerOut.of(library(request).ask(q, wanted))


@router.get("/search", responses=BAD_QUESTION, summary="检索")
def search(
    request: Request,
    q: Question,
    wanted: Narrowed,
    limit: Annotated[int, Query(ge=1, le=100, description="最多返回几条命中")] = 10,
    offset: Annotated[int, Query(ge=0, le=1000, description="跳过前几条命中")] = 0,
) -> SearchOut:
    """按条号、文号、名称、字词和意思检索，一条条文只出现一次。"""
    return SearchOut.of(library(request).search(q, wanted, limit=limit, offset=offset))


@router.get("/checklists/{version_id}", responses=NOT_FOUND, summary="全文的办事清单")
def whole_checklist(request: Request, version_id: VersionId, on: On = None) -> ChecklistOut:
    """由整份文件生成的清单：条件、材料、步骤、时限、责任主体、禁止。"""
    return ChecklistOut.of(library(request).checklist(f"/checklists/{version_id}", on))


@router.get("/checklists/{version_id}/{scope}", responses=NOT_FOUND, summary="部分条文的办事清单")
def checklist(
    request: Request,
    version_id: VersionId,
    scope: Annotated[str, Path(description="清单范围：条文地址，以 + 相连，如 c3+t5")],
    on: On = None,
) -> ChecklistOut:
    """由所选条文生成的清单：条件、材料、步骤、时限、责任主体、禁止。"""
    return ChecklistOut.of(library(request).checklist(f"/checklists/{version_id}/{scope}", on))
