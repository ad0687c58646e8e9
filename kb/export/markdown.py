"""Checklists and collections as Markdown (CommonMark 0.31, with GFM task lists and tables).

What is quoted is escaped, so that a reader of the rendered page sees exactly the characters of
the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from kb.export import wording
from kb.model import Checklist, ChecklistItem, Collection, Excerpt, ItemKind, Version
from kb.quoted import QuotedPart

# every mark that CommonMark or GFM gives a meaning to within a line
_INLINE = re.compile(r"[\\`*_\[\]<>&~|$^]")
# a line that would open a heading, a list, a rule or a setext underline
_LINE_START = re.compile(r"^(?:[#+=\-:]|\d{1,9}(?=[.)]))")
_BREAKS = re.compile(r"\r\n|\r|\n")
_EDGE_BLANKS = re.compile(r"^\s+|\s+$")


def escape(text: str) -> str:
    """Return Markdown that renders as text, character for character, each line on its own.

    Line breaks become hard breaks; blanks at the edges of a line, which a renderer would drop,
    become character references.
    """
    return "\\\n".join(_escape_line(line) for line in _BREAKS.split(text))


def checklist_markdown(checklist: Checklist) -> str:
    """Return a checklist with tick boxes, its source, and the citation of every item."""
    lines = [f"# {_one_line(checklist.matter)}", "", "**办事清单**", ""]
    lines += [f"- {name}：{_one_line(value)}" for name, value in wording.checklist_facts(checklist)]
    lines += _cautions(checklist.version.metadata.sample, usable=checklist.status.usable)
    for number, kind in enumerate(_kinds(checklist), 1):
        lines += ["", f"## {_NUMERALS[number]}、{kind.value}"]
        lines += _group(checklist.group(kind))
    if not checklist.items:
        lines += ["", wording.EMPTY_CHECKLIST]
    source = wording.source_of(checklist.version, checklist.status, checklist.on)
    return "\n".join([*lines, *_sources((source,))]) + "\n"


def collection_markdown(
    collection: Collection, versions: Mapping[int, Version], *, on: date
) -> str:
    """Return a collection's excerpts in order, verbatim, each with its source, and the sources.

    versions: by id, those that the excerpts cite; one that is missing is said to be gone.
    """
    lines = [f"# {_one_line(collection.name)}", "", _summary(collection, on)]
    headings = wording.excerpt_headings(collection)
    for number, (heading, excerpt) in enumerate(zip(headings, collection.excerpts, strict=True), 1):
        lines += _excerpt(number, heading, excerpt, versions.get(excerpt.version_id), on)
    if not collection.excerpts:
        lines += ["", wording.EMPTY_COLLECTION]
    return (
        "\n".join([*lines, *_sources(wording.collection_sources(collection, versions, on))]) + "\n"
    )


_NUMERALS = "〇一二三四五六"


def _escape_line(line: str) -> str:
    escaped = _INLINE.sub(lambda match: f"\\{match[0]}", line)
    start = _LINE_START.match(escaped)
    if start:
        at = start.end() if start[0].isdigit() else 0
        escaped = f"{escaped[:at]}\\{escaped[at:]}"
    return _EDGE_BLANKS.sub(lambda match: "".join(f"&#{ord(c)};" for c in match[0]), escaped)


def _one_line(text: str) -> str:
    return escape(" ".join(text.split()))


def _kinds(checklist: Checklist) -> list[ItemKind]:
    return [kind for kind in ItemKind if checklist.group(kind)]


def _group(items: tuple[ChecklistItem, ...]) -> Iterator[str]:
    for block in wording.blocks(items):
        yield ""
        if block.heading:
            yield from (f"**{escape(block.heading)}**", "")
        for line in block.lines:
            tag = f"**{_one_line(line.tag)}**　" if line.tag else ""
            indented = escape(line.item.text).replace("\n", "\n  ")
            yield f"- [ ] {tag}{indented}（{_one_line(wording.place(line.item.citation))}）"


def _summary(collection: Collection, on: date) -> str:
    return f"共 {len(collection.excerpts)} 条摘录，{wording.chinese_date(on)}导出。"


def _excerpt(
    number: int, heading: str, excerpt: Excerpt, version: Version | None, on: date
) -> Iterator[str]:
    yield from ("", f"## {number}. {_one_line(heading)}", "")
    yield from _quotation(excerpt)
    yield from ("", f"出处：{_one_line(excerpt.citation.text)}。\\")
    yield f"{_one_line(wording.excerpt_facts(excerpt, version, on)).removesuffix('。')}。"
    yield from _cautions("", usable=excerpt.status.usable, changed=excerpt.changed)
    if excerpt.note.strip():
        yield from ("", f"批注：{escape(excerpt.note.strip())}")


def _quotation(excerpt: Excerpt) -> Iterator[str]:
    """Yield the lines of a quotation, rows of a table below the header of their table."""
    for number, part in enumerate(excerpt.parts):
        if number:
            yield ">"
        lines = _table(part) if part.header else escape(part.text).split("\n")
        yield from (f"> {line}" for line in lines)
    if note := wording.header_note(excerpt):
        yield from ("", f"※ {note}")


def _table(part: QuotedPart) -> Iterator[str]:
    header, *rows = (f"| {' | '.join(map(_cell, line))} |" for line in wording.grid(part))
    yield from (header, "|" + " --- |" * len(wording.grid(part)[0]), *rows)


def _cell(text: str) -> str:
    return "<br>".join(_escape_line(line) for line in _BREAKS.split(text))


def _cautions(sample: str, *, usable: bool, changed: bool = False) -> Iterator[str]:
    if changed:
        yield from ("", f"**⚠ {wording.CHANGED}**")
    if not usable:
        yield from ("", f"**⚠ {wording.NOT_USABLE}**")
    if sample:
        yield from ("", f"**※ {_one_line(sample)}**")


def _sources(sources: tuple[wording.Source, ...]) -> Iterator[str]:
    if not sources:
        return
    yield from ("", "## 引用文件", "")
    for number, source in enumerate(sources, 1):
        note = f" ※ {_one_line(source.sample)}" if source.sample else ""
        yield f"{number}. {_one_line(source.title)}，{_one_line(source.facts)}。{note}"
