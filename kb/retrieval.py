"""Candidates for a question: words and vectors, each ranked, fused by reciprocal rank."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.index.generation import LoadedGeneration
from kb.index.lexical import LexicalIndex
from kb.index.vectors import VectorIndex

RANK_CONSTANT = 20
# Cormack, Clarke & Büttcher 2009 take 60; 20 does better on both sets of questions
# (bench/RESULTS.md)
BEST_FUSED = 2 / (RANK_CONSTANT + 1)  # first by words and first by meaning
DEPTH = 200  # candidates taken from each side
MEASURED = 64  # candidates whose cosine is computed, also where only words found them


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages of a generation, best first; all arrays have the same length.

    numbers: rows of the generation. scores: fused. worded: whether words found it. near: rank by
    vector from 1, infinite where vectors did not find it. cosine: of the first MEASURED, NaN
    beyond and where there are no vectors.
    """

    numbers: NDArray[np.int64]
    scores: NDArray[np.float64]
    worded: NDArray[np.bool_]
    near: NDArray[np.float64]
    cosine: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.numbers)


def retrieve(
    loaded: LoadedGeneration,
    question: str,
    vector: NDArray[np.float32] | None,
    mask: NDArray[np.bool_] | None,
) -> Candidates:
    """Return the fused candidates, at most DEPTH from each side.

    vector: of the question, or None to go by words alone. mask: bool, one per passage of the
    generation, True where it may be found; None lets all through.
    """
    worded = _by_words(loaded.lexical, question, mask)
    near = _by_vectors(loaded.vectors, vector, mask)
    numbers = np.union1d(worded, near)
    word_ranks, near_ranks = _ranks(numbers, worded), _ranks(numbers, near)
    scores = 1 / (RANK_CONSTANT + word_ranks) + 1 / (RANK_CONSTANT + near_ranks)
    # Equal scores are ordered by place in the library, so that a result can be repeated.
    order = np.lexsort((numbers, -scores))
    return Candidates(
        numbers=numbers[order],
        scores=scores[order],
        worded=np.isfinite(word_ranks[order]),
        near=near_ranks[order],
        cosine=_cosines(loaded.vectors, vector, numbers[order]),
    )


def _by_words(
    index: LexicalIndex, question: str, mask: NDArray[np.bool_] | None
) -> NDArray[np.int64]:
    """Search deeper until enough of what is found passes the filter, or nothing is left."""
    limit = DEPTH
    while True:
        numbers, _ = index.search(question, limit)
        if mask is None:
            return numbers
        kept = numbers[mask[numbers]]
        if len(kept) >= DEPTH or len(numbers) < limit:
            return kept[:DEPTH]
        limit *= 8


def _by_vectors(
    index: VectorIndex | None, vector: NDArray[np.float32] | None, mask: NDArray[np.bool_] | None
) -> NDArray[np.int64]:
    if index is None or vector is None:
        return np.empty(0, np.int64)
    return index.search(vector, DEPTH, mask)[0]


def _ranks(numbers: NDArray[np.int64], found: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the rank in found, from 1, of each of numbers (in order); infinite where it is not."""
    ranks = np.full(len(numbers), np.inf)
    ranks[np.searchsorted(numbers, found)] = np.arange(1, len(found) + 1)
    return ranks


def _cosines(
    index: VectorIndex | None, vector: NDArray[np.float32] | None, numbers: NDArray[np.int64]
) -> NDArray[np.float32]:
    cosine = np.full(len(numbers), np.nan, np.float32)
    if index is not None and vector is not None and len(numbers):
        cosine[:MEASURED] = index.vectors(numbers[:MEASURED]) @ vector
    return cosine
