"""What to quote of a passage: whole sentences, or a list with the words that introduce it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.asking import number_answered
from kb.encoder import Encoder
from kb.model import Level, Passage, Provision
from kb.reading import ReadVersion
from kb.sentences import Span, is_clause, label_end, line_around, sentences
from kb.simplified import simplified
from kb.terms import QuestionTerms, folded

_LONGEST = 1200  # characters of a quotation
_MOST_SENTENCES = 16  # weighed by their vectors; further ones of a passage by words alone
_ASKS_FOR_LIST = re.compile(
    r"哪些|哪几|什么材料|什么条件|什么资料|什么手续|要什么|需要什么|几种|几类|几项|步骤|流程|程序"
    r"|材料|条件|怎么办理|如何办理|怎么申请|如何申请|包括"
)
_ENDS = frozenset("。！？；!?;”」』）)：:|")
_INTRODUCES = ("：", ":")
_HEADING_LEVELS = frozenset(
    {Level.ATTACHMENT, Level.PART, Level.SUBPART, Level.CHAPTER, Level.SECTION, Level.HEADING}
)
_PAIRS, _WORDS, _NUMBER = 0.5, 0.6, 0.04
# of coverages and of the number asked for, beside a cosine that counts 1 (bench/RESULTS.md)
_LONGEST_POINT = 300  # characters of a point that is quoted whole
_POINTS = frozenset({Level.ITEM, Level.SUBITEM, Level.OUTLINE2, Level.OUTLINE3, Level.OUTLINE4})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question ready to be compared with sentences."""

    question: str
    terms: QuestionTerms
    vector: NDArray[np.float32] | None


def choose(
    asked: Asked, passage: Passage, read: ReadVersion, encoder: Encoder | None
) -> Span | None:
    """Return what to quote of a passage: the best point or sentence, and the list it belongs to.

    A numbered point is quoted whole unless it is long: its first words say what it is about. None
    where the passage holds no sentence at all.
    """
    spans = _quotable(passage, read)
    if not spans:
        return None
    owners = [holder(_unlabelled(span, read), read.provisions) for span in spans]
    points = [_point_text(span, owner, read) for span, owner in zip(spans, owners, strict=True)]
    score = _cosines(asked, spans, read, encoder) + np.array(
        [_agreement(asked, span, point, read) for span, point in zip(spans, points, strict=True)],
        np.float32,
    )
    order = np.argsort(-score, kind="stable").tolist()
    quoted = (_quotation(asked, spans[at], owners[at], read) for at in order)
    first = next(quoted)
    if not _introduces(first, read):
        return first
    # Words that introduce what does not follow say nothing by themselves.
    return next((one for one in quoted if not _introduces(one, read)), first)


def _quotation(asked: Asked, span: Span, owner: Provision, read: ReadVersion) -> Span:
    whole = _point(span, owner, read) if _is_point(owner) else _whole_sentence(span, read)
    return _whole_list(asked, _unlabelled(whole, read), read)


def holder(span: Span, provisions: Sequence[Provision]) -> Provision:
    """Return the innermost provision that holds all of a span."""
    found = provisions[0]
    for provision in provisions:
        if provision.start <= span.start and span.end <= provision.end:
            found = provision
        elif provision.start > span.start:
            break
    return found


def _unlabelled(span: Span, read: ReadVersion) -> Span:
    """Return the span without the label before its words, which the citation carries."""
    start = label_end(read.text, span.start)
    return Span(start, span.end) if start < span.end else span


def _quotable(passage: Passage, read: ReadVersion) -> tuple[Span, ...]:
    """Return the sentences of a passage that say something; all of them if none seems to."""
    spans = sentences(read.text, passage.start, passage.end)
    heads = {
        provision.start
        for provision in read.provisions[passage.first : passage.last + 1]
        if provision.level in _HEADING_LEVELS
    }
    said = tuple(s for s in spans if s.start not in heads and _ends(s, read))
    rows = tuple(s for s in spans if " | " in read.text[s.start : s.end])
    return said or rows or spans


def _cosines(
    asked: Asked, spans: Sequence[Span], read: ReadVersion, encoder: Encoder | None
) -> NDArray[np.float32]:
    values = np.zeros(len(spans), np.float32)
    if asked.vector is None or encoder is None:
        return values
    weighed = spans[:_MOST_SENTENCES]
    made = encoder.encode_passages([read.text[s.start : s.end] for s in weighed])
    values[: len(weighed)] = made @ asked.vector
    return values


def _point_text(span: Span, owner: Provision, read: ReadVersion) -> str:
    """Return the point that a sentence stands in, or the sentence where it stands in none."""
    whole = owner if _is_point(owner) else span
    return folded(read.text[whole.start : whole.end])


