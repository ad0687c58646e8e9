"""Cases of structure in tests/cases/structure-*.md: a text and the provisions that it has.

A case has two fenced blocks. 原文 is the text: "# " begins a heading of the file, "| " a row of a
table. 结构 names each provision in order: its address and the first words of its own text, with
⏎ for a line break; "~" before the address of one that is left out of search.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from indexer.blocks import Block, BlockKind, Extract, Hints, table_text
from indexer.structure import Structured, build

CASES = Path(__file__).parent.parent / "cases"
_FENCE = re.compile(r"^```\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    text: str
    expected: tuple[str, ...]


def cases() -> list[Case]:
    """Return every case, by file name."""
    return [_case(path) for path in sorted(CASES.glob("structure-*.md"))]


def _case(path: Path) -> Case:
    text, expected = _FENCE.findall(path.read_text(encoding="utf-8"))
    return Case(path.stem, text, tuple(line for line in expected.splitlines() if line.strip()))


def extract(text: str, *, headings: bool = True, title: str = "") -> Extract:
    """Return the blocks of a case's text; without headings, as a plain text file has them."""
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
            continue
        if rows:
            blocks.append(Block(BlockKind.TABLE, table_text(tuple(rows)), rows=tuple(rows)))
            rows = []
        mark = re.match(r"(#+) (.*)", line)
        if mark and headings:
            blocks.append(Block(BlockKind.HEADING, mark[2], len(mark[1])))
        elif mark or line.strip():
            blocks.append(Block(BlockKind.PARAGRAPH, mark[2] if mark else line))
    return Extract("md", tuple(blocks), Hints(title=title))


def structured(text: str) -> Structured:
    return build(extract(text))


def rows(result: Structured) -> list[str]:
    """Return each provision as a row of a case, with the whole of its own text."""
    return [
        f"{'~' if one.ordinal in result.silent else ''}{one.address} "
        + result.text[one.start : one.own_end].strip().replace("\n", "⏎")
        for one in result.provisions
    ]


def addresses(text: str) -> list[str]:
    """Return the addresses of a text's provisions that are searched."""
    result = structured(text)
    return [str(p.address) for p in result.provisions if p.ordinal not in result.silent]
