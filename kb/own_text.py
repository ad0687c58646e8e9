"""The own text of a provision, taken apart: its label, the heading on its line, its sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb import checklist_layout as layout
from kb.model import Level, Provision
from kb.sentences import Span, label_end, sentences

INLINE_LIST = re.compile(r"[^：:]{0,80}(?:下列|以下|如下)[^：:]{0,60}[：:](?=.)", re.DOTALL)
# a sentence that carries its list within: 有下列情形之一的，不得参评：甲；乙。

_PLAIN = (Level.PARAGRAPH, Level.TEXT)
_UNNUMBERED = (*_PLAIN, Level.HEADING)
_SHORT_TITLE = 14  # characters of 「申报条件。」 before its text on the same line
# a first sentence with one of these is no heading, though it is short
_STATES = re.compile(
    r"应当|不得|必须|可以|负责|(?:禁止|严禁).{3}|不予|不少于|不超过|一般为|日内|，"
)
_PIPE = re.compile(r"(?:^|(?<=\s))\|(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Own:
    """A provision's own text without its label.

    numbered: whether it is a numbered one, by its level or, for 款 and 段, by its words.
    """

    title: str  # the heading, "" for none
    spans: tuple[Span, ...]  # the sentences after the heading
    body: int  # where the words begin after the label
    numbered: bool


class OwnTexts:
    """Takes apart the own texts of a version's provisions, each once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._owned: dict[int, Own] = {}

    def of(self, provision: Provision) -> Own:
        """Return a provision's own text, taken apart."""
        if provision.ordinal not in self._owned:
            self._owned[provision.ordinal] = self._read(provision)
        return self._owned[provision.ordinal]

    def _read(self, provision: Provision) -> Own:
        body = self._body(provision)
        numbered = provision.level not in _UNNUMBERED or body > provision.start
        title, after = self._heading(provision, body)
        spans = self._joined(sentences(self._text, after, provision.own_end))
        if not title and numbered and len(spans) > 1:
            words = self._words(spans[0])
            if len(words) <= _SHORT_TITLE and layout.heading_kind(words) is not None:
                title, spans = words.rstrip("。：:"), spans[1:]
        return Own(title, spans, body, numbered)

    def _body(self, provision: Provision) -> int:
        """Return where the words begin after the label, which a 款 or 段 may carry unrecognised."""
        start = provision.start + len(provision.label)
        if not provision.label and provision.level in _PLAIN:
            start = label_end(self._text, provision.start)
        return min(start, provision.own_end)

    def _heading(self, provision: Provision, body: int) -> tuple[str, int]:
        """Return the heading and where the text after it begins on the same line."""
        at = self._text.find(provision.heading, provision.start, provision.own_end)
        if not provision.heading or at < 0:
            return provision.heading, body
        rest = self._text[at + len(provision.heading) : provision.own_end]
        if rest.startswith("。") and _STATES.search(provision.heading):
            return "", body
        return provision.heading, provision.own_end - len(rest.lstrip("。：】）) \t\u3000"))

    def _joined(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """Join the parts of a sentence with its list within: 有下列情形之一的，不得参评：甲；乙。

        They mean what they say only together.
        """
        joined: list[Span] = []
        for span in spans:
            before = self._words(joined[-1]) if joined else ""
            if before.endswith(("；", ";")) and INLINE_LIST.match(before):
                joined[-1] = Span(joined[-1].start, span.end)
            else:
                joined.append(span)
        return tuple(joined)

    def _words(self, span: Span) -> str:
        return self._text[span.start : span.end]


def cells(text: str, row: Provision) -> tuple[Span, ...]:
    """Return the cells of a table row, or of the header that is a table's own text."""
    line = stripped(text, row.start, row.own_end)
    found: list[Span] = []
    start = line.start
    for pipe in _PIPE.finditer(text[line.start : line.end]):
        found.append(stripped(text, start, line.start + pipe.start()))
        start = line.start + pipe.end()
    found.append(stripped(text, start, line.end))
    return tuple(found)


def stripped(text: str, start: int, end: int) -> Span:
    """Return text[start:end] without the blanks at its edges."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
