"""Automatic numbers of Word files, as Word itself prints them."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.ns import nsdecls

from indexer.readers import read_bytes
from tests.indexer.made_files import docx_of, numbering, p, texts

Levels = Sequence[tuple[str, str, str]]


def numbered(*levels: int | None, number: int = 77) -> list[str]:
    """Return paragraphs 甲 with automatic numbers of these levels; None for none."""
    return [p("甲", properties="" if level is None else at(level, number)) for level in levels]


def at(level: int, number: int = 77) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def lists(*elements: str) -> str:
    """Return numbering.xml; w:num elements stand last, as the schema wants."""
    ordered = sorted(elements, key=lambda element: element.startswith("<w:num "))
    return f"<w:numbering {nsdecls('w')}>{''.join(ordered)}</w:numbering>"


def labels(body: Sequence[str], *elements: str, styles: str = "") -> list[str]:
    parts = {"numbering": lists(*elements)} | ({"styles": styles} if styles else {})
    return [
        text.removesuffix("甲")
        for text in texts(read_bytes(docx_of(*body, **parts), "a.docx").blocks)
    ]


def num(number: int, abstract: int = 77, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'


LAW: Levels = (
    ("chineseCountingThousand", "第%1章", ""),
    ("chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>'),
    ("chineseCounting", "（%3）", ""),
    ("decimal", "%4.", ""),
)
PLAIN: Levels = (("decimal", "%1", ""), ("decimal", "%1.%2", ""), ("decimal", "%1.%2.%3", ""))


def test_articles_run_on_through_chapters_and_items_start_anew_in_each() -> None:
    body = numbered(0, 1, 2, 2, None, 1, 2, 3, 3, 0, 1)
    assert labels(body, *numbering(LAW)) == [
        "第一章 ", "第一条 ", "（一）", "（二）", "", "第二条 ", "（一）", "1. ", "2. ", "第二章 ",
        "第三条 ",
    ]  # fmt: skip


def test_numbers_past_a_hundred_and_ten_are_right() -> None:
    found = labels(numbered(*[1] * 112), *numbering(LAW))
    assert [found[at] for at in (9, 19, 99, 100, 109, 110)] == [
        "第十条 ", "第二十条 ", "第一百条 ", "第一百零一条 ", "第一百一十条 ", "第一百一十一条 ",
    ]  # fmt: skip


def test_a_level_restarts_after_a_higher_one_and_prints_the_numbers_above_it() -> None:
    assert labels(numbered(0, 1, 1, 2, 0, 1, 2), *numbering(PLAIN)) == [
        "1 ", "1.1 ", "1.2 ", "1.2.1 ", "2 ", "2.1 ", "2.1.1 ",
    ]  # fmt: skip


def test_a_skipped_level_counts_as_begun() -> None:
    assert labels(numbered(0, 2, 1), *numbering(PLAIN)) == ["1 ", "1.1.1 ", "1.2 "]


def test_restart_after_a_named_level_only() -> None:
    levels = (*PLAIN[:2], ("decimal", "%3)", '<w:lvlRestart w:val="1"/>'))
    assert labels(numbered(0, 1, 2, 1, 2, 0, 1, 2), *numbering(levels)) == [
        "1 ", "1.1 ", "1) ", "1.2 ", "2) ", "2 ", "2.1 ", "1) ",
    ]  # fmt: skip


def test_two_lists_of_one_definition_count_together() -> None:
    body = [
        p("甲", properties=at(0, 1)),
        p("甲", properties=at(0, 2)),
        p("甲", properties=at(0, 1)),
    ]
    abstract, _ = numbering(PLAIN)
    assert labels(body, abstract, num(1), num(2)) == ["1 ", "2 ", "3 "]


def test_a_start_override_begins_a_list_anew_once() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = [p("甲", properties=at(0, number)) for number in (1, 1, 2, 2, 1)]
    abstract, _ = numbering(PLAIN)
    assert labels(body, abstract, num(1), num(2, overrides=start)) == [
        "1 ", "2 ", "5 ", "6 ", "7 ",
    ]  # fmt: skip


def test_a_level_override_changes_how_numbers_are_printed() -> None:
    level = (
        '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride>'
    )
    abstract, _ = numbering(PLAIN)
    assert labels(numbered(0, 0), abstract, num(77, overrides=level)) == ["A) ", "B) "]


def test_legal_numbering_prints_higher_levels_in_arabic_digits() -> None:
    levels = (("upperRoman", "%1", ""), ("decimal", "%1.%2", "<w:isLgl/>"))
    assert labels(numbered(0, 0, 1), *numbering(levels)) == ["I ", "II ", "2.1 "]


def test_what_follows_a_label_decides_on_the_space() -> None:
    levels = (("decimal", "%1.", '<w:suff w:val="nothing"/>'), ("decimal", "%2.", ""))
    assert labels(numbered(0, 1), *numbering(levels)) == ["1.", "1. "]


def test_bullets_of_any_font_are_one_dot_and_no_number_is_nothing() -> None:
    levels = (("bullet", "\uf0b7", ""), ("none", "", ""))
    assert labels(numbered(0, 1), *numbering(levels)) == ["• ", ""]


def test_an_empty_numbered_paragraph_prints_its_number() -> None:
    body = [p("甲", properties=at(1)), p(properties=at(1)), p("甲", properties=at(1))]
    assert labels(body, *numbering(LAW)) == ["第一条 ", "第二条", "第三条 "]


def test_a_soft_line_break_does_not_repeat_the_number() -> None:
    body = [p("<w:r><w:t>甲</w:t><w:br/><w:t>乙甲</w:t></w:r>", properties=at(1))]
    assert labels(body, *numbering(LAW)) == ["第一条 ", "乙"]


def test_numbering_comes_from_a_style_and_can_be_taken_away() -> None:
    styles = (
        f'<w:styles {nsdecls("w")}><w:style w:type="paragraph" w:styleId="t"><w:name w:val="条"/>'
        '<w:pPr><w:numPr><w:numId w:val="77"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="u"><w:name w:val="条二"/><w:basedOn w:val="t"/>'
        "</w:style></w:styles>"
    )
    levels = (LAW[0], (LAW[1][0], LAW[1][1], '<w:pStyle w:val="t"/>'))
    body = [
        p("甲", properties='<w:pStyle w:val="t"/>'),
        p("甲", properties='<w:pStyle w:val="u"/>'),
        p("甲", properties='<w:pStyle w:val="t"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        p("甲", properties='<w:pStyle w:val="t"/>'),
    ]
    assert labels(body, *numbering(levels), styles=styles) == ["第一条 ", "第二条 ", "", "第三条 "]


def test_a_list_may_borrow_its_definition_through_a_numbering_style() -> None:
    borrowing = '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="s"/></w:abstractNum>'
    [abstract, own] = numbering(LAW)
    lending = abstract.replace(
        'w:abstractNumId="77">', 'w:abstractNumId="77"><w:styleLink w:val="s"/>'
    )
    assert labels(numbered(1, number=9), borrowing, lending, own, num(9, 8)) == ["第一条 "]


def test_numbers_of_a_file_without_their_definition_are_left_out() -> None:
    assert labels(numbered(0)) == [""]
    assert labels(numbered(0, number=5), *numbering(LAW)) == [""]


def test_numbering_inside_a_table_counts_with_the_text_around_it() -> None:
    cells = "".join(f"<w:tc>{p('甲', properties=at(1))}</w:tc>" for _ in range(2))
    table = f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>"
    body = [p("甲", properties=at(1)), table, p("甲", properties=at(1))]
    found = texts(read_bytes(docx_of(*body, numbering=lists(*numbering(LAW))), "a.docx").blocks)
    assert found == ["第一条 甲", "第二条 甲 | 第三条 甲\n第四条 甲 | 第五条 甲", "第六条 甲"]
