"""Reads tests/cases/checklist-*.md: a small text with its provisions, and the items expected.

Below 条文 each line is a provision: its address, then its own text; deeper lines stand below it.
Below 清单 each line is an item: kind | address of its provision | lead | text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kb.addresses import parse_address
from kb.model import Address, ItemKind, Level, Provision

FOLDER = Path(__file__).parent.parent / "cases"
_LABEL = re.compile(
    r"第[一二三四五六七八九十]+[章节条]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\."
)
_LABELLED = frozenset("csthijx")


@dataclass(frozen=True, slots=True)
class Expected:
    kind: ItemKind
    address: Address
    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    title: str
    scope: tuple[Address, ...]
    text: str
    provisions: tuple[Provision, ...]
    items: tuple[Expected, ...]


def read_case(path: Path) -> Case:
    head, _, body = path.read_text(encoding="utf-8").removeprefix("---\n").partition("---\n")
    fields = dict(line.split(":", 1) for line in head.splitlines())
    lines, _, items = body.partition("## 清单")
    text, provisions = provisions_of(lines.replace("## 条文", ""))
    return Case(
        name=path.stem,
        title=fields["title"].strip(),
        scope=tuple(parse_address(a) for a in fields["scope"].split()),
        text=text,
        provisions=provisions,
        items=tuple(_expected(line) for line in items.splitlines() if line.strip()),
    )


def provisions_of(written: str) -> tuple[str, tuple[Provision, ...]]:
    """Return the text and the provisions of indented lines "t2.k1 words"."""
    rows = [line for line in written.splitlines() if line.strip()]
    depths = [len(line) - len(line.lstrip()) for line in rows]
    owns = [_own(*line.strip().partition(" ")[::2]) for line in rows]
    starts = [sum(map(len, owns[:i])) for i in range(len(owns) + 1)]
    provisions = []
    for i, line in enumerate(rows):
        address, _, words = line.strip().partition(" ")
        below = next((j for j in range(i + 1, len(rows)) if depths[j] <= depths[i]), len(rows))
        above = [j for j in range(i) if depths[j] < depths[i]]
        label, heading = _label_and_heading(parse_address(address), words)
        provisions.append(
            Provision(
                ordinal=i,
                parent=above[-1] if above else None,
                level=parse_address(address).steps[-1].level,
                address=parse_address(address),
                label=label,
                heading=heading,
                start=starts[i],
                own_end=starts[i + 1],
                end=starts[below],
            )
        )
    return "".join(owns), tuple(provisions)


def _own(address: str, words: str) -> str:
    is_article = parse_address(address).steps[-1].level is Level.ARTICLE
    return f"{words} " if is_article else f"{words}\n"


def _label_and_heading(address: Address, words: str) -> tuple[str, str]:
    letter = address.steps[-1].level.value
    match = _LABEL.match(words) if letter in _LABELLED else None
    label = match[0] if match else ""
    rest = words.removeprefix(label).strip()
    is_heading = letter in "cshiz" and not rest.endswith(("。", "；", "："))
    return label, rest if is_heading else ""


def _expected(line: str) -> Expected:
    kind, address, rest = (part.strip() for part in line.split("|", 2))
    lead, text = (part.strip() for part in rest.split("|", 1))
    return Expected(ItemKind(kind), parse_address(address), lead, text)
