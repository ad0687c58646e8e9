"""The order of the best candidates, from more signs than the two ranks that were fused.

A linear model over a few features that mean something in any library. `python -m bench.calibrate`
fits it over questions of several libraries at once and prints what each feature gives.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

from kb.asking import number_answered, permission_answered
from kb.terms import QuestionTerms, folded

_BM25_BEST = 2.2  # times a term's idf: the most that BM25 gives it (k1 = 1.2)


@dataclass(frozen=True, slots=True)
class RankFeatures:
    cosine: float  # of question and passage
    fused: float  # reciprocal rank score over the best one possible, 0 to 1
    bm25: float  # over the most that the question's terms could give, 0 to 1
    word_coverage: float  # share of the question's words, weighted by rarity, 0 to 1
    pair_coverage: float  # the same of its pairs of characters
    number: float  # -1, 0 or 1: see kb.asking
    permission: float  # -1, 0 or 1
    length: float  # ln of the passage's characters


RANK_WEIGHTS = RankFeatures(6.0, 3.0, -3.0, 2.0, 4.0, 0.3, 0.3, 0.5)


def rank_features(
    question: str,
    terms: QuestionTerms,
    context: str,
    text: str,
    cosine: float,
    bm25: float,
    fused: float,
) -> RankFeatures:
    """Return the features of one passage.

    context: title and headings. cosine and bm25 may be NaN where that side did not find it.
    """
    body = folded(text)
    whole = folded(context) + body
    most = _BM25_BEST * terms.weight
    return RankFeatures(
        cosine=0.0 if math.isnan(cosine) else cosine,
        fused=fused,
        bm25=0.0 if math.isnan(bm25) or not most else bm25 / most,
        word_coverage=terms.word_coverage(whole),
        pair_coverage=terms.pair_coverage(whole),
        number=number_answered(question, text),
        permission=permission_answered(question, text),
        length=math.log1p(len(body)),
    )


def rank_score(features: RankFeatures, weights: RankFeatures = RANK_WEIGHTS) -> float:
    """Return a number that grows with how likely the passage answers; comparable in one search."""
    pairs = zip(astuple(weights), astuple(features), strict=True)
    return float(sum(weight * value for weight, value in pairs))
