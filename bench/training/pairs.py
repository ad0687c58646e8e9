"""Questions with passages that answer them and passages that only look as if they did.

Written questions are rows of two files beside this one: `law_questions.jsonl`, on provisions of
national laws, and `document_questions.jsonl`, on the documents in `documents/`. A row with `near`
is a question that the provision or document named does not answer, though it sounds so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.training.texts import Texts
from indexer.metadata import document_key
from kb.citation import parse
from kb.evaluate import folded

HERE = Path(__file__).parent
DOCUMENTS = HERE / "documents"
_HELD_OUT = 10  # one document of so many
_DEEP = 12  # passages looked at for those that only look as if they answered


@dataclass(frozen=True, slots=True)
class Asked:
    """A written question.

    right: numbers of the passages that answer; empty where none does. near: of those that look as
    if they did, nearest first. answer: the words that answer, "" where they were not marked.
    """

    question: str
    right: tuple[int, ...]
    near: tuple[int, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a file. about: the provision or document that it names."""

    question: str
    about: str
    answered: bool
    answer: str


def held_out(written: Texts) -> frozenset[str]:
    """Return the keys of the documents that nothing is trained on."""
    return frozenset(sorted(written.by_document)[::_HELD_OUT])


def law_questions(texts: Texts, path: Path = HERE / "law_questions.jsonl") -> Iterator[Asked]:
    """Yield the questions on provisions that the library holds."""
    for row in _rows(path):
        gold = _cited(texts, row.about)
        if not gold:
            continue
        bodies = {texts.all[number].body for number in gold}
        near = texts.nearest(row.question, _DEEP)
        others = tuple(n for n in near if texts.all[n].body not in bodies)
        if row.answered:
            yield Asked(row.question, gold, others, "")
        else:
            yield Asked(row.question, (), (*gold, *others), "")


def document_questions(
    texts: Texts, path: Path = HERE / "document_questions.jsonl"
) -> Iterator[Asked]:
    """Yield the questions on the written documents."""
    for row in _rows(path):
        named = document_key(row.about)
        answer = folded(row.answer)
        inside = texts.by_document.get(named, [])
        right = tuple(n for n in inside if row.answered and answer in folded(texts.all[n].body))
        if row.answered and not right:
            continue
        found = [n for n in texts.nearest(row.question, _DEEP) if n not in right]
        own = [n for n in found if texts.all[n].document == named]
        others = [n for n in found if texts.all[n].document != named]
        if right or found:
            yield Asked(row.question, right, (*own, *others), row.answer)


def _rows(path: Path) -> Iterator[_Row]:
    for line in path.read_text("utf-8").splitlines():
        value = json.loads(line)
        near = value.get("near")
        about = near or value.get("document") or value["expect"][0]
        yield _Row(value["question"], about, near is None, value.get("answer") or "")


def _cited(texts: Texts, cited: str) -> tuple[int, ...]:
    (citation,) = parse(cited)
    step = citation.steps[0]
    article = (step.number, step.insert)
    return tuple(texts.by_article.get((document_key(citation.title), article), ()))
