"""A question's terms and how rare each is in the library."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from kb.tokens import fold, question_bigrams, words


@dataclass(frozen=True, slots=True)
class WeightedTerm:
    term: str
    weight: float  # Robertson–Sparck Jones idf: ln(1 + (n - df + 0.5) / (df + 0.5)), n passages


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
    return QuestionTerms(
        _weighted(words(question), passages, word_frequency),
        _weighted(question_bigrams(question), passages, pair_frequency),
    )


def folded(text: str) -> str:
    """Return text as terms are looked for in it."""
    return "".join(fold(text).split())


def _weighted(
    terms: list[str], passages: int, frequency: Callable[[str], int]
) -> tuple[WeightedTerm, ...]:
    found = []
    for term in dict.fromkeys(terms):
        count = frequency(term)
        found.append(WeightedTerm(term, math.log1p((passages - count + 0.5) / (count + 0.5))))
    return tuple(found)


def _coverage(terms: tuple[WeightedTerm, ...], text: str) -> float:
    total = sum(term.weight for term in terms)
    if not total:
        return 0.0
    return sum(term.weight for term in terms if term.term in text) / total
