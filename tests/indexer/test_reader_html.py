"""HTML documents: paragraphs, lists, tables, what Word and LibreOffice write."""

from __future__ import annotations

import pytest

from indexer.blocks import Block, BlockKind
from indexer.readers import read_bytes
from indexer.readers.html_blocks import fragment_blocks
from kb.errors import UnreadableFile
from tests.indexer.made_files import texts


def blocks(source: str) -> list[Block]:
    return list(fragment_blocks(source))


def lines(source: str) -> list[str]:
    return texts(blocks(source))


def test_paragraphs_and_line_breaks_make_blocks_and_inline_markup_does_not() -> None:
    source = "<p>第一条 <b>社区</b>应当<br>公示。</p><div>第二条<span>甲</span></div>丙"
    assert lines(source) == ["第一条 社区应当", "公示。", "第二条甲", "丙"]


def test_headings_keep_their_level() -> None:
    assert blocks("<h2>第一章 总则</h2><h3>第一条 社区应当公示。</h3>") == [
        Block(BlockKind.HEADING, "第一章 总则", 2),
        Block(BlockKind.PARAGRAPH, "第一条 社区应当公示。"),
    ]


def test_a_line_break_in_the_source_leaves_no_space_inside_chinese() -> None:
    assert lines("<p>为民服\n   务资金 use of\nfunds</p>") == ["为民服务资金 use of funds"]


def test_indentation_by_hard_spaces_is_stripped() -> None:
    assert lines("<p>&nbsp;&nbsp;&nbsp;&nbsp;第一条&nbsp;甲</p><p>　　乙</p>") == [
        "第一条 甲",
        "乙",
    ]


def test_hidden_elements_and_scripts_are_dropped() -> None:
    source = (
        "<style>p{}</style><script>var a = '甲'</script><p style='display: none'>乙</p>"
        "<p hidden>丙</p><p>丁<span style='mso-hide:all'>戊</span></p><!-- 己 -->"
    )
    assert lines(source) == ["丁"]


def test_deleted_text_is_dropped_and_inserted_text_kept() -> None:
    assert lines("<p>十<del>五</del><ins>日</ins>内</p>") == ["十日内"]


def test_ordered_lists_write_their_numbers() -> None:
    source = (
        "<ol start=3><li>甲<li><p>乙</p><ol type=a><li>丙</ol></ol><ol type=I><li value=4>丁</ol>"
    )
    assert lines(source) == ["3. 甲", "4. 乙", "a. 丙", "IV. 丁"]


def test_chinese_list_styles_number_as_the_browser_does() -> None:
    source = "<ol style='list-style-type: cjk-ideographic'><li>甲<li>乙</ol>"
    assert lines(source) == ["一、甲", "二、乙"]
    assert lines("<ol style='list-style:none'><li>（一）甲</ol>") == ["（一）甲"]


def test_reversed_lists_count_down_and_bullets_are_dots() -> None:
    assert lines("<ol reversed><li>甲<li>乙</ol><ul><li>丙</ul>") == ["2. 甲", "1. 乙", "• 丙"]


def test_an_item_with_several_paragraphs_has_one_number() -> None:
    assert lines("<ol><li><p>甲</p><p>乙</p></ol>") == ["1. 甲", "乙"]


def test_a_data_table_fills_in_merged_cells() -> None:
    source = (
        "<table><tr><th rowspan=2>类别<th colspan=2>项数</tr><tr><td>必配<td>选配</tr>"
        "<tr><td>党建<td>14<td>2</table>"
    )
    [table] = blocks(source)
    assert table.rows == (("类别", "项数", "项数"), ("类别", "必配", "选配"), ("党建", "14", "2"))


def test_a_table_that_lays_out_a_page_gives_paragraphs() -> None:
    nested = "<table><tr><td><table><tr><td>甲<td>乙<tr><td>丙<td>丁</table></table>"
    assert [block.kind for block in blocks(nested)] == [BlockKind.TABLE]
    column = "<table><tr><td><p>第一条 甲。</p><p>第二条 乙。</p></table>"
    assert lines(column) == ["第一条 甲。", "第二条 乙。"]


def test_a_span_of_a_million_rows_is_cut() -> None:
    [table] = blocks("<table><tr><td rowspan=1000000>甲<td>乙<tr><td>丙</table>")
    assert table.rows == (("甲", "乙"), ("甲", "丙"))


@pytest.mark.parametrize("tags", ["<div>", "<b><i>", "<p><font>", "<ul><li>"])
def test_text_below_thousands_of_unclosed_tags_is_read(tags: str) -> None:
    read = read_bytes(("<html><body>" + tags * 1000 + "甲。").encode(), "a.html")
    assert read.blocks[0].text.endswith("甲。")


def test_what_stands_too_deep_to_be_read_is_not_left_out_in_silence() -> None:
    with pytest.raises(UnreadableFile, match="嵌套过深"):
        read_bytes(("<html><body>" + "<b><i>" * 3000 + "甲。").encode(), "a.html")


def test_numbers_that_word_writes_into_html_are_kept() -> None:
    page = (
        "<html xmlns:o='urn:o'><head><meta charset=gb2312></head><body><div class=WordSection1>"
        "<p class=MsoNormal style='mso-list:l0 level1 lfo1'><![if !supportLists]><span "
        "style='mso-list:Ignore'>一、<span style='font:7pt'>&nbsp;&nbsp; </span></span><![endif]>"
        "总体\r\n要求<o:p></o:p></p><!--[if gte mso 9]><xml>甲</xml><![endif]--></div></body>"
    )
    extract = read_bytes(page.encode("gb18030"), "a.htm")
    assert texts(extract.blocks) == ["一、 总体要求"]


def test_ruby_and_form_controls_leave_only_the_text() -> None:
    source = (
        "<p><ruby>镕<rp>(<rt>róng<rp>)</ruby>甲 <select><option>乙</select><button>丙</button></p>"
    )
    assert lines(source) == ["镕甲"]


def test_preformatted_text_keeps_its_lines() -> None:
    assert lines("<pre>第一条 甲\n第二条 乙</pre>") == ["第一条 甲", "第二条 乙"]
