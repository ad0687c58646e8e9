from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.addresses import parse_address
from kb.citation import ParsedCitation, parse


def shown(text: str) -> list[tuple[str, str, str]]:
    """Return title, number and address of every citation in a text."""
    return [(one.title, one.number, address_of(one)) for one in parse(text)]


def address_of(citation: ParsedCitation) -> str:
    return ".".join(str(step) for step in citation.steps)


def addresses(text: str) -> list[str]:
    return [address_of(one) for one in parse(text)]


def test_a_full_citation_gives_title_number_and_steps() -> None:
    text = "依照《社工管理办法》（示例〔2018〕8号）第十二条第二款第（一）项第1目办理"
    (citation,) = parse(text)
    assert citation.title == "社工管理办法"
    assert citation.number == "示例〔2018〕8号"
    assert address_of(citation) == "t12.k2.x1.m1"
    assert text[citation.start : citation.end] == (
        "《社工管理办法》（示例〔2018〕8号）第十二条第二款第（一）项第1目"
    )


@pytest.mark.parametrize(
    "text",
    ["第十二条", "第12条", "第１２条", "第 十 二 条", "第　12　条", "12条", "社工管理办法12条"],
)
def test_every_spelling_of_an_article_is_understood(text: str) -> None:
    assert addresses(text) == ["t12"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("第二款第三项", "k2.x3"),
        ("第七条第（二）项", "t7.x2"),
        ("第七条第二项", "t7.x2"),
        ("第七条第(2)项", "t7.x2"),
        ("12条第2款", "t12.k2"),
        ("第一百三十三条之一", "t133-1"),
        ("第133条之1第二款", "t133-1.k2"),
        ("第一百三十三之一条", "t133-1"),
        ("第一千零一条", "t1001"),
        ("第二章", "c2"),
        ("第二编第一分编第三章第四节", "b2.f1.c3.s4"),
        ("第二章第三条", "c2.t3"),
    ],
)
def test_steps_are_read_from_the_outside_in(text: str, address: str) -> None:
    assert addresses(text) == [address]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第十二条第（一）、（三）项", ["t12.x1", "t12.x3"]),
        ("第十二条第一、三款", ["t12.k1", "t12.k3"]),
        ("第十二条第（一）项和第（三）项", ["t12.x1", "t12.x3"]),
        ("第十三条第一款、第三款和第十五条", ["t13.k1", "t13.k3", "t15"]),
        ("第三条、第五条以及第七条第二款", ["t3", "t5", "t7.k2"]),
        ("第三条至第五条", ["t3", "t4", "t5"]),
        ("第三条第（一）项至第（三）项", ["t3.x1", "t3.x2", "t3.x3"]),
        ("第一条至第九百条", ["t1", "t900"]),
        ("第五条至第三条", ["t5", "t3"]),
        ("第三条第五条", ["t3", "t5"]),
    ],
)
def test_each_member_of_a_list_has_what_it_shares_with_the_one_before(
    text: str, found: list[str]
) -> None:
    assert addresses(text) == found


def test_every_member_of_a_list_has_the_document_before_it() -> None:
    assert shown("《甲办法》第三条、第五条和《乙办法》第六条") == [
        ("甲办法", "", "t3"),
        ("甲办法", "", "t5"),
        ("乙办法", "", "t6"),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "关于适用〈中华人民共和国民法典〉若干问题的解释",
        "最高人民法院关于适用《中华人民共和国民法典》有关担保制度的解释",
        "国务院关于印发《国务院工作规则》的通知",
    ],
)
def test_a_title_may_have_book_marks_inside(title: str) -> None:
    assert shown(f"《{title}》第三条") == [(title, "", "t3")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("《甲办法》（2018年修订）第三条", ""),
        ("《甲办法》（以下简称办法）第三条", ""),
        ("《甲办法》(示例[2018]5号)第三条", "示例〔2018〕5号"),
        ("《甲办法》（国务院令第442号）第三条", "国务院令第442号"),
        ("《甲办法》（国令第7号）（修订）第三条", "国令第7号"),
    ],
)
def test_a_bracket_after_the_title_is_its_number_or_only_qualifies_it(
    text: str, number: str
) -> None:
    assert shown(text) == [("甲办法", number, "t3")]


def test_a_number_without_a_title_names_the_document() -> None:
    assert shown("根据示例[2018]第5号第八条和国务院令第442号") == [
        ("", "示例〔2018〕5号", "t8"),
        ("", "国务院令第442号", ""),
    ]


def test_a_document_without_steps_is_a_citation_of_the_whole() -> None:
    assert shown("《甲办法》与《乙办法》有什么不同") == [("甲办法", "", ""), ("乙办法", "", "")]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("《手册》二、（一）1．（1）", "h2.i1.j1.l1"),
        ("《手册》二、(一)1.(1)", "h2.i1.j1.l1"),
        ("《手册》十二、（三）第2段", "h12.i3.d2"),
        ("《手册》第2段1．", "d2.j1"),
        ("《手册》“序言”第2段", "z1.d2"),
        ("《手册》标题2“附则”第1段", "z2.d1"),
        ("《手册》第一章一、", "c1.h1"),
        ("《预案》3.2.1第2段", "h3.i2.j1.d2"),
        ("《预案》第3部分", "h3"),
        ("《清单》二、表1第3行", "h2.g1.r3"),
        ("《通知》附件1第三条", "a1.t3"),
        ("《通知》附件第三条", "a1.t3"),
        ("《通知》附件1 二、", "a1.h2"),
        ("《通知》附件1 1．", "a1.j1"),
    ],
)
def test_outline_numbers_count_behind_a_named_document(text: str, address: str) -> None:
    assert addresses(text) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "提出了12条意见",
        "第一条件",
        "第三项目部",
        "第一节课",
        "第二目标",
        "二、工作要求",
        "（一）加强领导",
        "3.2米",
        "“两新”组织",
        "",
        "《没有结束的书名",
        "第零条",
    ],
)
def test_what_cites_nothing_is_left_alone(text: str) -> None:
    assert parse(text) == ()


def test_a_quoted_word_after_a_title_is_no_heading_when_the_sentence_goes_on() -> None:
    assert addresses("《社工管理办法》“四岗十二档”是什么") == [""]


@given(st.text(alphabet="第一二十条款项章《》（）、至和1．. 号〔〕2018附件“”表行段甲", max_size=40))
def test_any_text_gives_citations_that_lie_within_it(text: str) -> None:
    for citation in parse(text):
        assert 0 <= citation.start < citation.end <= len(text)
        if citation.steps:
            assert parse_address(address_of(citation)).steps == citation.steps


@given(st.text(max_size=60))
def test_no_text_makes_parsing_fail(text: str) -> None:
    parse(text)
