"""How strongly a passage answers a question: one number from 0 to 1.

The number orders the passages that may be quoted and decides between answer and refusal. It is a
logistic model over the features that rank and two of the best sentence; `python -m
bench.calibrate` fits it and prints how reliable it is.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

from kb.ranking import RankFeatures


@dataclass(frozen=True, slots=True)
class SentenceFeatures:
    """Of the sentences of a passage and the question."""

    cosine: float  # of the nearest sentence
    coverage: float  # share of the question's pairs in the sentence that has most, 0 to 1


@dataclass(frozen=True, slots=True)
class Weights:
    ranking: RankFeatures
    sentence: SentenceFeatures
    constant: float


FITTED = Weights(
    RankFeatures(-3.0, 3.0, -3.0, 2.0, 6.0, 0.4, 0.3, 0.2), SentenceFeatures(9.0, -2.5), -12.0
)

THRESHOLD = 0.3
# below it the reply is 未找到依据


def evidence(ranking: RankFeatures, sentence: SentenceFeatures, weights: Weights = FITTED) -> float:
    """Return how strongly the passage answers, 0 to 1."""
    given = (*astuple(ranking), *astuple(sentence))
    weighing = (*astuple(weights.ranking), *astuple(weights.sentence))
    total = weights.constant + sum(w * v for w, v in zip(weighing, given, strict=True))
    return 1 / (1 + math.exp(-total))
