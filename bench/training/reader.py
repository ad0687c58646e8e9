"""The cross-encoder in torch: a question and a passage read together.

Every token of the passage gets a score, supervised where the answering words are marked. The
passage is judged by its tokens, pooled by their scores, beside the first token.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

LONGEST_QUESTION = 64  # tokens


@dataclass(frozen=True, slots=True)
class Pair:
    """One example. answer: characters [start, end) of the passage that answer; None unmarked."""

    question: str
    passage: str
    right: bool
    answer: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of shape (pairs, tokens), but right, (pairs,).

    segments: 1 at tokens of the passage. marked: where token_right counts.
    """

    ids: Tensor
    segments: Tensor
    attended: Tensor
    right: Tensor
    token_right: Tensor
    marked: Tensor


class CrossEncoder(nn.Module):
    """BERT with two linear heads."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(str(base), add_pooling_layer=False)
        width = self.bert.config.hidden_size
        self.token = nn.Linear(width, 1)
        self.passage = nn.Linear(2 * width, 1)

    def forward(
        self, ids: Tensor, segments: Tensor, attended: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        """Return the passages' log odds, (pairs,), and their tokens', (pairs, tokens).

        attended: 0 at padding; None where nothing is padded.
        """
        hidden = self.bert(
            input_ids=ids, token_type_ids=segments, attention_mask=attended
        ).last_hidden_state
        tokens = self.token(hidden).squeeze(-1)
        weights = tokens.masked_fill(segments == 0, -1e4).softmax(dim=1)
        pooled = (weights.unsqueeze(-1) * hidden).sum(dim=1)
        both = torch.cat([hidden[:, 0], pooled], dim=1)
        return self.passage(both).squeeze(-1), tokens


def collate(pairs: Sequence[Pair], tokenizer: Tokenizer, longest: int) -> Batch:
    """Return the pairs as tensors; passages are cut so that a pair has at most longest tokens."""
    rows = [_row(pair, tokenizer, longest) for pair in pairs]
    width = max(len(ids) for ids, _, _ in rows)
    ids = torch.zeros(len(rows), width, dtype=torch.long)
    segments, attended = ids.clone(), ids.clone()
    token_right = torch.zeros(len(rows), width)
    marked = torch.zeros(len(rows), width, dtype=torch.bool)
    for i, (row, first, labels) in enumerate(rows):
        ids[i, : len(row)] = torch.tensor(row)
        attended[i, : len(row)] = 1
        segments[i, first : len(row)] = 1
        if labels is not None:
            token_right[i, first : first + len(labels)] = torch.tensor(labels)
            marked[i, first : first + len(labels)] = True
    right = torch.tensor([float(pair.right) for pair in pairs])
    return Batch(ids, segments, attended, right, token_right, marked)


def _row(
    pair: Pair, tokenizer: Tokenizer, longest: int
) -> tuple[list[int], int, list[float] | None]:
    """Return a pair's ids, where the passage begins, and its token labels (None unmarked)."""
    question = tokenizer.encode(pair.question).ids[:LONGEST_QUESTION]
    encoded = tokenizer.encode(pair.passage, add_special_tokens=False)
    room = longest - len(question) - 1
    separator = question[-1]
    ids = [*question, *encoded.ids[:room], separator]
    labels = None
    if not pair.right:
        labels = [0.0] * len(encoded.ids[:room])
    elif pair.answer is not None:
        start, end = pair.answer
        labels = [float(a < end and start < b) for a, b in encoded.offsets[:room]]
    return ids, len(question), labels
