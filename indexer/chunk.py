"""Passages: the pieces of a version that are embedded and retrieved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.structure import Structured
from kb.model import Level, Metadata, Passage, Provision
from kb.sentences import sentences

MODEL_CHARACTERS = 480
# what a model of 512 tokens takes in: a Chinese character is one token, marks and digits fewer
LONGEST = 400
SHORTEST_LIMIT = 240
# characters of a passage's own text, where title and headings are short and where they are long
LONGEST_LEAD_IN = 60
# characters of a lead-in sentence repeated with the members of its list

_CONTENT = frozenset(
    (Level.ARTICLE, Level.PARAGRAPH, Level.ITEM, Level.SUBITEM, Level.TEXT, Level.TABLE, Level.ROW)
)
_OUTLINES = frozenset((Level.OUTLINE1, Level.OUTLINE2, Level.OUTLINE3, Level.OUTLINE4))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters [start, end) made of the provisions first to last, all under one address."""

    holder: int
    # ordinal of the provision that holds all of it
    first: int
    last: int
    start: int
    end: int
    whole: bool
    # whether it is one or more whole siblings, so that a further one may join them


def passages(structured: Structured, metadata: Metadata) -> tuple[Passage, ...]:
    """Return the passages of a version in order.

    Each character of the text lies in exactly one, but for what is not searched: headings with
    text below them, title, notes, contents and signatures. One passage is a 条 of at most LONGEST
    characters, or a run of whole 款, 项, paragraphs or rows of one parent, or, where a single one
    is longer than that, a run of its sentences.
    """
    return tuple(_Chunker(structured, metadata).passages())


