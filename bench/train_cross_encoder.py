"""Trains the cross-encoder that judges whether a passage answers a question.

    python -m bench.train_cross_encoder LAWS BASE OUT [--start CHECKPOINT] [--law-share 0.3]
        [--pairs 30000] [--rate 1e-4]

LAWS: the folder of laws that the law questions are about. BASE: a folder with the encoder to start
from (data/models/.sources/m3e-small after `kb model fetch`). OUT: where the checkpoint, the graph
and the tokenizer are written. Seeded. A tenth of the written documents is held out: printed is the
area under the ROC curve over pairs of them, right ones against those that only look right.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score
from tokenizers import Tokenizer
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from bench.training.export import export_cross_encoder
from bench.training.pairs import DOCUMENTS, Asked, document_questions, held_out, law_questions
from bench.training.reader import Batch, CrossEncoder, Pair, collate
from bench.training.texts import Texts

LONGEST = 256  # tokens of a pair
BATCH = 32
SORTED = 16  # batches that are put in order of length together, so that little is padded
TOKEN_WEIGHT = 0.5  # of the loss over tokens, beside that over passages
WARM_UP = 0.05  # of the steps
LOOKALIKES = 6  # passages, nearest first, that one which only looks right is drawn from
SEED = 20261124


@dataclass(frozen=True, slots=True)
class Source:
    """Questions on one library."""

    texts: Texts
    asked: tuple[Asked, ...]

    def pairs(self, chance: random.Random) -> list[Pair]:
        """Return for each question a passage that answers, if any, and one that only looks so."""
        return [pair for one in self.asked for pair in self._pairs(one, chance)]

    def _pairs(self, one: Asked, chance: random.Random) -> Iterator[Pair]:
        if one.right:
            passage = self.texts.all[chance.choice(one.right)].embedded
            yield Pair(one.question, passage, True, _place(passage, one.answer))
        else:
            yield Pair(one.question, self.texts.all[one.near[0]].embedded, False, None)
        others = one.near[0 if one.right else 1 : LOOKALIKES]
        if others and (one.right or chance.random() < 0.5):
            yield Pair(one.question, self.texts.all[chance.choice(others)].embedded, False, None)


def _place(passage: str, answer: str) -> tuple[int, int] | None:
    at = passage.find(answer) if answer else -1
    return (at, at + len(answer)) if at >= 0 else None


def sources(laws: Path, law_share: float, chance: random.Random) -> tuple[Source, Source, Source]:
    """Return documents, laws (a share of the questions), and the documents held out."""
    written = Texts([DOCUMENTS])
    held = held_out(written)
    kept: list[Asked] = []
    out: list[Asked] = []
    for one in document_questions(written):
        first = (*one.right, *one.near)[0]
        (out if written.all[first].document in held else kept).append(one)
    legal = Texts([laws])
    asked = list(law_questions(legal))
    chance.shuffle(asked)
    share = asked[: round(law_share * len(asked))]
    return Source(written, tuple(kept)), Source(legal, tuple(share)), Source(written, tuple(out))


def batches(pairs: Sequence[Pair], tokenizer: Tokenizer, chance: random.Random) -> Iterator[Batch]:
    """Yield the pairs in batches of like length, in random order."""
    order = list(pairs)
    chance.shuffle(order)
    for start in range(0, len(order), BATCH * SORTED):
        chunk = sorted(order[start : start + BATCH * SORTED], key=_length)
        cut = [chunk[i : i + BATCH] for i in range(0, len(chunk), BATCH)]
        chance.shuffle(cut)
        for part in cut:
            yield collate(part, tokenizer, LONGEST)


def _length(pair: Pair) -> int:
    return len(pair.question) + len(pair.passage)


def loss_of(model: CrossEncoder, batch: Batch) -> torch.Tensor:
    """Return the loss over passages, and over tokens where the answering words are marked."""
    passages, tokens = model(batch.ids, batch.segments, batch.attended)
    loss = cross_entropy(passages, batch.right)
    if bool(batch.marked.any()):
        marked = batch.marked
        loss = loss + TOKEN_WEIGHT * cross_entropy(tokens[marked], batch.token_right[marked])
    return loss


def scores(model: CrossEncoder, pairs: Sequence[Pair], tokenizer: Tokenizer) -> NDArray[np.float64]:
    """Return the model's log odds of each pair."""
    model.eval()
    found = np.zeros(len(pairs))
    order = sorted(range(len(pairs)), key=lambda i: _length(pairs[i]))
    with torch.inference_mode():
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            batch = collate([pairs[i] for i in part], tokenizer, LONGEST)
            found[part] = model(batch.ids, batch.segments, batch.attended)[0].numpy()
    model.train()
    return found


def optimiser(model: CrossEncoder, rate: float) -> torch.optim.AdamW:
    """Return AdamW that decays matrices but neither biases nor norms."""
    matrices = [p for p in model.parameters() if p.ndim > 1]
    others = [p for p in model.parameters() if p.ndim <= 1]
    return torch.optim.AdamW(
        [{"params": matrices, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}],
        lr=rate,
    )


def train(
    model: CrossEncoder,
    seen: Sequence[Source],
    held: Sequence[Pair],
    tokenizer: Tokenizer,
    total: int,
    rate: float,
) -> None:
    """Train on total pairs, drawn anew each time all were seen."""
    chance = random.Random(SEED)

    def endless() -> Iterator[Batch]:
        while True:
            yield from batches([p for s in seen for p in s.pairs(chance)], tokenizer, chance)

    steps = max(1, total // BATCH)
    adam = optimiser(model, rate)
    began, recent = time.monotonic(), 0.0
    for step, batch in enumerate(islice(endless(), steps), 1):
        done = step / steps
        for group in adam.param_groups:
            group["lr"] = rate * min(1.0, done / WARM_UP) * (1 - done)
        loss = loss_of(model, batch)
        adam.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()
        recent += float(loss.detach())
        if step % 50 == 0:
            print(
                f"{step}/{steps} {time.monotonic() - began:.0f}s loss {recent / 50:.4f}", flush=True
            )
            recent = 0.0
        if step % 250 == 0 or step == steps:
            right = [pair.right for pair in held]
            area = roc_auc_score(right, scores(model, held, tokenizer))
            print(f"    held out: area under the curve {area:.4f} of {len(held)}", flush=True)


def main() -> None:
    """Train, and write what was learnt."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("laws", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--law-share", type=float, default=0.3)
    parser.add_argument("--pairs", type=int, default=30_000)
    parser.add_argument("--rate", type=float, default=1e-4)
    options = parser.parse_args()
    torch.manual_seed(SEED)
    written, legal, held = sources(options.laws, options.law_share, random.Random(SEED))
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    model = CrossEncoder(options.base)
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True))
    model.train()
    counts = [len(source.asked) for source in (written, legal, held)]
    print(f"questions: {counts[0]} on documents, {counts[1]} on laws, {counts[2]} held out")
    test = held.pairs(random.Random(SEED))
    train(model, (written, legal), test, tokenizer, options.pairs, options.rate)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out / "checkpoint.pt")
    export_cross_encoder(model, tokenizer, options.out)


if __name__ == "__main__":
    main()
