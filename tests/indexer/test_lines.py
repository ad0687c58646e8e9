from __future__ import annotations

from indexer.blocks import Block, BlockKind, Extract, LinePlace, table_text
from indexer.lines import normalise
from kb.model import Place


def text_of(*blocks: Block) -> str:
    return normalise(Extract("txt", blocks)).text


def paragraph(text: str, *places: LinePlace) -> Block:
    return Block(BlockKind.PARAGRAPH, text, places=places)


def test_each_block_is_followed_by_one_line_break() -> None:
    assert text_of(paragraph("第一条 甲。"), paragraph("乙。")) == "第一条 甲。\n乙。\n"


def test_blanks_at_the_ends_and_empty_lines_are_dropped() -> None:
    assert text_of(paragraph("\u3000\u3000甲。 \t"), paragraph(" "), paragraph("")) == "甲。\n"


def test_characters_that_do_not_print_are_dropped() -> None:
    assert text_of(paragraph("\ufeff甲\u200b乙\x07丙\xad")) == "甲乙丙\n"


def test_blanks_within_a_line_stay_as_they_are() -> None:
    assert text_of(paragraph("第 一 条\u3000甲\t乙")) == "第 一 条\u3000甲\t乙\n"


def test_a_line_break_within_a_paragraph_ends_its_line() -> None:
    assert text_of(paragraph("甲\r\n乙\u2028丙")) == "甲\n乙\n丙\n"


def test_a_table_has_a_line_for_each_row_that_says_something() -> None:
    rows = (("项目", "分值"), ("", ""), ("服务\n态度", "40"))
    block = Block(BlockKind.TABLE, table_text(rows), rows=rows)
    assert text_of(block) == "项目 | 分值\n服务 态度 | 40\n"


def test_places_move_with_the_characters_that_they_show() -> None:
    box = (1.0, 2.0, 3.0, 4.0)
    first = paragraph("标题")
    second = paragraph(" 甲\u200b乙丙 ", LinePlace(0, 4, 1, box), LinePlace(4, 6, 2, box))
    result = normalise(Extract("pdf", (first, second)))
    assert result.text == "标题\n甲乙丙\n"
    assert result.places == (Place(3, 5, 1, box), Place(5, 6, 2, box))
    assert result.text[3:5] == "甲乙"


def test_a_place_without_text_left_is_dropped() -> None:
    result = normalise(Extract("pdf", (paragraph("甲 ", LinePlace(1, 2, 1, (0, 0, 1, 1))),)))
    assert result.places == ()
