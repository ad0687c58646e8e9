from __future__ import annotations

import pytest

from kb.citation import Finder, cite, parse
from kb.model import Level, Metadata, Provision
from tests.kb.provision_trees import MANUAL, MEASURES, PLAN, RULES, at

ABOUT = Metadata("社工管理办法", number="示例〔2018〕8号")
TREES = (MEASURES, MANUAL, PLAN, RULES)


def short(provisions: tuple[Provision, ...], address: str) -> str:
    """Return the citation of an address without title and number."""
    return cite(Metadata(""), at(provisions, address), provisions)[1].removeprefix("《》")


def test_a_citation_has_title_number_and_place() -> None:
    assert cite(ABOUT, at(MEASURES, "t2.k2.x1"), MEASURES) == (
        "《社工管理办法》（示例〔2018〕8号）第二条第二款第（一）项",
        "《社工管理办法》第二条第二款第（一）项",
    )


def test_a_document_without_a_number_has_no_empty_brackets() -> None:
    about = Metadata("邻里手册")
    assert cite(about, at(MEASURES, "t1"), MEASURES)[0] == "《邻里手册》第一条"


def test_no_provision_cites_the_whole_document() -> None:
    assert cite(ABOUT, None, MEASURES)[1] == "《社工管理办法》"


def test_book_marks_within_a_title_become_single() -> None:
    about = Metadata("关于印发《社工管理办法》的通知")
    assert cite(about, None, ())[1] == "《关于印发〈社工管理办法〉的通知》"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("t1", "第一条"),
        ("t1.k1", "第一条"),  # the only 款 is not named
        ("t2.k1", "第二条第一款"),
        ("t2.k2.x1.m1", "第二条第二款第（一）项第1目"),
        ("t4.k1.x1", "第四条第（一）项"),
        ("t3.k1.x1", "第三条第一款第（一）项"),
        ("t4-1", "第四条之一"),
        ("t1001", "第一千零一条"),
        ("t4.k1.g1.r1", "第四条表1第1行"),
        ("c2", "第二章"),
        ("a1", "附件1"),
        ("a1.t1", "附件1第一条"),
        ("a1.t2.k2", "附件1第二条第二款"),
    ],
)
def test_articles_are_cited_without_the_chapters_above_them(address: str, words: str) -> None:
    assert short(MEASURES, address) == words


@pytest.mark.parametrize(
    ("address", "words"),
    [("b1.c1.t1", "第一编第一章第一条"), ("b2.c1", "第二编第一章")],
)
def test_divisions_are_named_where_the_address_needs_them(address: str, words: str) -> None:
    assert short(RULES, address) == words


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("d1", "第1段"),
        ("z1", "“前言”"),
        ("z1.d1", "“前言”第1段"),
        ("z2.d1", "标题2“附则”第1段"),
        ("h1", "一、"),
        ("h1.i1.d2", "一、（一）第2段"),
        ("h1.i1.j1.l1", "一、（一）1．（1）"),
        ("h1.i1.d2.j1", "一、（一）第2段1．"),
        ("h2.i3.g1.r1", "二、（三）表1第1行"),
    ],
)
def test_outlines_are_cited_by_their_labels(address: str, words: str) -> None:
    assert short(MANUAL, address) == words


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("h1", "第1部分"),
        ("h1.i1", "1.1"),
        ("h1.i1.d1", "1.1第1段"),
        ("h2.i1.j1", "2.1.1"),
        ("h2.i1.j1.l1", "2.1.1（1）"),
    ],
)
def test_numbers_with_points_are_cited_as_they_stand(address: str, words: str) -> None:
    assert short(PLAN, address) == words


@pytest.mark.parametrize("provisions", TREES)
def test_what_is_printed_is_read_back_as_the_same_provision(
    provisions: tuple[Provision, ...],
) -> None:
    finder = Finder(provisions)
    for provision in provisions:
        (citation,) = parse(cite(ABOUT, provision, provisions)[0])
        only = provision.level is Level.PARAGRAPH and not _has_second(provision, provisions)
        meant = provisions[provision.parent or 0] if only else provision
        assert citation.title == ABOUT.title
        assert finder.resolve(citation.steps) == meant


def _has_second(paragraph: Provision, provisions: tuple[Provision, ...]) -> bool:
    same = [one for one in provisions if one.parent == paragraph.parent]
    return len([one for one in same if one.level is Level.PARAGRAPH]) > 1
