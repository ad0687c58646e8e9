"""The exported graph, on a tiny model: shapes, order, prompts, pooling, length, damage."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx.numpy_helper import to_array

from kb.encoder import OnnxEncoder, ReferenceEncoder, load_encoder, load_reference
from kb.errors import ModelUnusable
from kb.model_store import find
from tests.kb.conftest import QUESTION_PROMPT

TEXTS = ("社区居民", "申请资金材料", "（一）", "规定的材料，十二年", "一")
PROJECT = Path(__file__).parents[2]
LONG = "居民申请资金" * 20


@pytest.fixture(scope="module")
def encoder(tiny_models: Path) -> OnnxEncoder:
    return load_encoder(tiny_models, threads=2)


@pytest.fixture(scope="module")
def reference(tiny_models: Path) -> ReferenceEncoder:
    return load_reference(tiny_models)


def test_vectors_are_float32_of_unit_length_in_the_order_given(encoder: OnnxEncoder) -> None:
    vectors = encoder.encode_passages(TEXTS)
    assert vectors.shape == (5, encoder.dim)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    turned = encoder.encode_passages(TEXTS[::-1])
    assert np.array_equal(turned[::-1], vectors)


def test_a_texts_vector_does_not_depend_on_what_stands_beside_it(encoder: OnnxEncoder) -> None:
    together = encoder.encode_passages([*TEXTS, LONG])
    alone = np.concatenate([encoder.encode_passages([text]) for text in (*TEXTS, LONG)])
    assert np.array_equal(together, alone)


def test_no_texts_give_no_vectors(encoder: OnnxEncoder) -> None:
    assert encoder.encode_passages([]).shape == (0, encoder.dim)


@pytest.mark.parametrize("text", ["", " \n", "\x00", "ﷺ😀", "㐀"])
def test_a_text_of_no_known_character_still_has_a_unit_vector(
    encoder: OnnxEncoder, text: str
) -> None:
    assert np.linalg.norm(encoder.encode_question(text)) == pytest.approx(1, abs=1e-5)


def test_more_texts_than_one_slice_keep_their_order(
    encoder: OnnxEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = encoder.encode_passages(TEXTS)
    monkeypatch.setattr("kb.encoder.SLICE", 2)
    assert np.array_equal(encoder.encode_passages(TEXTS), whole)


def test_the_graph_agrees_with_sentence_transformers(
    encoder: OnnxEncoder, reference: ReferenceEncoder
) -> None:
    exported, expected = encoder.encode_passages(TEXTS), reference.encode_passages(TEXTS)
    assert np.min(np.sum(exported * expected, axis=1)) >= 0.99


def test_a_text_past_the_models_length_is_cut_as_sentence_transformers_cuts_it(
    encoder: OnnxEncoder, reference: ReferenceEncoder
) -> None:
    vector = encoder.encode_passages([LONG])[0]
    assert vector @ reference.encode_passages([LONG])[0] >= 0.99
    assert np.array_equal(vector, encoder.encode_passages([LONG + "年月日"])[0])


def test_the_models_own_question_prompt_stands_before_questions_only(
    encoder: OnnxEncoder, reference: ReferenceEncoder
) -> None:
    question = encoder.encode_question("申请")
    assert np.array_equal(question, encoder.encode_passages([QUESTION_PROMPT + "申请"])[0])
    assert question @ encoder.encode_passages(["申请"])[0] < 0.99
    assert question @ reference.encode_question("申请") >= 0.99


def test_the_reference_gives_no_vectors_for_no_texts(reference: ReferenceEncoder) -> None:
    assert reference.encode_passages([]).shape == (0, reference.dim)


def test_the_name_tells_model_precision_and_hash(encoder: OnnxEncoder, tiny_models: Path) -> None:
    assert encoder.name == find(tiny_models).encoder_name
    assert encoder.name.startswith("tiny-int8@")


def test_int8_weights_keep_to_seven_bits_so_that_no_processor_overflows(tiny_models: Path) -> None:
    graph = onnx.load(str(tiny_models / "tiny" / "model.int8.onnx")).graph
    used = {node.input[1] for node in graph.node if "MatMul" in node.op_type}
    weights = [to_array(one) for one in graph.initializer if one.name in used]
    assert weights
    for weight in weights:
        assert weight.dtype == np.int8
        assert np.abs(weight.astype(int)).max() <= 64


def test_a_damaged_graph_is_refused_before_it_computes_anything(
    tiny_models: Path, tmp_path: Path
) -> None:
    models = tmp_path / "models"
    shutil.copytree(tiny_models, models)
    with (models / "tiny" / "model.int8.onnx").open("r+b") as file:
        file.seek(1000)
        file.write(b"\xff\xff")
    with pytest.raises(ModelUnusable, match="kb model remove tiny"):
        load_encoder(models)


def test_a_missing_model_says_how_to_fetch_one(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="kb model fetch"):
        load_encoder(tmp_path)


def test_serving_imports_no_torch_and_writes_nothing_into_the_users_home(
    tiny_models: Path, tmp_path: Path
) -> None:
    program = (
        "import sys; from pathlib import Path; from kb.encoder import load_encoder; "
        "load_encoder(Path(sys.argv[1])).encode_question('申请'); "
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'onnx', 'scipy'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    # onnxruntime also keeps still where it sees CI; that must not be what is tested.
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    ran = subprocess.run(
        [sys.executable, "-c", program, str(tiny_models)],
        env={**environment, "HOME": str(tmp_path), "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "[]\n"
    assert list(tmp_path.iterdir()) == []
