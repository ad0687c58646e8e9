"""A small version, checklist and collection for the tests of the exports."""

from __future__ import annotations

from datetime import date

from kb.addresses import parse_address
from kb.model import (
    Checklist,
    ChecklistItem,
    Citation,
    Collection,
    Excerpt,
    ItemKind,
    Metadata,
    Status,
    Validity,
    Version,
)
from kb.quoted import QuotedPart, QuotedRow

DAY = date(2024, 3, 1)
TITLE = "《便民资金细则》"
NUMBER = "（示例〔2018〕5号）"
SAMPLE = "示例文本，非官方。"


def version(sample: str = SAMPLE, number: int = 1) -> Version:
    metadata = Metadata(
        "便民资金细则",
        "细则",
        "区民政局",
        "示例〔2018〕5号",
        effective=date(2018, 4, 1),
        sample=sample,
    )
    return Version(number, 1, metadata, Validity(), "细则.md", "0" * 64, "md", 99, "2024-01-01")


def citation(place: str, address: str, version_id: int = 1) -> Citation:
    return Citation(version_id, parse_address(address), TITLE + NUMBER + place, TITLE + place)


def item(kind: ItemKind, text: str, lead: str = "", place: str = "第八条") -> ChecklistItem:
    return ChecklistItem(kind, text, 0, len(text), citation(place, "t8"), lead)


def checklist(*items: ChecklistItem, status: Status = Status.IN_FORCE) -> Checklist:
    return Checklist("/checklists/1", "便民资金·项目申报", version(), status, DAY, items)


def excerpt(
    quotation: str,
    *,
    note: str = "",
    changed: bool = False,
    status: Status = Status.IN_FORCE,
    version_id: int = 1,
    parts: tuple[QuotedPart, ...] = (),
) -> Excerpt:
    return Excerpt(
        1,
        version_id,
        parse_address("t8"),
        quotation,
        citation("第八条", "t8", version_id),
        status,
        note,
        changed,
        parts or (QuotedPart(0, quotation),),
    )


def rows_part(
    header: tuple[str, ...], *rows: tuple[str, ...], header_quoted: bool = False
) -> QuotedPart:
    lines = (header, *rows) if header_quoted else rows
    text = "\n".join(" | ".join(cells) for cells in lines)
    return QuotedPart(0, text, header, tuple(QuotedRow(0, row) for row in rows), header_quoted)


def collection(*excerpts: Excerpt) -> Collection:
    return Collection(1, "资金申报培训", "2024-01-01", excerpts)
