"""Latency of warm searches, one at a time: python -m bench.warm_search HOME QUESTIONS [--most N]

Prints medians and 99th percentiles in ms, of searches for ten hits and of their parts.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from kb.encoder import load_encoder
from kb.evaluate import read_rows
from kb.home import Home
from kb.index.generation import open_newest
from kb.library import Library
from kb.model_store import models_dir

_WARM_UP = 30


def timed(call: Callable[[str], object], questions: list[str]) -> str:
    """Return "median  p99" in milliseconds over the questions, after a warm-up."""
    for question in questions[:_WARM_UP]:
        call(question)
    times = []
    for question in questions:
        began = time.perf_counter()
        call(question)
        times.append((time.perf_counter() - began) * 1000)
    return f"{np.median(times):7.2f}  {np.percentile(times, 99):7.2f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--most", type=int, default=300)
    options = parser.parse_args()
    questions = [row.question for row in read_rows(options.questions)][: options.most]
    encoder = load_encoder(models_dir())
    library = Library.open(options.home, encoder=encoder)
    loaded = open_newest(Home(options.home), library.engine)
    vectors = {question: encoder.encode_question(question) for question in questions}
    near = loaded.vectors
    print(f"{len(loaded.passages)} passages, {len(questions)} questions; ms: median, p99")
    print("search for ten hits ", timed(lambda q: library.search(q), questions))
    print("  encode question   ", timed(encoder.encode_question, questions))
    print("  words (200)       ", timed(lambda q: loaded.lexical.search(q, 200), questions))
    if near is not None:
        print("  vectors (200)     ", timed(lambda q: near.search(vectors[q], 200), questions))
    print("ask                 ", timed(lambda q: library.ask(q), questions[:100]))
    library.close()


if __name__ == "__main__":
    main()
