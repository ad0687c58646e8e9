"""A text cut into plain and marked parts, so that a template can mark without making HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

ELLIPSIS = "……"


@dataclass(frozen=True, slots=True)
class Segment:
    text: str
    marked: bool = False


def mark_spans(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Segment, ...]:
    """Return text as segments, characters inside any span [start, end) marked.

    The segments concatenate to the text; none is empty; overlapping spans are joined.
    """
    segments: list[Segment] = []
    at = 0
    for start, end in sorted(spans):
        start, end = max(start, at), min(end, len(text))
        if start >= end:
            continue
        segments.append(Segment(text[at:start]))
        segments.append(Segment(text[start:end], marked=True))
        at = end
    segments.append(Segment(text[at:]))
    return tuple(segment for segment in segments if segment.text)


def mark_words(text: str, words: Iterable[str]) -> tuple[Segment, ...]:
    """Return text as segments, every occurrence of a word (case ignored) marked."""
    wanted = sorted({re.escape(word) for word in words if word}, key=len, reverse=True)
    if not wanted:
        return mark_spans(text, ())
    pattern = re.compile("|".join(wanted), re.IGNORECASE)
    return mark_spans(text, (match.span() for match in pattern.finditer(text)))


def excerpt(segments: tuple[Segment, ...], width: int) -> tuple[Segment, ...]:
    """Return at most width characters around the first marked segment, cuts shown by an ellipsis.

    The window starts a third of its width before the first mark, so that what leads to it shows.
    """
    total = sum(len(segment.text) for segment in segments)
    if total <= width:
        return segments
    before = 0
    for segment in segments:
        if segment.marked:
            break
        before += len(segment.text)
    first = 0 if before == total else max(0, min(before - width // 3, total - width))
    cut = _window(segments, first, first + width)
    head = (Segment(ELLIPSIS),) if first else ()
    tail = (Segment(ELLIPSIS),) if first + width < total else ()
    return (*head, *cut, *tail)


def _window(segments: tuple[Segment, ...], first: int, last: int) -> tuple[Segment, ...]:
    """Return the characters [first, last) of the segments' concatenation, still as segments."""
    kept: list[Segment] = []
    at = 0
    for segment in segments:
        text = segment.text[max(0, first - at) : max(0, last - at)]
        if text:
            kept.append(Segment(text, segment.marked))
        at += len(segment.text)
    return tuple(kept)
