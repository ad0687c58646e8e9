"""run.py: what is pinned, when the environment is made again, what is passed on, what fails."""

from __future__ import annotations

import ast
import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).parents[1]
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[\w.]+)(?:  # (?P<why>.+))?$")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> dict[str, tuple[str, str]]:
    """Return name -> (version, reason) of every line of constraints.txt that is not a comment."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    found = [PIN.match(line) for line in lines if line and not line.startswith("#")]
    assert all(found), "every line is name==version, or a comment"
    return {normal(pin["name"]): (pin["version"], pin["why"] or "") for pin in found if pin}


def asked() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {
        normal(name)
        for name in (*project["dependencies"], *project["optional-dependencies"]["test"])
    }


# ---- what is pinned -----------------------------------------------------------------------------


def test_every_direct_dependency_is_pinned_with_a_reason() -> None:
    assert {name for name in asked() if not pins().get(name, ("", ""))[1]} == set()


def test_only_direct_dependencies_are_given_a_reason() -> None:
    # setuptools is asked for by the build, not by the project.
    assert {name for name, (_, why) in pins().items() if why} - asked() == {"setuptools"}


# What a distribution is imported as, where that is not its name.
IMPORTED_AS = {
    "axe-playwright-python": "axe_playwright_python",
    "faiss-cpu": "faiss",
    "markdown-it-py": "markdown_it",
    "python-docx": "docx",
    "pyyaml": "yaml",
    "scikit-learn": "sklearn",
}
# Needed without being imported here: by a library at work, by mypy, or as a program.
NOT_IMPORTED = {
    *("onnx", "python-multipart", "httpx2"),
    *("lxml-stubs", "types-openpyxl", "types-pyyaml"),
    *("mypy", "ruff"),
}


def test_every_direct_dependency_is_used() -> None:
    sources = [
        path.read_text("utf-8")
        for folder in ("kb", "indexer", "web", "bench", "tests")
        for path in (ROOT / folder).rglob("*.py")
    ]
    used = set(re.findall(r"^\s*(?:from|import) (\w+)", "\n".join(sources), re.MULTILINE))
    names = {name: IMPORTED_AS.get(name, name.replace("-", "_")) for name in asked() - NOT_IMPORTED}
    assert {name for name, module in names.items() if module not in used} == set()


def test_what_is_installed_is_what_is_pinned() -> None:
    installed = {
        normal(d.name): d.version.split("+")[0] for d in importlib.metadata.distributions()
    }
    differing = {
        name: (version, installed[name])
        for name, (version, _) in pins().items()
        if installed.get(name, version) != version
    }
    assert differing == {}


def test_everything_that_a_dependency_needs_is_pinned() -> None:
    missing = set()
    for name in pins():
        try:
            needs = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue
        for need in needs:
            # Whatever has a marker may not apply on this system.
            if ";" not in need:
                missing.add(normal(re.match(r"[\w.-]+", need)[0]))  # type: ignore[index]
    assert missing
    assert missing - set(pins()) == set()


# ---- the environment ----------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make run.py work on a project folder of its own, with pip and venv recorded, not run."""
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    environment = tmp_path / ".venv"
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "DATA", tmp_path / "data")
    monkeypatch.setattr(run, "ENVIRONMENT", environment)
    monkeypatch.setattr(run, "STAMP", environment / "installed.stamp")
    monkeypatch.setattr(run, "PYTHON", run.python_of(environment))
    return tmp_path


