"""Where a paragraph ends: the signs that a line starts a new one or is continued by the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_NUMERAL = "[〇零一二两三四五六七八九十百千万0-9０-９]"
# what follows 第N条 where the sentence only refers to it: 第十二条规定的期限
_REFERS = (
    "[，、。；）)的之第]|规定|[至和与及]第|或第|或者第|[所][列称指述规]|中(?![华国央])"
    "|以[上下外内及]|及其|及本|和本"
)
_LABEL = re.compile(
    rf"""
      第\s?{_NUMERAL}+\s?(?:编|分编|章|节)(?![，、的规内中所])
    | 第\s?{_NUMERAL}+\s?条(?:之{_NUMERAL}+)?(?!{_REFERS})
    | [（(]{_NUMERAL}{{1,4}}[）)](?![、，和或至项款目规])
    | [一二三四五六七八九十百]{{1,4}}[、.．]
    | [0-9０-９]{{1,3}}(?:[、．]|\.(?![0-9])|[)）](?![、，]))
    | [①-⑳㈠-㈩⑴-⒇⒈-⒛]
    | [-*•●■◆·]\s
    | 附\s?[件表录则注]?\s?{_NUMERAL}{{0,3}}\s?[:：]
    | 附件{_NUMERAL}{{0,3}}$
    | \#{{1,6}}\s
    """,
    re.VERBOSE,
)
_SENTENCE_END = re.compile("[。！？；：…!?;:][”’」』）)》]?$")
_SHORT = 16  # half-widths: a line no longer than this never shows where text was wrapped
_SLACK = 3  # half-widths: how far from the margin a full line of mixed text may end


def starts_provision(line: str) -> bool:
    """Return whether a line opens with a label: 第一条, （一）, 一、, 1., ①, 附件1：, a bullet."""
    return _LABEL.match(line) is not None


def ends_sentence(line: str) -> bool:
    """Return whether a line closes with 。！？；： or their ASCII forms, quotes aside."""
    return _SENTENCE_END.search(line) is not None


def join_lines(first: str, second: str) -> str:
    """Return two lines of one paragraph as one; a space only between Latin words."""
    if not first or not second:
        return first + second
    left, right = first[-1], second[0]
    digits = left.isdigit() and right.isdigit()
    spaced = left.isascii() and right.isascii() and right.isalnum() and not digits
    return f"{first} {second}" if spaced and left not in "-/([" else first + second


def display_width(line: str) -> int:
    """Return the width of a line in half-widths: 2 for a Chinese character, 1 for a letter."""
    # A Chinese character has three bytes in UTF-8, so bytes and characters average to its width.
    return (len(line.encode(errors="replace")) + len(line)) // 2


def wrap_width(lines: Sequence[str]) -> int:
    """Return the width in half-widths at which lines were hard-wrapped, 0 where they were not.

    Wrapped text is told by its margin: no line is longer, and most lines that are followed by
    another end just before it, in the middle of a sentence.
    """
    followed = [line.rstrip() for line, rest in pairwise(lines) if line.strip() and rest.strip()]
    if len(followed) < 3:
        return 0
    margin = max(map(display_width, lines))
    full = [line for line in followed if display_width(line) >= margin - _SLACK]
    torn = sum(not ends_sentence(line) for line in full)
    if margin <= _SHORT or len(full) < 3 or 2 * len(full) < len(followed) or 2 * torn < len(full):
        return 0
    return margin


def unwrap(lines: Sequence[str], width: int) -> list[str]:
    """Return paragraphs: lines that `width` shows to be wrapped are joined, others stand alone.

    lines: one run without empty lines, indentation kept. width: as `wrap_width` gives it; 0 joins
    nothing.
    """
    if not lines:
        return []
    paragraphs = [lines[0].strip()]
    for before, line in pairwise(lines):
        full = width > 0 and display_width(before.rstrip()) >= width - _SLACK
        if full and not _opens_paragraph(line):
            paragraphs[-1] = join_lines(paragraphs[-1], line.strip())
        else:
            paragraphs.append(line.strip())
    return [paragraph for paragraph in paragraphs if paragraph]


def _opens_paragraph(line: str) -> bool:
    indented = line.startswith(("\u3000", "  ", "\t"))
    return indented or starts_provision(line.strip())
