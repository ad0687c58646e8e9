"""What stands before a text: its letterhead, its title and the notes under it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.blocks import BlockKind
from indexer.dates import is_only_date
from indexer.decimals import decimal_mark
from indexer.grammar import (
    article,
    attachment,
    division,
    is_contents_title,
    is_dividing_heading,
    is_free_heading,
    is_sentence,
    paragraph_mark,
)
from indexer.kinds import KINDS
from indexer.lines import Line
from indexer.roles import Role
from indexer.signers import is_office
from kb.docnumber import BRACKETED, ORDER

TITLE_END = re.compile(rf"(?:{'|'.join(KINDS)})(?:[（(][^（()）]{{1,20}}[）)])*$")
_NUMBER_LINE = re.compile(
    rf"[（(]?(?:{BRACKETED}|{ORDER}|第\s*[0-9]{{1,5}}\s*号)[）)]?(?:\s*签发人[：:].{{0,20}})?"
)
_LETTERHEAD = re.compile(r"文件|签发人[：:].{0,20}|[特加平]急|[秘机绝]密(?:[★☆].{0,6})?")
_BEGINS_TITLE = re.compile("关于|印发|转发|批转")
# where an office's name stands on the line above, these words go on with the title
_NOTE_LINE = re.compile(
    r"[（(]?[12一二][0-9〇零一二三四五六七八九○]{3}年.{0,200}"
    r"(?:通过|公布|发布|颁布|修订|修正|修改|施行|实施|批准|令|号|印发|批复|起|公告|执行|实行|试行|生效|废止)[^。]{0,60}"
)
_TITLE_REACH = 8
# lines from the beginning in which the title stands
_LONGEST_TITLE = 80
_LONGEST_BEFORE_TITLE = 150
# characters of a title, and of a line that may stand over it
_MOST_NAMES = 4
# lines of names over a date


def mark_front(lines: Sequence[Line], roles: list[Role], title: str) -> int:
    """Mark the title and its notes; return the number of the first line after them."""
    first, after = _title_lines(lines, title)
    roles[:first] = [Role.NOTE if role is Role.BODY else role for role in roles[:first]]
    roles[first:after] = [Role.TITLE] * (after - first)
    front = mark_notes(lines, roles, after) if after else 0
    guessed = all(line.kind is not BlockKind.HEADING for line in lines[first:after])
    if Role.BODY not in roles and guessed:
        # A file of one line, or of a line and a date: what it says is its text.
        roles[:] = [Role.BODY if role is not Role.CONTENTS else role for role in roles]
        return 0
    return front


def mark_notes(lines: Sequence[Line], roles: list[Role], at: int) -> int:
    """Mark the notes that follow a title; return the number of the first line after them."""
    names = 0
    while at < len(lines) and roles[at] in (Role.BODY, Role.CONTENTS):
        if roles[at] is Role.CONTENTS:
            at += 1
            continue
        line = lines[at]
        closing = _note_end(lines, at)
        if starts_structure(line) or line.kind is not BlockKind.PARAGRAPH:
            break
        if closing is None:
            names += 1
            following = at + 1 < len(lines) and _note_end(lines, at + 1) is not None
            if names > _MOST_NAMES or not is_name(line) or not following:
                break
            closing = at + 1
        roles[at:closing] = [Role.NOTE] * (closing - at)
        at = closing
    return at


def starts_structure(line: Line) -> bool:
    """Whether a line begins the numbered part of a text."""
    text = line.text
    if line.kind is BlockKind.TABLE or division(text) or is_contents_title(text):
        return True
    if is_free_heading(text) or is_dividing_heading(text):
        return True
    mark = article(line.text) or paragraph_mark(line.text)
    return bool(mark and mark.number == 1 and mark.spaced)


def is_name(line: Line) -> bool:
    """Whether a line may be the name of an office or person: short, and no sentence."""
    text = line.text
    if line.kind is BlockKind.TABLE or len(text) > 40 or is_sentence(text):
        return False
    numbered = paragraph_mark(text) or decimal_mark(text)
    return not (numbered or article(text) or division(text) or attachment(text))


def fold(text: str) -> str:
    """Return a title without blanks and book marks, for comparing."""
    return re.sub(r"[\s\u3000《》〈〉]+", "", text)


def _title_lines(lines: Sequence[Line], title: str) -> tuple[int, int]:
    """Return the lines [first, after) of the title; (0, 0) where the text begins without one."""
    limit = 0
    while limit < min(len(lines), _TITLE_REACH):
        if starts_structure(lines[limit]) or len(lines[limit].text) > _LONGEST_BEFORE_TITLE:
            break
        limit += 1
    stated = _stated_title(lines, limit, fold(title)) or _heading_title(lines, limit)
    found = stated or _worded_title(lines, limit)
    if found is None and not title:
        found = _first_line(lines, limit)
    return found or (0, 0)


def _stated_title(lines: Sequence[Line], limit: int, wanted: str) -> tuple[int, int] | None:
    """Return the lines that joined make the title that the file states."""
    for first in range(limit):
        joined = ""
        for after in range(first + 1, min(first + 5, limit + 1)):
            joined += fold(lines[after - 1].text)
            if joined == wanted and wanted:
                return first, after
    return None


def _heading_title(lines: Sequence[Line], limit: int) -> tuple[int, int] | None:
    """Return the first run of headings of the first level, and the line that completes it."""
    stated = [n for n in range(limit) if _is_first_level(lines[n]) and not _is_head(lines, n)]
    if not stated:
        return None
    after = stated[0] + 1
    while after in stated:
        after += 1
    below = lines[after].text if after < limit else ""
    if is_office(lines[after - 1].text) and _BEGINS_TITLE.match(below) and TITLE_END.search(below):
        after += 1
    return stated[0], after


def _is_first_level(line: Line) -> bool:
    return line.kind is BlockKind.HEADING and line.level <= 1


def _is_letterhead(text: str) -> bool:
    """Whether a line is printed over the title: 某区民政局文件, the 文号, who signs."""
    bare = re.sub(r"[\s\u3000]+", "", text)
    if bare.endswith("文件") and is_office(bare.removesuffix("文件")):
        return True
    return _LETTERHEAD.fullmatch(bare) is not None or _NUMBER_LINE.fullmatch(text) is not None


def _is_head(lines: Sequence[Line], at: int) -> bool:
    """Whether a line belongs to the letterhead: also an office with 文件 on a line below."""
    if _is_letterhead(lines[at].text):
        return True
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    if not is_office(lines[at].text):
        return False
    return below == "文件" or (is_office(below) and _is_head(lines, at + 1))


def _worded_title(lines: Sequence[Line], limit: int) -> tuple[int, int] | None:
    """Return the first lines that end as a title does, with a 文种."""
    for first in range(limit):
        if is_sentence(lines[first].text) or len(lines[first].text) > _LONGEST_TITLE:
            return None
        for after in range(first + 1, min(first + 4, limit + 1)):
            text = lines[after - 1].text
            if is_sentence(text) or _is_letterhead(text):
                break
            if TITLE_END.search(text):
                return first, after
    return None


def _first_line(lines: Sequence[Line], limit: int) -> tuple[int, int] | None:
    """Return the first line under the letterhead, else the first of all, that can be a title."""
    below = next((n for n in range(limit) if not _is_letterhead(lines[n].text)), 0)
    for n in (below, 0):
        text = lines[n].text if n < limit else "。"
        if len(text) <= _LONGEST_TITLE and not is_sentence(text):
            return n, n + 1
    return None


def _note_end(lines: Sequence[Line], at: int) -> int | None:
    """Return where a note that begins at a line ends; None where none begins.

    A note stands in brackets, which may close some lines below, or tells when and by whom the
    text was passed, or is a 文号.
    """
    text = lines[at].text
    if lines[at].kind is not BlockKind.PARAGRAPH:
        return None
    if text[0] in "（(" and not paragraph_mark(text):
        depth = 0
        for after in range(at, min(at + 12, len(lines))):
            part = lines[after].text
            depth += sum(part.count(c) for c in "（(") - sum(part.count(c) for c in "）)")
            if depth <= 0:
                return after + 1 if part[-1] in "）)" else None
        return None
    dated = len(text) < 260 and _NOTE_LINE.fullmatch(text) is not None
    found = dated or is_only_date(text) or _NUMBER_LINE.fullmatch(text) is not None
    return at + 1 if found and not is_sentence(text) else None
