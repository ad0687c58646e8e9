"""`kb model`: the embedding models of this machine."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from kb import model_fetch, model_store
from kb.errors import ModelUnusable
from kb.model_store import ModelCard

app = typer.Typer(
    help="管理向量模型：查看、取得、切换、删除。", no_args_is_help=True, rich_markup_mode=None
)

Json = Annotated[bool, typer.Option("--json", help="以 JSON 输出。")]
Name = Annotated[str, typer.Argument(metavar="名称", help="模型名称，见 kb model list。")]

REINDEX = "向量模型已更换，请运行 kb reindex 重建索引"


@app.command("list")
def list_models(as_json: Json = False) -> None:
    """列出本机的向量模型。"""
    models = model_store.models_dir()
    cards = model_store.installed(models)
    current = _current(models)
    if as_json:
        _print_json({"current": current, "models": [dataclasses.asdict(card) for card in cards]})
    elif not cards:
        Console().print(f"还没有向量模型。{model_store.FETCH}。")
    else:
        Console().print(_table(cards, current))


@app.command()
def fetch(
    wheels: Annotated[
        Path | None,
        typer.Option("--from", metavar="文件夹", help="没有网络时，从此文件夹取默认模型的安装包。"),
    ] = None,
    as_json: Json = False,
) -> None:
    """取得默认模型 m3e-small；已有且完好时不再下载。"""
    models = model_store.models_dir()
    with _progress() as report:
        card = model_fetch.fetch_default(models, report, wheels=wheels)
    _print_result(card, "默认模型已就绪", as_json)


@app.command()
def use(
    model: Annotated[
        str,
        typer.Argument(
            metavar="模型", help="本机模型的名称、sentence-transformers 文件夹，或模型站上的名称。"
        ),
    ],
    prompt: Annotated[
        str | None,
        typer.Option(
            "--question-prompt", metavar="文字", help="加在每个问题前面的提示，代替模型自带的。"
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """切换到另一个向量模型，例如 BAAI/bge-small-zh-v1.5。"""
    models = model_store.models_dir()
    with _progress() as report:
        card = model_fetch.use(models, model, report, prompt=prompt)
    _print_result(card, REINDEX, as_json)


@app.command()
def info(
    name: Annotated[
        str | None, typer.Argument(metavar="[名称]", help="模型名称；不写则为正在使用的模型。")
    ] = None,
    as_json: Json = False,
) -> None:
    """显示一个向量模型的来源、许可和参数，并核对文件是否完好。"""
    models = model_store.models_dir()
    card = model_store.find(models, name)
    model_store.verify(models, card)
    if as_json:
        _print_json(dataclasses.asdict(card))
        return
    table = Table(show_header=False, box=None)
    for label, value in _facts(card):
        table.add_row(label, value)
    Console().print(table)


@app.command()
def remove(name: Name, as_json: Json = False) -> None:
    """删除一个向量模型的文件。"""
    model_store.remove(model_store.models_dir(), name)
    if as_json:
        _print_json({"removed": name})
    else:
        Console().print(f"已删除模型 {name}。")


def _facts(card: ModelCard) -> Iterator[tuple[str, str]]:
    yield "名称", card.name
    yield "索引中的标识", card.encoder_name
    yield "来源", card.source
    yield "许可", card.licence
    yield "维数", str(card.dim)
    yield "最多字元（token）", str(card.max_tokens)
    yield "池化", card.pooling
    yield "精度", card.precision
    yield "问题前的提示", card.question_prompt or "无"
    yield "段落前的提示", card.passage_prompt or "无"
    yield "与原模型的最低余弦", f"{card.cosine:.4f}"
    yield "导出所用", "，".join(card.exported_with)
    yield "文件", "完好"


def _table(cards: tuple[ModelCard, ...], current: str) -> Table:
    table = Table("", "名称", "维数", "许可", "来源")
    for card in cards:
        mark = "在用" if card.name == current else ""
        table.add_row(mark, card.name, str(card.dim), card.licence, card.source)
    return table


def _current(models: Path) -> str:
    try:
        return model_store.default_name(models)
    except ModelUnusable:
        return ""


@contextmanager
def _progress() -> Iterator[model_fetch.Report]:
    """Yield what shows each step, with the time it takes, on standard error."""
    console = Console(stderr=True)
    with console.status("准备中") as status:

        def report(step: str) -> None:
            console.print(f"· {step}")
            status.update(step)

        yield report


def _print_result(card: ModelCard, note: str, as_json: bool) -> None:
    if as_json:
        _print_json({"model": dataclasses.asdict(card), "note": note})
        return
    Console().print(f"模型 {card.name}（{card.dim} 维）。许可：{card.licence}。")
    Console().print(f"{note}。")


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
