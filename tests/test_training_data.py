"""The written training data: it means what it says, and nothing that is measured on is in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.training.pairs import DOCUMENTS, HERE, document_questions
from bench.training.texts import Texts
from kb.citation import parse

ROOT = Path(__file__).parents[1]
FILES = ("law_questions.jsonl", "document_questions.jsonl")
MEASURED = (ROOT / "corpus" / "questions.jsonl", ROOT / "bench" / "questions_indirect.jsonl")


def questions(path: Path) -> list[str]:
    """Return the questions of a file; there must be some."""
    found = [json.loads(line)["question"] for line in path.read_text("utf-8").splitlines()]
    assert found
    return found


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts([DOCUMENTS])


@pytest.mark.parametrize("name", FILES)
def test_no_question_that_is_measured_on_is_trained_on(name: str) -> None:
    measured = {question for path in MEASURED for question in questions(path)}
    assert not measured.intersection(questions(HERE / name))


def test_every_law_question_names_one_article() -> None:
    lines = (HERE / "law_questions.jsonl").read_text("utf-8").splitlines()
    for line in lines:
        row = json.loads(line)
        (cited,) = [row["near"]] if "near" in row else row["expect"]
        (citation,) = parse(cited)
        assert citation.title
        assert citation.steps


def test_nearly_every_marked_answer_stands_in_a_passage_of_its_document(texts: Texts) -> None:
    """A few run over the edge of a passage; those questions are not trained on."""
    rows = [
        json.loads(line)
        for line in (HERE / "document_questions.jsonl").read_text("utf-8").splitlines()
    ]
    answered = sum("near" not in row for row in rows)
    found = sum(bool(one.right) for one in document_questions(texts))
    assert found >= 0.93 * answered


def test_passages_that_only_look_right_come_after_none_that_is(texts: Texts) -> None:
    for one in document_questions(texts):
        assert not set(one.right) & set(one.near)
        assert one.right or one.near
