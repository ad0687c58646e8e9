"""A version's provisions as the reader shows them: rows of text and a table of contents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kb.model import Address, Citation, Level, Provision
from kb.own_text import cells

_DIVISIONS = {
    Level.ATTACHMENT: 2,
    Level.PART: 2,
    Level.SUBPART: 3,
    Level.CHAPTER: 3,
    Level.SECTION: 4,
}
_OUTLINE = {
    Level.OUTLINE1: 2,
    Level.OUTLINE2: 3,
    Level.OUTLINE3: 4,
    Level.OUTLINE4: 5,
}
_INDENTED = (Level.ITEM, Level.SUBITEM)
_FEW_ENTRIES = 3
# a table of contents shorter than this is no help: articles are listed as well
_TOC_WORDS = 28


class RowKind(StrEnum):
    HEADING = "heading"
    TEXT = "text"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Anchor:
    """An address that a row answers to, with its citation."""

    address: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class TableRow:
    address: str
    cells: tuple[str, ...]
    cited: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A heading, a paragraph or a table.

    level: of a heading, 2 to 5; of a text, how far it is indented, 0 to 2.
    lead: the label set before the text, with the white space that follows it: 第十二条, （一）.
    title: a heading that runs on into its text: 征集 of （二）征集。由社区…
    anchors: the row's own provision last; before it an article that has no words of its own.
    paragraphs: the text without its label. header, body: of a table.
    cited: whether the provision that the page was opened for holds this row.
    """

    kind: RowKind
    level: int
    lead: str
    anchors: tuple[Anchor, ...]
    title: str = ""
    paragraphs: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    body: tuple[TableRow, ...] = ()
    cited: bool = False


@dataclass(frozen=True, slots=True)
class TocEntry:
    """depth: 0 is outermost."""

    address: str
    text: str
    depth: int


Cite = Callable[[Provision], Citation]


def rows(
    provisions: tuple[Provision, ...], text: str, cite: Cite, cited: Address | None
) -> tuple[Row, ...]:
    """Return the rows of a version, in reading order; text is the version's text.

    No character of a provision's own text is left out: what is not a label or a heading stands in
    a row's paragraphs, header or body.
    """
    return tuple(_Builder(provisions, text, cite, cited).build())


class _Builder:
    """Walks the provisions once; an article without words of its own waits for its first 款."""

    def __init__(
        self, provisions: tuple[Provision, ...], text: str, cite: Cite, cited: Address | None
    ) -> None:
        self._provisions = provisions
        self._text = text
        self._cite = cite
        self._cited = cited
        self._waiting: list[Provision] = []

    def build(self) -> Iterator[Row]:
        at = 0
        while at < len(self._provisions):
            provision = self._provisions[at]
            at += 1
            if provision.level is Level.TABLE:
                first = at
                while at < len(self._provisions) and self._provisions[at].level is Level.ROW:
                    at += 1
                yield self._table(provision, self._provisions[first:at])
            elif self._waits(provision, at):
                self._waiting.append(provision)
            else:
                yield self._row(provision)

    def _waits(self, provision: Provision, following: int) -> bool:
        """Return whether provision has only a label, to be set before its first 款."""
        if provision.level is not Level.ARTICLE or self._words(provision).body:
            return False
        return (
            following < len(self._provisions)
            and self._provisions[following].parent == provision.ordinal
            and self._provisions[following].level is not Level.TABLE
        )

    def _row(self, provision: Provision) -> Row:
        words = self._words(provision)
        lines = _lines(words.body)
        if is_heading(provision, self._text):
            return Row(
                RowKind.HEADING,
                heading_level(provision),
                words.lead,
                self._anchors(provision),
                provision.heading,
                lines,
                cited=self._is_cited(provision),
            )
        lead = "".join(self._words(one).lead for one in self._waiting) + words.lead
        return Row(
            RowKind.TEXT,
            _indent(provision),
            lead,
            self._anchors(provision),
            provision.heading,
            lines,
            cited=self._is_cited(provision),
        )

    def _table(self, table: Provision, body: tuple[Provision, ...]) -> Row:
        header = _cells(table, self._text)
        return Row(
            RowKind.TABLE,
            0,
            table.label,
            self._anchors(table),
            header=header,
            body=tuple(
                TableRow(str(row.address), _cells(row, self._text), self._is_cited(row))
                for row in body
            ),
            cited=self._is_cited(table),
        )

    def _anchors(self, provision: Provision) -> tuple[Anchor, ...]:
        named = (*self._waiting, provision)
        self._waiting = []
        return tuple(Anchor(str(item.address), self._cite(item)) for item in named)

    def _is_cited(self, provision: Provision) -> bool:
        return self._cited is not None and self._cited.contains(provision.address)

    def _words(self, provision: Provision) -> _Words:
        return _split(provision, self._text)


@dataclass(frozen=True, slots=True)
class _Words:
    """A provision's own text in parts: lead + heading + body, edge white space aside."""

    lead: str
    body: str


def _split(provision: Provision, text: str) -> _Words:
    own = text[provision.start : provision.own_end].lstrip()
    rest = own.removeprefix(provision.label)
    gap = " " if rest[:1].isspace() else ""
    body = rest.lstrip().removeprefix(provision.heading).rstrip()
    return _Words(provision.label + gap if provision.label else "", body)


def _lines(body: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in body.splitlines() if line.strip())


def is_heading(provision: Provision, text: str) -> bool:
    """Return whether a provision stands as a heading of its own, not run on into a text."""
    if provision.level is not Level.HEADING and provision.level not in _HEADING_LEVELS:
        return False
    body = _split(provision, text).body
    if provision.heading:
        return not body or body.startswith("\n")
    return provision.level in _DIVISIONS and not body


def heading_level(provision: Provision) -> int:
    """Return the level of a heading in HTML, 2 to 5; the page's title is the only 1."""
    if provision.level is Level.HEADING:
        return min(len(provision.address.steps) + 1, 5)
    return _HEADING_LEVELS.get(provision.level, 5)


_HEADING_LEVELS = {**_DIVISIONS, **_OUTLINE}


def _indent(provision: Provision) -> int:
    return _INDENTED.index(provision.level) + 1 if provision.level in _INDENTED else 0


def _cells(row: Provision, text: str) -> tuple[str, ...]:
    return tuple(text[cell.start : cell.end] for cell in cells(text, row))


def contents(provisions: tuple[Provision, ...], text: str) -> tuple[TocEntry, ...]:
    """Return the table of contents: headings, and articles too where there are few headings."""
    headings = [item for item in provisions if is_heading(item, text)]
    if len(headings) < _FEW_ENTRIES:
        headings = [
            item for item in provisions if item.level is Level.ARTICLE or is_heading(item, text)
        ]
    ranks = sorted({heading_level(item) for item in headings})
    return tuple(
        TocEntry(str(item.address), _toc_text(item, text), ranks.index(heading_level(item)))
        for item in headings
    )


def _toc_text(provision: Provision, text: str) -> str:
    if provision.heading:
        gap = "" if provision.label.endswith(("、", "）", ")")) else " "
        return f"{provision.label}{gap if provision.label else ''}{provision.heading}"
    words = text[provision.start : provision.end].split(maxsplit=1)
    following = words[1] if len(words) > 1 else ""
    cut = following[: _TOC_WORDS - len(provision.label)].split("\n")[0]
    return f"{provision.label} {cut}".strip()
