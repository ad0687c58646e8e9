"""Automatic markers of HTML lists, written out as a browser shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from indexer.readers.numerals import format_number

_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?([a-z]+(?:-[a-z]+)*)", re.I)
# the names of CSS Counter Styles 3 and of HTML's type attribute, as Word's number formats
_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
    "cjk-decimal": "ideographDigital",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}
_CHINESE = frozenset(("chineseCounting", "ideographDigital", "ideographTraditional"))


@dataclass(slots=True)
class _List:
    format: str  # "" for a list with bullets, "none" for one without markers
    number: int
    step: int


@dataclass(slots=True)
class ListMarkers:
    """Follows a walk through lists; gives each item's marker once, to its first text."""

    _open: list[_List] = field(default_factory=list)
    _marker: str = ""

    def enter(self, element: etree._Element) -> None:
        if element.tag in ("ol", "ul"):
            self._open.append(_opened(element))
        elif element.tag == "li" and self._open:
            self._marker = self._next(element)

    def leave(self, element: etree._Element) -> None:
        if element.tag in ("ol", "ul") and self._open:
            self._open.pop()
        elif element.tag == "li":
            self._marker = ""

    def take_marker(self) -> str:
        """Return the marker that waits for text, with its space, and forget it."""
        marker, self._marker = self._marker, ""
        return marker

    def _next(self, item: etree._Element) -> str:
        current = self._open[-1]
        number = _integer(item.get("value"), current.number)
        current.number = number + current.step
        if current.format == "none" or _style(item) == "none":
            return ""
        if not current.format:
            return "• "
        mark = "、" if current.format in _CHINESE else ". "
        return format_number(number, current.format) + mark


def _opened(element: etree._Element) -> _List:
    written = _style(element) or element.get("type", "")
    if written == "none":
        return _List("none", 1, 1)
    if element.tag == "ul":
        return _List(_FORMATS.get(written, "") if written in _FORMATS else "", 1, 1)
    down = element.get("reversed") is not None
    items = sum(1 for _ in element.iterchildren("li")) if down else 1
    return _List(
        _FORMATS.get(written, "decimal"), _integer(element.get("start"), items), -1 if down else 1
    )


def _style(element: etree._Element) -> str:
    match = _STYLE.search(element.get("style", ""))
    return match.group(1).lower() if match else ""


def _integer(written: str | None, default: int) -> int:
    found = re.fullmatch(r"\s*(-?\d{1,6})\s*", written or "")
    return int(found.group(1)) if found else default
