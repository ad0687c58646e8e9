"""The sample library: complete, marked as a sample, and every question's citation known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.commands import sample_files
from kb.cross_encoder import CrossEncoder
from kb.encoder import load_encoder
from kb.errors import ModelUnusable
from kb.evaluate import Report, Row, evaluate, expected_targets, read_rows
from kb.library import Library
from kb.model import Status
from kb.model_store import models_dir
from tests.made_library import open_library, take_in

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
ROWS = read_rows(CORPUS / "questions.jsonl")
INDIRECT = read_rows(CORPUS.parent / "bench" / "questions_indirect.jsonl")
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The sample library with the encoder of the tests."""
    home = tmp_path_factory.mktemp("samples")
    take_in(home, *sample_files())
    library = open_library(home)
    yield library
    library.close()


def test_the_library_has_its_documents_and_two_of_them_in_two_versions(samples: Library) -> None:
    documents = samples.documents()
    assert samples.unread() == ()
    assert len(documents) >= 16
    assert sum(one.versions == 2 for one in documents) == 2
    characters = sum(len(HAN.findall(path.read_text("utf-8"))) for path in sample_files())
    assert characters >= 30_000


def test_every_text_says_that_it_is_a_sample_and_no_real_number_is_used(samples: Library) -> None:
    for document in samples.documents():
        for version in samples.versions(document.document_id):
            about = version.metadata
            assert "示例文本" in about.sample
            assert about.number == "" or re.fullmatch(r"示例〔20\d\d〕\d+号", about.number)
            assert about.kind
            assert about.issued


def test_older_versions_no_longer_hold(samples: Library) -> None:
    older = [
        version
        for document in samples.documents()
        for version in samples.versions(document.document_id)[1:]
    ]
    assert len(older) == 2
    assert {samples.status(version.id) for version in older} == {Status.REPEALED}


def test_the_sources_are_told_for_every_document(samples: Library) -> None:
    sources = (CORPUS / "SOURCES.md").read_text("utf-8")
    for document in samples.documents():
        assert document.version.metadata.title in sources


def test_the_questions_are_of_the_three_kinds_in_their_numbers() -> None:
    assert len(ROWS) == 140
    assert sum(not row.answerable for row in ROWS) == 30
    assert len({row.question for row in (*ROWS, *INDIRECT)}) == len(ROWS) + len(INDIRECT)


@pytest.mark.parametrize("row", [*ROWS, *INDIRECT], ids=lambda row: row.question)
def test_every_expected_citation_is_known(samples: Library, row: Row) -> None:
    assert len(expected_targets(samples, row)) >= len(row.expect)


@pytest.fixture(scope="module")
def answering(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The sample library with the real model."""
    try:
        encoder = load_encoder(models_dir())
    except ModelUnusable as error:
        pytest.fail(str(error))
    home = tmp_path_factory.mktemp("answering")
    take_in(home, *sample_files(), encoder=encoder)
    library = open_library(home, encoder, CrossEncoder())
    yield library
    library.close()


@pytest.fixture(scope="module")
def report(answering: Library) -> Report:
    return evaluate(answering, ROWS)


@pytest.mark.model
def test_the_first_question_is_answered_with_its_provision_and_a_checklist(
    answering: Library,
) -> None:
    answer = answering.ask("申请为民服务资金要哪些材料？")
    first = answer.statements[0]
    assert first.citation.text == (
        "《社区党组织为民服务资金使用实施细则》（示例〔2018〕5号）第十一条第一款"
    )
    assert first.quotation.startswith(
        "申报为民服务资金项目，社区党组织应当向街道党工委提交下列材料："
    )
    assert first.quotation.endswith("（六）项目公示照片和公示情况说明。")
    made = answering.checklist(answer.checklists[0].path)
    assert len({item.kind for item in made.items}) >= 4


@pytest.mark.model
@pytest.mark.parametrize("row", ROWS[90:110], ids=lambda row: row.question)
def test_every_lookup_comes_first(answering: Library, row: Row) -> None:
    hit = answering.search(row.question).hits[0]
    whole = hit.citation.address is None
    targets = expected_targets(answering, row)
    assert any(
        target.nested(hit.version.id, hit.passage.start, hit.passage.end)
        or (whole and target.version_id == hit.version.id)
        for target in targets
    )


@pytest.mark.model
def test_the_figures_do_not_fall_below_what_was_reached(report: Report) -> None:
    """Three are the goals; refusals fall short of theirs, 0.9 (bench/RESULTS.md)."""
    assert report.unknown == ()
    assert report.recall_5 >= 0.95
    assert report.answer_1 >= 0.85
    assert report.wrongly_refused <= 0.05
    assert report.ndcg_10 >= 0.94
    assert report.refused >= 0.8
