"""A sentence-transformers model to the graph that serves from then on.

The whole pipeline is exported (transformer, pooling, any dense layers) with the unit length at its
end, so the graph turns token ids into finished vectors. It takes no attention mask, because texts
are computed one at a time. The linear layers are then quantised: weights of seven bits with a scale
for each output channel, activations scaled by onnxruntime as they come. This module imports torch.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from pickle import UnpicklingError
from tempfile import TemporaryDirectory

import numpy as np
import onnxruntime
import torch
import transformers
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from safetensors.torch import save_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import (
    Dense,
    Normalize,
    Pooling,
    Transformer,
)
from tokenizers import Tokenizer

from kb.errors import ModelUnusable
from kb.model_store import TOKENIZER_FILE

OPSET = 17
LEAST_COSINE = 0.99  # below it, int8 changes the model too much and it is kept in float32
PICKLED = "pytorch_model.bin"
SAFE = "model.safetensors"

# Clauses of the kind that a library holds; trial texts are runs of them, short and long.
CLAUSES = (
    "社区设立便民服务窗口，工作日上午八时三十分开门。",
    "居民申请临时救助的，应当提交身份证、户口簿和收入证明。",
    "第十二条 项目资金不足五万元的，由居民委员会讨论决定；五万元以上的，报街道办事处审批。",
    "办理时限为七个工作日，材料不齐的一次性告知。",
    "（三）连续两年考核不合格的，解除劳动合同；",
    "网格员每周走访不少于3次，填写《民情日记》。",
    "经费实行专款专用、公开公示，任何单位和个人不得截留、挪用。",
    "本办法自2020年1月1日起施行，有效期三年。",
)


@dataclass(frozen=True, slots=True)
class Exported:
    """What the model's own files say of it, and what exporting found, for its card."""

    dim: int
    max_tokens: int
    pooling: str
    precision: str
    question_prompt: str
    passage_prompt: str
    cosine: float
    versions: tuple[str, ...]


class _Pipeline(torch.nn.Module):
    """The model as a function of one tensor, which is what the exporter can follow."""

    def __init__(self, model: SentenceTransformer) -> None:
        super().__init__()
        self.stages = torch.nn.ModuleList(model)

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        features = {"input_ids": input_ids}
        for stage in self.stages:
            features = stage(features)
        return torch.nn.functional.normalize(features["sentence_embedding"], dim=1)


def load_model(source: Path, attention: str | None = None) -> SentenceTransformer:
    """Return the model of a local folder, on the CPU, ready to encode.

    attention: how transformers computes it; None is as the model is set up.
    A plain transformers folder becomes a mean-pooling model, as sentence-transformers does. Weights
    are read from safetensors only, which cannot hold code; see `make_weights_safe`.
    Raises ModelUnusable where it is not such a folder.
    """
    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(
            str(source),
            device="cpu",
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"attn_implementation": attention, "use_safetensors": True},
        )
    except (OSError, ValueError) as error:
        raise ModelUnusable(
            f"不是可用的 sentence-transformers 模型（{error}）",
            where=str(source),
            todo="请核对文件夹里是否有 config.json、tokenizer.json 和 model.safetensors",
        ) from error


def make_weights_safe(folder: Path) -> None:
    """Turn the pickled weights of a folder into safetensors, in place.

    They are unpickled with weights_only=True, so that a file with anything but tensors in it is
    refused, with ModelUnusable, and runs nothing. Where the folder has safetensors as well, the
    pickled file is only deleted.
    """
    pickled = folder / PICKLED
    if not pickled.is_file():
        return
    if not (folder / SAFE).is_file():
        # Copies: tied weights share memory, which the format does not allow.
        tensors = {name: tensor.clone() for name, tensor in _tensors(pickled).items()}
        save_file(tensors, folder / SAFE, {"format": "pt"})
    pickled.unlink()


def _tensors(pickled: Path) -> dict[str, torch.Tensor]:
    try:
        found = torch.load(pickled, map_location="cpu", weights_only=True)
    except (UnpicklingError, RuntimeError, EOFError, LookupError, ValueError) as error:
        # The last two are what the unpickler meets in bytes that are no pickle at all.
        raise _no_weights(pickled) from error
    if not isinstance(found, dict) or not all(isinstance(t, torch.Tensor) for t in found.values()):
        raise _no_weights(pickled)
    return found


def _no_weights(pickled: Path) -> ModelUnusable:
    return ModelUnusable(
        "权重文件里有张量以外的内容或已损坏，没有载入",
        where=pickled.name,
        todo="请换用带 model.safetensors 的模型",
    )


def export(source: Path, into: Path) -> Exported:
    """Write the graph and the tokenizer of the model into a folder.

    Raises ModelUnusable where the model has parts that a graph of token ids cannot express.
    """
    model = load_model(source, attention="eager")  # the others are not made of plain operators
    _check(model)
    tokenizer: Tokenizer = model.tokenizer.backend_tokenizer
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(into / TOKENIZER_FILE))
    question, passage = _prompts(model)
    precision, cosine = _write_graph(model, into)
    return Exported(
        dim=int(model.get_embedding_dimension() or 0),
        max_tokens=_max_tokens(model),
        pooling=_pooling(model),
        precision=precision,
        question_prompt=question,
        passage_prompt=passage,
        cosine=cosine,
        versions=_versions(),
    )


