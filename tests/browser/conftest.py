"""A real server on a small library, and Debian's Chromium to look at it."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    ViewportSize,
    sync_playwright,
)

from kb.library import Library
from tests.made_library import open_library, take_in, write
from tests.web.conftest import FILES
from tests.web.test_original import FIRST, SECOND, pdf
from web.app import create_app
from web.serve import listen

CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    "",
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 375, "height": 812}


class Site:
    """A library served on this machine."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._listener = listen("127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        config = uvicorn.Config(create_app(library), log_level="warning", ws="none")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._listener]}
        )

    def start(self) -> None:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._listener.close()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    if not CHROMIUM:
        pytest.fail("没有找到 Chromium；在 Debian 上请安装 chromium 和 fonts-noto-cjk")
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    # A home of its own: Chromium leaves crash reports and settings there, whatever its profile.
    home = str(tmp_path_factory.mktemp("chromium"))
    launched = playwright.chromium.launch(
        executable_path=CHROMIUM, args=list(ARGUMENTS), env={**os.environ, "HOME": home}
    )
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that all tests read; those that change it make what they need themselves."""
    folder = tmp_path_factory.mktemp("browser")
    files = write(folder / "files", FILES)
    (files / "纸上规则.pdf").write_bytes(pdf((FIRST, SECOND)))
    take_in(folder / "home", files)
    library = open_library(folder / "home")
    made = Site(library)
    made.start()
    yield made
    made.stop()
    library.close()


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=site.address, viewport=DESK, locale="zh-CN")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, site: Site) -> Iterator[Page]:
    """A page that fails its test if it asked another host for anything, or a script went wrong."""
    made = context.new_page()
    troubles: list[str] = []
    made.on("pageerror", lambda error: troubles.append(str(error)))
    made.on("console", lambda said: troubles.append(said.text) if "Policy" in said.text else None)
    made.on(
        "request",
        lambda sent: None if sent.url.startswith(site.address) else troubles.append(sent.url),
    )
    yield made
    assert troubles == []
