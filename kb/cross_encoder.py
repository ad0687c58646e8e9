"""The cross-encoder: reads a question and a passage together and judges whether it answers.

The graph ships inside the project (`kb/shipped/cross_encoder`, with a card that says how it was
trained) and does not depend on the embedding model in use.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kb.encoder import cores, open_graph, open_tokenizer
from kb.errors import ModelUnusable
from kb.model_store import TOKENIZER_FILE, file_sha256
from kb.simplified import simplified

FOLDER = Path(__file__).parent / "shipped" / "cross_encoder"
GRAPH_FILE = "model.int8.onnx"
CHECKSUMS_FILE = "checksums.json"
_QUESTION = 96  # characters of a question that are read
_TOKENS = 256  # of question and passage together, as in training; the passage is cut


class Judge(Protocol):
    """What says whether passages answer a question."""

    def judge(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Return the log odds that each passage answers: float32, shape (len(passages),)."""
        ...


class CrossEncoder:
    """Judges pairs of a question and a passage. Safe to be called from several threads."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Open the model of a folder. Raises ModelUnusable where it is missing or damaged."""
        _verify(folder)
        self._tokenizer = open_tokenizer(folder / TOKENIZER_FILE, _TOKENS, "only_second")
        self._session = open_graph(folder / GRAPH_FILE)
        # One pool for all callers, so that questions asked at once do not fight for the cores.
        self._pool = ThreadPoolExecutor(cores(), thread_name_prefix="cross-encoder")

    def judge(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Return the log odds that each passage answers: float32, shape (len(passages),).

        Pairs are computed one by one, several at a time on different cores, so that a judgement
        does not depend on what else is judged.
        """
        asked = simplified(question[:_QUESTION])
        found = self._pool.map(lambda passage: self._judge(asked, passage), passages)
        return np.fromiter(found, np.float32, len(passages))

    def _judge(self, question: str, passage: str) -> float:
        pair = self._tokenizer.encode(question, simplified(passage))
        inputs = {"ids": np.array([pair.ids]), "segments": np.array([pair.type_ids])}
        (score,) = self._session.run(None, inputs)
        return float(np.asarray(score)[0])


def write_checksums(folder: Path) -> None:
    """Note the sha256 of the graph and the tokenizer of a folder."""
    sums = {name: file_sha256(folder / name) for name in (GRAPH_FILE, TOKENIZER_FILE)}
    (folder / CHECKSUMS_FILE).write_text(json.dumps(sums, indent=2) + "\n", "utf-8")


def _verify(folder: Path) -> None:
    try:
        sums = json.loads((folder / CHECKSUMS_FILE).read_text("utf-8"))
        sound = all(
            file_sha256(folder / name) == sums[name] for name in (GRAPH_FILE, TOKENIZER_FILE)
        )
    except (OSError, ValueError, KeyError):
        sound = False
    if not sound:
        raise ModelUnusable("判断模型缺失或已损坏", where=str(folder), todo="请重新安装本程序")
