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


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages of a generation, best first; all arrays have the same length.

    numbers: rows of the generation. scores: fused. bm25: NaN where words did not find it. cosine:
    of every candidate, NaN where there are no vectors.
    """

    numbers: NDArray[np.int64]
    scores: NDArray[np.float32]
    bm25: NDArray[np.float32]
    cosine: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.numbers)


def retrieve(
    loaded: LoadedGeneration,
    question: str,
    vector: NDArray[np.float32] | None,
    mask: NDArray[np.bool_] | None,
    *,
    weights: tuple[float, float] = (1.0, 1.0),
) -> Candidates:
    """Return the fused candidates, at most DEPTH from each side.

    vector: of the question, or None to go by words alone. mask: bool, one per passage of the
    generation, True where it may be found; None lets all through. weights: of words and vectors.
    """
    words = _by_words(loaded.lexical, question, mask)
    near = _by_vectors(loaded.vectors, vector, mask)
    numbers = np.union1d(words[0], near[0])
    bm25, word_ranks = _spread(numbers, *words)
    _, near_ranks = _spread(numbers, *near)
    scores = weights[0] / (RANK_CONSTANT + word_ranks) + weights[1] / (RANK_CONSTANT + near_ranks)
    # Equal scores are ordered by place in the library, so that a result can be repeated.
    order = np.lexsort((numbers, -scores))
    cosine = _cosines(loaded.vectors, vector, numbers)
    return Candidates(numbers[order], scores[order].astype(np.float32), bm25[order], cosine[order])


def _by_words(
    index: LexicalIndex, question: str, mask: NDArray[np.bool_] | None
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Search deeper until enough of what is found passes the filter, or nothing is left."""
    limit = DEPTH
    while True:
        numbers, scores = index.search(question, limit)
        if mask is None:
            return numbers, scores
        kept = mask[numbers]
        if int(kept.sum()) >= DEPTH or len(numbers) < limit:
            return numbers[kept][:DEPTH], scores[kept][:DEPTH]
        limit *= 8


def _by_vectors(
    index: VectorIndex | None, vector: NDArray[np.float32] | None, mask: NDArray[np.bool_] | None
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    if index is None or vector is None:
        return np.empty(0, np.int64), np.empty(0, np.float32)
    return index.search(vector, DEPTH, mask)


def _cosines(
    index: VectorIndex | None, vector: NDArray[np.float32] | None, numbers: NDArray[np.int64]
) -> NDArray[np.float32]:
    if index is None or vector is None or not len(numbers):
        return np.full(len(numbers), np.nan, np.float32)
    return np.asarray(index.vectors(numbers) @ vector, np.float32)


def _spread(
    numbers: NDArray[np.int64], found: NDArray[np.int64], scores: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Return (scores, ranks from 1) of found, laid out as numbers is; NaN and inf elsewhere."""
    places = np.searchsorted(numbers, found)
    laid = np.full(len(numbers), np.nan, np.float32)
    ranks = np.full(len(numbers), np.inf)
    laid[places] = scores
    ranks[places] = np.arange(1, len(found) + 1)
    return laid, ranks
