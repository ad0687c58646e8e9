"""Fits the weights of kb/ranking.py and kb/evidence.py over the questions of several libraries.

    python -m bench.calibrate HOME QUESTIONS [HOME QUESTIONS …] [--most N]

Each library counts the same, however many questions it has. Printed are the weights, the figures by
five-fold cross-validation per library, and what is lost without each feature; then what evidence
comes to with the cross-encoder: its weights, what each threshold costs, and how reliable it is.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from kb.errors import UnknownCitation
from kb.evaluate import Row, Target, contains_answer, expected_targets, read_rows
from kb.evidence import THRESHOLD
from kb.library import Library
from kb.model import Hit
from kb.ranking import RankFeatures, rank_score

_NAMES = tuple(field.name for field in fields(RankFeatures))
_FOLDS = 5


JUDGED_SHARE = 3.0
# of the judgement beside the rank score in evidence; 1 to 5 in bench/RESULTS.md


@dataclass(frozen=True, slots=True)
class Asked:
    """One question's candidates: features, shape (n, features), and which are right.

    read: those that the cross-encoder read, the first to quote first: rank score, judgement,
        whether it is right and evidence, shape (m, 4).
    """

    answerable: bool
    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    read: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model: weights in the order of _NAMES, and the constant."""

    weights: NDArray[np.float64]
    constant: float

    def scores(self, asked: Asked) -> NDArray[np.float64]:
        """Return the probabilities of the passages."""
        total = asked.features @ self.weights + self.constant
        return np.asarray(1 / (1 + np.exp(-total)), np.float64)


def collect(home: Path, questions: Path, most: int) -> list[Asked]:
    """Return the weighed passages of the questions that are not answered by looking up."""
    library = Library.open(home)
    rows = list(read_rows(questions))
    random.Random(0).shuffle(rows)
    found = [_weighed(library, row) for row in rows[:most]]
    library.close()
    return [asked for asked in found if len(asked.right)]


def _weighed(library: Library, row: Row) -> Asked:
    try:
        targets = expected_targets(library, row)
    except UnknownCitation:
        targets = ()
    right = partial(_is_right, row, targets)
    candidates = [
        (astuple(match.features), right(match.hit))
        for match in library.candidates(row.question)
        if match.features is not None  # looked up: nothing was weighed
    ]
    read = [
        (rank_score(one.match.features), one.judged or 0.0, right(one.match.hit), one.score)
        for one in library.weigh(row.question)
        if one.match.features is not None
    ]
    return Asked(
        row.answerable,
        np.array([features for features, _ in candidates]).reshape(-1, len(_NAMES)),
        np.array([yes for _, yes in candidates], bool),
        np.array(read, np.float64).reshape(-1, 4),
    )


def _is_right(row: Row, targets: Sequence[Target], hit: Hit) -> bool:
    passage = hit.passage
    if row.expect:
        return any(t.nested(hit.version.id, passage.start, passage.end) for t in targets)
    return bool(row.answer) and contains_answer(hit, row)


def fit(libraries: Sequence[Sequence[Asked]], kept: NDArray[np.bool_]) -> Model:
    """Return the model over the kept features; the weights of the others are 0."""
    features = np.vstack([asked.features for library in libraries for asked in library])
    right = np.concatenate([asked.right for library in libraries for asked in library])
    sizes = [sum(len(asked.right) for asked in library) for library in libraries]
    counts = np.concatenate([np.full(size, 1000 / size) for size in sizes])
    scale = features.std(axis=0) + 1e-9
    fitted = LogisticRegression(max_iter=5000)
    fitted.fit((features / scale)[:, kept], right, sample_weight=counts)
    weights = np.zeros(len(_NAMES))
    weights[kept] = fitted.coef_[0] / scale[kept]
    return Model(weights, float(fitted.intercept_[0]))


def folded(
    libraries: Sequence[Sequence[Asked]], kept: NDArray[np.bool_]
) -> list[NDArray[np.float64]]:
    """Return per library, per question (best score, right, answerable), each scored unseen."""
    found = []
    for index, library in enumerate(libraries):
        rows = np.zeros((len(library), 3))
        for train, test in KFold(_FOLDS, shuffle=True, random_state=0).split(library):
            others = [one for k, one in enumerate(libraries) if k != index]
            model = fit([*others, [library[i] for i in train]], kept)
            for i in test:
                scores = model.scores(library[i])
                best = int(scores.argmax())
                rows[i] = scores[best], library[i].right[best], library[i].answerable
        found.append(rows)
    return found


