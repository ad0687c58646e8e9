"""Page contexts to HTML, through Jinja with automatic escaping and no undefined names."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import UTC, date, datetime
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from kb.model import Address, ItemKind
from kb.question import LONGEST
from web.contexts.frame import Context, Frame, Section
from web.shared import shared

LARGE_COOKIE = "kb-type"
LARGE = "large"

_ENDS = ("。", "！", "？", "…", "!", "?")
_CLOSERS = "”’」』）)》】"
# may stand behind an end mark
_PUNCTUATION = re.compile(r"[，。；：,;:]")


def environment() -> Environment:
    """Return the template environment; templates are compiled on first use."""
    made = Environment(
        loader=PackageLoader("web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["day"] = chinese_date
    made.filters["moment"] = chinese_moment
    made.filters["query"] = urlencode
    made.filters["sentence"] = sentence
    made.filters["first_clause"] = first_clause
    made.globals["provision_url"] = provision_url
    made.globals["ItemKind"] = ItemKind
    made.globals["Section"] = Section
    made.globals["LONGEST_QUESTION"] = LONGEST
    return made


def frame(request: Request, title: str, section: Section) -> Frame:
    """Return the frame of a page shown for this request."""
    url = request.url
    here = f"{url.path}?{url.query}" if url.query else url.path
    return Frame(
        title=title,
        section=section,
        token=request.state.token,
        here=here if request.method == "GET" else "/",
        large=request.cookies.get(LARGE_COOKIE) == LARGE,
    )


def page(request: Request, context: Context, status: int = 200) -> HTMLResponse:
    """Return the context rendered by its template."""
    template = shared(request).environment.get_template(context.template)
    values = {field.name: getattr(context, field.name) for field in fields(context)}
    return HTMLResponse(template.render(values), status_code=status)


def provision_url(version_id: int, address: Address | None) -> str:
    """Return the permanent link of a provision, or of the whole version where address is None.

    The fragment lets a browser without JavaScript scroll there.
    """
    if address is None:
        return f"/versions/{version_id}"
    return f"/versions/{version_id}/{address}#{address}"


def chinese_date(day: date | None) -> str:
    """Return 2018年4月1日, or 未载明 for None."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "未载明"


def chinese_moment(iso: str) -> str:
    """Return an ISO 8601 UTC moment as local 2018年4月1日 09:30."""
    moment = datetime.fromisoformat(iso)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    local = moment.astimezone()
    return f"{chinese_date(local.date())} {local:%H:%M}"


def sentence(words: str) -> str:
    """Return words with a full stop, unless they have an end mark of their own or are none."""
    return words if not words or words.rstrip(_CLOSERS).endswith(_ENDS) else f"{words}。"


def first_clause(sentence: str) -> str:
    """Return what stands before the first mark of punctuation: 示例文本 of 示例文本，非官方。"""
    return _PUNCTUATION.split(sentence, maxsplit=1)[0]


def attachment(name: str) -> str:
    """Return a Content-Disposition for a download with a Chinese name (RFC 6266, RFC 8187)."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"
