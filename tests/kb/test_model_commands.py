"""`kb model` at the terminal: what it prints, in words and as JSON."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kb.errors import ModelUnusable
from kb.model_commands import app


@pytest.fixture
def models(tiny_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the tiny model, named by KB_MODELS."""
    copy = Path(shutil.copytree(tiny_models, tmp_path / "models"))
    monkeypatch.setenv("KB_MODELS", str(copy))
    return copy


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, catch_exceptions=False)


def test_list_shows_every_model_with_its_licence_and_which_is_in_use(models: Path) -> None:
    ran = run("list")
    assert ran.exit_code == 0
    assert "tiny" in ran.output
    assert "在用" in ran.output
    assert "模型卡没有写明许可" in ran.output.replace("\n", "")
    assert models.is_dir()


def test_list_as_json_holds_the_cards(models: Path) -> None:
    listed = json.loads(run("list", "--json").stdout)
    assert listed["current"] == "tiny"
    assert [model["name"] for model in listed["models"]] == ["tiny"]
    assert listed["models"][0] == json.loads((models / "tiny" / "card.json").read_text("utf-8"))


def test_list_without_models_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_MODELS", str(tmp_path))
    assert "kb model fetch" in run("list").stdout
    assert json.loads(run("list", "--json").stdout) == {"current": "", "models": []}


@pytest.mark.usefixtures("models")
def test_info_shows_what_the_model_is_and_that_it_is_whole() -> None:
    shown = run("info", "tiny").stdout
    for part in ("tiny-int8@", "cls", "问：", "24", "完好", "许可"):
        assert part in shown


@pytest.mark.usefixtures("models")
def test_info_as_json_is_the_card() -> None:
    assert json.loads(run("info", "--json").stdout)["pooling"] == "cls"


def test_info_of_a_damaged_model_is_an_error_that_says_what_to_do(models: Path) -> None:
    (models / "tiny" / "tokenizer.json").write_text("{}", "utf-8")
    with pytest.raises(ModelUnusable, match="kb model remove tiny"):
        run("info", "tiny")


@pytest.mark.usefixtures("models")
def test_use_says_that_the_index_must_be_built_again() -> None:
    ran = run("use", "tiny", "--question-prompt", "查：")
    assert "kb reindex" in ran.stdout
    assert json.loads(run("info", "--json").stdout)["question_prompt"] == "查："


@pytest.mark.usefixtures("models")
def test_use_as_json_writes_nothing_else_to_standard_output() -> None:
    made = json.loads(run("use", "tiny", "--json").stdout)
    assert made["model"]["name"] == "tiny"
    assert "kb reindex" in made["note"]


def test_remove_deletes_the_model(models: Path) -> None:
    assert "已删除模型 tiny" in run("remove", "tiny").stdout
    assert not (models / "tiny").exists()
    with pytest.raises(ModelUnusable, match="没有名为"):
        run("remove", "tiny", "--json")
