"""What every request passes first: host, origin, form token; and the headers of every response.

It stands in front of all routes, so that a form added later is protected without being told. What
no route answers goes on to be refused as such: it changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.loopback import host_is_loopback
from web.methods import answers
from web.seal import COOKIE, FIELD, Seal, known_visitor, new_visitor

BODY_LIMIT = 64 * 1024
# bytes; the longest form is a note of a few thousand characters

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # same-origin rather than no-referrer: the latter makes browsers send "Origin: null" with forms
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-cache",
}
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not let through, for the error page."""

    status: int
    what: str
    todo: str


Refuse = Callable[[Request, Refusal], Response]

_FOREIGN_HOST = Refusal(
    400, "只接受从本机发来的访问", "请用 http://127.0.0.1 或 http://localhost 加端口号打开"
)
_FOREIGN_ORIGIN = Refusal(403, "这个请求来自别的网站，没有执行", "请回到知库的页面里再操作一次")
_NO_TOKEN = Refusal(403, "页面已过期或表单不完整，没有执行", "请刷新页面后再操作一次")
_TOO_LARGE = Refusal(413, "提交的内容太长，没有执行", "请缩短后再提交")
_NOT_A_FORM = Refusal(415, "提交的格式不对，没有执行", "请从页面上的表单提交")


class Guard:
    """ASGI middleware. refuse turns a Refusal into the response to send."""

    def __init__(self, app: ASGIApp, *, seal: Seal, refuse: Refuse) -> None:
        self._app = app
        self._seal = seal
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:  # there are no WebSockets here
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        known = known_visitor(request.cookies.get(COOKIE))
        visitor = known or new_visitor()
        request.state.token = self._seal.token(visitor)
        dressed = _dress(send, "" if known else visitor)
        refusal = _wrong_host(request)
        changes = request.method not in _SAFE_METHODS and answers(request, request.method)
        if refusal is None and changes:
            body = await _read_body(request)
            refusal = self._wrong_form(request, known, body)
            receive = _replay(body or b"", receive)
        app: ASGIApp = self._app if refusal is None else self._refuse(request, refusal)
        await app(scope, receive, dressed)

    def _wrong_form(
        self, request: Request, visitor: str | None, body: bytes | None
    ) -> Refusal | None:
        if _foreign_origin(request):
            return _FOREIGN_ORIGIN
        if body is None:
            return _TOO_LARGE
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
            return _NOT_A_FORM
        try:
            tokens = parse_qs(body.decode(), max_num_fields=50).get(FIELD, [])
        except ValueError:
            return _NOT_A_FORM
        if visitor is None or len(tokens) != 1 or not self._seal.matches(visitor, tokens[0]):
            return _NO_TOKEN
        return None


def dress(response: Response) -> Response:
    """Return the response with the headers that every response carries."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _dress(send: Send, new_cookie: str) -> Send:
    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if new_cookie and headers.get("content-type", "").startswith("text/html"):
                headers.append(
                    "set-cookie", f"{COOKIE}={new_cookie}; Path=/; HttpOnly; SameSite=Strict"
                )
        await send(message)

    return dressed


def _wrong_host(request: Request) -> Refusal | None:
    return None if host_is_loopback(request.headers.get("host", "")) else _FOREIGN_HOST


def _foreign_origin(request: Request) -> bool:
    """Return whether the browser says that another site's page sent this request.

    Browsers send Origin with every form; programs that send neither header still need the token.
    """
    origin = request.headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower()
    return request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")


async def _read_body(request: Request) -> bytes | None:
    """Return the body, or None when it is longer than BODY_LIMIT."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > BODY_LIMIT:
            return None
        parts.append(part)
    return b"".join(parts)


def _replay(body: bytes, rest: Receive) -> Receive:
    """Return a receive that yields the body once more for the route, then what rest yields."""
    sent = False

    async def receive() -> Message:
        nonlocal sent
        if sent:
            return await rest()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
