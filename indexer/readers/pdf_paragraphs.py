"""Printed lines joined into the paragraphs they were broken from, across pages too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from indexer.readers.paragraphs import ends_sentence, join_lines, starts_provision
from indexer.readers.pdf_lines import Line

_INDENT = 1.2  # em from the margin that count as indented; Chinese paragraphs begin 2 em in
_SHIFT = 0.7  # em by which the beginning of a line must move to mean something
_APART = 1.2  # of the usual distance of lines: more parts paragraphs
_APART_AT_MOST = 2.6  # em, where too few lines show what is usual
_LARGER = 1.12  # times the body's size: headings
# What cannot be broken at the beginning of a line: with its punctuation, with letters and figures
# behind that (列，A、B), and with a quotation mark that opens right after it.
_FIRST_UNIT = re.compile(
    r"[“‘《（「『【〔(\[]*(?:[A-Za-z0-9.,%/_-]+|.)(?:[，。；：、！？）》”’」』】〕),.;:\]]+[A-Za-z0-9]*)*"
    r"(?:[“‘].)?"
)
# around a blank to be filled in, which is a gap inside a sentence
_BLANK_BEFORE = re.compile(r"[（(_]$")
_BLANK_AFTER = re.compile(r"[）)_]")
_HANGING = re.compile("[，。；：、！？）》”’」』】〕),.;:]$")
_CENTRED_WIDTH = 0.8  # of the measure: wider lines are indented ones that end a little early
_RIGHT_SIDE = 0.4  # of the measure: what begins beyond is a signature or a date
_ENOUGH = 6  # lines that show where the margins are
_LONGEST_HEADING = 60  # characters


@dataclass(frozen=True, slots=True)
class Setting:
    """How a whole document is set, for pages with too few lines to show it."""

    body: float  # the font size of its text, in points
    left: float  # the usual margins, in points from the left of the page
    right: float
    indented: bool  # whether paragraphs begin set in


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines of one column of a page, in order, with the column's margins."""

    lines: tuple[Line, ...]
    left: float
    right: float
    pitch: float  # the usual distance of baselines, in em; 0 where it is not known


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that make one paragraph; their texts joined are its text."""

    lines: tuple[Line, ...]
    large: bool  # whether it is set larger than the body and short, as headings are

    @property
    def text(self) -> str:
        text = ""
        for line in self.lines:
            text = join_lines(text, line.text)
        return text

    @property
    def size(self) -> float:
        return self.lines[0].size


def column_runs(lines: Iterable[Line]) -> list[list[Line]]:
    """Return lines in reading order as runs that stand in one column."""
    return [list(run) for _, run in groupby(lines, key=lambda line: line.column)]


def setting_of(runs: Iterable[Sequence[Line]], body: float) -> Setting:
    """Return how a document is set, from lines of one page or column each. body: its font size."""
    plain = Setting(body, float("inf"), 0.0, indented=False)
    flows = [flow_of(lines, plain) for lines in runs if len(lines) >= _ENOUGH]
    if not flows:
        return plain
    left, right = median(flow.left for flow in flows), median(flow.right for flow in flows)
    begins = [
        (line.left - flow.left) / line.size > _INDENT
        for flow in flows
        for before, line in pairwise(flow.lines)
        if _is_short(before, flow, line) and not _is_centred(line, flow)
    ]
    return Setting(body, left, right, sum(begins) > 0.6 * len(begins))


def flow_of(lines: Sequence[Line], setting: Setting) -> Flow:
    """Return lines of one page or column as a flow."""
    whole = tuple(_one_a_row(lines))
    main = [line for line in whole if abs(line.size - setting.body) < 0.12 * setting.body]
    main = main or list(whole)
    lefts = Counter(round(line.left / 3) for line in main)
    enough = 2 if len(main) > 3 else 1
    left = min(
        (at for at, count in lefts.items() if count >= enough), default=min(lefts, default=0)
    )
    margin = min((line.left for line in main if round(line.left / 3) == left), default=0.0)
    rights = sorted(_solid_right(line) for line in main)
    right = rights[int(0.97 * len(rights))] if rights else 0.0  # a stray long line is no margin
    if len(main) < _ENOUGH:
        margin, right = min(margin, setting.left), max(right, setting.right)
    return Flow(whole, margin, right, _pitch(main))


def _solid_right(line: Line) -> float:
    """Return where a line ends without its last punctuation, which may hang in the margin."""
    return line.right - line.size if _HANGING.search(line.text) else line.right


def paragraphs(flows: Iterable[Flow], setting: Setting) -> list[Paragraph]:
    """Return the paragraphs of consecutive flows in reading order."""
    joined: list[list[Line]] = []
    before: tuple[Flow, Line] | None = None
    for flow in flows:
        for line in flow.lines:
            if before is not None and not _parts(before, flow, line, joined[-1], setting):
                joined[-1].append(line)
            else:
                joined.append([line])
            before = (flow, line)
    return [_paragraph(lines, setting.body) for lines in joined]


def _paragraph(lines: Sequence[Line], body: float) -> Paragraph:
    large = all(line.size > _LARGER * body for line in lines)
    length = sum(len(line.text) for line in lines)
    sentence = ends_sentence(lines[-1].text) and not lines[-1].text.endswith(("：", ":"))
    return Paragraph(tuple(lines), large and length <= _LONGEST_HEADING and not sentence)


def _parts(
    previous: tuple[Flow, Line],
    flow: Flow,
    line: Line,
    paragraph: Sequence[Line],
    setting: Setting,
) -> bool:
    """Return whether a paragraph ends between two lines."""
    before_flow, before = previous
    em = max(before.size, line.size)
    if not 0.88 < before.size / line.size < 1.13 or before.spread or line.spread:
        return True
    if _is_unclosed(paragraph) and line.text.endswith(("）", ")")):
        return False
    same_flow = before_flow is flow
    centred, was_centred = _is_centred(line, flow), _is_centred(before, before_flow)
    if (
        em > _LARGER * setting.body
        and _is_symmetric(line, flow)
        and _is_symmetric(before, before_flow)
    ):
        return not _continues_title(before, line, same_flow)
    if centred or was_centred:
        return True
    pitch = _APART * flow.pitch if flow.pitch else _APART_AT_MOST
    if same_flow and line.baseline - before.baseline > pitch * em:
        return True
    return _parts_by_margins(previous, flow, line, paragraph, setting)


def _parts_by_margins(
    previous: tuple[Flow, Line],
    flow: Flow,
    line: Line,
    paragraph: Sequence[Line],
    setting: Setting,
) -> bool:
    before_flow, before = previous
    em = max(before.size, line.size)
    indent, was_indent = (line.left - flow.left) / em, (before.left - before_flow.left) / em
    measure = max(flow.right - flow.left, em)
    if max(indent, was_indent) * em > _RIGHT_SIDE * measure or _is_short(before, before_flow, line):
        return True
    ended = ends_sentence(before.text)
    if starts_provision(line.text):
        # Where paragraphs begin set in, what does not is a heading or goes on with （4） inside.
        heading = flow.right - line.right > 2 * em and not ends_sentence(line.text)
        if indent > _INDENT or (ended and (heading or not setting.indented)):
            return True
    if indent > was_indent + _SHIFT:
        # Hanging: 1. and its text, whose further lines stand under the text.
        hanging = len(paragraph) == 1 and starts_provision(before.text) and not ended
        return not hanging
    if indent > _INDENT and abs(indent - was_indent) <= _SHIFT and len(paragraph) == 1:
        # Both indented: two paragraphs of one line, or one set in from the margin.
        return ended or _returns_to_margin(flow)
    return False


def _returns_to_margin(flow: Flow) -> bool:
    """Return whether enough lines begin at the margin, as later lines of a paragraph do."""
    at_margin = sum((line.left - flow.left) / line.size < _SHIFT for line in flow.lines)
    return at_margin >= 0.25 * len(flow.lines)


def _is_short(before: Line, flow: Flow, line: Line) -> bool:
    """Return whether a line ends although the next one's first word had room in it."""
    first = _FIRST_UNIT.match(line.text)
    unit = "" if first is None else first.group()
    width = sum(1.0 if ord(char) > 0x2E7F else 0.55 for char in unit) + 0.6
    return flow.right - before.right > width * before.size


