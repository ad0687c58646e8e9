"""An embedder whose vectors can be worked out by hand, for tests without the real model."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray


class HashedEncoder:
    """Counts of hashed character pairs, brought to unit length.

    A text's white space is dropped; each pair of neighbouring characters, and each character by
    itself, adds 1 to the dimension crc32(utf-8) % dim. A text without a character is dimension 0.
    So texts that share words have a cosine near 1, and texts that share none a cosine near 0.
    Questions and passages are encoded alike.
    """

    def __init__(self, dim: int = 64, name: str | None = None) -> None:
        self.dim = dim
        self.name = name if name is not None else f"hashed-{dim}@000000000000"

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors: float32, shape (len(texts), dim), in the order given."""
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self.encode_question(text)
        return vectors

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Return a unit vector: float32, shape (dim,)."""
        vector = np.zeros(self.dim, dtype=np.float32)
        for gram in _grams(text):
            vector[zlib.crc32(gram.encode()) % self.dim] += 1
        if not vector.any():
            vector[0] = 1
        return vector / np.float32(np.linalg.norm(vector))


def _grams(text: str) -> Iterator[str]:
    characters = "".join(text.split())
    yield from characters
    yield from (characters[i : i + 2] for i in range(len(characters) - 1))
