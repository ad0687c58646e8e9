import json
import math
from pathlib import Path

import pytest

from kb.errors import KbError
from kb.evaluate import Row, Target, _ndcg, evaluate, read_rows
from kb.library import Library

NAMES = [
    *("n", "recall@5", "recall@10", "recall@100", "mrr@10", "ndcg@10", "answer@1", "answer@5"),
    *("refused", "wrongly refused", "p50", "p99"),
]


def rows_file(folder: Path, *rows: object) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


def test_the_three_kinds_of_rows_are_read(tmp_path: Path) -> None:
    path = rows_file(
        tmp_path,
        {"question": "甲", "expect": ["《乙》第一条"]},
        {"question": "丙", "document": "丁.txt", "answer": "戊"},
        {"question": "己", "answerable": False, "extra": 1},
    )
    assert read_rows(path) == (
        Row("甲", expect=("《乙》第一条",)),
        Row("丙", document="丁.txt", answer="戊"),
        Row("己"),
    )


@pytest.mark.parametrize(
    "row", [{"question": "甲"}, {"expect": ["x"]}, [], {"question": "甲", "expect": []}]
)
def test_a_row_that_is_none_is_named_by_its_line(tmp_path: Path, row: object) -> None:
    good = {"question": "甲", "answerable": False}
    with pytest.raises(KbError, match="第 2 行"):
        read_rows(rows_file(tmp_path, good, row))


def test_the_figures_have_the_published_names(shared_library: Library) -> None:
    report = evaluate(
        shared_library, [Row("社工聘用办法第二条", expect=("《社工聘用办法》第二条",))]
    )
    assert list(report.named()) == NAMES


def test_a_lookup_that_is_right_scores_one_everywhere(shared_library: Library) -> None:
    report = evaluate(
        shared_library,
        [Row("社工聘用办法第二条", expect=("《社工聘用办法》第二条",))],
    )
    figures = report.named()
    assert [figures[k] for k in ("recall@5", "mrr@10", "ndcg@10", "answer@1", "answer@5")] == [
        1.0
    ] * 5
    assert figures["wrongly refused"] == 0.0
    assert math.isnan(figures["refused"])


def test_an_expected_citation_that_does_not_exist_is_reported_and_counts_as_missed(
    shared_library: Library,
) -> None:
    row = Row("社工聘用办法第二条", expect=("《社工聘用办法》第二条", "《没有》第一条"))
    report = evaluate(shared_library, [row])
    assert report.unknown == ("《没有》第一条",)
    assert report.recall_100 == 0.5


def test_a_passage_of_the_named_file_counts_if_it_contains_the_answer(
    shared_library: Library,
) -> None:
    asked = "惠民资金管理细则第五条"
    right = Row(asked, document="惠民资金.md", answer="十个 工作日")
    other_file = Row(asked, document="走访通知.md", answer="十个工作日")
    assert evaluate(shared_library, [right]).answer_1 == 1.0
    assert evaluate(shared_library, [other_file]).answer_1 == 0.0


@pytest.mark.parametrize(
    ("start", "end", "counts"),
    [(10, 20, True), (12, 15, True), (0, 30, True), (5, 15, False), (20, 30, False)],
)
def test_a_hit_counts_inside_or_around_the_expected_provision(
    start: int, end: int, counts: bool
) -> None:
    target = Target(1, 10, 20)
    assert target.nested(1, start, end) is counts
    assert not target.nested(2, start, end)


def test_ndcg_discounts_by_rank() -> None:
    assert _ndcg([1, 0], 1) == 1.0
    assert _ndcg([0, 1], 1) == pytest.approx(1 / math.log2(3))
    assert _ndcg([1, 0, 1], 2) == pytest.approx((1 + 1 / 2) / (1 + 1 / math.log2(3)))
    assert _ndcg([0] * 10 + [1], 1) == 0.0
