"""The cross-encoder that ships: what it says, and that a damaged one is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from kb.cross_encoder import FOLDER, GRAPH_FILE, CrossEncoder
from kb.errors import ModelUnusable

QUESTION = "社工试用期几个月"
ANSWERS = "社工聘用办法\n第三条 新录用的社工试用期为三个月。"
NEARBY = "社工聘用办法\n第九条 社工应当佩戴工作证上岗，工作证遗失的及时补办。"


@pytest.fixture(scope="module")
def shipped() -> CrossEncoder:
    return CrossEncoder()


def test_a_passage_that_answers_scores_above_one_that_does_not(shipped: CrossEncoder) -> None:
    answers, nearby = shipped.judge(QUESTION, [ANSWERS, NEARBY])
    assert answers > nearby


def test_a_judgement_does_not_depend_on_what_else_is_judged(shipped: CrossEncoder) -> None:
    together = shipped.judge(QUESTION, [ANSWERS, NEARBY])
    alone = [shipped.judge(QUESTION, [text])[0] for text in (ANSWERS, NEARBY)]
    assert np.array_equal(together, alone)
    assert together.dtype == np.float32


def test_no_passages_get_no_judgements(shipped: CrossEncoder) -> None:
    assert shipped.judge(QUESTION, []).shape == (0,)


@pytest.mark.parametrize("question", ["问" * 2000, "\x00", "😀", "a"])
def test_any_question_and_any_length_of_passage_can_be_judged(
    shipped: CrossEncoder, question: str
) -> None:
    assert np.isfinite(shipped.judge(question, ["条" * 3000, ""])).all()


def test_a_damaged_or_missing_graph_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "cross_encoder"
    shutil.copytree(FOLDER, folder)
    with (folder / GRAPH_FILE).open("r+b") as file:
        file.seek(1000)
        file.write(b"\xff\xff")
    with pytest.raises(ModelUnusable, match="已损坏"):
        CrossEncoder(folder)
    with pytest.raises(ModelUnusable, match="缺失"):
        CrossEncoder(tmp_path / "nothing")
