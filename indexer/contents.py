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

_PAGE = re.compile(r"[\s.．…·•\-—_]*(?:[（(]?[0-9]{1,4}[）)]?|[ivxIVX]{1,6})?[\s.．…·]*$")
_BLANKS = re.compile(r"[\s\u3000]+")
_LONGEST_ENTRY = 70
_FEWEST_UNTITLED = 3
# entries that make a table of contents without the title 目录


def find_contents(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Return the table of contents as line numbers [first, after); None where there is none.

    With the title 目录 it reaches to where its first entry comes again; without, it is a run of
    at least three entries that all come again.
    """
    for index, line in enumerate(lines[:400]):
        if is_contents_title(line.text):
            return _titled(lines, index)
        if division(line.text):
            return _untitled(lines, index)
    return None


def _titled(lines: Sequence[Line], title: int) -> tuple[int, int] | None:
    if title + 1 >= len(lines):
        return None
    later = {_key(line.text): at for at, line in reversed(list(enumerate(lines))) if at > title + 1}
    entries: set[str] = set()
    for at in range(title + 1, len(lines)):
        line, key = lines[at], _key(lines[at].text)
        if key in entries or not _may_be_entry(line):
            return (title, at) if at > title + 1 else None
        entries.add(key)
    return None if not later else (title, title + 1)


def _untitled(lines: Sequence[Line], first: int) -> tuple[int, int] | None:
    """Return a run of headings without text between them, each of which comes again later."""
    after = first
    while after < len(lines) and _is_heading(lines[after]):
        after += 1
    again = {_key(line.text) for line in lines[after:]}
    keys = [_key(line.text) for line in lines[first:after]]
    while keys and keys[-1] not in again:
        keys.pop()
    if len(keys) < _FEWEST_UNTITLED:
        # The run may end with the first heading of the text, which the contents named before.
        keys = [_key(line.text) for line in lines[first:after]]
        if keys[0] in keys[1:]:
            keys = keys[: keys.index(keys[0], 1)]
    repeated = all(key in again or key in map(_key_of, lines[first + len(keys) :]) for key in keys)
    return (first, first + len(keys)) if len(keys) >= _FEWEST_UNTITLED and repeated else None


def _key_of(line: Line) -> str:
    return _key(line.text)


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
