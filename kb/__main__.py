"""The `kb` command: every subcommand declared, each loading only what it needs.

Imports inside functions are deliberate: `kb ask` must not pay for readers, pages or torch.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from kb.home import default_home
from kb.model import Filters, Status

app = typer.Typer(
    name="kb",
    help="知库：政策文件入库，带出处的回答和清单。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

HomeOption = Annotated[
    Path,
    typer.Option("--home", envvar="KB_HOME", help="数据文件夹。", default_factory=default_home),
]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序使用。")]
KindOption = Annotated[list[str] | None, typer.Option("--kind", help="只看这些文种，如 办法。")]
IssuerOption = Annotated[list[str] | None, typer.Option("--issuer", help="只看这些发文机关。")]
StatusOption = Annotated[
    list[Status] | None, typer.Option("--status", help="只看这些时效性；默认只看现行有效和试行。")
]
OnOption = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="按这一天判断时效性，默认今天。"),
]


def _filters(
    kind: list[str] | None,
    issuer: list[str] | None,
    status: list[Status] | None,
    on: datetime | None,
) -> Filters:
    return Filters(
        kinds=tuple(kind or ()),
        issuers=tuple(issuer or ()),
        statuses=tuple(status or ()),
        on=_day(on),
    )


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="文件或文件夹。")],
    home: HomeOption,
    json: JsonOption = False,
) -> None:
    """把文件加入资料库，逐个说明结果；有失败时退出码为 1。"""
    from indexer.commands import add_files

    add_files(home, paths, as_json=json)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="要问的话。")],
    home: HomeOption,
    kind: KindOption = None,
    issuer: IssuerOption = None,
    status: StatusOption = None,
    on: OnOption = None,
    json: JsonOption = False,
) -> None:
    """回答一个问题，每句话都是原文，附出处；没有依据就说没有。"""
    from kb.commands import questions

    questions.ask(home, question, _filters(kind, issuer, status, on), as_json=json)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="要找的词、文号、文件名或条文。")],
    home: HomeOption,
    kind: KindOption = None,
    issuer: IssuerOption = None,
    status: StatusOption = None,
    on: OnOption = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="显示几条。")] = 10,
    offset: Annotated[int, typer.Option(min=0, help="跳过几条。")] = 0,
    json: JsonOption = False,
) -> None:
    """查找段落，最相符的在前，并说明为什么相符。"""
    from kb.commands import questions

    filters = _filters(kind, issuer, status, on)
    questions.search(home, query, filters, limit=limit, offset=offset, as_json=json)


@app.command()
def show(
    citation: Annotated[str, typer.Argument(help="引文，如：社工管理办法第十二条。")],
    home: HomeOption,
    json: JsonOption = False,
) -> None:
    """显示一条或一份文件的原文。"""
    from kb.commands import questions

    questions.show(home, citation, as_json=json)


@app.command()
def checklist(
    matter: Annotated[str, typer.Argument(help="事项，或清单地址 /checklists/…。")],
    home: HomeOption,
    on: OnOption = None,
    json: JsonOption = False,
) -> None:
    """列出办一件事的条件、材料、步骤、时限、责任主体和禁止事项。"""
    from kb.commands import questions

    questions.checklist(home, matter, as_json=json, on=_day(on))


@app.command("list")
def list_(
    home: HomeOption,
    kind: KindOption = None,
    issuer: IssuerOption = None,
    status: StatusOption = None,
    on: OnOption = None,
    json: JsonOption = False,
) -> None:
    """列出资料库里的文件，以及没能读取的文件。"""
    from kb.commands import keeping

    keeping.list_documents(home, _filters(kind, issuer, status, on), as_json=json)


@app.command()
def remove(
    document: Annotated[str, typer.Argument(help="文件编号（见 kb list）或名称。")],
    home: HomeOption,
    json: JsonOption = False,
) -> None:
    """把一份文件移出资料库。"""
    from kb.commands import keeping

    keeping.remove(home, document, as_json=json)


@app.command("eval")
def eval_(
    questions: Annotated[Path, typer.Argument(help="问题文件，每行一个 JSON。")],
    home: HomeOption,
    json: JsonOption = False,
) -> None:
    """用一份问题文件衡量检索、回答和拒答。"""
    from kb.commands import keeping

    keeping.evaluate_questions(home, questions, as_json=json)


@app.command()
def check(home: HomeOption, json: JsonOption = False) -> None:
    """核对资料库、原件和索引，包括每个文件的校验值；有问题时退出码为 1。"""
    from kb.commands import keeping

    keeping.check_library(home, as_json=json)


@app.command()
def reindex(home: HomeOption, json: JsonOption = False) -> None:
    """从数据库重建索引。"""
    from indexer.commands import reindex as run

    run(home, as_json=json)


@app.command()
def serve(
    home: HomeOption,
    host: Annotated[str, typer.Option(help="监听地址，只能是本机。")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口。")] = 8000,
) -> None:
    """打开网页服务。"""
    from kb.commands.output import reported
    from web.serve import serve as run

    with reported(as_json=False):
        run(home, host, port)


@app.command()
def demo(
    home: HomeOption,
    host: Annotated[str, typer.Option(help="监听地址，只能是本机。")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口。")] = 8000,
) -> None:
    """建好示例资料库并打开网页服务。"""
    from indexer.commands import add_samples
    from kb.commands.output import reported
    from web.serve import serve as run

    with reported(as_json=False):
        add_samples(home)
        run(home, host, port)


def main() -> None:
    """Run the command; exit codes are those of KbError, 0 when all went well."""
    from kb.model_commands import app as model_app

    app.add_typer(model_app, name="model", help="管理向量模型。")
    app()


if __name__ == "__main__":
    main()
