"""The default model as exported, against sentence-transformers, on the sample library's text."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from kb.encoder import OnnxEncoder, load_encoder, load_reference
from kb.model_fetch import DEFAULT_NAME
from kb.model_store import installed, models_dir

pytestmark = pytest.mark.model

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    if DEFAULT_NAME not in {card.name for card in installed(models_dir())}:
        pytest.skip("the default model is not here: run kb model fetch")
    return load_encoder(models_dir(), DEFAULT_NAME)


def paragraphs(count: int) -> list[str]:
    """Return that many paragraphs, spread evenly over the sample library."""
    texts = [path.read_text("utf-8") for path in sorted(CORPUS.glob("*.md"))]
    lines = [line.strip() for text in texts for line in re.split(r"\n+", text)]
    whole = [line for line in lines if len(line) >= 15]
    return whole[:: max(1, len(whole) // count)][:count]


def test_200_passages_have_a_cosine_of_at_least_099_to_sentence_transformers(
    encoder: OnnxEncoder,
) -> None:
    passages = paragraphs(200)
    assert len(passages) == 200
    expected = load_reference(models_dir(), DEFAULT_NAME).encode_passages(passages)
    cosines = np.sum(encoder.encode_passages(passages) * expected, axis=1)
    assert cosines.min() >= 0.99


def test_it_is_m3e_small_with_mean_pooling_and_512_dimensions(encoder: OnnxEncoder) -> None:
    (card,) = [card for card in installed(models_dir()) if card.name == DEFAULT_NAME]
    assert (card.dim, card.max_tokens, card.pooling) == (512, 512, "mean")
    assert "不得商用" in card.licence
    assert encoder.encode_question("社区").shape == (512,)


def test_a_question_is_nearer_to_the_passage_that_answers_it(encoder: OnnxEncoder) -> None:
    right, wrong = encoder.encode_passages(
        ["项目申报时应当提交项目申请表、实施方案和经费预算。", "网格员每周走访居民不少于三次。"]
    )
    question = encoder.encode_question("申请项目要交哪些材料？")
    assert question @ right > question @ wrong
