"""How strongly a passage answers a question: one number from 0 to 1, and which to quote first.

What ranked a passage says which of several fits best; the cross-encoder says better whether it
answers at all. So the two are added up with different weights for the two purposes. Where no
passage reaches the threshold nothing is quoted. `python -m bench.calibrate` fits the weights and
prints how reliable they are.
"""

from __future__ import annotations

import math

from kb.ranking import RankFeatures, rank_score

THRESHOLD, THRESHOLD_UNREAD = 0.39, 0.06
# below it the reply is 未找到依据; the second where no cross-encoder read the passages. What each
# costs stands in bench/RESULTS.md
_ORDER_JUDGED = 0.25  # of the judgement beside the rank score, for the order
_EVIDENCE_RANK, _EVIDENCE_JUDGED, _EVIDENCE_CONSTANT = 0.269, 0.806, 0.621


def evidence(features: RankFeatures, judged: float | None) -> float:
    """Return how likely a passage with these features answers, 0 to 1.

    judged: the cross-encoder's log odds; None where it has not read the passage.
    """
    odds = rank_score(features)
    if judged is not None:
        odds = _EVIDENCE_RANK * odds + _EVIDENCE_JUDGED * judged + _EVIDENCE_CONSTANT
    return 1 / (1 + math.exp(-odds))


def precedence(features: RankFeatures, judged: float | None) -> float:
    """Return what passages of one question are put in order by, the one to quote first highest."""
    return rank_score(features) + _ORDER_JUDGED * (judged or 0.0)
