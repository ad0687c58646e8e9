"""Everyday words and the terms of art that rules use for the same thing.

`everyday.txt` is a general table of administrative and legal Chinese, not of any one library: what
people say on the left, what rules write on the right, most specific first. A term found this way
counts for less than the word itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("everyday.txt")


@dataclass(frozen=True, slots=True)
class Everyday:
    """A phrase of a question with what rules may call it."""

    phrase: str
    terms: tuple[str, ...]


@cache
def everyday_table() -> tuple[Everyday, ...]:
    """Return every line of the table."""
    lines = (line.split(":") for line in TABLE.read_text("utf-8").splitlines() if line)
    return tuple(Everyday(phrase, tuple(terms.split())) for phrase, terms in lines)


@cache
def _by_first() -> dict[str, tuple[Everyday, ...]]:
    """Return the lines by their first character, long phrases first."""
    found: dict[str, list[Everyday]] = {}
    for one in sorted(everyday_table(), key=lambda one: -len(one.phrase)):
        found.setdefault(one.phrase[0], []).append(one)
    return {first: tuple(lines) for first, lines in found.items()}


@lru_cache(maxsize=256)  # a search asks twice: for what to look for and for what covers it
def everyday_phrases(question: str) -> tuple[Everyday, ...]:
    """Return the phrases of the table that stand in a question, in order, the longest at a place.

    A phrase inside a longer one is not found besides.
    """
    return tuple(_phrases(question))


def _phrases(question: str) -> Iterator[Everyday]:
    table = _by_first()
    place = 0
    while place < len(question):
        lines = table.get(question[place], ())
        line = next((one for one in lines if question.startswith(one.phrase, place)), None)
        if line is not None:
            yield line
        place += len(line.phrase) if line is not None else 1
