"""清单: what a person has to meet, hand in, do, keep to and refrain from, each item verbatim.

No model is asked. The items are found by the grammar of policy texts, each is text[start:end] of
the version and carries the citation of the provision whose own words it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from kb import checklist_layout as layout
from kb.addresses import parse_address
from kb.checklist_reader import DIVISIONS, Found, Reader
from kb.checklist_scope import matter_of, scope_for
from kb.errors import UnknownRecord
from kb.model import (
    Address,
    Checklist,
    ChecklistItem,
    Citation,
    ItemKind,
    Provision,
    Status,
    Version,
)

__all__ = ["build", "has_items", "matter_of", "parse_path", "path_of", "scope_for"]

_PREFIX = "/checklists"
_PATH = re.compile(r"/checklists/([1-9][0-9]{0,17})(?:/([a-z0-9.+-]{1,2000}))?", re.ASCII)
_ORDER = {kind: place for place, kind in enumerate(ItemKind)}


def build(
    version: Version,
    status: Status,
    text: str,
    provisions: Sequence[Provision],
    scope: tuple[Address, ...],
    *,
    on: date,
    cite: Callable[[Provision], Citation],
) -> Checklist:
    """Return the checklist of a scope; of the whole version where the scope is empty.

    text: the version's normalised text; provisions: all of it, in pre-order. cite is called with
    the provision in whose own text an item stands. Items are grouped by kind in the order of
    ItemKind and stand in text order within it; there may be none.
    """
    reader = Reader(text, provisions, scope, procedural=_procedural(version, provisions))
    found = sorted(reader.found(), key=lambda item: (_ORDER[item.kind], item.start, item.end))
    return Checklist(
        path=path_of(version.id, scope),
        matter=matter_of(version.metadata, provisions, scope, text),
        version=version,
        status=status,
        on=on,
        items=tuple(_item(item, text, cite) for item in found),
    )


def has_items(text: str, provisions: Sequence[Provision], scope: tuple[Address, ...]) -> bool:
    """Return whether a checklist of the scope would have an item; stops at the first."""
    return next(Reader(text, provisions, scope).found(), None) is not None


def path_of(version_id: int, scope: Sequence[Address]) -> str:
    """Return the permanent path of a checklist: "/checklists/12/c3+t5", "/checklists/12"."""
    whole = f"{_PREFIX}/{version_id}"
    return f"{whole}/{'+'.join(str(address) for address in scope)}" if scope else whole


def parse_path(path: str) -> tuple[int, tuple[Address, ...]]:
    """Return the version's id and the scope that a path names; the inverse of path_of.

    Raises UnknownRecord for a path of another shape and UnknownCitation for an address that is
    none.
    """
    match = _PATH.fullmatch(path)
    if match is None:
        raise UnknownRecord(
            "清单地址写法不对", where=path[:80], todo="请从回答或文件页面重新打开清单"
        )
    parts = match[2].split("+") if match[2] else []
    return int(match[1]), tuple(parse_address(part) for part in parts)


def _procedural(version: Version, provisions: Sequence[Provision]) -> bool:
    """Return whether a text without chapters has a title that announces a procedure."""
    undivided = not any(provision.level in DIVISIONS for provision in provisions)
    return undivided and layout.is_procedure(version.metadata.title)


def _item(found: Found, text: str, cite: Callable[[Provision], Citation]) -> ChecklistItem:
    return ChecklistItem(
        kind=found.kind,
        text=text[found.start : found.end],
        start=found.start,
        end=found.end,
        citation=cite(found.provision),
        lead=found.lead,
    )
