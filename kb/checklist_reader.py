"""Walks the provisions of a version and finds what belongs on a checklist.

What a provision says depends on where it stands: 「受过刑事处罚的；」 is a prohibition below
「有下列情形之一的，不得应聘社工：」 and nothing below a penalty. So a context goes down the tree,
made of headings and lead-ins, and each sentence is read within it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kb import checklist_grammar as grammar
from kb import checklist_layout as layout
from kb.checklist_layout import Lists
from kb.model import Address, ItemKind, Level, Provision
from kb.own_text import INLINE_LIST, Own, OwnTexts, cells, stripped
from kb.sentences import Span

MOST_ROWS = 12
# a longer table is a register of many matters; its rows are read only where the scope names them

DIVISIONS = (Level.ATTACHMENT, Level.PART, Level.SUBPART, Level.CHAPTER, Level.SECTION)
_WHOLE = 0.7  # a piece that is more than this share of its sentence is given as the sentence
_COMPLETE = ("。", "；", "！", "？", ".", ";", "!", "?", "”", "）", ")")
# a line that ends in none of these is a title or a signature
_FEWEST_STAGES = 3
_MOST = 0.6  # of numbered siblings this share must be named as stages to make them a procedure
_DATED = (ItemKind.STEP, ItemKind.MATERIAL, ItemKind.RESPONSIBLE)
# a time within an item of another list is part of a condition or a ban
_NOTHING = frozenset({"", "无", "—", "-", "/", "——"})


@dataclass(frozen=True, slots=True)
class Found:
    """An item before it is cited: text[start:end] within the own text of the provision."""

    kind: ItemKind
    start: int
    end: int
    provision: Provision
    lead: str


@dataclass(frozen=True, slots=True)
class _Context:
    """What headings and lead-ins above a provision say of it."""

    kind: ItemKind | None = None
    listed: bool = False  # kind comes from a lead-in or heading above: a numbered item is whole
    lead: str = ""  # the lead-in that governs
    title: str = ""  # the nearest heading that says more than its kind or 总则
    above: str = ""  # the title before that one
    silent: bool = False
    general: bool = False  # within 总则
    steps: bool = False  # within a procedure that has no list of steps: sentences may be steps
    settled: bool = False  # among named siblings: all of them are steps or none is
    after: ItemKind | None = None  # the kind of the list that a 款 follows in its article


class Reader:
    """Reads one version within a scope.

    scope: addresses of provisions; what lies below them is read too. Empty for the whole.
    procedural: whether the title announces a procedure, for texts without chapters.
    texts: the own texts of the version, to share among readers of it; made anew where not given.
    """

    def __init__(
        self,
        text: str,
        provisions: Sequence[Provision],
        scope: Sequence[Address],
        *,
        procedural: bool = False,
        texts: OwnTexts | None = None,
    ) -> None:
        self._text = text
        self._texts = texts or OwnTexts(text)
        self._scope = frozenset(scope)
        self._children = _by_parent(_within(provisions, self._scope))
        # whether something is a list of steps must not depend on the scope it is read in
        self._everything = _by_parent(provisions) if self._scope else self._children
        self._procedural = procedural

    def found(self) -> Iterator[Found]:
        """Yield every item once, in text order."""
        seen: set[tuple[ItemKind, int, int]] = set()
        top = _Context(steps=self._procedural and not self._lists_steps(None))
        for item in self._walk_all(None, top, taken=not self._scope):
            key = item.kind, item.start, item.end
            if key not in seen:
                seen.add(key)
                yield item

    def _walk_all(self, parent: int | None, context: _Context, *, taken: bool) -> Iterator[Found]:
        """Walk siblings: a 款 or 段 that ends in a colon governs the numbered ones after it."""
        current = context
        names = self._names(parent)
        stages = _are_stages(names)
        for provision in self._children.get(parent, []):
            outer = provision.level is Level.ARTICLE or provision.level in DIVISIONS
            if outer or not self._texts.of(provision).numbered:
                current = replace(context, after=current.after)
            within = current
            if len(names) >= _FEWEST_STAGES and current.kind is None and self._is_named(provision):
                kind = ItemKind.STEP if stages else None
                within = replace(current, kind=kind, listed=stages, settled=True)
            yield from self._walk(provision, within, taken=taken)
            if provision.level in (Level.PARAGRAPH, Level.TEXT):
                led = self._led(self._texts.of(provision).spans, context)
                if led is not context and not self._children.get(provision.ordinal):
                    current = led
                if led.kind is not None and led is not context:
                    current = replace(current, after=led.kind)

    def _walk(self, provision: Provision, context: _Context, *, taken: bool) -> Iterator[Found]:
        if provision.level is Level.TABLE:
            yield from self._table(provision, context, taken=taken)
            return
        root = provision.address in self._scope
        own = self._texts.of(provision)
        if provision.level is Level.TEXT and own.numbered and not context.lead:
            context = replace(context, kind=None, listed=False)
        inner = self._entered(provision, own.title, context, root=root)
        if inner.silent:
            return
        taken = taken or root
        if taken:
            yield from self._sentences(provision, own, inner)
        below = self._led(own.spans, replace(inner, after=None))
        if below.kind is not None and provision.level not in DIVISIONS:
            below = replace(below, listed=True)
        yield from self._walk_all(provision.ordinal, below, taken=taken)

    # --- context ------------------------------------------------------------------------------

    def _entered(
        self, provision: Provision, title: str, context: _Context, *, root: bool
    ) -> _Context:
        """Return the context within a provision, after its heading."""
        if not title:
            return context
        verbatim = title in self._text[provision.start : provision.own_end]
        kind = None if provision.level in DIVISIONS else layout.heading_kind(title)
        if kind is not None:
            plain = root or layout.is_plain_kind(title)
            name = title if verbatim and not plain else context.title
            return replace(context, kind=kind, listed=False, lead="", title=name, after=None)
        steps = not context.settled and (context.steps or layout.is_procedure(title))
        general = layout.is_general(title)
        return replace(
            context,
            title=title if verbatim and not (root or general) else "",
            above=context.title,
            silent=context.silent or (not context.listed and layout.is_silent(title)),
            general=context.general or general,
            steps=steps and not self._lists_steps(provision.ordinal),
        )

    def _led(self, spans: tuple[Span, ...], context: _Context) -> _Context:
        """Return the context after sentences that may end in a lead-in."""
        if not spans:
            return context
        words = self._words(spans[-1])
        lead = layout.lead_in(words)
        if lead is None:
            return context
        if lead.lists is Lists.NONE:
            return replace(context, silent=True)
        kind = lead.kind if lead.lists is Lists.KIND else context.kind
        return replace(context, kind=kind, listed=kind is not None, lead=words, steps=False)

    def _lists_steps(self, ordinal: int | None) -> bool:
        """Return whether a list of steps stands anywhere below a provision."""
        if _are_stages(self._names(ordinal)):
            return True
        for child in self._everything.get(ordinal, []):
            if not layout.may_list_steps(self._text, child.start, child.end):
                continue
            own = self._texts.of(child)
            if layout.heading_kind(own.title) is ItemKind.STEP and child.level not in DIVISIONS:
                return True
            if any(_is_step_lead(self._words(span)) for span in own.spans):
                return True
            if self._lists_steps(child.ordinal):
                return True
        return False

    def _names(self, ordinal: int | None) -> tuple[str, ...]:
        """Return the headings of the numbered provisions below one; empty where they are few."""
        below = self._everything.get(ordinal, [])
        if ordinal is None or sum(bool(child.heading) for child in below) < _FEWEST_STAGES:
            return ()
        return tuple(self._texts.of(child).title for child in below if self._is_named(child))

    def _is_named(self, provision: Provision) -> bool:
        """Return whether a provision is a numbered one with a heading and nothing below it."""
        outer = provision.level is Level.ARTICLE or provision.level in DIVISIONS
        if outer or provision.ordinal in self._everything:
            return False
        own = self._texts.of(provision)
        return own.numbered and bool(own.title)

    def _words(self, span: Span) -> str:
        return self._text[span.start : span.end]

    # --- sentences ----------------------------------------------------------------------------

    def _sentences(self, provision: Provision, own: Own, context: _Context) -> Iterator[Found]:
        if not own.spans:
            return
        ends_in_lead = layout.lead_in(self._words(own.spans[-1])) is not None
        if context.listed and own.numbered and not ends_in_lead:
            whole = stripped(self._text, own.body, own.spans[-1].end)
            above = context.above if own.title and own.title == context.title else context.title
            yield from self._listed(provision, whole, own.spans, context, context.lead or above)
            return
        current = context
        for span in own.spans:
            words = self._words(span)
            if layout.lead_in(words) is not None:
                current = self._led((span,), context)
                if not current.silent and not context.general:
                    yield from self._times_of_lead(provision, span, context)
            elif not current.silent:
                yield from self._sentence(provision, span, current)

    def _listed(
        self,
        provision: Provision,
        whole: Span,
        spans: tuple[Span, ...],
        context: _Context,
        lead: str,
    ) -> Iterator[Found]:
        """Yield an item of a list whose kind is known, and what a step holds besides."""
        kind = context.kind
        silent = not context.lead and grammar.is_silent_sentence(self._words(whole))
        if kind is None or silent:
            return
        yield Found(kind, whole.start, whole.end, provision, lead)
        if kind in _DATED:
            for span in spans:
                yield from self._besides(provision, span, context, kind)

    def _times_of_lead(
        self, provision: Provision, span: Span, context: _Context
    ) -> Iterator[Found]:
        """Yield the time limits that a lead-in sets: 应当在15个工作日内提出，并提供下列材料：."""
        for piece in grammar.time_pieces(self._words(span).rstrip("：:")):
            part = stripped(self._text, span.start + piece.start, span.start + piece.end)
            yield Found(ItemKind.TIME_LIMIT, part.start, part.end, provision, context.title)

    def _inline_list(
        self, provision: Provision, span: Span, context: _Context
    ) -> Iterator[Found] | None:
        """Return the items of a sentence that carries its list within: 有下列情形之一的不得参评：….

        None where it has none.
        """
        match = INLINE_LIST.match(self._words(span))
        lead = layout.lead_in(match[0]) if match else None
        if lead is None or lead.lists is Lists.EACH:
            return None
        if lead.kind is None:
            return iter(())
        return iter((Found(lead.kind, span.start, span.end, provision, context.title),))

    def _sentence(self, provision: Provision, span: Span, context: _Context) -> Iterator[Found]:
        words = self._words(span)
        inline = self._inline_list(provision, span, context)
        if inline is not None:
            yield from inline
            return
        kind = context.kind
        if kind is not None:
            for part in grammar.parts(words):
                piece = stripped(self._text, span.start + part.start, span.start + part.end)
                lead = context.lead or context.title
                yield from self._listed(provision, piece, (piece,), context, lead)
            return
        complete = words.endswith(_COMPLETE) and not grammar.is_silent_sentence(words)
        kind = self._kind(words, context) if complete else None
        if kind is not None:
            lead = context.lead or context.title
            yield Found(kind, span.start, span.end, provision, lead)
            if kind is not ItemKind.TIME_LIMIT:
                yield from self._besides(provision, span, context, kind)

    def _kind(self, words: str, context: _Context) -> ItemKind | None:
        """Return what a sentence is by its own words, the surest reading first."""
        if context.general:
            return ItemKind.RESPONSIBLE if grammar.assigns(words) else None
        if grammar.forbids(words):
            return ItemKind.PROHIBITION
        assigned = grammar.assigns(words)
        limited = grammar.limits_time(words)
        if context.steps and grammar.is_act(words) and (limited or not assigned):
            return ItemKind.STEP
        if grammar.tells_order(words):
            return ItemKind.STEP
        if grammar.asks_for_papers(words):
            return ItemKind.MATERIAL
        if grammar.states_condition(words) or grammar.bounds(words):
            return ItemKind.CONDITION
        if context.after is ItemKind.CONDITION and grammar.adds_condition(words):
            return ItemKind.CONDITION
        if limited:
            return ItemKind.TIME_LIMIT
        if assigned:
            return ItemKind.RESPONSIBLE
        return ItemKind.TIME_LIMIT if grammar.recurs(words) else None

    def _besides(
        self, provision: Provision, span: Span, context: _Context, kind: ItemKind
    ) -> Iterator[Found]:
        """Yield the clauses of an item that are a time limit or ask for papers besides."""
        words = self._words(span)
        lead = context.title
        for piece in grammar.time_pieces(words):
            yield self._piece(ItemKind.TIME_LIMIT, provision, span, piece, lead)
        if kind is ItemKind.STEP:
            for piece in grammar.paper_pieces(words):
                yield self._piece(ItemKind.MATERIAL, provision, span, piece, lead)

    def _piece(
        self, kind: ItemKind, provision: Provision, span: Span, piece: Span, lead: str
    ) -> Found:
        if piece.end - piece.start > _WHOLE * (span.end - span.start):
            return Found(kind, span.start, span.end, provision, lead)
        part = stripped(self._text, span.start + piece.start, span.start + piece.end)
        return Found(kind, part.start, part.end, provision, lead)

    # --- tables -------------------------------------------------------------------------------

    def _table(self, table: Provision, context: _Context, *, taken: bool) -> Iterator[Found]:
        rows = self._children.get(table.ordinal, [])
        named = any(table.address.contains(address) for address in self._scope)
        taken = (taken and (len(rows) <= MOST_ROWS or named)) or table.address in self._scope
        headers = tuple(self._words(cell) for cell in cells(self._text, table))
        kinds = tuple(layout.column_kind(header) for header in headers)
        name = layout.name_column(headers)
        if not any(kinds):
            kinds = tuple(context.kind if at == name else None for at in range(len(headers)))
        for row in rows:
            if taken or row.address in self._scope:
                yield from self._row(row, kinds, name)

    def _row(
        self, row: Provision, kinds: tuple[ItemKind | None, ...], name: int
    ) -> Iterator[Found]:
        line = cells(self._text, row)
        lead = self._words(line[name]) if name < len(line) else ""
        for at, (kind, cell) in enumerate(zip(kinds, line, strict=False)):
            if kind is not None and self._words(cell) not in _NOTHING:
                yield Found(kind, cell.start, cell.end, row, "" if at == name else lead)


def _within(provisions: Sequence[Provision], scope: frozenset[Address]) -> list[Provision]:
    """Return the provisions of a scope, what lies below them, and what they stand in."""
    if not scope:
        return list(provisions)
    parents = {provision.ordinal: provision.parent for provision in provisions}
    kept: set[int] = set()
    above: set[int] = set()
    for provision in provisions:  # in pre-order a parent comes before what lies below it
        if provision.address in scope or provision.parent in kept:
            kept.add(provision.ordinal)
            parent = provision.parent
            while parent is not None and parent not in above and parent not in kept:
                above.add(parent)
                parent = parents.get(parent)
    return [p for p in provisions if p.ordinal in kept or p.ordinal in above]


def _are_stages(names: tuple[str, ...]) -> bool:
    """Return whether headings side by side are the stages of a procedure.

    All that they head are steps then, but for what is named 材料 or 禁止事项.
    """
    kinds = [layout.heading_kind(name) for name in names]
    others = [name for name, kind in zip(names, kinds, strict=True) if kind is None]
    stages = sum(map(layout.is_stage, others))
    enough = len(others) >= _FEWEST_STAGES and stages >= _MOST * len(others)
    return enough and ItemKind.STEP not in kinds


def _by_parent(provisions: Sequence[Provision]) -> dict[int | None, list[Provision]]:
    children: dict[int | None, list[Provision]] = {}
    for provision in provisions:
        children.setdefault(provision.parent, []).append(provision)
    return children


def _is_step_lead(words: str) -> bool:
    lead = layout.lead_in(words)
    return lead is not None and lead.kind is ItemKind.STEP
