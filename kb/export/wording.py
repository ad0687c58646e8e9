"""Words that every export has in common: dates, sources, and the place within a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from kb.model import Checklist, ChecklistItem, Citation, Collection, Excerpt, Status, Version
from kb.quoted import QuotedPart

CHANGED = "原文已变更：现行文本中已没有与此完全相同的文字，使用前请核对。"
NOT_USABLE = "该文本不是现行有效的文本，引用时请注意。"
GONE = "该版本已不在文件库中"
EMPTY_CHECKLIST = "所选条文中没有可以列入清单的内容。"
EMPTY_COLLECTION = "课件中还没有摘录。"
HEADER_NOTE = "表头取自所引表格，列出以便对照，不属于引文。"


@dataclass(frozen=True, slots=True)
class Source:
    """A document that an export quotes, as its list of sources prints it."""

    title: str  # 《…》（文号）
    facts: str  # 发文机关、施行日期、时效性, joined for print
    sample: str  # the note of a sample text, "" for others


@dataclass(frozen=True, slots=True)
class Line:
    """One item to tick; tag names what it belongs to where no heading of its block does."""

    tag: str
    item: ChecklistItem


@dataclass(frozen=True, slots=True)
class Block:
    """Items of one kind that are printed together below a heading, which may be empty."""

    heading: str
    lines: tuple[Line, ...]


def blocks(items: tuple[ChecklistItem, ...]) -> tuple[Block, ...]:
    """Return the items of a kind in blocks, in order.

    A lead-in, and any lead that several items in a row share, is a heading; the lead of a single
    item is its tag.
    """
    made: list[Block] = []
    for lead, led in groupby(items, key=lambda item: item.lead):
        together = tuple(led)
        heads = lead.endswith(("：", ":")) or (lead != "" and len(together) > 1)
        lines = tuple(Line("" if heads else lead, item) for item in together)
        if not heads and made and not made[-1].heading:
            made[-1] = Block("", made[-1].lines + lines)
        else:
            made.append(Block(lead if heads else "", lines))
    return tuple(made)


def chinese_date(day: date) -> str:
    """Return 2018年4月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def place(citation: Citation) -> str:
    """Return a citation without the document's name: 第十二条第二款; the name where that is all."""
    _, mark, rest = citation.short.partition("》")
    return rest if mark and rest else citation.short


def printable(text: str) -> str:
    """Return text without the characters that XML 1.0 has no form for.

    Section 2.2 of the recommendation: control characters but tab and line breaks, surrogates,
    U+FFFE and U+FFFF. Quotations never hold them, a note that someone typed may.
    """
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and not _is_refused(ord(c))))


def _is_refused(code: int) -> bool:
    return 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF) or 0x7F <= code <= 0x9F


def source_of(version: Version, status: Status, on: date) -> Source:
    """Return how a version is named among the sources, with its status on a day."""
    metadata = version.metadata
    number = f"（{metadata.number}）" if metadata.number else ""
    effective = (
        f"{chinese_date(metadata.effective)}起施行" if metadata.effective else "施行日期未载明"
    )
    facts = (metadata.issuer, effective, f"{status.value}（截至{chinese_date(on)}）")
    return Source(
        f"《{metadata.title}》{number}", "，".join(fact for fact in facts if fact), metadata.sample
    )


def checklist_facts(checklist: Checklist) -> tuple[tuple[str, str], ...]:
    """Return the lines under a checklist's title: name and value, in order of print."""
    metadata = checklist.version.metadata
    effective = chinese_date(metadata.effective) if metadata.effective else "未载明"
    rows = (
        ("依据文件", f"《{metadata.title}》"),
        ("发文字号", metadata.number),
        ("发文机关", metadata.issuer),
        ("施行日期", effective),
        ("时效性", f"{checklist.status.value}（截至{chinese_date(checklist.on)}）"),
        ("编制日期", chinese_date(checklist.on)),
    )
    return tuple(row for row in rows if row[1])


def collection_sources(
    collection: Collection, versions: Mapping[int, Version], on: date
) -> tuple[Source, ...]:
    """Return each version that a collection quotes, once, in the order of first use."""
    first: dict[int, Excerpt] = {}
    for excerpt in collection.excerpts:
        first.setdefault(excerpt.version_id, excerpt)
    return tuple(_source(excerpt, versions.get(number), on) for number, excerpt in first.items())


def _source(excerpt: Excerpt, version: Version | None, on: date) -> Source:
    if version is None:
        name = excerpt.citation.text.partition("》")[0] + "》"
        return Source(name, GONE, "")
    return source_of(version, excerpt.status, on)


def excerpt_facts(excerpt: Excerpt, version: Version | None, on: date) -> str:
    """Return the line that says of which text an excerpt is: 施行日期、时效性, sample or not."""
    if version is None:
        return f"{GONE}；摘录时为{excerpt.status.value}"
    effective = version.metadata.effective
    begun = f"{chinese_date(effective)}起施行" if effective else "施行日期未载明"
    sample = f"。{version.metadata.sample}" if version.metadata.sample else ""
    return f"{begun}；{excerpt.status.value}（截至{chinese_date(on)}）{sample}"


def header_note(excerpt: Excerpt) -> str:
    """Return what is said of column names that are no part of the quotation, "" without any."""
    return HEADER_NOTE if any(part.context for part in excerpt.parts) else ""


def grid(part: QuotedPart) -> tuple[tuple[str, ...], ...]:
    """Return the header and the rows of a part of a table, all as long as the longest of them."""
    lines = (part.header, *(row.cells for row in part.rows))
    width = max(len(line) for line in lines)
    return tuple(line + ("",) * (width - len(line)) for line in lines)


def excerpt_headings(collection: Collection) -> tuple[str, ...]:
    """Return the heading of each excerpt: its place, after the document's name if they differ."""
    several = len({excerpt.version_id for excerpt in collection.excerpts}) > 1
    return tuple(
        excerpt.citation.short if several else place(excerpt.citation)
        for excerpt in collection.excerpts
    )
