"""The embedder that other tests stand on, checked by hand."""

from __future__ import annotations

import zlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kb.encoder import Encoder
from tests.hashed_encoder import HashedEncoder


def test_it_is_an_encoder() -> None:
    encoder: Encoder = HashedEncoder()
    assert encoder.name.startswith("hashed-64@")
    assert encoder.dim == 64


def test_two_characters_count_three_times_as_is_easily_worked_out() -> None:
    vector = HashedEncoder().encode_question("资金")
    expected = np.zeros(64)
    for gram in ("资", "金", "资金"):
        expected[zlib.crc32(gram.encode()) % 64] += 1
    assert np.allclose(vector, expected / np.linalg.norm(expected))


def test_a_passage_with_the_questions_words_is_nearer_than_one_without() -> None:
    encoder = HashedEncoder()
    near, far = encoder.encode_passages(["为民服务资金的申请材料", "网格员每周走访"])
    question = encoder.encode_question("申请材料")
    assert near @ question > 0.5 > far @ question


@given(st.lists(st.text(), max_size=5))
def test_every_text_has_a_unit_vector_in_its_place(texts: list[str]) -> None:
    vectors = HashedEncoder().encode_passages(texts)
    assert vectors.shape == (len(texts), 64)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    for text, vector in zip(texts, vectors, strict=True):
        assert np.array_equal(HashedEncoder().encode_question(text), vector)
