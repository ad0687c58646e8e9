"""Finding a table of contents: lines that name headings which the text itself repeats later."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.blocks import BlockKind
from indexer.grammar import (
    attachment,
    division,
    is_contents_title,
    is_dividing_heading,
    is_free_heading,
    is_sentence,
    paragraph_mark,
)
from indexer.lines import Line
from kb.model import Level

_PAGE = re.compile(r"[\s.．…·•\-—_]*(?:[（(]?[0-9]{1,4}[）)]?|[ivxIVX]{1,6})?[\s.．…·]*$")
_PAGED = re.compile(r"[.．…·•\s][0-9]{1,4}$")
_BLANKS = re.compile(r"[\s\u3000]+")
_LONGEST_ENTRY = 70
_REACH = 400
# lines from the beginning in which a table of contents begins
_FEWEST_UNTITLED = 3
# entries that make a table of contents without the title 目录


def find_contents(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Return the table of contents as line numbers [first, after); None where there is none.

    With the title 目录 it reaches to where its first entry comes again, whatever its words, and
    some of its entries do or have a page; without the title it is a run of at least three
    headings that all come again.
    """
    for index, line in enumerate(lines[:_REACH]):
        if is_contents_title(line.text):
            return _titled(lines, index)
        if division(line.text):
            return _untitled(lines, index)
    return None


def _titled(lines: Sequence[Line], title: int) -> tuple[int, int] | None:
    """Return the entries below 目录, up to the first line that repeats one or cannot be one."""
    entries: set[str] = set()
    opening: tuple[Level | None, int] | None = None
    after = title + 1
    while after < len(lines) and _may_be_entry(lines[after]):
        key, mark = _key(lines[after].text), division(lines[after].text)
        here = (mark.level, mark.number) if mark else None
        if key in entries or (here and here == opening):
            break
        opening = opening or here
        entries.add(key)
        after += 1
    paged = any(_PAGED.search(line.text) for line in lines[title + 1 : after])
    again = any(_key(line.text) in entries for line in lines[after:])
    return (title, after) if again or (paged and after < len(lines)) else None


def _untitled(lines: Sequence[Line], first: int) -> tuple[int, int] | None:
    """Return a run of headings without text between them, each of which comes again later.

    The run may reach into the text, whose first heading follows the last entry directly.
    """
    keys: list[str] = []
    for line in lines[first:]:
        if not _is_heading(line) or _key(line.text) in keys:
            break
        keys.append(_key(line.text))
    after = first + len(keys)
    again = {_key(line.text) for line in lines[after:]}
    return (first, after) if len(keys) >= _FEWEST_UNTITLED and again.issuperset(keys) else None


def _key(text: str) -> str:
    """Return what an entry and its heading have in common: no blanks, leader dots or page."""
    return _BLANKS.sub("", _PAGE.sub("", text)) or text


def _may_be_entry(line: Line) -> bool:
    if line.kind is BlockKind.TABLE or len(line.text) > _LONGEST_ENTRY:
        return False
    return not line.text.endswith(("。", "；", "：", "，"))


def _is_heading(line: Line) -> bool:
    if not _may_be_entry(line):
        return False
    text = line.text
    numbered = division(text) or paragraph_mark(text) or attachment(text)
    worded = is_free_heading(text) or is_dividing_heading(text)
    return bool(numbered or worded) and not is_sentence(_PAGE.sub("", text))
