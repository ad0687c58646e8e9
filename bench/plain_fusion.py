"""Retrieval figures without the ranking model: python -m bench.plain_fusion HOME QUESTIONS

Candidates stay in the order of reciprocal rank fusion. Prints recall, mrr and ndcg as `kb eval`
does; nothing is judged, so that answers are not measured.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from kb import hits
from kb.evaluate import evaluate, read_rows
from kb.library import Library

_MEASURED = ("n", "recall@5", "recall@10", "recall@100", "mrr@10", "ndcg@10")


class Unread:
    """A judge that reads nothing: everything else takes its usual course, faster."""

    def judge(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Return no opinion, 0, of each passage."""
        del question
        return np.zeros(len(passages), np.float32)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("questions", type=Path)
    options = parser.parse_args()
    library = Library.open(options.home, judge=Unread())
    with patch.object(hits, "RANKED", 0):  # of the candidates that the ranking model orders
        report = evaluate(library, read_rows(options.questions))
    for name, value in report.named().items():
        if name in _MEASURED:
            print(f"{name:12}{value:.4f}")
    print("unknown citations:", len(report.unknown))
    library.close()


if __name__ == "__main__":
    main()
