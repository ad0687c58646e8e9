"""Inner product over unit vectors (FAISS): exact, or through codes with exact rescoring.

A small library is scanned whole. In a large one codes of four bits for each two dimensions are
scanned first (André et al. 2017, Quicker ADC) and what they find is scored again exactly, so that
scores are exact in either kind and only the last of many may be missed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

CODED_FROM = 20_000  # vectors; scanning fewer costs less than 3 ms (bench/RESULTS.md)
_FINER = 8  # candidates by codes for each one wanted
_LEAST = 1000  # candidates by codes, however few are wanted
_TRAINED_ON = 16_384  # vectors that codes are learnt from; 16 centroids need no more
_BATCH = 4096


def build(path: Path, dim: int, vectors: Iterable[NDArray[np.float16]]) -> int:
    """Write an index of the vectors, numbered from 0, to a file; return how many there were.

    Half precision: search over the rounded vectors, at half the memory traffic.
    """
    index = _indexed(dim, vectors)
    faiss.write_index(index, str(path))
    return int(index.ntotal)


def _indexed(dim: int, vectors: Iterable[NDArray[np.float16]]) -> faiss.Index:
    """Return the kind of index that fits the number of vectors."""
    exact = _filled(dim, vectors)
    return exact if exact.ntotal < CODED_FROM or dim % 2 else _coded(exact)


def _filled(dim: int, vectors: Iterable[NDArray[np.float16]]) -> faiss.IndexScalarQuantizer:
    index = faiss.IndexScalarQuantizer(
        dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )
    batch: list[NDArray[np.float16]] = []
    for vector in vectors:
        batch.append(vector)
        if len(batch) == _BATCH:
            index.add(np.stack(batch).astype(np.float32))
            batch.clear()
    if batch:
        index.add(np.stack(batch).astype(np.float32))
    return index


def _coded(exact: faiss.IndexScalarQuantizer) -> faiss.IndexRefine:
    """Return an index that scans codes of the vectors of an exact one and scores them by it."""
    count = int(exact.ntotal)
    codes = faiss.IndexPQFastScan(exact.d, exact.d // 2, 4, faiss.METRIC_INNER_PRODUCT)
    sample = np.unique(np.linspace(0, count - 1, min(_TRAINED_ON, count), dtype=np.int64))
    codes.train(exact.reconstruct_batch(sample))
    for start in range(0, count, _BATCH):
        codes.add(exact.reconstruct_n(start, min(_BATCH, count - start)))
    return faiss.IndexRefine(codes, exact)


class VectorIndex:
    """An index open for searching."""

    def __init__(self, index: faiss.Index) -> None:
        # One thread a search: more only fight each other when several people ask at once.
        faiss.omp_set_num_threads(1)
        self._index = index  # owns what the next is a part of
        self._exact = index
        if isinstance(index, faiss.IndexRefine):
            self._exact = faiss.downcast_index(index.refine_index)

    @classmethod
    def open(cls, path: Path) -> VectorIndex:
        """Return the index that `build` wrote to a file."""
        return cls(faiss.read_index(str(path)))

    @classmethod
    def of(cls, dim: int, vectors: Iterable[NDArray[np.float16]]) -> VectorIndex:
        """Return an index of the vectors, numbered from 0, in memory only."""
        return cls(_indexed(dim, vectors))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dim(self) -> int:
        return int(self._index.d)

    def search(
        self, vector: NDArray[np.float32], limit: int, mask: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return (numbers, cosines) of the nearest passages, nearest first, at most limit.

        mask: bool, shape (len(self),), True where a passage may be found; None lets all through.
        """
        if not len(self):
            return np.empty(0, np.int64), np.empty(0, np.float32)
        if mask is None:
            return self._nearest(vector, limit)
        # A selector asks once per vector, which can cost more than the product itself: look twice
        # as far first, and ask only if the filter leaves too few.
        numbers, scores = self._nearest(vector, 2 * limit)
        kept = mask[numbers]
        if int(kept.sum()) >= limit:
            return numbers[kept][:limit], scores[kept][:limit]
        bits = np.packbits(mask, bitorder="little")
        chosen = faiss.SearchParameters()
        chosen.sel = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
        return _found(self._exact, vector, limit, chosen)

    def _nearest(
        self, vector: NDArray[np.float32], limit: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        if self._exact is self._index:
            return _found(self._exact, vector, limit, None)
        finer = faiss.IndexRefineSearchParameters()
        finer.k_factor = min(max(_FINER, _LEAST / limit), len(self) / limit)
        return _found(self._index, vector, limit, finer)

    def vectors(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of these passages: float32, shape (len(numbers), dim)."""
        return np.asarray(self._exact.reconstruct_batch(numbers), np.float32)


def _found(
    index: faiss.Index,
    vector: NDArray[np.float32],
    limit: int,
    parameters: faiss.SearchParameters | None,
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    wanted = min(limit, int(index.ntotal))
    scores, numbers = index.search(vector[None, :], wanted, params=parameters)
    found = numbers[0] >= 0
    return numbers[0][found], scores[0][found]
