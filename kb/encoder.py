"""Texts to unit vectors.

The serving encoder runs an exported graph through onnxruntime; it never imports torch or
transformers. The reference encoder is sentence-transformers itself, to compare with.
onnxruntime, tokenizers and sentence-transformers are imported when an encoder is made, so that a
command that encodes nothing does not wait for them.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from kb.errors import ModelUnusable
from kb.model_store import TOKENIZER_FILE, ModelCard, find, source_folder, verify
from kb.simplified import simplified

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

SLICE = 1024  # texts handed to the threads at a time, so that memory does not grow with the library


class Encoder(Protocol):
    """What turns passages and questions into vectors that can be compared.

    name: the model and a hash of what computes, "m3e-small-int8@1f2e3d4c5b6a"; kept with an
        index so that vectors of two models are never compared.
    dim: the length of every vector.
    """

    @property
    def name(self) -> str: ...

    @property
    def dim(self) -> int: ...

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors: float32, shape (len(texts), dim), in the order given."""
        ...

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Return a unit vector: float32, shape (dim,)."""
        ...


def load_encoder(models: Path, name: str | None = None, *, threads: int = 0) -> OnnxEncoder:
    """Return the encoder of the named model, or of the one in use.

    threads: how many passages are computed side by side; 0 is one for each core.
    Raises ModelUnusable, saying which command mends it, where the model is missing or damaged.
    """
    card = find(models, name)
    verify(models, card)
    return OnnxEncoder(models / card.name, card, threads=threads)


def load_reference(models: Path, name: str | None = None) -> ReferenceEncoder:
    """Return sentence-transformers with the model that the named one was exported from.

    Raises ModelUnusable where the model, or what it was exported from, is not there.
    """
    card = find(models, name)
    return ReferenceEncoder(source_folder(models, card), card)


class OnnxEncoder:
    """An exported model: tokens in, pooled unit vectors out.

    Texts are computed one by one, several at a time on different cores. Nothing is padded, no
    thread waits for another, and a text has the same vector whatever stands beside it: int8
    activations are scaled by the largest value of the whole input, so in a batch each text would
    change the others a little.
    """

    def __init__(self, folder: Path, card: ModelCard, *, threads: int = 0) -> None:
        self.name = card.encoder_name
        self.dim = card.dim
        self._card = card
        self._threads = threads if threads > 0 else cores()
        self._tokenizer = open_tokenizer(folder / TOKENIZER_FILE, card.max_tokens)
        self._session = open_graph(folder / card.graph_file)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors: float32, shape (len(texts), dim), in the order given."""
        vectors = np.empty((len(texts), self.dim), dtype=np.float32)
        prompted = [self._card.passage_prompt + text for text in texts]
        with ThreadPoolExecutor(self._threads) as pool:
            for start in range(0, len(prompted), SLICE):
                rows = pool.map(self._encode, prompted[start : start + SLICE])
                for place, row in enumerate(rows, start):
                    vectors[place] = row
        return vectors

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Return a unit vector: float32, shape (dim,)."""
        return self._encode(self._card.question_prompt + text)

    def _encode(self, text: str) -> NDArray[np.float32]:
        ids = np.array([self._tokenizer.encode(simplified(text)).ids], dtype=np.int64)
        (vectors,) = self._session.run(None, {"input_ids": ids})
        vector: NDArray[np.float32] = np.asarray(vectors, dtype=np.float32)[0]
        return vector


class ReferenceEncoder:
    """Plain sentence-transformers, as a measure of what the exported graph must give."""

    def __init__(self, source: Path, card: ModelCard) -> None:
        # Lazy: torch and transformers take seconds, and only comparing needs them.
        from kb.model_export import load_model

        self.name = f"{card.name}-reference"
        self.dim = card.dim
        self._card = card
        self._model = load_model(source)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors: float32, shape (len(texts), dim), in the order given."""
        if not texts:
            return np.empty((0, self.dim), dtype=np.float32)
        prompt = self._card.passage_prompt
        vectors = self._model.encode(list(texts), prompt=prompt, normalize_embeddings=True)
        return np.asarray(vectors, dtype=np.float32)

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Return a unit vector: float32, shape (dim,)."""
        prompt = self._card.question_prompt
        vector = self._model.encode(text, prompt=prompt, normalize_embeddings=True)
        return np.asarray(vector, dtype=np.float32)


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def open_tokenizer(path: Path, max_tokens: int, cut: str = "longest_first") -> Tokenizer:
    """Return a tokenizer that pads nothing and cuts what is longer than max_tokens.

    cut: of a pair of texts, "longest_first" or "only_second".
    """
    # Lazy: only encoding needs it.
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(max_tokens, strategy=cut)
    tokenizer.no_padding()
    return tokenizer


def open_graph(path: Path) -> InferenceSession:
    """Return an exported graph ready to run on one thread. Raises ModelUnusable."""
    # Lazy: a tenth of a second, and only encoding needs it.
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as refusals

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_mem_pattern = False  # a plan for every length would be kept and seldom used
    # The graph was optimised when it was exported; doing it again would only cost time here.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except (refusals.Fail, refusals.InvalidGraph, refusals.NotImplemented) as error:
        # The file is the one that was exported, so it was exported for another onnxruntime.
        raise ModelUnusable(
            "这个版本的 onnxruntime 载入不了该模型",
            where=str(path),
            todo="请用 kb model fetch（默认模型）或 kb model use（其他模型）重新导出",
        ) from error
