"""The READMEs say what is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

import run
from kb.__main__ import app
from kb.model_commands import app as model_app
from tests.readme_commands import README, written

ROOT = README.parent
READMES = (README, ROOT / "README.zh-CN.md")


def commands_named(text: str) -> set[tuple[str, ...]]:
    found = re.findall(r"\bkb ((?:model )?[a-z]+)\b(?!\.)", text)
    return {tuple(name.split()) for name in found}


def test_the_command_reference_equals_the_help() -> None:
    text = README.read_text("utf-8")
    assert written(text) == text


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_every_command_shown_exists(path: Path) -> None:
    known = set(getattr(typer.main.get_command(app), "commands", {}))
    of_model = set(getattr(typer.main.get_command(model_app), "commands", {}))
    named = commands_named(path.read_text("utf-8"))
    assert len(named) >= 8
    for name in named:
        assert name[0] in known | {"model"}, name
        if name[0] == "model" and len(name) > 1:
            assert name[1] in of_model, name


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_the_set_up_commands_are_those_that_run_py_takes(path: Path) -> None:
    shown = set(re.findall(r"python3 run\.py (\w+)", path.read_text("utf-8")))
    assert shown == {"demo", "test", "bundle"}
    assert all(callable(getattr(run, name)) for name in shown)


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_every_link_and_picture_is_there(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8"))
    local = [target for target in targets if "://" not in target]
    assert len(local) >= 4
    assert [target for target in local if not (ROOT / target).exists()] == []