def _write_graph(model: SentenceTransformer, into: Path) -> tuple[str, float]:
    """Write the int8 graph, or the float32 one where int8 strays; return which, and its cosine."""
    expected = np.asarray(model.encode(list(trial_texts()), normalize_embeddings=True))
    with TemporaryDirectory(dir=into) as work:
        traced, full, small = (Path(work, f"{name}.onnx") for name in ("traced", "full", "small"))
        example = torch.arange(1, 17).reshape(1, 16)
        trace(_Pipeline(model), {"input_ids": example}, "vectors", traced)
        quant_pre_process(traced, full, skip_symbolic_shape=True)
        quantise(full, small)
        cosine = 0.0
        for precision, graph in (("int8", small), ("float32", full)):
            path = into / f"model.{precision}.onnx"
            optimise(graph, path)
            cosine = _least_cosine(path, model, expected)
            if cosine >= LEAST_COSINE:
                return precision, cosine
            path.unlink()
    raise ModelUnusable(
        f"导出的模型与 sentence-transformers 的结果不一致（余弦 {cosine:.3f}）",
        todo="请换用其他模型，例如 kb model fetch 取得的默认模型",
    )


def quantise(full: Path, small: Path) -> None:
    """Write the graph with its linear layers in int8; weights stay within [-64, 64].

    Processors without dot product instructions (AVX2 alone: many office machines) add pairs of
    products of eight bits in sixteen, which full-range weights overflow: the vectors are then
    wrong, silently. With seven bits every processor computes the same.
    """
    quantize_dynamic(full, small, per_channel=True, weight_type=QuantType.QInt8, reduce_range=True)


def trace(
    module: torch.nn.Module, inputs: Mapping[str, torch.Tensor], output: str, path: Path
) -> None:
    """Write a module as a graph. inputs: examples of shape (1, tokens), any number of tokens."""
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")  # the tracer's remarks on Python values in transformers
        torch.onnx.export(
            module.eval(),
            tuple(inputs.values()),
            str(path),
            input_names=list(inputs),
            output_names=[output],
            dynamic_axes={name: {1: "tokens"} for name in inputs},
            opset_version=OPSET,
            dynamo=False,  # the newer exporter needs packages that nothing else here does
        )


def optimise(graph: Path, path: Path) -> None:
    """Write the graph as onnxruntime would rewrite it at each load, so that loading is fast.

    SkipLayerNormalization is left out: on a CPU that fused kernel is several times slower than
    the addition and the LayerNormalization that it replaces.
    """
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(path)
    onnxruntime.InferenceSession(
        str(graph),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )


def _least_cosine(path: Path, model: SentenceTransformer, expected: NDArray[np.float32]) -> float:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    tokenizer: Tokenizer = model.tokenizer.backend_tokenizer
    tokenizer.enable_truncation(_max_tokens(model))
    least = 1.0
    for text, vector in zip(trial_texts(), expected, strict=True):
        ids = np.array([tokenizer.encode(text).ids], dtype=np.int64)
        (found,) = session.run(None, {"input_ids": ids})
        least = min(least, float(np.asarray(found)[0] @ vector))
    return least


def trial_texts() -> Sequence[str]:
    """Return the texts on which an exported graph is compared: 8 clauses, 8 runs of 2 to 9."""
    runs = ["".join(CLAUSES[(i + j) % len(CLAUSES)] for j in range(i + 2)) for i in range(8)]
    return [*CLAUSES, *runs]


def _check(model: SentenceTransformer) -> None:
    """Raise ModelUnusable for a model that is not transformer, pooling, dense layers."""
    strange = [type(s).__name__ for s in model if not isinstance(s, _KNOWN_STAGES)]
    if not isinstance(model[0], Transformer):
        strange.append("没有 Transformer")
    if not hasattr(model.tokenizer, "backend_tokenizer"):
        strange.append("没有 tokenizer.json")
    if any(isinstance(s, Pooling) and not s.include_prompt for s in model):
        strange.append("include_prompt=false")
    if strange:
        raise ModelUnusable(
            f"暂不支持这种模型（{'、'.join(strange)}）",
            todo="请换用由 Transformer、Pooling、Dense、Normalize 组成的模型",
        )


_KNOWN_STAGES = (Transformer, Pooling, Dense, Normalize)


def _prompts(model: SentenceTransformer) -> tuple[str, str]:
    """Return the question's and the passage's prompt, chosen as sentence-transformers chooses.

    encode_query takes "query", encode_document the first of "document", "passage" and "corpus";
    either falls back on the default prompt.
    """
    known = {name: prompt or "" for name, prompt in model.prompts.items()}
    default = known.get(model.default_prompt_name or "", "")
    passages = [known[name] for name in ("document", "passage", "corpus") if name in known]
    return known.get("query", default), next(iter(passages), default)


def _max_tokens(model: SentenceTransformer) -> int:
    return int(model.max_seq_length or 512)


def _pooling(model: SentenceTransformer) -> str:
    modes = [s.pooling_mode for s in model if isinstance(s, Pooling)]
    return "+".join(mode if isinstance(mode, str) else "+".join(mode) for mode in modes)


def _versions() -> tuple[str, ...]:
    modules = (torch, transformers, onnxruntime)
    return tuple(f"{module.__name__} {module.__version__}" for module in modules)
