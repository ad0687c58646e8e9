"""`kb list`, `kb remove`, `kb check`, `kb eval`: what a keeper does with a library."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.progress import Progress
from rich.table import Table

from kb.checking import check
from kb.commands.output import console, errors, print_json, reported
from kb.errors import KbError
from kb.evaluate import evaluate, read_rows
from kb.home import Home
from kb.library import Library
from kb.model import DocumentSummary, Filters
from kb.store import documents


def list_documents(home: Path, filters: Filters, *, as_json: bool) -> None:
    """Print the documents of the library and the files that could not be read."""
    with reported(as_json):
        library = Library.open(home)
        found, failed = library.documents(filters), library.unread()
        if as_json:
            print_json({"documents": found, "unread": failed})
            return
        console.print(_documents_table(found))
        for file in failed:
            console.print(f"未能读取：{file.name}：{file.reason}。{file.todo}", markup=False)


def remove(home: Path, named: str, *, as_json: bool) -> None:
    """Take a document out of the library, by number or title."""
    with reported(as_json), Home(home).writing():
        library = Library.open(home)
        document_id = _document_named(library, named)
        titles = [version.metadata.title for version in library.versions(document_id)]
        with library.engine.begin() as connection:
            documents.set_removed(connection, document_id, True)
        if as_json:
            print_json({"document_id": document_id, "removed": titles})
        else:
            console.print(f"已移出《{titles[0]}》（共 {len(titles)} 个版本）。", markup=False)
            console.print("重新加入同一文件即可恢复。运行 kb reindex 可把它从索引文件里清掉。")


def check_library(home: Path, *, as_json: bool) -> None:
    """Print what is wrong with the library; exit code 1 if anything is."""
    with reported(as_json):
        library = Library.open(home)
        findings = check(Home(home), library.engine)
        if as_json:
            print_json({"sound": not findings, "findings": findings})
        elif not findings:
            console.print("资料库、原件和索引都完好。")
        else:
            for finding in findings:
                console.print(f"· {finding.what}。{finding.todo}", markup=False, soft_wrap=True)
        if findings:
            raise typer.Exit(1)


def evaluate_questions(home: Path, questions: Path, *, as_json: bool) -> None:
    """Print the measures over a file of questions; exit code 1 if a citation is unknown."""
    with reported(as_json):
        rows = read_rows(questions)
        library = Library.open(home)
        with Progress(console=errors, transient=True) as progress:
            task = progress.add_task("提问", total=len(rows))
            report = evaluate(library, rows, lambda _: progress.advance(task))
        if as_json:
            print_json(report.named())
        else:
            table = Table("指标", "值")
            for name, value in report.named().items():
                table.add_row(name, f"{value:.4f}" if isinstance(value, float) else str(value))
            console.print(table)
        for citation in report.unknown:
            errors.print(f"资料库里没有：{citation}", markup=False)
        if report.unknown:
            raise typer.Exit(1)


def _documents_table(found: tuple[DocumentSummary, ...]) -> Table:
    table = Table("编号", "名称", "文号", "文种", "发文机关", "时效性", "版本", "条文")
    for one in found:
        about = one.version.metadata
        table.add_row(
            str(one.document_id),
            about.title + ("（示例文本）" if about.sample else ""),
            about.number,
            about.kind,
            about.issuer,
            one.status.value,
            str(one.versions),
            str(one.provisions),
        )
    return table


def _document_named(library: Library, named: str) -> int:
    """Return the document with this number or title. Raises KbError where it is not one."""
    if named.isdecimal():
        return library.versions(int(named))[0].document_id
    found = {library.version(one.version_id).document_id for one in library.resolve(named)}
    if len(found) != 1:
        raise KbError("有几份文件叫这个名字", where=named, todo="请用 kb list 里的编号")
    return found.pop()
