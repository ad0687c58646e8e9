"""PDF: lines joined into paragraphs, each with its page and box."""

from __future__ import annotations

import pytest

from indexer.blocks import BlockKind, Extract
from indexer.readers import read_bytes
from kb.errors import UnreadableFile
from tests.indexer.made_files import texts
from tests.indexer.made_pdf import HEIGHT, WIDTH, Mark, Words, body_lines, make_pdf, ruled

# Lines of 34 characters at 12 points fill the measure from 90 to 498 points.
FULL = "为了规范为民服务资金的使用提高资金的使用效益根据有关规定结合本区的实"


def read(*pages: list[Mark], rotate: int = 0) -> Extract:
    return read_bytes(make_pdf(*pages, rotate=rotate), "a.pdf")


def paragraphs(*pages: list[Mark]) -> list[str]:
    return texts(read(*pages).blocks)


def test_full_lines_are_joined_and_an_indented_one_starts_a_paragraph() -> None:
    page = body_lines(f"　　{FULL[:32]}", FULL, "制定本办法。", f"　　{FULL[:32]}", "执行。")
    assert paragraphs(page) == [FULL[:32] + FULL + "制定本办法。", FULL[:32] + "执行。"]


def test_a_line_that_ends_early_ends_its_paragraph() -> None:
    assert paragraphs(body_lines(FULL, "短行", FULL, FULL)) == [f"{FULL}短行", FULL * 2]


def test_a_label_after_a_full_sentence_starts_a_paragraph() -> None:
    page = body_lines(f"{FULL[:33]}。", f"第二条 {FULL[:30]}", FULL)
    assert paragraphs(page) == [f"{FULL[:33]}。", f"第二条 {FULL[:30]}{FULL}"]


def test_a_reference_at_the_beginning_of_a_line_does_not() -> None:
    page = body_lines(FULL, f"第二条规定的期限{FULL[:26]}", FULL)
    assert paragraphs(page) == [f"{FULL}第二条规定的期限{FULL[:26]}{FULL}"]


def test_a_wider_gap_parts_paragraphs_without_indentation() -> None:
    page = body_lines(FULL, FULL, FULL) + body_lines(FULL, FULL, top=180.0)
    assert paragraphs(page) == [FULL * 3, FULL * 2]


def test_a_paragraph_goes_on_across_pages() -> None:
    first = body_lines(f"　　{FULL[:32]}", FULL)
    second = body_lines(FULL, "完。", f"　　{FULL[:32]}")
    assert paragraphs(first, second) == [FULL[:32] + FULL + FULL + "完。", FULL[:32]]


def test_every_line_has_its_place_on_its_page() -> None:
    first = body_lines(FULL, FULL)
    second = body_lines(FULL, "完。", FULL)
    block = read(first, second).blocks[0]
    assert [place.page for place in block.places] == [1, 1, 2, 2]
    assert [block.text[place.start : place.end] for place in block.places] == [
        FULL,
        FULL,
        FULL,
        "完。",
    ]
    left, top, right, bottom = block.places[1].box
    assert (round(left), round(right)) == (90, 90 + 34 * 12)
    assert top < 120 < bottom
    assert 10 < bottom - top < 16


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_places_on_a_turned_page_are_those_that_a_viewer_shows(rotate: int) -> None:
    extract = read(body_lines(FULL), rotate=rotate)
    [place] = extract.blocks[0].places
    left, top, right, bottom = place.box
    across, down = (WIDTH, HEIGHT) if rotate == 180 else (HEIGHT, WIDTH)
    assert 0 <= left < right <= across
    assert 0 <= top < bottom <= down
    # The line runs along the edge that turning moved it to.
    assert (right - left > bottom - top) == (rotate == 180)


def test_a_table_set_sideways_is_read_upright() -> None:
    page: list[Mark] = [Words("第一条 甲乙丙", 100, 400, turned=True)]
    block = read(page).blocks[0]
    assert block.text == "第一条 甲乙丙"
    left, top, right, bottom = block.places[0].box
    assert bottom - top > right - left


def test_large_lines_are_headings_and_two_centred_ones_are_one() -> None:
    title: list[Mark] = [
        Words("甲区为民服务资金", WIDTH / 2 - 88, 80, 22),
        Words("管理办法", WIDTH / 2 - 44, 112, 22),
    ]
    first, second, *_ = read(title + body_lines(FULL, FULL, top=160)).blocks
    assert (first.kind, first.level, first.text) == (
        BlockKind.HEADING,
        1,
        "甲区为民服务资金管理办法",
    )
    assert second.kind is BlockKind.PARAGRAPH


def test_centred_lines_stand_alone_and_a_signature_is_not_joined_to_its_date() -> None:
    page = [
        Words("第一章 总则", WIDTH / 2 - 33, 80),
        *body_lines(f"　　{FULL[:32]}", FULL, top=110),
        Words("甲区人民政府", 400, 160),
        Words("2018年7月1日", 402, 180),
    ]
    assert paragraphs(page) == ["第一章 总则", FULL[:32] + FULL, "甲区人民政府", "2018年7月1日"]