def describe(rows: NDArray[np.float64]) -> str:
    """Return a library's figures: how often the best is right, and the price of refusing."""
    able, unable = rows[rows[:, 2] == 1], rows[rows[:, 2] == 0]
    text = f"n {len(rows):5d}  best is right {able[:, 1].mean():.3f}"
    for threshold in sorted({0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, THRESHOLD}):
        wrongly = (able[:, 0] < threshold).mean()
        refused = f"refused {(unable[:, 0] < threshold).mean():.3f}" if len(unable) else ""
        text += f"\n    threshold {threshold:.2f}  wrongly refused {wrongly:.3f}  {refused}"
    return text


def reliability(rows: NDArray[np.float64]) -> str:
    """Return how often the best was right, by what its score said."""
    edges = np.linspace(0, 1, 11)
    lines = []
    for low, high in pairwise(edges):
        inside = rows[(rows[:, 0] >= low) & (rows[:, 0] < high)]
        if len(inside):
            said, was = inside[:, 0].mean(), inside[:, 1].mean()
            lines.append(f"    said {said:.2f}  was {was:.2f}  of {len(inside)}")
    return "\n".join(lines)


def main() -> None:
    """Fit, cross-validate, leave each feature out in turn, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", nargs="+", type=Path, metavar="HOME QUESTIONS")
    parser.add_argument("--most", type=int, default=400, help="questions per library")
    options = parser.parse_args()
    pairs = list(zip(options.pairs[::2], options.pairs[1::2], strict=True))
    libraries = [collect(home, questions, options.most) for home, questions in pairs]
    everything = np.ones(len(_NAMES), bool)
    model = fit(libraries, everything)
    print(f"constant {model.constant:.2f}")
    for name, weight in zip(_NAMES, model.weights, strict=True):
        print(f"    {name:20s} {weight:7.2f}")
    for (home, _), rows in zip(pairs, folded(libraries, everything), strict=True):
        print(f"  {home.name}: {describe(rows)}\n{reliability(rows)}")
    _leave_out(libraries)
    print(
        "\nevidence: rank score {:.3f}, judgement {:.3f}, constant {:.3f}".format(
            *fit_evidence(libraries)
        )
    )
    for (home, _), library in zip(pairs, libraries, strict=True):
        rows = evidence_rows(library)
        print(f"  {home.name}: {describe(rows)}\n{reliability(rows)}")


def evidence_rows(library: Sequence[Asked]) -> NDArray[np.float64]:
    """Return per question its evidence, whether the first that is quoted is right, answerable."""
    rows = []
    for asked in library:
        if not len(asked.read):
            continue
        quoted = np.flatnonzero(asked.read[:, 3] >= THRESHOLD)
        first = int(quoted[0]) if len(quoted) else 0
        rows.append((asked.read[:, 3].max(), asked.read[first, 2], asked.answerable))
    return np.array(rows, np.float64)


def fit_evidence(libraries: Sequence[Sequence[Asked]]) -> tuple[float, float, float]:
    """Return the weights of rank score and judgement, and the constant.

    Fitted is whether the strongest passage is right, each library counting the same.
    """
    strengths, right, counts = [], [], []
    for library in libraries:
        asked = [one for one in library if len(one.read)]
        for one in asked:
            total = one.read[:, 0] + JUDGED_SHARE * one.read[:, 1]
            strengths.append(total.max())
            right.append(one.read[int(total.argmax()), 2])
            counts.append(1 / len(asked))
    fitted = LogisticRegression(max_iter=5000, C=1e6)
    fitted.fit(np.array(strengths)[:, None], np.array(right), sample_weight=np.array(counts) * 1000)
    slope = float(fitted.coef_[0][0])
    return slope, JUDGED_SHARE * slope, float(fitted.intercept_[0])


def _leave_out(libraries: Sequence[Sequence[Asked]]) -> None:
    print("\nbest is right, per library, without each feature:")
    for index, name in enumerate(("nothing", *_NAMES)):
        kept = np.arange(len(_NAMES)) != index - 1
        means = [rows[rows[:, 2] == 1][:, 1].mean() for rows in folded(libraries, kept)]
        print(f"    {name:20s} " + "  ".join(f"{mean:.3f}" for mean in means))


if __name__ == "__main__":
    main()
