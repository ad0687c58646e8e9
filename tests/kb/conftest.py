"""One tiny model, exported once for all tests that need a graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb import model_fetch

QUESTION_PROMPT = "问："


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of models with one in it, "tiny": CLS pooling and a question prompt."""
    from tests.kb.tiny_model import make_tiny_model  # lazy: torch takes seconds to import

    folder = tmp_path_factory.mktemp("sources") / "tiny"
    make_tiny_model(folder, pooling="cls", prompts={"query": QUESTION_PROMPT})
    models = tmp_path_factory.mktemp("models")
    model_fetch.use(models, str(folder), lambda _: None)
    return models
