"""Exact inner product over unit vectors (FAISS)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

_BATCH = 4096


def build(path: Path, dim: int, vectors: Iterable[NDArray[np.float16]]) -> int:
    """Write an index of the vectors, numbered from 0, to a file; return how many there were.

    Half precision: exact search over the rounded vectors, at half the memory traffic.
    """
    index = _filled(dim, vectors)
    faiss.write_index(index, str(path))
    return int(index.ntotal)


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


class VectorIndex:
    """An index open for searching."""

    def __init__(self, index: faiss.Index) -> None:
        # One thread a search: more only fight each other when several people ask at once.
        faiss.omp_set_num_threads(1)
        self._index = index

    @classmethod
    def open(cls, path: Path) -> VectorIndex:
        """Return the index that `build` wrote to a file."""
        return cls(faiss.read_index(str(path)))

    @classmethod
    def of(cls, dim: int, vectors: Iterable[NDArray[np.float16]]) -> VectorIndex:
        """Return an index of the vectors, numbered from 0, in memory only."""
        return cls(_filled(dim, vectors))

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
            return self._nearest(vector, limit, None)
        # A selector asks once per vector, which costs more than the product itself: look twice
        # as far first, and ask only if the filter leaves too few.
        numbers, scores = self._nearest(vector, 2 * limit, None)
        kept = mask[numbers]
        if int(kept.sum()) >= limit:
            return numbers[kept][:limit], scores[kept][:limit]
        bits = np.packbits(mask, bitorder="little")
        chosen = faiss.SearchParameters()
        chosen.sel = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
        return self._nearest(vector, limit, chosen)

    def _nearest(
        self, vector: NDArray[np.float32], limit: int, chosen: faiss.SearchParameters | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        wanted = min(limit, len(self))
        scores, numbers = self._index.search(vector[None, :], wanted, params=chosen)
        found = numbers[0] >= 0
        return numbers[0][found], scores[0][found]

    def vectors(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of these passages: float32, shape (len(numbers), dim)."""
        return np.asarray(self._index.reconstruct_batch(numbers), np.float32)
