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
_BREAKS_OFF = re.compile(
    r"""
      [，、,]$
    | (?:(?<![共温总平调柔缓])和|(?<![普涉以])及|(?<![参给赠])与|以及|或者?|并且|按照|依照|根据)$
    | (?:应当|必须|不得|可以)$
    | [应由].*[在自从].*[内后前时中起]$
    """,
    re.VERBOSE,
)
# how a line stops in the middle of a sentence: 应当在收到材料后五个工作日内
_GOES_ON = re.compile(
    r"[，。、；：！？）)》”’％%]|的(?![士确])|和(?![谐平睦解好美风县])|及(?![时格早])"
    r"|与(?![会时])|或(?!许)|以及|等[，。、；]"
)
# how no sentence begins
_UNCLOSED = re.compile(r"《[^》]*$|[（(][^）)。]*$")
_CLAUSE = re.compile(
    r".(?:应当|必须|不得|可以|(?<!所)有权(?![机限威益])|负责(?!人)|适用于|是指)|[，；]."
)
# what says that a line is a sentence and no heading
_SUBJECT = re.compile(r".{0,14}(?:应当|必须|不得|可以|有权)|[^，。]{0,8}[是为]")
# how a sentence of its own begins
_LAST_SENTENCE = re.compile("^.*[。！？；：]", re.DOTALL)
_LONGEST_OPEN = 80  # characters of a sentence that tell whether it breaks off
_SHORT = 16  # half-widths: a line no longer than this never shows where text was wrapped
_FEWEST = 3  # torn lines at the margin that show it
_SLACK = 3  # half-widths: how far from the margin a full line of mixed text may end


def starts_provision(line: str) -> bool:
    """Return whether a line opens with a label: 第一条, （一）, 一、, 1., ①, 附件1：, a bullet."""
    return _LABEL.match(line) is not None


def ends_sentence(line: str) -> bool:
    """Return whether a line closes with 。！？；： or their ASCII forms, quotes aside."""
    return _SENTENCE_END.search(line) is not None


def is_clause(line: str) -> bool:
    """Return whether a line says what holds, as 社区应当…… does, and so is no heading."""
    return _CLAUSE.search(line) is not None or _BREAKS_OFF.search(line) is not None


def breaks_off(line: str, below: str) -> bool:
    """Return whether a sentence is torn between a line and the one below, as its words there show.

    line: what stands above the break, from its paragraph's beginning or later.
    """
    if not line or not below or starts_provision(below) or ends_sentence(line):
        return False
    rest = _open_sentence(line)
    return any((_BREAKS_OFF.search(rest), _GOES_ON.match(below), _UNCLOSED.search(rest)))


def completes(below: str, line: str) -> bool:
    """Return whether a line goes on with the sentence above it, which makes a statement.

    Less sure than `breaks_off`: the line above is a clause, and the line below, which has a comma
    or an end, has no subject.
    """
    if starts_provision(below) or ends_sentence(line):
        return False
    if not ends_sentence(below) and "，" not in below:
        return False
    says = _CLAUSE.search(_open_sentence(line)) is not None
    return says and _SUBJECT.match(below) is None


def _open_sentence(line: str) -> str:
    """Return the end of a line that comes after its last whole sentence, cut to what matters."""
    return _LAST_SENTENCE.sub("", line)[-_LONGEST_OPEN:]


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

    Wrapped text is told by its margin: no line is longer, and lines that stop in the middle of a
    sentence do so just before it. Lines that end one, and those above a label, tell nothing.
    """
    margin = max(map(display_width, lines), default=0)
    followed = [(line.rstrip(), rest) for line, rest in pairwise(lines) if line.strip()]
    full = [line for line, _ in followed if display_width(line) >= margin - _SLACK]
    torn = [
        line
        for line, rest in followed
        if rest.strip() and not ends_sentence(line) and not _opens_paragraph(rest)
    ]
    wrapped = sum(display_width(line) >= margin - _SLACK for line in torn)
    fewest = _FEWEST if wrapped < len(torn) else _FEWEST - 1
    if margin <= _SHORT or wrapped < fewest or 2 * wrapped < max(len(torn), len(full)):
        return 0
    return margin


def unwrap(lines: Sequence[str], width: int) -> list[str]:
    """Return paragraphs: lines that `width` shows to be wrapped are joined, others stand alone.

    lines: one run without empty lines, indentation kept. width: as `wrap_width` gives it; with 0,
    only lines that break off are joined.
    """
    if not lines:
        return []
    paragraphs = [lines[0].strip()]
    for before, line in pairwise(lines):
        full = width > 0 and display_width(before.rstrip()) >= width - _SLACK
        torn = full or breaks_off(before.strip(), line.strip())
        if torn and not _opens_paragraph(line):
            paragraphs[-1] = join_lines(paragraphs[-1], line.strip())
        else:
            paragraphs.append(line.strip())
    return [paragraph for paragraph in paragraphs if paragraph]


def _opens_paragraph(line: str) -> bool:
    indented = line.startswith(("\u3000", "  ", "\t"))
    return indented or starts_provision(line.strip())
