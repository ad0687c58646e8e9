import math
from dataclasses import fields, replace

import pytest

from kb.asking import number_answered, permission_answered
from kb.everyday import everyday_phrases, everyday_table
from kb.evidence import evidence, precedence
from kb.ranking import RANK_WEIGHTS, RankFeatures, rank_features, rank_score
from kb.terms import QuestionTerms, WeightedTerm, question_terms

NOTHING = RankFeatures(*([0.0] * len(fields(RankFeatures))))
EVERYTHING = RankFeatures(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 5.0)


def terms(question: str) -> QuestionTerms:
    return question_terms(question, 100, lambda _: 1, lambda _: 1)


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("试用期几个月", "试用期为三个月", 1.0),
        ("试用期多久", "试用期另行约定", -1.0),
        ("谁负责审核", "三个月", 0.0),
        ("补助标准", "每人每月500元", 1.0),
    ],
)
def test_a_number_asked_for_is_looked_for(question: str, text: str, expected: float) -> None:
    assert number_answered(question, text) == expected


def test_whether_something_may_be_is_looked_for() -> None:
    assert permission_answered("可以转包吗？", "承接单位不得转包") == 1.0
    assert permission_answered("可以转包吗？", "承接单位由街道选定") == -1.0
    assert permission_answered("由谁承接", "承接单位不得转包") == 0.0


def test_coverage_weighs_rare_terms_more() -> None:
    found = QuestionTerms((WeightedTerm("社区", 1.0), WeightedTerm("充电桩", 3.0)), ())
    assert found.word_coverage("社区办公室") == 0.25
    assert found.word_coverage("充电桩") == 0.75
    assert found.pair_coverage("充电桩") == 0.0


def test_a_term_of_art_counts_for_an_everyday_word_but_less() -> None:
    asked = terms("辞退")
    assert 0 < asked.word_coverage("解聘社工的程序") < asked.word_coverage("辞退社工的程序") == 1.0
    assert asked.word_coverage("招聘") == 0.0


def test_the_table_of_everyday_words_repeats_nothing_and_maps_no_phrase_to_itself() -> None:
    table = everyday_table()
    assert len(table) > 100
    assert len({one.phrase for one in table}) == len(table)
    for one in table:
        assert one.terms
        assert one.phrase not in one.terms
        assert len(set(one.terms)) == len(one.terms)


def test_the_longest_everyday_phrase_at_a_place_is_found() -> None:
    assert [one.phrase for one in everyday_phrases("钱没花完怎么办")] == ["钱", "没花完"]
    assert everyday_phrases("没有这种话") == ()


def test_the_score_grows_with_every_sign_that_counts_for_a_passage() -> None:
    for field in fields(RankFeatures):
        raised = replace(NOTHING, **{field.name: 1.0})
        weight = getattr(RANK_WEIGHTS, field.name)
        assert rank_score(raised) - rank_score(NOTHING) == pytest.approx(weight)
        assert weight > 0, field.name


def test_evidence_without_a_judgement_is_the_probability_of_the_rank_score() -> None:
    assert evidence(NOTHING, None) == pytest.approx(1 / (1 + math.exp(-rank_score(NOTHING))))
    assert 0 < evidence(NOTHING, None) < 0.01 < 0.5 < evidence(EVERYTHING, None) < 1


def test_evidence_grows_with_rank_and_with_the_judgement() -> None:
    assert evidence(NOTHING, 0.0) < evidence(EVERYTHING, 0.0) < evidence(EVERYTHING, 2.0) < 1


def test_the_order_follows_rank_before_judgement_but_both_count() -> None:
    assert precedence(NOTHING, 1.0) > precedence(NOTHING, None) == precedence(NOTHING, 0.0)
    assert precedence(EVERYTHING, -4.0) > precedence(NOTHING, 4.0)


def test_features_of_a_passage_without_a_vector_are_numbers() -> None:
    made = rank_features(
        "试用期几个月", terms("试用期几个月"), "社工办法", "试用期为三个月", math.nan, 0.5
    )
    assert made.cosine == 0.0
    assert made.word_coverage > 0.5
    assert made.number == 1.0
    assert made.length == pytest.approx(math.log1p(len("试用期为三个月")))
