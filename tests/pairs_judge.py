"""A judge whose judgements can be worked out by hand, for tests without the real cross-encoder."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kb.tokens import fold, question_bigrams


class PairsJudge:
    """Log odds 8 × (share of the question's pairs of characters in the passage) − 4."""

    def judge(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Return the log odds of each passage, in the order given."""
        pairs = set(question_bigrams(question))
        texts = [fold(text) for text in passages]
        shares = [sum(pair in text for pair in pairs) / max(1, len(pairs)) for text in texts]
        return np.array([8 * share - 4 for share in shares], np.float32)
