"""BM25 over words and pairs of characters (tantivy).

Documents are numbered by their place in the generation, so a result is an array index. Terms are
made by kb.tokens on both sides and handed over joined by blanks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import Occur, Query

from kb.everyday import everyday_phrases
from kb.tokens import bigrams, fold, question_bigrams, words

_WRITER_MEMORY = 256_000_000  # bytes; holds a million passages before it has to flush


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """What is indexed for a passage."""

    title: str
    headings: str
    text: str  # with title and headings, as it is embedded


@dataclass(frozen=True, slots=True)
class FieldWeights:
    """How much each field's BM25 counts; chosen on law questions (bench/RESULTS.md)."""

    words: float = 1.0
    pairs: float = 1.0
    title: float = 0.05
    headings: float = 0.15
    related: float = 0.7  # terms of art for everyday words, looked for among the words


def build(folder: Path, entries: Iterable[LexicalEntry]) -> None:
    """Write an index of the entries, numbered from 0, into an empty folder."""
    builder = tantivy.SchemaBuilder()
    for name in ("words", "pairs", "title", "headings"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("number", fast=True)
    index = tantivy.Index(builder.build(), path=str(folder))
    writer = index.writer(heap_size=_WRITER_MEMORY, num_threads=1)
    for number, entry in enumerate(entries):
        writer.add_document(_document(number, entry))
    writer.commit()
    writer.wait_merging_threads()


def _document(number: int, entry: LexicalEntry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("words", " ".join(words(entry.text)))
    document.add_text("pairs", " ".join(bigrams(entry.text)))
    document.add_text("title", " ".join(words(entry.title)))
    document.add_text("headings", " ".join(words(entry.headings)))
    document.add_unsigned("number", number)
    return document


def _related(question: str, asked: Sequence[str]) -> list[str]:
    """Return the terms of art for everyday phrases, each once, without words asked themselves."""
    terms = (term for one in everyday_phrases(fold(question)) for term in one.terms)
    found = (part for term in terms if term not in asked for part in words(term))
    return list(dict.fromkeys(part for part in found if part not in asked))


class LexicalIndex:
    """A built index, open for searching."""

    def __init__(self, folder: Path, weights: FieldWeights | None = None) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._index.config_reader("manual")
        self._index.reload()
        self._searcher = self._index.searcher()
        self._schema = self._index.schema
        self._weights = weights or FieldWeights()

    def __len__(self) -> int:
        return self._searcher.num_docs

    def search(self, question: str, limit: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return (numbers, scores) of the best passages, best first, at most limit."""
        terms = self._clauses(question)
        if not terms:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        hits = self._searcher.search(Query.boolean_query(terms), limit, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        return np.array(numbers, np.int64), np.array([score for score, _ in hits], np.float32)

    def word_frequency(self, word: str) -> int:
        """Return how many passages hold a word."""
        return self._searcher.doc_freq("words", word)

    def pair_frequency(self, pair: str) -> int:
        """Return how many passages hold a pair of characters."""
        return self._searcher.doc_freq("pairs", pair)

    def _clauses(self, question: str) -> list[tuple[Occur, Query]]:
        weights = self._weights
        asked = words(question)
        clauses = self._field("words", asked, weights.words)
        clauses += self._field("pairs", question_bigrams(question), weights.pairs)
        clauses += self._field("title", asked, weights.title)
        clauses += self._field("headings", asked, weights.headings)
        clauses += self._field("words", _related(question, asked), weights.related)
        return clauses

    def _field(self, field: str, terms: Sequence[str], weight: float) -> list[tuple[Occur, Query]]:
        return [
            (Occur.Should, Query.boost_query(self._term(field, term), weight * times))
            for term, times in Counter(terms).items()
        ]

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, term, "freq")