def test_page_numbers_and_running_headers_are_no_text() -> None:
    pages = [
        [
            Words("甲区政策汇编", 240, 40, 10),
            *body_lines(FULL, FULL),
            Words(f"- {number} -", 280, 805, 10),
        ]
        for number in (1, 2, 3)
    ]
    assert paragraphs(*pages) == [FULL * 6]


@pytest.mark.parametrize(
    "number", ["3", "— 3 —", "第3页 共9页", "第三页", "3/9", "Page 3 of 9", "·3·"]
)
def test_page_numbers_of_every_kind_are_recognised(number: str) -> None:
    assert paragraphs([*body_lines(FULL), Words(number, 280, 805, 10)]) == [FULL]


def test_numbers_inside_the_page_and_single_lines_at_its_edge_are_text() -> None:
    page = [Words("附件1", 90, 60), *body_lines("3", FULL), Words("乙方（盖章）", 90, 800)]
    assert paragraphs(page) == ["附件1", "3", FULL, "乙方（盖章）"]


def test_a_dotted_table_of_contents_is_dropped() -> None:
    contents = body_lines("目 录", "第一章 总则……………1", "第二章 人员……………3", "第三章 附则……………9")
    assert paragraphs(contents, body_lines("第一章 总则", FULL)) == ["第一章 总则", FULL]


def test_a_watermark_across_the_page_is_no_text() -> None:
    page = [*body_lines(FULL, FULL), Words("内部资料", 300, 500, 40, turned=True)]
    assert paragraphs(page) == [FULL * 2]


def test_justified_text_has_no_spaces_but_labels_keep_theirs() -> None:
    page: list[Mark] = [
        Words("第一条", 90, 100, spacing=3.0),
        Words("为了规范资金的使用", 150, 100, spacing=3.0),
        Words("国务院令", 90, 140, spacing=14.0),
    ]
    assert paragraphs(page) == ["第一条 为了规范资金的使用", "国务院令"]


def test_latin_words_and_numbers_keep_their_spaces() -> None:
    page: list[Mark] = [Words("共200平方米 use of funds", 90, 100)]
    assert paragraphs(page) == ["共200平方米 use of funds"]


def test_bold_made_by_printing_twice_is_read_once() -> None:
    page: list[Mark] = [Words("第一章", 90, 100), Words("第一章", 90.6, 100)]
    assert paragraphs(page) == ["第一章"]


def test_kangxi_radicals_become_the_characters_they_show() -> None:
    page: list[Mark] = [Words("⼀⼆⼈⼯社区", 90, 100)]
    found = paragraphs(page)[0]
    assert found.endswith("社区")
    assert not any("\u2f00" <= char <= "\u2fdf" for char in found)


def test_a_note_in_brackets_broken_over_centred_lines_is_one() -> None:
    page = [
        Words("（2018年5月1日甲区人民政府", WIDTH / 2 - 75, 80),
        Words("第5次常务会议通过）", WIDTH / 2 - 55, 100),
        *body_lines(FULL, FULL, top=140),
    ]
    assert paragraphs(page)[0] == "（2018年5月1日甲区人民政府第5次常务会议通过）"


def test_two_columns_are_read_one_after_the_other() -> None:
    words = FULL[:16]
    left = body_lines(*[words] * 9, "左栏完。", top=140, left=80)
    right = body_lines(f"　　{words[:14]}", *[words] * 9, top=140, left=296)
    title = [Words("关于印发资金管理办法的通知", WIDTH / 2 - 130, 80, 20)]
    foot = body_lines(f"　　{FULL[:32]}", FULL, top=380, left=80)
    assert paragraphs([*title, *left, *right, *foot]) == [
        "关于印发资金管理办法的通知",
        words * 9 + "左栏完。",
        words[:14] + words * 9,
        FULL[:32] + FULL,
    ]


def test_columns_of_short_words_are_no_columns_of_text() -> None:
    rows: list[Mark] = [Words(f"姓名{at}", 90, 100 + 20 * at) for at in range(10)]
    rows += [Words(f"电话{at}", 300, 100 + 20 * at) for at in range(10)]
    assert paragraphs(rows)[:2] == ["姓名0 电话0", "姓名1 电话1"]


def test_print_as_small_as_dust_is_read_without_failing() -> None:
    page = [*body_lines("甲乙", "丙丁", size=1.0), Words("戊己", 90, 300, 1.2)]
    assert "".join(paragraphs(page)) == "甲乙丙丁戊己"


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="没有文字"):
        read(ruled([90, 200], [100, 200]))


def test_a_locked_file_says_that_it_needs_a_password() -> None:
    with pytest.raises(UnreadableFile, match="打开密码"):
        read_bytes(make_pdf(body_lines(FULL), encrypted=True), "a.pdf")


@pytest.mark.parametrize("cut", [20, 200, 700])
def test_a_damaged_file_is_refused(cut: int) -> None:
    with pytest.raises(UnreadableFile):
        read_bytes(make_pdf(body_lines(FULL))[:cut], "a.pdf")
