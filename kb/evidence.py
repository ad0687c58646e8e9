"""How strongly a passage answers a question: one number from 0 to 1.

The number orders the passages that may be quoted and decides between answer and refusal. It is a
logistic model over a few features that mean something in any library; `python -m bench.calibrate`
fits it and prints the reliability of what it says.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Features:
    """All from 0 to 1 but for cosines, which may fall below 0."""

    cosine: float  # of question and passage
    sentence_cosine: float  # of question and the best sentence in it
    word_coverage: float  # of the question's words, weighted by rarity, in the passage
    pair_coverage: float  # of its pairs of characters
    sentence_coverage: float  # of its pairs in the best sentence
    fused: float  # reciprocal rank score over the best one possible


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight a feature, in their order, and the constant."""

    features: Features
    constant: float


FITTED = Weights(Features(6.0, 5.0, 2.0, 2.0, 2.0, 1.5), -13.0)

THRESHOLD = 0.5
# below it the reply is 未找到依据


def evidence(features: Features, weights: Weights = FITTED) -> float:
    """Return how strongly the passage answers, 0 to 1."""
    total = weights.constant + sum(
        weight * value
        for weight, value in zip(astuple(weights.features), astuple(features), strict=True)
    )
    return 1 / (1 + math.exp(-total))
