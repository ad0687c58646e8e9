"""Fixtures that several folders share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.library import Library
from tests.made_library import make_library


@pytest.fixture(scope="session")
def shared_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library that tests read but do not change."""
    library = make_library(tmp_path_factory.mktemp("shared-library"))
    yield library
    library.close()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library of its own for a test that changes it."""
    made = make_library(tmp_path)
    yield made
    made.close()
