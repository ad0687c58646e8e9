"""Models on disk: cards, the one in use, damage, removal. The files here hold no real model."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from kb import model_store
from kb.errors import ModelUnusable
from kb.model_store import ModelCard

GRAPH, TOKENIZER = b"a graph", b"a tokenizer"


def card(name: str = "small") -> ModelCard:
    return ModelCard(
        name=name,
        source="folder:somewhere",
        licence="仅供研究",
        dim=512,
        max_tokens=512,
        pooling="mean",
        precision="int8",
        question_prompt="",
        passage_prompt="",
        graph_sha256=hashlib.sha256(GRAPH).hexdigest(),
        tokenizer_sha256=hashlib.sha256(TOKENIZER).hexdigest(),
        cosine=0.997,
        exported_with=("torch 2.13.0",),
    )


def put(models: Path, made: ModelCard) -> ModelCard:
    work = models / ".making"
    (work / "made").mkdir(parents=True)
    (work / "source").mkdir()
    (work / "made" / made.graph_file).write_bytes(GRAPH)
    (work / "made" / model_store.TOKENIZER_FILE).write_bytes(TOKENIZER)
    model_store.install(models, work / "made", work / "source", made)
    work.rmdir()
    return made


def test_a_card_reads_back_as_it_was_written(tmp_path: Path) -> None:
    written = replace(card(), question_prompt="问：", passage_prompt="文：")
    model_store.write_card(tmp_path, written)
    assert model_store.read_card(tmp_path) == written


def test_card_json_holds_exactly_the_fields_of_a_card(tmp_path: Path) -> None:
    model_store.write_card(tmp_path, card())
    stored = json.loads((tmp_path / "card.json").read_text("utf-8"))
    assert set(stored) == {field.name for field in dataclasses.fields(ModelCard)}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"name": "small"}'], ids=["empty", "cut", "list", "bare", "few"]
)
def test_a_card_that_is_no_card_says_which_model_to_remove(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "card.json").write_text(text, "utf-8")
    with pytest.raises(ModelUnusable, match="kb model remove small"):
        model_store.read_card(folder)


@pytest.mark.parametrize(("field", "value"), [("dim", "512"), ("dim", 0), ("name", 3)])
def test_a_card_with_a_field_of_the_wrong_kind_is_refused(
    tmp_path: Path, field: str, value: object
) -> None:
    stored = {**dataclasses.asdict(card()), field: value}
    (tmp_path / "card.json").write_text(json.dumps(stored), "utf-8")
    with pytest.raises(ModelUnusable, match="模型说明文件读不出来"):
        model_store.read_card(tmp_path)


def test_no_models_folder_means_no_models(tmp_path: Path) -> None:
    assert model_store.installed(tmp_path / "models") == ()


def test_models_are_listed_by_name_without_half_made_ones(tmp_path: Path) -> None:
    put(tmp_path, card("small"))
    put(tmp_path, card("large"))
    (tmp_path / ".making-x").mkdir()
    (tmp_path / "stray").mkdir()
    assert [found.name for found in model_store.installed(tmp_path)] == ["large", "small"]


def test_with_nothing_chosen_the_error_says_how_to_fetch_the_default(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="kb model fetch"):
        model_store.find(tmp_path)


def test_the_model_in_use_is_found_without_its_name(tmp_path: Path) -> None:
    put(tmp_path, card("large"))
    small = put(tmp_path, card("small"))
    model_store.set_default(tmp_path, "small")
    assert model_store.find(tmp_path) == small


def test_a_model_that_is_not_there_cannot_become_the_one_in_use(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="没有名为“large”的向量模型"):
        model_store.set_default(tmp_path, "large")
    assert not (tmp_path / "default").exists()


@pytest.mark.parametrize("name", ["../small", "models/small", ".sources", "", "."])
def test_a_name_that_is_a_path_names_no_model(tmp_path: Path, name: str) -> None:
    put(tmp_path / "models", card("small"))
    with pytest.raises(ModelUnusable, match="没有名为"):
        model_store.find(tmp_path / "models", name)
    with pytest.raises(ModelUnusable, match="没有名为"):
        model_store.remove(tmp_path / "models", name)


def test_a_whole_model_passes_the_check(tmp_path: Path) -> None:
    model_store.verify(tmp_path, put(tmp_path, card()))


@pytest.mark.parametrize("name", ["model.int8.onnx", "tokenizer.json"])
@pytest.mark.parametrize("damage", [None, b"", b"a grapH"])
def test_a_missing_or_changed_file_is_named(
    tmp_path: Path, name: str, damage: bytes | None
) -> None:
    made = put(tmp_path, card())
    path = tmp_path / "small" / name
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    with pytest.raises(ModelUnusable, match="模型文件缺失或已损坏") as raised:
        model_store.verify(tmp_path, made)
    assert raised.value.where == str(path)


def test_a_newer_export_takes_the_place_of_the_older(tmp_path: Path) -> None:
    put(tmp_path, replace(card(), cosine=0.991))
    put(tmp_path, replace(card(), cosine=0.998))
    assert [found.cosine for found in model_store.installed(tmp_path)] == [0.998]


def test_removing_a_model_takes_its_source_and_leaves_none_in_use(tmp_path: Path) -> None:
    made = put(tmp_path, card())
    model_store.set_default(tmp_path, made.name)
    model_store.remove(tmp_path, made.name)
    assert model_store.installed(tmp_path) == ()
    assert list((tmp_path / ".sources").iterdir()) == []
    with pytest.raises(ModelUnusable, match="还没有向量模型"):
        model_store.default_name(tmp_path)


def test_removing_another_model_keeps_the_one_in_use(tmp_path: Path) -> None:
    put(tmp_path, card("small"))
    put(tmp_path, card("large"))
    model_store.set_default(tmp_path, "small")
    model_store.remove(tmp_path, "large")
    assert model_store.default_name(tmp_path) == "small"


@pytest.mark.parametrize(
    "changed",
    [
        replace(card(), graph_sha256="0" * 64),
        replace(card(), tokenizer_sha256="0" * 64),
        replace(card(), max_tokens=256),
        replace(card(), passage_prompt="文："),
        replace(card(), precision="float32"),
        replace(card(), name="other"),
    ],
    ids=["graph", "tokenizer", "length", "prompt", "precision", "name"],
)
def test_whatever_changes_the_vectors_changes_the_name_kept_with_an_index(
    changed: ModelCard,
) -> None:
    assert changed.encoder_name != card().encoder_name


def test_a_question_prompt_does_not_change_the_name_kept_with_an_index() -> None:
    assert replace(card(), question_prompt="问：").encoder_name == card().encoder_name


def test_the_folder_of_models_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_MODELS", str(tmp_path))
    assert model_store.models_dir() == tmp_path


def test_the_folder_of_models_is_otherwise_in_the_projects_data_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("KB_MODELS", raising=False)
    project = Path(model_store.__file__).parent.parent
    assert model_store.models_dir() == project / "data" / "models"


def test_a_model_without_its_source_says_how_to_get_it(tmp_path: Path) -> None:
    made = put(tmp_path, card())
    (tmp_path / ".sources" / made.name).rmdir()
    with pytest.raises(ModelUnusable, match="kb model fetch 或 kb model use"):
        model_store.source_folder(tmp_path, made)
