"""The schema of the API, and a page that states every field of it, made on this machine."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Request
from fastapi.openapi.models import OpenAPI, Operation, Parameter, PathItem, Reference, Schema
from fastapi.responses import HTMLResponse, JSONResponse

from web.contexts.about import ApiContext, FieldDoc, OperationDoc, RecordDoc, ReplyDoc
from web.contexts.frame import Section
from web.render import frame, page

router = APIRouter(prefix="/api/v1")

_NULL = "null"
_WORDS = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "是或否",
    "null": _NULL,
}
_FORMATS = {"date": "日期"}


@router.get("/openapi.json")
def show_schema(request: Request) -> JSONResponse:
    return JSONResponse(request.app.openapi())


@router.get("/docs")
def show_docs(request: Request) -> HTMLResponse:
    schema = OpenAPI.model_validate(request.app.openapi())
    return page(
        request,
        ApiContext(
            frame=frame(request, "JSON 接口", Section.ABOUT),
            operations=tuple(_operations(schema)),
            records=tuple(_records(schema)),
        ),
    )


def _operations(schema: OpenAPI) -> Iterator[OperationDoc]:
    for path, item in (schema.paths or {}).items():
        get = PathItem.model_validate(item).get
        if get is not None:
            yield _operation(path, get)


def _operation(path: str, operation: Operation) -> OperationDoc:
    return OperationDoc(
        method="GET",
        path=path,
        summary=operation.summary or "",
        description=operation.description or "",
        parameters=tuple(
            _field(one.name, one.schema_, one.required or False, one.description)
            for one in operation.parameters or ()
            if isinstance(one, Parameter)
        ),
        replies=tuple(_replies(operation)),
    )


def _replies(operation: Operation) -> Iterator[ReplyDoc]:
    for status, reply in (operation.responses or {}).items():
        if isinstance(reply, Reference):
            continue
        content = (reply.content or {}).get("application/json")
        _, record = _type(content.schema_ if content else None)
        text = "成功" if status == "200" else reply.description
        yield ReplyDoc(status, text, record)


def _records(schema: OpenAPI) -> Iterator[RecordDoc]:
    components = schema.components.schemas if schema.components else None
    for name, record in (components or {}).items():
        if not isinstance(record, Schema):
            continue
        required = record.required or []
        yield RecordDoc(
            name=name,
            description=record.description or "",
            fields=tuple(
                _field(key, value, key in required, None)
                for key, value in (record.properties or {}).items()
            ),
            values=tuple(str(value) for value in record.enum or ()),
        )


def _field(
    name: str, schema: Schema | Reference | bool | None, required: bool, description: str | None
) -> FieldDoc:
    words, link = _type(schema)
    if not description and isinstance(schema, Schema):
        description = schema.description
    return FieldDoc(name, words, link, required, description or "")


def _type(schema: Schema | Reference | bool | None) -> tuple[str, str]:
    """Return a type in words, and the name of the record that it is or holds."""
    if isinstance(schema, Reference):
        return "", schema.ref.rpartition("/")[2]
    if schema is None or isinstance(schema, bool):
        return "任意", ""
    if schema.ref:
        return "", schema.ref.rpartition("/")[2]
    if schema.anyOf:
        parts = [_type(one) for one in schema.anyOf]
        named = [words for words, _ in parts if words and words != _NULL]
        if (_NULL, "") in parts:
            named.append("可为 null")
        return "，".join(named), _first(parts)
    if schema.type == "array":
        words, link = _type(schema.items if not isinstance(schema.items, list) else None)
        return (f"{words}的列表" if words else "列表，各项为"), link
    return _FORMATS.get(schema.format or "", _WORDS.get(str(schema.type), str(schema.type))), ""


def _first(parts: list[tuple[str, str]]) -> str:
    return next((link for _, link in parts if link), "")
