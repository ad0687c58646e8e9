"""How strongly a passage answers a question: one number from 0 to 1.

The ranking model is logistic, so its score says how likely a passage is to answer. Below THRESHOLD
nothing is quoted. `python -m bench.calibrate` fits the model and prints how reliable it is.
"""

from __future__ import annotations

import math

from kb.ranking import RankFeatures, rank_score

THRESHOLD = 0.06
# below it the reply is 未找到依据; what each threshold costs stands in bench/RESULTS.md


def evidence(features: RankFeatures) -> float:
    """Return how likely a passage with these features answers, 0 to 1."""
    return 1 / (1 + math.exp(-rank_score(features)))
