"""The query parameters that several operations share, and the failures they may answer."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Depends, Path, Query

from kb.model import Filters, Status
from web.api.models import Problem

Question = Annotated[str, Query(description="问题，或要检索的字词、条号、文号、名称")]
VersionId = Annotated[int, Path(description="版本编号")]
On = Annotated[date | None, Query(description="按哪一天判断时效性，默认今天，如 2018-04-01")]

BAD_QUESTION: dict[int | str, dict[str, object]] = {
    400: {"model": Problem, "description": "问题为空、太长或没有可检索的字词"},
    422: {"model": Problem, "description": "缺少参数，或参数的写法不对"},
    503: {"model": Problem, "description": "索引或模型暂时不可用"},
}
NOT_FOUND: dict[int | str, dict[str, object]] = {
    404: {"model": Problem, "description": "没有这个编号或条文；nearest 给出相近的条文"},
    422: {"model": Problem, "description": "参数的写法不对"},
}
BAD_PARAMETER: dict[int | str, dict[str, object]] = {
    422: {"model": Problem, "description": "参数的写法不对"},
}


def _filters(
    kind: Annotated[list[str], Query(default_factory=list, description="文种，可重复")],
    issuer: Annotated[list[str], Query(default_factory=list, description="发文机关，可重复")],
    status: Annotated[
        list[Status],
        Query(default_factory=list, description="时效性，可重复；不给时只用现行有效和试行的文件"),
    ],
    document: Annotated[list[int], Query(default_factory=list, description="文件编号，可重复")],
    issued_from: Annotated[
        date | None, Query(alias="from", description="成文日期不早于这一天")
    ] = None,
    issued_to: Annotated[date | None, Query(alias="to", description="成文日期不晚于这一天")] = None,
    on: On = None,
) -> Filters:
    return Filters(
        kinds=tuple(kind),
        issuers=tuple(issuer),
        statuses=tuple(status),
        documents=tuple(document),
        issued_from=issued_from,
        issued_to=issued_to,
        on=on,
    )


Narrowed = Annotated[Filters, Depends(_filters)]
