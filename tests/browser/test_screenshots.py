"""The pictures of the README, taken only when asked for: KB_SCREENSHOTS=1 pytest tests/browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, ViewportSize

from kb.cross_encoder import CrossEncoder
from kb.encoder import load_encoder
from kb.model_store import models_dir
from tests.browser.conftest import DESK, PHONE, Site
from tests.made_library import open_library, take_in

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "docs" / "screenshots"
QUESTION = "/ask?q=申请为民服务资金要哪些材料？"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.model,
    pytest.mark.skipif(not os.environ.get("KB_SCREENSHOTS"), reason="KB_SCREENSHOTS 未设置"),
]


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its file's name, what it shows, and how."""

    name: str
    path: str
    size: ViewportSize
    scheme: Literal["light", "dark"] = "light"


SHOTS = (
    Shot("answer", QUESTION, DESK),
    Shot("answer-dark", QUESTION, DESK, "dark"),
    Shot("answer-phone", QUESTION, PHONE),
    Shot("search", "/search?q=居民代表会议", DESK),
    Shot("reader", "/versions/1/t11", DESK),
    Shot("checklist", "/checklists/1/c3", DESK),
    Shot("library", "/library", DESK),
)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample library, with the real model."""
    home = tmp_path_factory.mktemp("samples")
    encoder = load_encoder(models_dir())
    files = sorted(one for one in (ROOT / "corpus").glob("*.md") if one.name != "SOURCES.md")
    take_in(home, *files, encoder=encoder)
    library = open_library(home, encoder, CrossEncoder())
    site = Site(library)
    site.start()
    yield site
    site.stop()
    library.close()


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_a_picture_is_taken(browser: Browser, samples: Site, shot: Shot) -> None:
    context = browser.new_context(
        base_url=samples.address, viewport=shot.size, color_scheme=shot.scheme, locale="zh-CN"
    )
    page = context.new_page()
    response = page.goto(shot.path)
    assert response is not None
    assert response.ok
    TARGET.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=TARGET / f"{shot.name}.png")
    context.close()
