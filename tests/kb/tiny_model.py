"""A sentence-transformers model small enough to make in a test: random weights, real files."""

from __future__ import annotations

from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
CHARACTERS = "社区居民申请资金材料条款项办法规定年月日一二三四五六七八九十，。（）：；、0123456789"
WIDTH = 64


def make_tiny_model(
    folder: Path, pooling: str = "cls", prompts: dict[str, str] | None = None
) -> Path:
    """Write a two-layer BERT that knows 50 characters and reads 24 tokens; return the folder."""
    torch.manual_seed(7)
    plain = folder.with_name(folder.name + "-plain")
    tokenizer = _tokenizer()
    tokenizer.save_pretrained(plain)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=WIDTH,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=2 * WIDTH,
        max_position_embeddings=32,
        initializer_range=0.3,  # large enough for texts to differ clearly
    )
    BertModel(config).save_pretrained(plain)
    stages = [Transformer(str(plain), max_seq_length=24), Pooling(WIDTH, pooling)]
    SentenceTransformer(modules=stages, device="cpu", prompts=prompts).save(str(folder))
    return folder


def _tokenizer() -> PreTrainedTokenizerFast:
    vocabulary = {token: number for number, token in enumerate((*SPECIAL, *CHARACTERS))}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    ends = [(token, vocabulary[token]) for token in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = TemplateProcessing("[CLS] $A [SEP]", special_tokens=ends)
    names = dict(zip(("pad", "unk", "cls", "sep", "mask"), SPECIAL, strict=True))
    made: PreTrainedTokenizerFast = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, **{f"{kind}_token": token for kind, token in names.items()}
    )
    return made
