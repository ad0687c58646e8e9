"""A question's terms and how rare each is in the library."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb.everyday import Everyday, everyday_phrases
from kb.tokens import fold, question_bigrams, words

_RELATED = 0.6
# what a term of art counts where the everyday word itself is missing


@dataclass(frozen=True, slots=True)
class WeightedTerm:
    term: str
    weight: float  # Robertson–Sparck Jones idf: ln(1 + (n - df + 0.5) / (df + 0.5)), n passages
    related: tuple[str, ...] = ()  # terms of art for the everyday phrase that it is part of


@dataclass(frozen=True, slots=True)
class QuestionTerms:
    """words and pairs of characters, each once, in the order asked."""

    words: tuple[WeightedTerm, ...]
    pairs: tuple[WeightedTerm, ...]

    def word_coverage(self, text: str) -> float:
        """Return the share, 0 to 1, of the words' weight that the folded text holds."""
        return _coverage(self.words, text)

    def pair_coverage(self, text: str) -> float:
        """Return the share, 0 to 1, of the pairs' weight that the folded text holds."""
        return _coverage(self.pairs, text)


def question_terms(
    question: str,
    passages: int,
    word_frequency: Callable[[str], int],
    pair_frequency: Callable[[str], int],
) -> QuestionTerms:
    """Return a question's terms; the frequencies count passages that hold a term."""
    spoken = everyday_phrases(fold(question))
    return QuestionTerms(
        _weighted(words(question), passages, word_frequency, spoken),
        _weighted(question_bigrams(question), passages, pair_frequency, ()),
    )


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Return text as terms are looked for in it."""
    return "".join(fold(text).split())


def _weighted(
    terms: Sequence[str],
    passages: int,
    frequency: Callable[[str], int],
    spoken: Sequence[Everyday],
) -> tuple[WeightedTerm, ...]:
    unique = list(dict.fromkeys(terms))
    spoken_of = {one: _longest_shared(unique, one.phrase) for one in spoken}
    found = []
    for term in unique:
        count = frequency(term)
        weight = math.log1p((passages - count + 0.5) / (count + 0.5))
        related = (other for one in spoken if spoken_of[one] == term for other in one.terms)
        found.append(WeightedTerm(term, weight, tuple(dict.fromkeys(related))))
    return tuple(found)


def _longest_shared(terms: Sequence[str], phrase: str) -> str:
    """Return the term that stands for a phrase: 多长时间, not 长时间 besides."""
    shared = [term for term in terms if term in phrase or phrase in term]
    return max(shared, key=len, default="")


def _coverage(terms: tuple[WeightedTerm, ...], text: str) -> float:
    total = reached = 0.0
    for term in terms:
        total += term.weight
        if term.term in text:
            reached += term.weight
        elif any(other in text for other in term.related):
            reached += _RELATED * term.weight
    return reached / total if total else 0.0