@pytest.fixture
def done(project: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record which steps prepare() takes."""
    steps: list[str] = []

    def make() -> None:
        steps.append("venv")
        run.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        run.PYTHON.touch()

    def pip(*arguments: str, wheels: Path | None = None) -> None:
        kind = "editable" if "--editable" in arguments else "dependencies"
        steps.append(f"{kind} from {wheels.name}" if wheels else kind)

    assert project.is_dir()
    monkeypatch.setattr(run, "make_environment", make)
    monkeypatch.setattr(run, "pip", pip)
    return steps


def test_a_first_run_makes_everything_and_a_second_nothing(done: list[str]) -> None:
    run.prepare()
    assert done == ["venv", "dependencies", "editable"]
    done.clear()
    run.prepare()
    assert done == []


def test_the_environment_of_the_tests_serves_the_demo_but_not_the_reverse(done: list[str]) -> None:
    run.prepare()
    done.clear()
    run.prepare("test")
    assert done == ["dependencies", "editable"]
    done.clear()
    run.prepare()
    run.prepare("test")
    assert done == []


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_changed_list_of_packages_is_installed_over_the_old(
    project: Path, done: list[str], name: str
) -> None:
    run.prepare()
    done.clear()
    with (project / name).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    run.prepare()
    assert done == ["dependencies", "editable"]


def test_an_environment_that_was_cut_short_is_made_again(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: str, wheels: Path | None = None) -> None:
        raise KeyboardInterrupt(wheels)

    with monkeypatch.context() as patch:
        patch.setattr(run, "pip", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run.prepare()
    assert not run.is_ready("")
    done.clear()
    run.prepare()
    assert done == ["venv", "dependencies", "editable"]


def test_an_environment_without_its_interpreter_is_made_again(done: list[str]) -> None:
    run.prepare()
    done.clear()
    run.PYTHON.unlink()
    run.prepare()
    assert done[0] == "venv"


def test_a_moved_project_is_installed_again(project: Path, done: list[str]) -> None:
    run.prepare()
    stamp = run.STAMP.read_text("utf-8")
    run.STAMP.write_text(stamp.replace(stamp[:8], "00000000"), "utf-8")
    done.clear()
    run.prepare()
    assert done == ["dependencies", "editable"]
    assert str(project) not in stamp  # it is hashed


def test_a_bundle_is_installed_from_its_wheels_alone(done: list[str]) -> None:
    run.prepare(wheels=Path("bundle/wheels"))
    assert done[1:] == ["dependencies from wheels", "editable from wheels"]


def test_wheels_alone_means_no_index(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, ...]] = []
    monkeypatch.setattr(run, "call", lambda _, *arguments: called.append(arguments))
    run.pip("install", "kb", wheels=project)
    run.pip("install", "kb")
    assert called[0][-3:] == ("--no-index", "--find-links", str(project))
    assert "--no-index" not in called[1]


def test_a_real_environment_replaces_a_broken_one(project: Path) -> None:
    (project / ".venv" / "bin").mkdir(parents=True)
    (project / ".venv" / "bin" / "stray").touch()
    run.make_environment()
    assert not (project / ".venv" / "bin" / "stray").exists()
    assert subprocess.run([str(run.PYTHON), "-m", "pip", "--version"], check=False).returncode == 0


def test_caches_stay_inside_the_project(project: Path) -> None:
    variables = run.surroundings()
    assert variables["PIP_NO_CACHE_DIR"] == "1"
    assert Path(variables["HF_HOME"]).is_relative_to(project)
    assert variables["ORT_DISABLE_TELEMETRY"] == "1"


# ---- the commands -------------------------------------------------------------------------------


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "prepare", lambda *_, **__: None)
    monkeypatch.setattr(run, "ensure_model", lambda: None)
    monkeypatch.setattr(run, "system_packages", lambda: None)


@pytest.mark.usefixtures("ready")
def test_demo_passes_its_options_on(monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[list[str]] = []

    def hand_over(command: list[str]) -> int:
        handed.append(command)
        return 0

    monkeypatch.setattr(run, "hand_over", hand_over)
    assert run.main(["demo", "--port", "8123", "--home", "elsewhere"]) == 0
    assert handed[0][1:] == ["-m", "kb", "demo", "--port", "8123", "--home", "elsewhere"]


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ((0, 0, 0, 0), 0),
        ((1, 0, 0, 0), 1),
        ((0, 0, 2, 0), 1),
        ((0, 0, 0, 1), 1),
        ((1, 1, 1, 5), 5),
    ],
)
def test_every_check_runs_and_any_failure_is_in_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, codes: tuple[int, ...], expected: int
) -> None:
    ran: list[str] = []

    def step(_: Path | str, *arguments: str) -> int:
        ran.append(" ".join(arguments[1:]))
        return codes[len(ran) - 1]

    monkeypatch.setattr(run, "run", step)
    assert run.main(["test", "-k", "citation"]) == expected
    assert ran == ["ruff check .", "ruff format --check .", "mypy", "pytest -k citation"]


@pytest.mark.usefixtures("ready")
def test_bundle_takes_a_folder_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run.main(["bundle", "out", "--quickly"])
    assert "不认识的参数：--quickly" in capsys.readouterr().err


def test_a_failing_step_stops_with_a_sentence(project: Path) -> None:
    assert project.is_dir()
    with pytest.raises(run.SetupError, match="这一步没有成功"):
        run.call(sys.executable, "-c", "raise SystemExit(3)")


def test_help_works_from_any_folder_and_with_nothing_installed(tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-S", str(ROOT / "run.py"), "--help"]
    shown = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    for word in ("demo", "test", "bundle"):
        assert word in shown.stdout


def test_an_older_python_is_told_so(tmp_path: Path) -> None:
    program = "import sys; sys.version_info = (3, 9, 2, 'final', 0); exec(open(sys.argv[1]).read())"
    command = [sys.executable, "-X", "utf8", "-c", program, str(ROOT / "run.py")]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "需要 Python 3.11 或更新的版本，现在是 3.9.2" in ran.stderr


def test_run_py_has_no_syntax_that_an_older_python_cannot_read() -> None:
    ast.parse((ROOT / "run.py").read_text("utf-8"), feature_version=(3, 8))


# ---- what the tests need of the system ----------------------------------------------------------


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Make every system package missing and record what is called."""
    called: list[tuple[str, ...]] = []
    monkeypatch.setattr(run, "missing_packages", lambda: ["chromium", "fonts-noto-cjk"])
    monkeypatch.setattr(run, "call", lambda *arguments: called.append(arguments))
    return called


@pytest.mark.skipif(os.name != "posix", reason="apt-get is Debian's")
def test_on_debian_as_root_what_is_missing_is_installed(
    missing: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEBIAN_FRONTEND", "")
    monkeypatch.setattr(run, "is_debian", lambda: True)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    run.system_packages()
    assert [arguments[:2] for arguments in missing] == [
        ("apt-get", "update"),
        ("apt-get", "install"),
    ]
    assert missing[1][-2:] == ("chromium", "fonts-noto-cjk")


def test_elsewhere_what_is_missing_is_said(
    missing: list[tuple[str, ...]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(run, "is_debian", lambda: False)
    run.system_packages()
    assert missing == []
    assert "sudo apt install chromium fonts-noto-cjk" in capsys.readouterr().out


def test_what_is_there_is_not_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(run, "has_chinese_font", lambda: True)
    assert run.missing_packages() == []
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(run, "has_chinese_font", lambda: False)
    assert run.missing_packages() == ["chromium", "fonts-noto-cjk", "libreoffice-writer-nogui"]