def _agreement(asked: Asked, span: Span, point: str, read: ReadVersion) -> float:
    """Return how well the words of a sentence, and of the point it stands in, agree with what is
    asked: shares of the question's pairs, and whether there is a number where one is asked for.
    """
    sentence = read.text[span.start : span.end]
    coverage = asked.terms.pair_coverage(folded(sentence))
    return (
        _PAIRS * (coverage + asked.terms.pair_coverage(point))
        + _WORDS * asked.terms.word_coverage(folded(sentence))
        + _NUMBER * number_answered(asked.question, sentence)
    )


def _point(span: Span, owner: Provision, read: ReadVersion) -> Span:
    """Return the whole numbered point that a sentence stands in, if it is short enough."""
    if owner.own_end - owner.start > _LONGEST_POINT:
        return span
    own = sentences(read.text, owner.start, owner.own_end)
    return Span(own[0].start, own[-1].end) if own else span


def _whole_sentence(span: Span, read: ReadVersion) -> Span:
    """Return the sentence that a clause closed by ； is part of.

    A clause with a label of its own, 一是…； or （1）…；, is an item and stays one.
    """
    line = line_around(read.text, span.start)
    clauses = sentences(read.text, line.start, line.end)
    first = last = next((i for i, one in enumerate(clauses) if one.end >= span.end), None)
    if first is None or last is None:
        return span
    while first > 0 and is_clause(read.text, clauses[first - 1]):
        first -= 1
    while last + 1 < len(clauses) and is_clause(read.text, clauses[last]):
        last += 1
    whole = Span(min(span.start, clauses[first].start), max(span.end, clauses[last].end))
    return _untorn(whole, read)


def _untorn(span: Span, read: ReadVersion) -> Span:
    """Return the span with the lines above and below over which its sentence goes on."""
    owner = holder(_unlabelled(span, read), read.provisions)
    parts = sentences(read.text, owner.start, owner.own_end)
    first = next((i for i, one in enumerate(parts) if one.end > span.start), None)
    if first is None or owner.heading or owner.level is Level.ROW:
        return span
    last = next((i for i, one in enumerate(parts) if one.end >= span.end), first)
    while first > 0 and not _ends(parts[first - 1], read):
        first -= 1
    while last + 1 < len(parts) and not _ends(parts[last], read):
        last += 1
    return Span(min(span.start, parts[first].start), max(span.end, parts[last].end))


def _ends(span: Span, read: ReadVersion) -> bool:
    return read.text[span.end - 1] in _ENDS


def _whole_list(asked: Asked, span: Span, read: ReadVersion) -> Span:
    """Return the span with its list where it introduces one, or where a list is asked for."""
    node = holder(span, read.provisions)
    if _introduces(span, read):
        return _down_from(span, node, read)
    asks = _ASKS_FOR_LIST.search(simplified(asked.question))
    if asks and node.parent is not None and _is_point(node):
        parent = read.provisions[node.parent]
        lead = sentences(read.text, parent.start, parent.own_end)
        if lead and (_introduces(lead[-1], read) or _heads_what_is_asked(asked, parent, lead)):
            whole = _down_from(_unlabelled(lead[-1], read), parent, read)
            if whole.end >= span.end:
                return whole
    return span


def _heads_what_is_asked(asked: Asked, parent: Provision, lead: Sequence[Span]) -> bool:
    """Return whether the points stand under nothing but a heading that shares a word with what is
    asked: under 申报材料, where materials are asked for.
    """
    return (
        len(lead) == 1
        and bool(parent.heading)
        and asked.terms.pair_coverage(folded(parent.heading)) > 0
    )


def _introduces(span: Span, read: ReadVersion) -> bool:
    return read.text[span.start : span.end].endswith(_INTRODUCES)


def _is_point(node: Provision) -> bool:
    """Return whether a provision is a numbered member of a list or outline."""
    return node.level in _POINTS


def _down_from(span: Span, node: Provision, read: ReadVersion) -> Span:
    """Return the span continued over the items it introduces, whole items, as far as they go."""
    end = node.end
    if not read.text[span.end : node.end].strip():
        end = _after_points(node, read)
    reached = span.end
    for following in sentences(read.text, span.end, end):
        if following.end - span.start > _LONGEST:
            break
        reached = following.end
    return Span(span.start, reached)


def _after_points(node: Provision, read: ReadVersion) -> int:
    """Return where the points end that follow a provision beside it; its own end if none do."""
    end = node.end
    for one in read.provisions[node.ordinal + 1 :]:
        if one.start < end:
            continue
        if one.parent != node.parent or not _is_point(one):
            break
        end = one.end
    return end
