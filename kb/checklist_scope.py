"""Which provisions a checklist is made from, and what the matter is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from kb import checklist_grammar as grammar
from kb import checklist_layout as layout
from kb.checklist_reader import DIVISIONS, MOST_ROWS, Reader
from kb.model import Address, ItemKind, Level, Metadata, Provision, Step
from kb.numerals import NUMERAL, to_int
from kb.own_text import OwnTexts, cells

SHORT = 1500  # characters; a text up to this length is one matter
NOTICE = 4000  # characters; a notice up to this length that is cut by kinds is one matter
LONG_CHAPTER = 6000  # characters; in a longer chapter the 节 is the matter
_OUTLINE = (
    Level.OUTLINE1,
    Level.OUTLINE2,
    Level.OUTLINE3,
    Level.OUTLINE4,
    Level.HEADING,
)
_INTERNAL = re.compile(
    rf"(?<!违反)(?:本(?:条例|办法|细则|规定|规则|法|意见|方案|制度|章程|通则|准则)|依照|按照|根据|属于|符合)"
    rf"第({NUMERAL})条(?:之({NUMERAL}))?"
)
# what money may be spent on, and what it may not, are one matter
_SPENT_ON = re.compile(r"(?<!不得)用于(?:下列|以下)")
_NOT_SPENT_ON = re.compile(r"(?:不得|严禁|禁止)(?:用于|列支)(?:下列|以下)")
_PROCEDURAL = frozenset((ItemKind.MATERIAL, ItemKind.STEP, ItemKind.TIME_LIMIT))
_KIND_OF_TEXT = re.compile(
    r"(?:(?:暂行|试行|实施|使用|操作|执行)*"
    r"(?:细则|办法|规定|规则|意见|条例|手册|方案|通知|清单|制度|指南|规程|规范|章程|决定|公告|通告))(?:[（(].{1,8}[）)])*$"
)
_ABOUT = re.compile(r"^.{0,20}?关于(?:印发|公布|发布|转发|实施|贯彻)?")
_INNER_TITLE = re.compile(r"《([^《》]{2,60})》")


class _Tree:
    """Provisions with the way up and down."""

    def __init__(self, provisions: Sequence[Provision]) -> None:
        self.all = tuple(provisions)
        self.by_ordinal = {provision.ordinal: provision for provision in provisions}
        self.by_address = {provision.address: provision for provision in provisions}
        self._children: dict[int | None, list[Provision]] = {}
        for provision in provisions:
            self._children.setdefault(provision.parent, []).append(provision)

    def children(self, provision: Provision | None) -> list[Provision]:
        return self._children.get(provision.ordinal if provision else None, [])

    def upward(self, provision: Provision) -> list[Provision]:
        """Return the provision and those above it, the nearest first."""
        chain = [provision]
        while (parent := chain[-1].parent) is not None and parent in self.by_ordinal:
            chain.append(self.by_ordinal[parent])
        return chain

    def nearest(self, address: Address) -> Provision | None:
        """Return the provision at an address, else the one that its steps lead closest to."""
        for length in range(len(address.steps), 0, -1):
            found = self.by_address.get(Address(address.steps[:length]))
            if found is not None:
                return found
        return None


def scope_for(
    provisions: Sequence[Provision], evidence: Sequence[Address], text: str = ""
) -> tuple[Address, ...]:
    """Return the addresses of the parts that the evidence's matter is in, then of related articles.

    Of a text with chapters: the chapter of each piece of evidence (the 节 in a very long one). Of a
    numbered outline: the smallest part about a matter, so 「申报材料」 leads to 「创建申报与验收」.
    Of a register's row: the row. A short text, one with neither chapters nor headings, or a
    notice whose parts are 申报条件, 申报材料 and so on, is one matter as a whole, which is the
    empty tuple; so is evidence that is not in the provisions.

    With the version's text, articles elsewhere join when they have items and the part refers to
    them (「本细则第六条」); when they refer to the part and are of a procedure; when they say what
    the money of the part may not be spent on; and those of 总则 that say who is responsible.
    """
    tree = _Tree(provisions)
    found = [tree.nearest(address) for address in evidence]
    units = [_unit(tree, provision) for provision in found if provision is not None]
    if not units or len(units) < len(evidence) or any(unit is None for unit in units):
        return ()
    parts = _outermost(tree, {unit.ordinal: unit for unit in units if unit is not None})
    related = _related(tree, parts, text) if text else []
    return tuple(part.address for part in (*parts, *related))


@dataclass(frozen=True, slots=True)
class _Links:
    """What may link an article with the chosen parts."""

    own: frozenset[Address]  # the provisions of the parts
    named: frozenset[Address]  # the articles that the parts refer to
    spent: bool  # whether the parts say what money may be spent on
    texts: OwnTexts


def _outermost(tree: _Tree, parts: dict[int, Provision]) -> list[Provision]:
    """Return the parts, in text order, that do not stand within another of them."""
    return [
        parts[ordinal]
        for ordinal in sorted(parts)
        if not any(above.ordinal in parts for above in tree.upward(parts[ordinal])[1:])
    ]


def matter_of(
    metadata: Metadata, provisions: Sequence[Provision], scope: Sequence[Address], text: str = ""
) -> str:
    """Return the name of a matter: the title without its 文种, then the headings of the scope.

    社区党组织为民服务资金·项目申报. With the version's text a row of a register is named by its
    own cell.
    """
    tree = _Tree(provisions)
    names: list[str] = []
    for address in scope:
        provision = tree.by_address.get(address)
        name = _name(tree, provision, text) if provision else ""
        if name and name not in names:
            names.append(name)
    subject = subject_of(metadata.title)
    return f"{subject}·{'、'.join(names[:2])}{'等' if len(names) > 2 else ''}" if names else subject


def subject_of(title: str) -> str:
    """Return what a title is about, without its 文种: 社工管理办法（试行） is about 社工管理."""
    words = _INNER_TITLE.search(title)
    bare = (words[1] if words else _ABOUT.sub("", title)).removeprefix("中华人民共和国")
    return _KIND_OF_TEXT.sub("", bare).removesuffix("的") or bare or title


def _unit(tree: _Tree, provision: Provision) -> Provision | None:
    """Return the part about the matter that a provision belongs to; None for the whole text."""
    if provision.level is Level.ROW:
        return provision
    if provision.level is Level.TABLE and len(tree.children(provision)) > MOST_ROWS:
        return provision
    if tree.all[-1].end - tree.all[0].start <= SHORT:
        return None
    chain = tree.upward(provision)
    divisions = [above for above in chain if above.level in DIVISIONS]
    if divisions:
        return _division(divisions)
    return _outline_part(tree, chain)


def _division(divisions: list[Provision]) -> Provision:
    """Return the chapter, or the section where the chapter is very long."""
    chapter = next((d for d in divisions if d.level is not Level.SECTION), divisions[0])
    return divisions[0] if chapter.end - chapter.start > LONG_CHAPTER else chapter


def _outline_part(tree: _Tree, chain: list[Provision]) -> Provision | None:
    """Climb from a numbered paragraph to the part whose heading names a matter, not a kind.

    A part that stands among 「申报条件」 and 「申报材料」 belongs with them, to the part above.
    """
    named = [p for p in chain if p.level in _OUTLINE and p.heading and tree.children(p)]
    if tree.all[-1].end - tree.all[0].start <= NOTICE and _is_among_kinds(tree, chain[-1]):
        return None
    for part in named:
        among = part.parent is not None and _is_among_kinds(tree, part)
        if layout.heading_kind(part.heading) is None and not among:
            return part
    return named[-1] if named else None


def _is_among_kinds(tree: _Tree, part: Provision) -> bool:
    """Return whether a part or its siblings are of two kinds or more: 申报条件, 申报材料."""
    parent = tree.by_ordinal.get(part.parent) if part.parent is not None else None
    kinds = {layout.heading_kind(sibling.heading) for sibling in tree.children(parent)}
    return len(kinds - {None}) >= 2


def _related(tree: _Tree, parts: list[Provision], text: str) -> list[Provision]:
    """Return the articles outside the chosen parts that belong with them and have items."""
    chosen = {part.ordinal for part in parts}
    inside = {p.ordinal for p in tree.all if any(a.ordinal in chosen for a in tree.upward(p))}
    links = _Links(
        frozenset(p.address for p in tree.all if p.ordinal in inside),
        _references(text, parts),
        any(_SPENT_ON.search(text, part.start, part.end) for part in parts),
        OwnTexts(text),
    )
    return [
        article
        for article in tree.all
        if article.level is Level.ARTICLE
        and article.ordinal not in inside
        and _belongs(tree, article, text, links)
    ]


def _belongs(tree: _Tree, article: Provision, text: str, links: _Links) -> bool:
    """Return whether an article is linked with the chosen parts and has items.

    The words are looked at first, for that costs less than reading the article in its place.
    """
    division = next((up for up in tree.upward(article) if up.level in DIVISIONS), None)
    heading = division.heading if division is not None else ""
    words = text[article.start : article.end]
    general = layout.is_general(heading) and grammar.assigns(words)
    named = article.address in links.named or (
        links.spent and _NOT_SPENT_ON.search(words) is not None
    )
    back = not links.own.isdisjoint(_references(text, [article]))
    if not (general or named or back):
        return False
    reader = Reader(text, tree.all, (article.address,), texts=links.texts)
    kinds = {found.kind for found in reader.found()}
    if general:
        return ItemKind.RESPONSIBLE in kinds
    return bool(kinds) if named else _is_procedural(kinds, heading)


def _is_procedural(kinds: set[ItemKind], heading: str) -> bool:
    """Return whether an article tells what to do; one that only refers to a part does not."""
    asks = ItemKind.CONDITION in kinds and layout.is_procedure(heading)
    return asks or not kinds.isdisjoint(_PROCEDURAL)


def _references(text: str, parts: Sequence[Provision]) -> frozenset[Address]:
    """Return the addresses of the articles that parts of a text refer to by 本…第N条."""
    found: set[Address] = set()
    for part in parts:
        for match in _INTERNAL.finditer(text, part.start, part.end):
            with suppress(ValueError):  # 第一百二条 names no number
                insert = to_int(match[2]) if match[2] else 0
                found.add(Address((Step(Level.ARTICLE, to_int(match[1]), insert),)))
    return frozenset(found)


def _name(tree: _Tree, provision: Provision, text: str) -> str:
    """Return what a part of the scope is called; "" for an article without a heading."""
    if provision.level is not Level.ROW or not text:
        return provision.heading
    table = tree.by_ordinal.get(provision.parent) if provision.parent is not None else None
    headers = cells(text, table) if table else ()
    row = cells(text, provision)
    at = layout.name_column(tuple(text[cell.start : cell.end] for cell in headers))
    return text[row[at].start : row[at].end] if at < len(row) else ""
