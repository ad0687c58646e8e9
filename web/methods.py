"""Which methods an address answers; HEAD is answered wherever GET is."""

from __future__ import annotations

from starlette.requests import Request
from starlette.routing import Match

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def answers(request: Request, method: str) -> bool:
    """Return whether a route of the application answers this method at the request's address."""
    asked = {**request.scope, "method": method}
    return any(route.matches(asked)[0] is Match.FULL for route in request.app.routes)


def allowed(request: Request) -> str:
    """Return the methods that the request's address answers, as the Allow header lists them."""
    found = [method for method in _METHODS if answers(request, method)]
    if "GET" in found:
        found.insert(1, "HEAD")
    return ", ".join(found)
