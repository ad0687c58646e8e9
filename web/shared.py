"""What all requests share: the library, the templates, the seal."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request
from jinja2 import Environment

from indexer.sandbox import ReaderPool
from kb.library import Library
from web.seal import Seal


@dataclass(frozen=True, slots=True)
class Shared:
    """pool: draws pages of originals in confined processes, started when first needed."""

    library: Library
    pool: ReaderPool
    environment: Environment
    seal: Seal


def shared(request: Request) -> Shared:
    """Return what create_app put into the application's state."""
    found = request.app.state.shared
    if not isinstance(found, Shared):
        raise TypeError("the application was not made by create_app")
    return found


def library(request: Request) -> Library:
    """Return the library that this application serves."""
    return shared(request).library
