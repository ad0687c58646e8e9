"""Word's automatic numbers, resolved from numbering.xml (ECMA-376 Part 1, 17.9).

A paragraph names a w:num and a level; the w:num names a w:abstractNum, whose counters all its
w:nums share, and may start levels anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from indexer.readers.docx_styles import Styles
from indexer.readers.docx_xml import W, child, integer, is_on, value
from indexer.readers.numerals import format_number

_PLACE = re.compile("%([1-9])")
_LEVELS = 9
_CLOSED = ("）", "、", "】", "〕", "》", "．", "：")  # labels that end so stand close to the text
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str  # "第%1条": %n is the number of level n, from 1
    restart: int | None  # the level, from 1, that starts this one anew; 0 for never
    legal: bool  # whether every number of the label is printed in Arabic digits
    spaced: bool  # whether a space or tab follows the label
    style: str | None  # the paragraph style tied to the level


@dataclass(slots=True)
class _Abstract:
    """A list definition with its running counters."""

    levels: dict[int, _Level]
    counters: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Num:
    abstract: _Abstract
    overrides: dict[int, _Level]
    starts: dict[int, int]  # levels that begin at a number of their own at first use
    begun: set[int] = field(default_factory=set)

    def level(self, index: int) -> _Level | None:
        return self.overrides.get(index) or self.abstract.levels.get(index)


class Numbering:
    """Gives each numbered paragraph its label; paragraphs must come in the order of the text."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        """root: of numbering.xml, None where the file has none."""
        self._styles = styles
        self._nums = {} if root is None else _read_nums(root, styles)

    def label(self, paragraph: etree._Element) -> str:
        """Return the label with the space that follows it, "" for none, and count on."""
        number_id, index = self._numbered_as(paragraph)
        num = self._nums.get(number_id or "")
        level = None if num is None else num.level(index)
        if num is None or level is None:
            return ""
        _count(num, index, level)
        return _printed(num, level)

    def _numbered_as(self, paragraph: etree._Element) -> tuple[str | None, int]:
        """Return the w:num and level of a paragraph, its own or its style's."""
        properties = child(paragraph, "pPr")
        own = child(properties, "numPr")
        number_id, index = value(child(own, "numId")), integer(child(own, "ilvl"))
        for style_id, style in self._styles.chain(value(child(properties, "pStyle"))):
            if number_id is not None:
                break
            inherited = child(style, "pPr", "numPr")
            number_id = value(child(inherited, "numId"))
            if index is None:
                index = integer(child(inherited, "ilvl"))
            if number_id is not None and index is None:
                index = self._level_of_style(number_id, style_id)
        return number_id, min(max(index or 0, 0), _LEVELS - 1)

    def _level_of_style(self, number_id: str, style_id: str) -> int | None:
        num = self._nums.get(number_id)
        levels = {} if num is None else num.abstract.levels
        return next((index for index, level in levels.items() if level.style == style_id), None)


def _count(num: _Num, index: int, level: _Level) -> None:
    counters = num.abstract.counters
    if index in num.starts and index not in num.begun:
        counters[index] = num.starts[index]
    elif index in counters:
        counters[index] += 1
    else:
        counters[index] = num.starts.get(index, level.start)
    num.begun.add(index)
    for skipped in range(index):  # 2.a.I without a 2.a before: Word goes on with 2.b
        above = num.level(skipped)
        if above is not None:
            counters.setdefault(skipped, above.start)
    for deeper in [other for other in counters if other > index]:
        below = num.level(deeper)
        restart = None if below is None else below.restart
        if restart is None or 0 < index + 1 <= restart:
            del counters[deeper]


def _printed(num: _Num, level: _Level) -> str:
    if level.form == "bullet":
        return f"{_BULLET} " if level.text.strip() else ""

    def number(match: re.Match[str]) -> str:
        index = int(match.group(1)) - 1
        named = num.level(index)
        start = 1 if named is None else named.start
        form = "decimal" if named is None or level.legal else named.form
        return format_number(num.abstract.counters.get(index, start), form)

    label = _PLACE.sub(number, level.text).strip(" \t\u3000")
    closed = not label or not level.spaced or label.endswith(_CLOSED)
    return label if closed else f"{label} "


def _read_nums(root: etree._Element, styles: Styles) -> dict[str, _Num]:
    abstracts = {value(found, "abstractNumId"): found for found in root.findall(W + "abstractNum")}
    read: dict[str | None, _Abstract] = {}
    nums: dict[str, _Num] = {}
    for num in root.findall(W + "num"):
        abstract_id = _followed(value(child(num, "abstractNumId")), abstracts, root, styles)
        if abstract_id not in read:
            read[abstract_id] = _Abstract(_levels(abstracts.get(abstract_id)))
        nums[value(num, "numId") or ""] = _num(num, read[abstract_id])
    nums.pop("0", None)  # w:numId 0 takes numbering away
    return nums


def _followed(
    abstract_id: str | None,
    abstracts: dict[str | None, etree._Element],
    root: etree._Element,
    styles: Styles,
) -> str | None:
    """Return the definition that one borrows through a numbering style, else its own id."""
    link = value(child(abstracts.get(abstract_id), "numStyleLink"))
    if link is None:
        return abstract_id
    for other_id, other in abstracts.items():
        if value(child(other, "styleLink")) == link:
            return other_id
    for _, style in styles.chain(link):
        number_id = value(child(style, "pPr", "numPr", "numId"))
        for num in root.findall(W + "num"):
            if value(num, "numId") == number_id:
                return value(child(num, "abstractNumId"))
    return abstract_id


def _num(element: etree._Element, abstract: _Abstract) -> _Num:
    overrides: dict[int, _Level] = {}
    starts: dict[int, int] = {}
    for override in element.findall(W + "lvlOverride"):
        index = _index(override)
        start = integer(child(override, "startOverride"))
        if start is not None:
            starts[index] = start
        level = child(override, "lvl")
        if level is not None:
            overrides[index] = _level(level)
    return _Num(abstract, overrides, starts)


def _levels(abstract: etree._Element | None) -> dict[int, _Level]:
    found = [] if abstract is None else abstract.findall(W + "lvl")
    return {_index(level): _level(level) for level in found}


def _index(element: etree._Element) -> int:
    """Return w:ilvl, 0 where it is missing or no number."""
    written = value(element, "ilvl") or ""
    return int(written) if written in tuple("012345678") else 0


def _level(element: etree._Element) -> _Level:
    return _Level(
        start=integer(child(element, "start"), 0) or 0,
        form=_form(element),
        text=value(child(element, "lvlText")) or "",
        restart=integer(child(element, "lvlRestart")),
        legal=is_on(child(element, "isLgl")),
        spaced=value(child(element, "suff")) != "nothing",
        style=value(child(element, "pStyle")),
    )


def _form(element: etree._Element) -> str:
    """Return the number format; newer ones stand in an AlternateContent with a plain fallback."""
    found = next(element.iterdescendants(W + "numFmt"), None)
    return value(found) or "decimal"
