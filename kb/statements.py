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
from kb.sentences import Span, label_end, sentences
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
    score = _cosines(asked, spans, read, encoder) + np.array(
        [_agreement(asked, span, owner, read) for span, owner in zip(spans, owners, strict=True)],
        np.float32,
    )
    best = int(np.argmax(score))
    span = _point(spans[best], owners[best], read)
    return _whole_list(asked.question, _unlabelled(span, read), read)


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
    said = tuple(s for s in spans if s.start not in heads and read.text[s.end - 1] in _ENDS)
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


def _agreement(asked: Asked, span: Span, owner: Provision, read: ReadVersion) -> float:
    """Return how well the words of a sentence, and of the point it stands in, agree with what is
    asked: shares of the question's pairs, and whether there is a number where one is asked for.
    """
    sentence = read.text[span.start : span.end]
    point = read.text[owner.start : owner.end] if _is_point(owner) else sentence
    coverage = asked.terms.pair_coverage(folded(sentence))
    around = asked.terms.pair_coverage(folded(point))
    return (
        _PAIRS * (coverage + around)
        + _WORDS * asked.terms.word_coverage(folded(sentence))
        + _NUMBER * number_answered(asked.question, sentence)
    )


def _point(span: Span, owner: Provision, read: ReadVersion) -> Span:
    """Return the whole numbered point that a sentence stands in, if it is short enough."""
    if not _is_point(owner) or owner.own_end - owner.start > _LONGEST_POINT:
        return span
    own = sentences(read.text, owner.start, owner.own_end)
    return Span(own[0].start, own[-1].end) if own else span


def _whole_list(question: str, span: Span, read: ReadVersion) -> Span:
    """Return the span with its list where it introduces one, or where a list is asked for."""
    node = holder(span, read.provisions)
    if read.text[span.start : span.end].endswith(_INTRODUCES):
        return _down_from(span, node, read)
    if _ASKS_FOR_LIST.search(question) and node.parent is not None and _is_point(node):
        parent = read.provisions[node.parent]
        lead = sentences(read.text, parent.start, parent.own_end)
        if lead and read.text[lead[-1].start : lead[-1].end].endswith(_INTRODUCES):
            whole = _down_from(_unlabelled(lead[-1], read), parent, read)
            if whole.end >= span.end:
                return whole
    return span


def _is_point(node: Provision) -> bool:
    """Return whether a provision is a numbered member of a list or outline."""
    return node.level in _POINTS


def _down_from(span: Span, node: Provision, read: ReadVersion) -> Span:
    """Return the span continued over the items it introduces, whole items, to the end of node."""
    end = node.end
    if node.end <= span.end and node.parent is not None:
        end = read.provisions[node.parent].end
    reached = span.end
    for following in sentences(read.text, span.end, end):
        if following.end - span.start > _LONGEST:
            break
        reached = following.end
    return Span(span.start, reached)
