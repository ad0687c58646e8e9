"""Ruled tables in PDF files."""

from __future__ import annotations

from indexer.blocks import BlockKind
from indexer.readers import read_bytes
from tests.indexer.made_files import texts
from tests.indexer.made_pdf import Mark, Stroke, Words, body_lines, make_pdf, ruled

XS = [90.0, 190.0, 290.0, 390.0]


def cells(rows: list[list[str]], top: float = 220.0) -> list[Mark]:
    return [
        Words(text, XS[x] + 5, top + 15 + 24 * y)
        for y, row in enumerate(rows)
        for x, text in enumerate(row)
        if text
    ]


def ys(count: int, top: float = 220.0) -> list[float]:
    return [top + 24 * at for at in range(count + 1)]


ROWS = [["岗位", "职务", "系数"], ["A岗", "书记", "1.80"], ["B岗", "副书记", "1.50"]]


def test_a_ruled_table_stands_in_its_place_with_rows_and_boxes() -> None:
    page = [
        *body_lines("第六条 系数按照下表确定："),
        *ruled(XS, ys(3)),
        *cells(ROWS),
        *body_lines("第七条 其他。", top=330),
    ]
    before, table, after = read_bytes(make_pdf(page), "a.pdf").blocks
    assert (before.text, after.text) == ("第六条 系数按照下表确定：", "第七条 其他。")
    assert table.kind is BlockKind.TABLE
    assert table.rows == tuple(map(tuple, ROWS))
    assert [table.text[place.start : place.end] for place in table.places] == [
        "岗位 | 职务 | 系数",
        "A岗 | 书记 | 1.80",
        "B岗 | 副书记 | 1.50",
    ]
    assert [round(side) for side in table.places[1].box] == [90, 244, 390, 268]


def test_merged_cells_show_their_text_everywhere() -> None:
    rules: list[Mark] = [
        Stroke(90, 220, 390, 220), Stroke(190, 244, 390, 244), Stroke(90, 268, 390, 268),
        Stroke(90, 292, 390, 292), Stroke(90, 220, 90, 292), Stroke(190, 220, 190, 292),
        Stroke(290, 244, 290, 292), Stroke(390, 220, 390, 292),
    ]  # fmt: skip
    rows = [["类别", "项数", ""], ["", "必配", "选配"], ["党建", "14", "2"]]
    [table] = read_bytes(make_pdf([*rules, *cells(rows)]), "a.pdf").blocks
    assert table.rows == (("类别", "项数", "项数"), ("类别", "必配", "选配"), ("党建", "14", "2"))


def test_a_table_open_at_its_sides_keeps_its_outer_columns() -> None:
    across: list[Mark] = [Stroke(90, y, 390, y) for y in ys(3)]
    down: list[Mark] = [Stroke(x, 220, x, 292) for x in XS[1:-1]]
    [table] = read_bytes(make_pdf([*across, *down, *cells(ROWS)]), "a.pdf").blocks
    assert table.rows == tuple(map(tuple, ROWS))


def test_lines_of_a_cell_are_joined() -> None:
    page = [*ruled(XS, [220, 264, 288]), *cells([["事项", "材料", "时限"]])]
    page += [Words("名称", XS[0] + 5, 255), *cells([["补贴", "申请表", "五日"]], top=264)]
    [table] = read_bytes(make_pdf(page), "a.pdf").blocks
    assert table.rows == (("事项名称", "材料", "时限"), ("补贴", "申请表", "五日"))


def test_a_table_over_two_pages_is_one_and_its_repeated_header_is_left_out() -> None:
    first = [*body_lines("下表："), *ruled(XS, ys(2, 700)), *cells(ROWS[:2], 700)]
    second = [*ruled(XS, ys(2, 100)), *cells([ROWS[0], ROWS[2]], 100)]
    second += body_lines("第七条 其他。", top=300)
    before, table, after = read_bytes(make_pdf(first, second), "a.pdf").blocks
    assert table.rows == tuple(map(tuple, ROWS))
    assert [place.page for place in table.places] == [1, 1, 2]
    assert (before.text, after.text) == ("下表：", "第七条 其他。")


def test_a_frame_around_text_is_no_table() -> None:
    page = [*ruled([80, 500], [80, 200]), *body_lines("第一条 甲。", "第二条 乙。")]
    blocks = read_bytes(make_pdf(page), "a.pdf").blocks
    assert texts(blocks) == ["第一条 甲。", "第二条 乙。"]


def test_underlines_are_no_table() -> None:
    lines: list[Mark] = [Stroke(100, 104, 200, 104), Stroke(100, 124, 220, 124)]
    blocks = read_bytes(make_pdf([*body_lines("姓名：张三", "电话：123"), *lines]), "a.pdf").blocks
    assert {block.kind for block in blocks} == {BlockKind.PARAGRAPH}
