"""The application: routes, guard, failures, static files, put together for one library."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from indexer.sandbox import ReaderPool
from kb.library import Library
from web.api import citations, describe, documents, questions
from web.errors import add_handlers, refuse
from web.guard import Guard
from web.head import Head
from web.pages import about, ask, checklist, collection, original, preferences, reader, search
from web.pages import library as library_pages
from web.render import environment
from web.seal import load_seal
from web.shared import Shared

_STATIC = Path(__file__).parent / "static"
PAGES = (
    ask.router,
    search.router,
    library_pages.router,
    original.router,
    reader.router,
    checklist.router,
    collection.router,
    preferences.router,
    about.router,
)
API = (questions.router, documents.router, citations.router)


def create_app(library: Library) -> FastAPI:
    """Return the application that serves this library.

    Raises HomeUnusable where the data folder cannot hold the secret of the forms.
    """
    seal = load_seal(library.home)
    pool = ReaderPool()
    app = FastAPI(
        title="知库",
        description="政策文件的检索、带引文的回答与办事清单。本机使用，无需账号。",
        version="1",
        # Our own page states the schema; FastAPI's pages load scripts from another host.
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lambda _app: _closing(pool),
        # Nothing about a question leaves this machine, whatever the environment says.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.shared = Shared(library, pool, environment(), seal)
    for router in PAGES:
        app.include_router(router, include_in_schema=False)
    for router in API:
        app.include_router(router, prefix="/api/v1")
    app.include_router(describe.router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    app.add_middleware(Guard, seal=seal, refuse=refuse)
    app.add_middleware(Head)
    add_handlers(app)
    return app


@asynccontextmanager
async def _closing(pool: ReaderPool) -> AsyncIterator[None]:
    """End the pool's processes with the application."""
    with pool:
        yield