def _is_centred(line: Line, flow: Flow) -> bool:
    left, right = line.left - flow.left, flow.right - line.right
    wide = line.right - line.left > _CENTRED_WIDTH * (flow.right - flow.left)
    return not wide and min(left, right) > 1.8 * line.size and _is_symmetric(line, flow)


def _is_symmetric(line: Line, flow: Flow) -> bool:
    left, right = line.left - flow.left, flow.right - line.right
    return abs(left - right) < 1.5 * line.size + 4


def _continues_title(before: Line, line: Line, same_flow: bool) -> bool:
    near = same_flow and line.baseline - before.baseline < 2.4 * line.size
    return near and not starts_provision(line.text) and not ends_sentence(before.text)


def _is_unclosed(paragraph: Sequence[Line]) -> bool:
    text = "".join(line.text for line in paragraph)
    return (
        text.startswith(("（", "("))
        and not text.endswith(("）", ")"))
        and len(paragraph) < 4
        and (text.count("（") + text.count("(") > text.count("）") + text.count(")"))
    )


def _pitch(lines: Sequence[Line]) -> float:
    """Return the smallest distance of baselines that is common, in em."""
    steps = Counter(
        round((line.baseline - before.baseline) / line.size * 10)
        for before, line in pairwise(lines)
        if line.baseline > before.baseline
    )
    common = [step for step, count in steps.items() if count >= 2 and step >= 10]
    return min(common) / 10 if common else 0.0


def _one_a_row(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines with the pieces of one row joined, as in "姓名      电话"."""
    last: Line | None = None
    for line in lines:
        if last is not None and abs(line.baseline - last.baseline) < 0.35 * last.size:
            last = _side_by_side(last, line)
            continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last


def _side_by_side(one: Line, other: Line) -> Line:
    boxes = one.box, other.box
    box = (
        min(box[0] for box in boxes), min(box[1] for box in boxes),
        max(box[2] for box in boxes), max(box[3] for box in boxes),
    )  # fmt: skip
    blank = _BLANK_BEFORE.search(one.text) or _BLANK_AFTER.match(other.text)
    return replace(
        one,
        text=f"{one.text} {other.text}",
        box=box,
        size=max(one.size, other.size),
        spread=one.spread or not blank,
    )
