"""Encoding speed: the exported graph beside sentence-transformers' default `encode`.

    python -m bench.encode [--folder DIR] [--passages N] [--rounds N]

Both encode the same passages: paragraphs of the Markdown files of a folder, corpus/ by default,
spread evenly over it. Rounds alternate between the two and the best of each counts, so that what
else the machine does weighs less. Questions are encoded one at a time; the median counts.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from kb.encoder import Encoder, load_encoder, load_reference
from kb.model_store import models_dir

CORPUS = Path(__file__).parents[1] / "corpus"
SHORTEST = 10  # characters of a paragraph that counts as a passage
QUESTIONS = (
    "申请为民服务资金要哪些材料？",
    "社工满几年可以晋档？",
    "邻里经费每年有多少？",
    "群众评议的结果怎么用？",
)
REPEATS = 25


def main(
    folder: Annotated[Path, typer.Option(help="Markdown files to take passages from.")] = CORPUS,
    passages: Annotated[int, typer.Option(min=1, help="How many passages.")] = 600,
    rounds: Annotated[int, typer.Option(min=1, help="How often each is timed.")] = 3,
) -> None:
    """Print passages a second, milliseconds a question, and how near the vectors are."""
    texts = paragraphs(folder, passages)
    ours, theirs = load_encoder(models_dir()), load_reference(models_dir())
    both: tuple[Encoder, ...] = (ours, theirs)
    rates = best_rates(both, texts, rounds)
    waits = [question_milliseconds(encoder) for encoder in both]
    table = Table("encoder", "passages/s", "ratio", "question ms")
    for encoder, rate, wait in zip(both, rates, waits, strict=True):
        table.add_row(encoder.name, f"{rate:.0f}", f"{rate / rates[1]:.2f}", f"{wait:.2f}")
    lengths = [len(text) for text in texts]
    cosines = np.sum(ours.encode_passages(texts) * theirs.encode_passages(texts), axis=1)
    console = Console()
    console.print(table)
    console.print(
        f"{len(texts)} passages of {statistics.mean(lengths):.0f} characters on average; "
        f"cosine to sentence-transformers: lowest {cosines.min():.4f}, mean {cosines.mean():.4f}"
    )


def paragraphs(folder: Path, count: int) -> list[str]:
    """Return that many paragraphs, or all there are, spread evenly over the folder's files."""
    files = sorted(folder.rglob("*.md"))
    lines = (line.strip() for path in files for line in path.read_text("utf-8").splitlines())
    found = [line for line in lines if len(line) >= SHORTEST and not line.startswith("#")]
    if not found:
        raise typer.BadParameter(f"no paragraphs in {folder}")
    step = max(1, len(found) // count)
    return found[::step][:count]


def best_rates(encoders: tuple[Encoder, ...], texts: list[str], rounds: int) -> list[float]:
    """Return each encoder's best rate of the rounds, in passages a second."""
    best = [0.0] * len(encoders)
    for encoder in encoders:
        encoder.encode_passages(texts[:32])
    for _ in range(rounds):
        for place, encoder in enumerate(encoders):
            seconds = timed(partial(encoder.encode_passages, texts))
            best[place] = max(best[place], len(texts) / seconds)
    return best


def question_milliseconds(encoder: Encoder) -> float:
    """Return the median time of one question."""
    times = [
        timed(partial(encoder.encode_question, question))
        for _ in range(REPEATS)
        for question in QUESTIONS
    ]
    return statistics.median(times) * 1000


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds the work took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    typer.run(main)
