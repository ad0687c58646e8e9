from __future__ import annotations

import pytest

from kb.citation import nearest, parse, resolve
from kb.model import Provision
from tests.kb.provision_trees import MANUAL, MEASURES, PLAN, RULES


def found(words: str, provisions: tuple[Provision, ...]) -> str:
    """Return the address that words mean; "" for none."""
    (citation,) = parse(f"《某文件》{words}")
    provision = resolve(citation.steps, provisions)
    return "" if provision is None else str(provision.address)


def offered(words: str, provisions: tuple[Provision, ...]) -> list[str]:
    (citation,) = parse(f"《某文件》{words}")
    return [str(one.address) for one in nearest(citation.steps, provisions)]


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("第二条", "t2"),
        ("第二条第二款", "t2.k2"),
        ("第一条第一款", "t1.k1"),
        ("第四条第（一）项", "t4.k1.x1"),
        ("第二条第（二）项", "t2.k2.x2"),
        ("第二条第（一）项第1目", "t2.k2.x1.m1"),
        ("第三条第（二）项", "t3.k1.x2"),
        ("第三条第二款第（一）项", "t3.k2.x1"),
        ("第二章第三条", "t3"),
        ("第一章第二条第二款", "t2.k2"),
        ("第4条之1", "t4-1"),
        ("附件1第二条第二款", "a1.t2.k2"),
        ("附件第一条", "a1.t1"),
    ],
)
def test_one_provision_is_meant(words: str, address: str) -> None:
    assert found(words, MEASURES) == address


@pytest.mark.parametrize(
    "words",
    [
        "第九条",  # there is none
        "第一章第三条",  # it stands in another chapter
        "第二条第三款",
        "第三条第（一）项",  # two 款 have one
        "第二款",  # of which article
        "附件2第一条",
    ],
)
def test_nothing_is_guessed(words: str) -> None:
    assert found(words, MEASURES) == ""


def test_an_article_that_occurs_in_two_parts_needs_its_part() -> None:
    assert found("第一条", RULES) == ""
    assert found("第二编第一条", RULES) == "b2.c1.t1"
    assert found("第三条", RULES) == "b2.c1.t3"


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("一、（一）第1段", "h1.i1.d1"),
        ("一、（二）第1段", "h1.i2"),  # the words behind the label
        ("（三）", "h2.i3"),
        ("第一条", "h1"),  # people cite 一、 so where there is no 条
        ("第二条第（三）项", "h2.i3"),
        ("“前言”第1段", "z1.d1"),
    ],
)
def test_outlines_are_found_as_people_cite_them(words: str, address: str) -> None:
    assert found(words, MANUAL) == address


def test_a_number_with_points_is_found() -> None:
    assert found("2.1.1", PLAN) == "h2.i1.j1"


def test_no_steps_mean_no_provision() -> None:
    assert resolve((), MEASURES) is None
    assert nearest((), MEASURES) == ()


@pytest.mark.parametrize(
    ("words", "addresses"),
    [
        ("第五条", ["t4", "t4-1", "t3"]),
        ("第二条第三款", ["t2", "t2.k2", "t2.k1"]),
        ("第二条第二款第（九）项", ["t2.k2", "t2.k2.x2", "t2.k2.x1"]),
    ],
)
def test_what_is_near_is_offered_best_first(words: str, addresses: list[str]) -> None:
    assert offered(words, MEASURES) == addresses


def test_a_level_that_the_text_lacks_offers_nothing() -> None:
    assert offered("第三节", MEASURES) == []
