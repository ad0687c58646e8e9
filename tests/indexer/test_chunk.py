from __future__ import annotations

from indexer.chunk import LONGEST, passages
from indexer.structure import Structured
from kb.embedded import embedded_text
from kb.model import Metadata, Passage
from tests.indexer.structure_cases import structured

ABOUT = Metadata("社区服务办法", number="示例〔2018〕5号")


def cut(text: str) -> tuple[Passage, ...]:
    return passages(structured(text), ABOUT)


def shown(text: str) -> list[tuple[str, str]]:
    """Return the address and the first words of every passage of a text."""
    return [(str(one.address), one.text[:8]) for one in cut(text)]


def sentence(length: int, mark: str = "甲") -> str:
    return mark * (length - 1) + "。"


def test_a_short_article_is_one_passage_with_its_headings() -> None:
    (passage,) = cut("社区服务办法\n第一章 总则\n第一条 服务居民。\n服务免费。\n")
    assert str(passage.address) == "t1"
    assert passage.text == "第一条 服务居民。\n服务免费。"
    assert passage.headings == ("第一章 总则",)
    assert (passage.first, passage.last) == (2, 4)


def test_articles_are_never_joined() -> None:
    assert shown("办法\n第一条 甲。\n第二条 乙。\n") == [
        ("t1", "第一条 甲。"),
        ("t2", "第二条 乙。"),
    ]


def test_a_long_article_is_cut_between_paragraphs() -> None:
    text = f"办法\n第一条 {sentence(250, '甲')}\n{sentence(250, '乙')}\n{sentence(100, '丙')}\n"
    found = cut(text)
    assert [(str(p.address), p.text[0], p.text[-2]) for p in found] == [
        ("t1", "第", "甲"),
        ("t1", "乙", "丙"),
    ]


def test_a_long_list_is_cut_between_items_and_keeps_its_lead_in() -> None:
    items = "".join(f"（{n}）{sentence(150, n)}\n" for n in "一二三四")
    first, second = cut(f"办法\n第一条 下列居民可以申请：\n{items}")
    assert first.text.startswith("第一条 下列居民可以申请：\n（一）")
    assert second.text.startswith("（三）")
    assert str(second.address) == "t1.k1"
    assert second.headings == ("第一条", "下列居民可以申请：")


def test_a_paragraph_over_the_limit_is_cut_between_sentences() -> None:
    found = cut(f"办法\n第一条 {sentence(300, '甲')}{sentence(300, '乙')}\n第二条 丙。\n")
    assert [(str(p.address), len(p.text)) for p in found] == [
        ("t1", 304),
        ("t1.k1", 300),
        ("t2", 6),
    ]
    assert all(p.text.endswith("。") for p in found)


def test_a_sentence_over_the_limit_stays_whole() -> None:
    (passage,) = cut(f"办法\n第一条 {sentence(900)}\n")
    assert len(passage.text) == 904 > LONGEST


def test_paragraphs_under_one_heading_are_joined_and_headings_part_them() -> None:
    text = "手册\n一、组织\n甲。\n乙。\n（一）网络\n丙。\n1. 丁。\n2. 戊。\n二、经费\n己。\n"
    assert shown(text) == [
        ("h1", "甲。\n乙。"),
        ("h1.i1", "丙。\n1. 丁。"),
        ("h2.d1", "己。"),
    ]
    assert [p.headings for p in cut(text)] == [
        ("一、组织",),
        ("一、组织", "（一）网络"),
        ("二、经费",),
    ]


def test_a_heading_without_text_below_it_is_a_passage() -> None:
    assert shown("手册\n一、组织\n二、经费\n甲。\n") == [("h1", "一、组织"), ("h2.d1", "甲。")]


def test_title_notes_contents_and_signature_are_no_passages() -> None:
    text = (
        "某办法\n（示例文本）\n目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n"
        "第二章 附则\n第二条 乙。\n某区民政局\n2018年3月20日\n"
    )
    assert [words for _, words in shown(text)] == ["第一条 甲。", "第二条 乙。"]


def test_a_small_table_is_whole() -> None:
    (passage,) = cut("清单\n一、事项\n| 事项 | 时限 |\n| 低保 | 5日 |\n")
    assert (str(passage.address), passage.text) == ("h1.g1", "事项 | 时限\n低保 | 5日")


def test_a_large_table_is_cut_between_rows_and_its_header_is_embedded_again() -> None:
    rows = "".join(f"| {mark * 150} | 5日 |\n" for mark in "甲乙丙")
    first, second = cut(f"清单\n一、事项\n| 事项 | 时限 |\n{rows}")
    assert first.text.startswith("事项 | 时限\n甲")
    assert second.text.startswith("丙")
    assert str(second.address) == "h1.g1.r3"
    assert embedded_text(second, ABOUT).splitlines()[:3] == [
        "社区服务办法",
        "一、事项",
        "事项 | 时限",
    ]


def test_what_is_embedded_is_title_headings_and_text() -> None:
    (passage,) = cut("社区服务办法\n第一章 总则\n第一条 服务居民。\n")
    assert embedded_text(passage, ABOUT) == "社区服务办法\n第一章 总则\n第一条 服务居民。"


def test_long_titles_leave_less_room_for_text() -> None:
    text = f"办法\n第一条 {sentence(150, '甲')}\n{sentence(150, '乙')}\n"
    result = structured(text)
    assert len(passages(result, ABOUT)) == 1
    assert len(passages(result, Metadata("长" * 200))) == 2


def test_an_empty_text_has_no_passages() -> None:
    assert passages(Structured("", (), ()), ABOUT) == ()
