"""The order of the best candidates, from more signs than the two ranks that were fused.

A linear model over a few features that mean something in any library. `python -m bench.calibrate`
fits it over questions of several libraries at once and prints what each feature gives.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from operator import attrgetter, mul

from kb.asking import number_answered, permission_answered
from kb.terms import QuestionTerms, folded


@dataclass(frozen=True, slots=True)
class RankFeatures:
    cosine: float  # of question and passage
    fused: float  # reciprocal rank score over the best one possible, 0 to 1
    word_coverage: float  # share of the question's words, weighted by rarity, 0 to 1
    pair_coverage: float  # the same of its pairs of characters
    number: float  # -1, 0 or 1: see kb.asking
    permission: float  # -1, 0 or 1
    length: float  # ln of the passage's characters


_values = attrgetter(*(field.name for field in fields(RankFeatures)))
# dataclasses.astuple copies deeply, which costs more than the whole product

RANK_WEIGHTS = RankFeatures(5.25, 6.78, 2.01, 3.28, 0.43, 0.14, 0.78)
_CONSTANT = -17.57


def rank_features(
    question: str,
    terms: QuestionTerms,
    context: str,
    text: str,
    cosine: float,
    fused: float,
) -> RankFeatures:
    """Return the features of one passage.

    context: title and headings. cosine: NaN where there are no vectors.
    """
    body = folded(text)
    whole = folded(context) + body
    return RankFeatures(
        cosine=0.0 if math.isnan(cosine) else cosine,
        fused=fused,
        word_coverage=terms.word_coverage(whole),
        pair_coverage=terms.pair_coverage(whole),
        number=number_answered(question, text),
        permission=permission_answered(question, text),
        length=math.log1p(len(body)),
    )


def rank_score(features: RankFeatures, weights: RankFeatures = RANK_WEIGHTS) -> float:
    """Return the log odds that a passage with these features answers."""
    return _CONSTANT + float(sum(map(mul, _values(weights), _values(features))))