class _Chunker:
    def __init__(self, structured: Structured, metadata: Metadata) -> None:
        self._text = structured.text
        self._provisions = structured.provisions
        self._silent = structured.silent
        self._title = metadata.title
        self._children: list[list[int]] = [[] for _ in structured.provisions]
        self._lasts = [provision.ordinal for provision in structured.provisions]
        for provision in structured.provisions:
            if provision.parent is not None:
                self._children[provision.parent].append(provision.ordinal)
        for provision in reversed(structured.provisions):
            if provision.parent is not None:
                last = self._lasts[provision.ordinal]
                self._lasts[provision.parent] = max(self._lasts[provision.parent], last)

    def passages(self) -> Iterator[Passage]:
        ordinal = 0
        for provision in self._provisions:
            if provision.parent is None and provision.ordinal not in self._silent:
                for piece in self._pieces(provision):
                    text = self._text[piece.start : piece.end].strip()
                    if text:
                        yield self._passage(ordinal, piece, text)
                        ordinal += 1

    def _passage(self, ordinal: int, piece: _Piece, text: str) -> Passage:
        return Passage(
            ordinal=ordinal,
            address=self._provisions[piece.holder].address,
            first=piece.first,
            last=piece.last,
            start=piece.start,
            end=piece.end,
            headings=tuple(self._headings(piece)),
            text=text,
        )

    def _limit(self, provision: Provision) -> int:
        """Return how many characters a passage under a provision may have."""
        above = len(self._title) + sum(len(words) for words in self._path(provision))
        return max(SHORTEST_LIMIT, min(LONGEST, MODEL_CHARACTERS - above))

    def _pieces(self, provision: Provision) -> list[_Piece]:
        children = [n for n in self._children[provision.ordinal] if n not in self._silent]
        whole = self._whole(provision)
        if self._is_container(provision) and children:
            return self._runs([], children, provision)
        if whole.end - whole.start <= self._limit(provision):
            return [whole]
        if not children:
            return self._sentences(provision, provision.end)
        own = (
            self._sentences(provision, provision.own_end)
            if provision.own_end > provision.start
            else []
        )
        return self._runs(own, children, provision)

    def _is_container(self, provision: Provision) -> bool:
        """Whether a provision's own text is but a heading over what lies below it."""
        if provision.level in _CONTENT:
            return False
        if provision.level not in _OUTLINES:
            return True
        own = self._text[provision.start : provision.own_end].strip()
        return provision.heading != "" and own.endswith(provision.heading)

    def _whole(self, provision: Provision) -> _Piece:
        n = provision.ordinal
        return _Piece(n, n, self._lasts[n], provision.start, provision.end, whole=True)

    def _runs(self, own: list[_Piece], children: Sequence[int], parent: Provision) -> list[_Piece]:
        """Return the pieces of a parent: its own text and its children, whole ones joined."""
        limit = self._limit(parent)
        runs: list[_Piece] = list(own)
        for child in children:
            for piece in self._pieces(self._provisions[child]):
                if runs and self._may_join(runs[-1], piece, limit):
                    runs[-1] = self._joined(runs[-1], piece, parent)
                else:
                    runs.append(piece)
        return runs

    def _may_join(self, before: _Piece, piece: _Piece, limit: int) -> bool:
        if before.end != piece.start:
            return False
        label = before.end - before.start <= _LONGEST_LABEL and not self._ends_well(before)
        if label:
            return True
        joinable = before.whole and piece.whole and self._levels_join(before, piece)
        return joinable and piece.end - before.start <= limit

    def _ends_well(self, piece: _Piece) -> bool:
        """Whether a piece can stand alone; a label such as 第十二条 cannot."""
        return self._text[piece.end - 1] == "\n"

    def _levels_join(self, before: _Piece, piece: _Piece) -> bool:
        """Whether two whole neighbours may share a passage: never 条, never across a heading."""
        levels = {self._provisions[before.first].level, self._provisions[piece.first].level}
        if Level.ARTICLE in levels and self._provisions[piece.first].level is not Level.PARAGRAPH:
            return False
        return not any(self._provisions[n].level in _HEADED for n in (before.first, piece.first))

    def _joined(self, before: _Piece, piece: _Piece, parent: Provision) -> _Piece:
        whole = before.whole and piece.whole
        return _Piece(parent.ordinal, before.first, piece.last, before.start, piece.end, whole)

    def _sentences(self, provision: Provision, end: int) -> list[_Piece]:
        """Return the own text of a provision, up to end, in runs of whole sentences."""
        limit = self._limit(provision)
        n = provision.ordinal
        if end - provision.start <= limit:
            return [_Piece(n, n, n, provision.start, end, whole=True)]
        pieces: list[_Piece] = []
        start = reached = provision.start
        for span in sentences(self._text, provision.start, end):
            if span.end - start > limit and reached > start:
                pieces.append(_Piece(n, n, n, start, reached, whole=False))
                start = reached
            reached = span.end
        pieces.append(_Piece(n, n, n, start, end, whole=False))
        return pieces

    def _headings(self, piece: _Piece) -> Iterator[str]:
        """Yield the headings over a piece, outermost first, and the sentence that leads it in."""
        yield from self._path(self._provisions[piece.first])

    def _path(self, provision: Provision) -> list[str]:
        words: list[str] = []
        node = provision
        while node.parent is not None:
            node = self._provisions[node.parent]
            words.append(self._heading(node))
        return [word for word in reversed(words) if word]

    def _heading(self, provision: Provision) -> str:
        """Return what a provision says of those below it: label and heading, or its lead-in."""
        own = self._text[provision.start : provision.own_end].strip()
        if provision.level is Level.TABLE:
            return own
        if provision.heading and provision.level is not Level.ARTICLE:
            return (
                f"{provision.label} {provision.heading}".strip()
                if _is_wordy(provision.label)
                else (provision.label + provision.heading)
            )
        return own if len(own) <= LONGEST_LEAD_IN else own[: LONGEST_LEAD_IN - 1] + "…"


_LONGEST_LABEL = 40
_HEADED = frozenset((Level.PART, Level.SUBPART, Level.CHAPTER, Level.SECTION, Level.HEADING))


def _is_wordy(label: str) -> bool:
    """Whether a label is set apart from its heading by a blank: 第一章 总则, but 一、总则."""
    return label.startswith(("第", "附"))
