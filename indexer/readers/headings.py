"""Headings that a file states: kept as headings unless they are whole sentences."""

from __future__ import annotations

import re

from indexer.blocks import Block, BlockKind

_SENTENCE = re.compile("[。；;][”’」』）)》]?$")
_LONGEST = 100  # characters


def stated_block(text: str, level: int) -> Block:
    """Return a heading for a level of 1 or more, else a paragraph.

    In many office files whole provisions carry a heading style; a text that ends as a sentence
    does, or is longer than any heading, is a paragraph whatever its style.
    """
    if level < 1 or len(text) > _LONGEST or _SENTENCE.search(text):
        return Block(BlockKind.PARAGRAPH, text)
    return Block(BlockKind.HEADING, text, level)
