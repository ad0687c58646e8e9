"""`kb add`, `kb reindex`, and the sample library of `kb demo`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from indexer.ingest import FileOutcome, Outcome, bring_up_to_date, find_files, ingest
from kb.commands.output import console, errors, print_json, reported
from kb.encoder import load_encoder
from kb.errors import KbError
from kb.home import Home
from kb.model_store import models_dir
from kb.store.database import open_database

_QUESTIONS = "examples.txt"  # in the data folder: what the first page offers to ask
_SAMPLE_QUESTIONS = (
    "申请为民服务资金要哪些材料？",
    "社工任职满几年可以晋档？",
    "社区党总支每年有多少邻里党建经费？",
    "社工管理办法第十二条",
    "党群服务中心面积不低于多少平方米？",
)
_SAMPLES = Path(__file__).resolve().parent.parent / "corpus"


class Bars:
    """Shows progress on standard error: files, encoding, indexing."""

    def __init__(self, *, quiet: bool) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=errors,
            transient=True,
            disable=quiet or not errors.is_terminal,
        )
        self._quiet = quiet
        self._files: TaskID | None = None
        self._encoding: TaskID | None = None
        self._indexing: TaskID | None = None

    def __enter__(self) -> Bars:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def planned(self, files: int) -> None:
        self._files = self._progress.add_task("读取文件", total=files)

    def filed(self, outcome: FileOutcome) -> None:
        if self._files is not None:
            self._progress.advance(self._files)
        if not self._quiet and outcome.outcome is not Outcome.UNCHANGED:
            self._progress.console.print(_line(outcome), markup=False, soft_wrap=True)

    def encoding(self, passages: int) -> None:
        if self._encoding is None:
            self._encoding = self._progress.add_task("计算向量", total=0)
        known = self._progress.tasks[self._progress.task_ids.index(self._encoding)].total or 0
        self._progress.update(self._encoding, total=known + passages)

    def encoded(self, passages: int) -> None:
        if self._encoding is not None:
            self._progress.advance(self._encoding, passages)

    def indexing(self, passages: int) -> None:
        self._indexing = self._progress.add_task("建立索引", total=passages)

    def indexed(self) -> None:
        if self._indexing is not None:
            self._progress.advance(self._indexing)


def add_files(home: Path, paths: Sequence[Path], *, as_json: bool) -> None:
    """Take files in and print what became of each; exit code 1 if any failed."""
    with reported(as_json):
        outcomes = _add(home, paths, quiet=as_json)
        counts = Counter(outcome.outcome for outcome in outcomes)
        if as_json:
            print_json(outcomes)
        else:
            summary = "，".join(f"{kind.value} {counts[kind]}" for kind in Outcome if counts[kind])
            console.print(summary or "没有可加入的文件")
        if counts[Outcome.FAILED]:
            raise typer.Exit(1)


def reindex(home: Path, *, as_json: bool) -> None:
    """Encode what has no vector and build the index anew."""
    with reported(as_json), Home(home).writing(), Bars(quiet=as_json) as bars:
        folder = Home(home)
        engine = open_database(folder)
        encoder = load_encoder(models_dir())
        bring_up_to_date(folder, engine, encoder, bars, anew=True)
        if as_json:
            print_json({"model": encoder.name})
        else:
            console.print("索引已重建。")


def add_samples(home: Path) -> None:
    """Bring the sample library into a data folder; nothing is done twice."""
    with reported(False):
        if not _SAMPLES.is_dir():
            raise KbError("没有示例文件", where=str(_SAMPLES), todo="请在项目文件夹里运行")
        console.print("正在准备示例资料库……")
        _add(home, sample_files(), quiet=True)
        questions = home / _QUESTIONS
        if not questions.exists():
            questions.write_text("\n".join(_SAMPLE_QUESTIONS) + "\n", encoding="utf-8")


def _add(home: Path, paths: Sequence[Path], *, quiet: bool) -> tuple[FileOutcome, ...]:
    folder = Home(home)
    with folder.writing(), Bars(quiet=quiet) as bars:
        engine = open_database(folder)
        encoder = load_encoder(models_dir())
        try:
            return ingest(folder, engine, encoder, find_files(paths), bars)
        finally:
            engine.dispose()


def _line(outcome: FileOutcome) -> str:
    if outcome.outcome is Outcome.FAILED:
        return f"失败  {outcome.path.name}：{outcome.reason}。{outcome.todo}"
    note = f"（{outcome.note}）" if outcome.note else ""
    return f"{outcome.outcome.value}  {outcome.path.name}{note}"


def sample_files() -> list[Path]:
    """Return the texts of the sample library, by name."""
    return sorted(path for path in _SAMPLES.glob("*.md") if path.name != "SOURCES.md")
