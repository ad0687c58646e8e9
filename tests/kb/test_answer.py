"""Answers on a small library; what ranks and refuses is measured with the real model elsewhere."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from kb.errors import BadQuestion
from kb.evidence import THRESHOLD, THRESHOLD_UNREAD
from kb.library import Library
from kb.model import Answer, Filters, Level, Provision
from kb.quotation import verify
from kb.sentences import Span
from kb.statements import holder
from tests.made_library import make_library
from tests.pairs_judge import PairsJudge


def quoted(answer: Answer) -> list[tuple[str, str]]:
    return [(one.citation.short, one.quotation) for one in answer.statements]


def test_a_provision_asked_for_is_quoted_without_its_label(shared_library: Library) -> None:
    answer = shared_library.ask("惠民资金管理细则第五条是怎么规定的？")
    assert quoted(answer) == [
        ("《惠民资金管理细则》第五条", "街道应当在收到材料后十个工作日内完成初审。")
    ]


def test_a_list_is_quoted_with_the_words_that_introduce_it_and_not_what_follows(
    shared_library: Library,
) -> None:
    answer = shared_library.ask("社区申报项目应当提交哪些材料？")
    assert quoted(answer)[0] == (
        "《惠民资金管理细则》第四条第一款",
        "社区申报项目，应当提交下列材料：\n（一）项目申报表；\n（二）经费预算表；"
        "\n（三）居民代表会议记录。",
    )


def test_every_quotation_stands_in_the_cited_version_character_for_character(
    shared_library: Library,
) -> None:
    asked = 0
    for question in (
        "社区申报项目应当提交哪些材料？",
        "街道应当在收到材料后几个工作日内完成初审？",
        "社工试用期为几个月？",
        "示例〔2022〕9号",
        "社工聘用办法（试行）第二条",
    ):
        for statement in shared_library.ask(question).statements:
            asked += 1
            text = shared_library.text(statement.citation.version_id)
            assert verify(statement.quotation, text, statement.start, statement.end)
            provision = shared_library.provision(
                statement.citation.version_id, str(statement.citation.address)
            )
            assert provision.start <= statement.start < statement.end <= provision.end
    assert asked >= 5


def test_a_question_about_something_else_is_refused_with_what_is_nearby(
    shared_library: Library,
) -> None:
    answer = shared_library.ask("火星基地怎么申请护照")
    assert answer.refused
    assert answer.statements == ()
    assert 1 <= len(answer.nearby) <= 3
    assert answer.score < answer.threshold == THRESHOLD


@pytest.mark.parametrize("question", ["工会法第三条", "社工聘用办法第九条", "第九十九条"])
def test_what_is_not_there_is_refused_and_no_other_article_quoted(
    shared_library: Library, question: str
) -> None:
    answer = shared_library.ask(question)
    assert answer.refused
    assert answer.notices
    assert answer.nearby


def test_without_the_cross_encoder_every_answer_but_a_lookup_says_so(
    shared_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_library._answerer, "_judge", lambda: None)
    answer = shared_library.ask("社区申报项目应当提交哪些材料？")
    assert answer.statements
    assert answer.threshold == THRESHOLD_UNREAD
    assert any("判断模型" in notice for notice in answer.notices)
    assert not shared_library.ask("惠民资金管理细则第五条").notices


def test_no_passage_is_judged_twice_for_one_question(
    shared_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    class Counting(PairsJudge):
        def judge(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
            read.extend(passages)
            return super().judge(question, passages)

    monkeypatch.setattr(shared_library._answerer, "_judge", Counting)
    shared_library.weigh("惠民资金管理细则 火星基地怎么申请护照")
    assert read
    assert len(read) == len(set(read))


def test_a_lookup_does_not_wait_for_the_cross_encoder(
    shared_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_library._answerer, "_judge", lambda: pytest.fail("loaded"))
    assert shared_library.ask("惠民资金管理细则第五条").statements


def test_the_day_asked_for_decides_which_text_is_quoted(shared_library: Library) -> None:
    then = shared_library.ask("社工试用期为几个月？", Filters(on=date(2018, 1, 1)))
    assert quoted(then)[0] == ("《社工聘用办法（试行）》第一条", "社工试用期为六个月。")
    now = shared_library.ask("社工试用期为几个月？")
    assert quoted(now)[0] == ("《社工聘用办法》第一条", "社工试用期为三个月。")


def test_a_checklist_is_offered_where_the_evidence_has_items(shared_library: Library) -> None:
    answer = shared_library.ask("社区申报项目应当提交哪些材料？")
    assert answer.checklists
    made = shared_library.checklist(answer.checklists[0].path)
    assert made.version.metadata.title == "惠民资金管理细则"


def test_statements_do_not_repeat_one_another(shared_library: Library) -> None:
    answer = shared_library.ask("社工试用期为几个月，满几年晋升一档？")
    spans = [(s.citation.version_id, s.start, s.end) for s in answer.statements]
    assert len(spans) == len(set(spans)) <= 3


def test_a_bad_question_is_refused_before_anything_is_searched(shared_library: Library) -> None:
    with pytest.raises(BadQuestion):
        shared_library.ask("  ")


def test_an_empty_library_refuses(tmp_path_factory: pytest.TempPathFactory) -> None:
    library = make_library(tmp_path_factory.mktemp("empty"), {"空.md": "# 只有标题\n"})
    assert library.ask("申报材料有哪些").refused
    library.close()


def test_the_holder_of_a_span_is_the_innermost_provision(shared_library: Library) -> None:
    version_id = shared_library.resolve("惠民资金管理细则")[0].version_id
    text = shared_library.text(version_id)
    start = text.index("项目申报表")
    found: Provision = holder(Span(start, start + 5), shared_library.provisions(version_id))
    assert (found.level, str(found.address)) == (Level.ITEM, "t4.k1.x1")
