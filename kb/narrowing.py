"""What a question is narrowed to, in words, and whether its refusal is a gap in the library."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kb.model import Answer, Filters


def narrowing(filters: Filters, today: date) -> tuple[str, ...]:
    """Return each filter in words, 文种：通知; empty where every text of today may answer."""
    return tuple(_named(filters, today))


def is_gap(answer: Answer, filters: Filters, today: date) -> bool:
    """Return whether a refusal shows that the library lacks a text, for the keeper to see.

    It does not where a filter kept texts out, nor where a model or the index was missing.
    """
    return answer.refused and not answer.degraded and not narrowing(filters, today)


def _named(filters: Filters, today: date) -> Iterator[str]:
    chosen = (
        ("文种", filters.kinds),
        ("发文机关", filters.issuers),
        ("时效性", tuple(status.value for status in filters.statuses)),
        ("文件编号", tuple(str(number) for number in filters.documents)),
    )
    for name, values in chosen:
        if values:
            yield f"{name}：{'、'.join(values)}"
    if filters.issued_from:
        yield f"成文日期不早于 {filters.issued_from.isoformat()}"
    if filters.issued_to:
        yield f"成文日期不晚于 {filters.issued_to.isoformat()}"
    if filters.on and filters.on != today:
        yield f"按 {filters.on.isoformat()} 的规定"
