"""Trained models to the graphs that serve."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer
from torch import Tensor, nn

from bench.training.reader import CrossEncoder
from kb.cross_encoder import GRAPH_FILE, write_checksums
from kb.model_export import optimise, quantise, trace
from kb.model_store import TOKENIZER_FILE


class _OnePair(nn.Module):
    """The cross-encoder over pairs computed one at a time, which need no mask."""

    def __init__(self, model: CrossEncoder) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, segments: Tensor) -> Tensor:
        score: Tensor = self.model(ids, segments, None)[0]
        return score


def export_cross_encoder(model: CrossEncoder, tokenizer: Tokenizer, into: Path) -> None:
    """Write the int8 graph, the tokenizer and their checksums into a folder."""
    model.eval()
    model.bert.set_attn_implementation("eager")  # the others are not made of plain operators
    tokenizer.save(str(into / TOKENIZER_FILE))
    with TemporaryDirectory(dir=into) as work:
        traced, full, small = (Path(work, f"{name}.onnx") for name in ("traced", "full", "small"))
        ids = torch.arange(1, 17).reshape(1, 16)
        segments = torch.tensor([[0] * 6 + [1] * 10])
        trace(_OnePair(model), {"ids": ids, "segments": segments}, "score", traced)
        quant_pre_process(traced, full, skip_symbolic_shape=True)
        quantise(full, small)
        optimise(small, into / GRAPH_FILE)
    write_checksums(into)
