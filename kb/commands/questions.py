"""`kb ask`, `kb search`, `kb show`, `kb checklist`: what a reader asks of the library."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kb.commands.output import console, plain, print_json, reported, show_notices
from kb.errors import KbError
from kb.library import Library
from kb.model import Answer, Checklist, Citation, Filters, Hit, ItemKind, Statement, Status
from kb.narrowing import is_gap, narrowing
from kb.quotation_parts import quotation_parts


def ask(home: Path, question: str, filters: Filters, *, as_json: bool) -> None:
    """Print the answer to a question.

    A refusal is an answer too; one that shows a gap in the library is noted for the keeper.
    """
    with reported(as_json):
        library = Library.open(home)
        answer = library.ask(question, filters)
        if is_gap(answer, filters, library.today()):
            library.note_unanswered(answer.question)
        if as_json:
            print_json(answer)
        else:
            _print_answer(library, answer, filters)


def search(
    home: Path, query: str, filters: Filters, *, limit: int, offset: int, as_json: bool
) -> None:
    """Print a page of hits."""
    with reported(as_json):
        result = Library.open(home).search(query, filters, limit=limit, offset=offset)
        if as_json:
            print_json(result)
            return
        show_notices(result.notices)
        if not result.hits:
            console.print("没有找到相符的段落。")
        for number, hit in enumerate(result.hits, offset + 1):
            _print_hit(f"{number}. ", hit)


def show(home: Path, citation: str, *, as_json: bool) -> None:
    """Print the provisions that a citation names, whole."""
    with reported(as_json):
        library = Library.open(home)
        found = library.resolve(citation)
        if as_json:
            print_json([_provision(library, one) for one in found])
            return
        for one in found:
            status = library.status(one.version_id)
            console.print(f"{one.text}  [{status.value}]", style="bold", markup=False)
            console.print(_text_of(library, one), markup=False, soft_wrap=True)
            console.print()


def checklist(home: Path, matter: str, *, as_json: bool, on: date | None) -> None:
    """Print the checklist at a path (/checklists/…), or the one that fits a matter."""
    with reported(as_json):
        library = Library.open(home)
        path = matter
        if not matter.startswith("/checklists/"):
            link = library.checklist_for(matter)
            if link is None:
                raise KbError(
                    "没有找到能列成清单的条文", where=matter, todo="换个说法，或用 kb search 查找"
                )
            path = link.path
        made = library.checklist(path, on)
        if as_json:
            print_json(made)
        else:
            _print_checklist(made)


def _print_answer(library: Library, answer: Answer, filters: Filters) -> None:
    show_notices(answer.notices)
    if answer.refused:
        _print_refusal(answer, narrowing(filters, library.today()))
        return
    for number, statement in enumerate(answer.statements, 1):
        _print_statement(library, number, statement)
    day = f" --as-of {filters.on.isoformat()}" if filters.on else ""
    for link in answer.checklists:
        console.print(f"清单：{link.matter}  kb checklist {link.path}{day}", markup=False)


def _print_refusal(answer: Answer, narrowed: tuple[str, ...]) -> None:
    if narrowed:
        console.print(
            f"所选范围（{'；'.join(narrowed)}）里未找到依据。", style="bold", markup=False
        )
        console.print("资料库的其他文件里可能有，请去掉筛选再问。")
    else:
        console.print("未找到依据。", style="bold")
    if answer.nearby:
        console.print("以下段落只是相近，不能作为依据：")
    for hit in answer.nearby:
        _print_hit("· ", hit)


def _print_statement(library: Library, number: int, statement: Statement) -> None:
    console.print(f"{number}. {statement.quotation}", markup=False, soft_wrap=True)
    version_id = statement.citation.version_id
    text, provisions = library.text(version_id), library.provisions(version_id)
    for part in quotation_parts(text, provisions, statement.start, statement.end):
        if part.context:
            header = " | ".join(part.header)
            console.print(f"   （表头：{header}）", style="dim", markup=False, soft_wrap=True)
    mark = _marks(statement.hit)
    console.print(f"   —— {statement.citation.text}{mark}", style="cyan", markup=False)
    console.print()


def _print_hit(lead: str, hit: Hit) -> None:
    console.print(f"{lead}{hit.citation.text}{_marks(hit)}", style="bold", markup=False)
    console.print(f"   {_short(hit.passage.text)}", markup=False, soft_wrap=True)
    why = "；".join(
        reason.kind.value + (f"（{'、'.join(reason.words)}）" if reason.words else "")
        for reason in hit.reasons
    )
    console.print(f"   {why}", style="dim", markup=False)


def _print_checklist(made: Checklist) -> None:
    console.print(f"{made.matter} 清单", style="bold", markup=False)
    for kind in ItemKind:
        items = made.group(kind)
        if items:
            console.print(f"\n{kind.value}", style="bold")
        lead = ""
        for item in items:
            if item.lead and item.lead != lead:
                console.print(f"  {item.lead}", style="dim", markup=False, soft_wrap=True)
            lead = item.lead
            console.print(f"  ☐ {item.text}", markup=False, soft_wrap=True)
            console.print(f"     —— {item.citation.short}", style="cyan", markup=False)
    about = made.version.metadata
    number = f"（{about.number}）" if about.number else ""
    console.print(
        f"\n依据：《{about.title}》{number}  {made.status.value}  {made.on.isoformat()}",
        markup=False,
    )


def _marks(hit: Hit) -> str:
    """Return what must stand beside a text wherever it is shown."""
    marks = "" if hit.status is Status.IN_FORCE else f"  [{hit.status.value}]"
    return marks + ("  [示例文本]" if hit.version.metadata.sample else "")


def _short(text: str, limit: int = 120) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit] + "…"


def _text_of(library: Library, citation: Citation) -> str:
    text = library.text(citation.version_id)
    if citation.address is None:
        return text.strip()
    provision = library.provision(citation.version_id, str(citation.address))
    return text[provision.start : provision.end].strip()


def _provision(library: Library, citation: Citation) -> dict[str, object]:
    version = library.version(citation.version_id)
    return {
        "citation": plain(citation),
        "status": library.status(version.id).value,
        "text": _text_of(library, citation),
        "version": plain(version),
    }
