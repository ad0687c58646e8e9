"""What the address bar says: filters, days, page numbers, and ways back."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlencode

from fastapi import Request
from starlette.datastructures import QueryParams

from kb.errors import KbError
from kb.model import Filters, Status

_LOCAL_PATH = re.compile(r"/(?![/\\])[^\s\\]*")
_LONGEST_VALUE = 200
_LAST_PAGE = 100
_SHOWN = 20
# characters of a value that is named in an error

_DAY = ("日期写法不对", "请按 2018-04-01 的样子填写")
_STATUS = ("没有这种时效性", f"请在 {'、'.join(status.value for status in Status)} 中选择")
_DOCUMENT = ("文件编号应当是数字", "请从文件列表中重新选择")
UNFIT = {"on": _DAY, "from": _DAY, "to": _DAY, "status": _STATUS, "document": _DOCUMENT}
# what is said of a parameter's value that does not fit, and what to do


class BadQuery(KbError):
    """A value in the address bar or a form that cannot be what it should be."""


def filters(params: QueryParams) -> Filters:
    """Return the filters of a page or API request. Raises BadQuery."""
    return Filters(
        kinds=_values(params, "kind"),
        issuers=_values(params, "issuer"),
        statuses=tuple(_status(value) for value in _values(params, "status")),
        documents=tuple(_number(value) for value in _values(params, "document")),
        issued_from=day(params.get("from", "")),
        issued_to=day(params.get("to", "")),
        on=day(params.get("on", "")),
    )


def _values(params: QueryParams, name: str) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(value for value in params.getlist(name) if value))
    if any(len(value) > _LONGEST_VALUE for value in values):
        raise BadQuery("筛选条件太长", where=name, todo="请从页面上重新选择")
    return values


def _status(value: str) -> Status:
    try:
        return Status(value)
    except ValueError:
        raise _unfit("status", value) from None


def _number(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", value, re.ASCII):
        raise _unfit("document", value)
    return int(value)


def day(value: str) -> date | None:
    """Return the day written as 2018-04-01, None for nothing. Raises BadQuery."""
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _unfit("on", value) from None


def _unfit(name: str, value: str) -> BadQuery:
    what, todo = UNFIT[name]
    return BadQuery(what, where=value[:_SHOWN], todo=todo)


def page_number(params: QueryParams) -> int:
    """Return the page asked for, from 1; anything unusable is page 1."""
    value = params.get("page", "1")
    number = int(value) if re.fullmatch(r"[0-9]{1,4}", value, re.ASCII) else 1
    return min(max(number, 1), _LAST_PAGE)


def with_query(path: str, pairs: list[tuple[str, str]]) -> str:
    """Return path with the query, leaving out empty values."""
    kept = [(name, value) for name, value in pairs if value]
    return f"{path}?{urlencode(kept)}" if kept else path


def local_path(value: str) -> str:
    """Return value if it is a path of this site, else an empty string: no open redirects."""
    return value if _LOCAL_PATH.fullmatch(value) else ""


def pairs_without(request: Request, *names: str) -> list[tuple[str, str]]:
    """Return the query of a request as pairs in order, without the fields named."""
    return [
        (name, value) for name, value in request.query_params.multi_items() if name not in names
    ]
