"""Workbooks: each sheet a table, cells as people see them."""

from __future__ import annotations

from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from indexer.blocks import Block, BlockKind
from indexer.readers import read_bytes
from tests.indexer.made_files import texts, workbook_bytes, zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def blocks(workbook: Workbook) -> tuple[Block, ...]:
    return read_bytes(workbook_bytes(workbook), "a.xlsx").blocks


def book(*rows: tuple[object, ...], title: str = "清单") -> Workbook:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return workbook


def test_a_sheet_is_a_heading_with_its_name_and_a_table() -> None:
    heading, table = blocks(book(("岗位", "系数"), ("A岗", 1.8), ("B岗", 2)))
    assert heading == Block(BlockKind.HEADING, "清单", 1)
    assert table.rows == (("岗位", "系数"), ("A岗", "1.8"), ("B岗", "2"))


def test_a_sheet_that_nobody_named_has_no_heading() -> None:
    assert [block.kind for block in blocks(book(("甲", "乙"), (1, 2), title="Sheet1"))] == [
        BlockKind.TABLE
    ]


def test_empty_rows_and_columns_are_left_out() -> None:
    workbook = book()
    sheet = workbook["清单"]
    sheet["C3"], sheet["E3"], sheet["C9"], sheet["E9"] = "甲", "乙", 1, 2
    assert blocks(workbook)[1].rows == (("甲", "乙"), ("1", "2"))


def test_a_title_above_and_notes_below_stand_outside_the_table() -> None:
    workbook = book(
        ("社区公共服务事项清单",),
        ("单位：项",),
        ("类别", "必配", "选配"),
        ("党建", 14, 2),
        ("注：不含下放事项。",),
        title="党群",
    )
    workbook["党群"].merge_cells("A1:C1")
    found = blocks(workbook)
    assert [(block.kind, block.level) for block in found[:3]] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
    ]
    assert texts(found[:3]) == ["社区公共服务事项清单", "党群", "单位：项"]
    assert found[3].rows == (("类别", "必配", "选配"), ("党建", "14", "2"))
    assert texts(found)[4:] == ["注：不含下放事项。"]


def test_a_merged_title_comes_before_the_name_of_the_tab() -> None:
    workbook = book(
        ("附件1",), ("为民服务项目表",), ("项目", "金额"), ("议事亭", 4), title="项目表"
    )
    workbook["项目表"].merge_cells("A2:B2")
    found = blocks(workbook)
    assert texts(found) == ["附件1", "为民服务项目表", "项目 | 金额\n议事亭 | 4"]
    assert (found[1].kind, found[1].level) == (BlockKind.HEADING, 1)


def test_a_sheet_of_two_tables_gives_each_its_title_and_header() -> None:
    rows = (
        ("表一 人员",),
        ("姓名", "岗位"),
        ("张三", "主任"),
        (),
        ("表二 经费",),
        ("社区", "金额"),
    )
    for both in ((*rows, ("甲", "4万元")), (*rows[:3], *rows[4:], ("甲", "4万元"))):
        first, table, second, other = blocks(book(*both, title="Sheet1"))
        assert [first, second] == [
            Block(BlockKind.HEADING, "表一 人员", 1),
            Block(BlockKind.HEADING, "表二 经费", 1),
        ]
        assert table.rows == (("姓名", "岗位"), ("张三", "主任"))
        assert other.rows == (("社区", "金额"), ("甲", "4万元"))


def test_tables_under_one_title_are_headed_below_it() -> None:
    found = blocks(book(
        ("2023年人员和经费",),
        ("表一 人员",), ("姓名", "岗位"), ("张三", "主任"), ("注：不含兼职。",),
        ("表二 人员",), ("姓名", "社区"), ("李四", "甲社区"), title="Sheet1",
    ))  # fmt: skip
    assert [(block.level, block.text) for block in found if block.kind is not BlockKind.TABLE] == [
        (1, "2023年人员和经费"),
        (2, "表一 人员"),
        (0, "注：不含兼职。"),
        (2, "表二 人员"),
    ]


def test_a_table_below_an_empty_row_is_another_one_where_it_has_a_header() -> None:
    rows = (("姓名", "岗位"), ("张三", "主任"), (), ("社区", "金额"), ("甲", "4万元"))
    first, second = blocks(book(*rows, title="Sheet1"))
    assert first.rows == (("姓名", "岗位"), ("张三", "主任"))
    assert second.rows == (("社区", "金额"), ("甲", "4万元"))


def test_groups_of_one_table_stay_in_it() -> None:
    for gap in ((), ((),)):
        rows = (
            ("事项", "部门", "时限"),
            ("一、党建类",), ("关系接转", "党群科", "3天"), ("党员活动", "党群科", "当天"), *gap,
            ("二、民政类",), ("高龄津贴", "民政科", "5天"), ("残疾人证", "残联", "20天"),
        )  # fmt: skip
        [table] = blocks(book(*rows, title="Sheet1"))
        assert len(table.rows) == 7
    late = (("服务事项",), ("事项", "部门"), (), ("党建类",), ("党员活动", "3"), ("组织关系", "4"))
    assert [block.kind for block in blocks(book(*late, title="Sheet1"))] == [
        BlockKind.HEADING,
        BlockKind.TABLE,
    ]
    parted = (("姓名", "岗位"), ("张三", "主任"), (), ("李四", "书记"), ("王五", "委员"))
    [table] = blocks(book(*parted, title="Sheet1"))
    assert len(table.rows) == 4


def test_merged_cells_show_their_text_everywhere() -> None:
    workbook = book(("类别", "项数", None), (None, "必配", "选配"), ("党建", 14, 2))
    workbook["清单"].merge_cells("A1:A2")
    workbook["清单"].merge_cells("B1:C1")
    assert blocks(workbook)[1].rows == (
        ("类别", "项数", "项数"),
        ("类别", "必配", "选配"),
        ("党建", "14", "2"),
    )


def test_dates_and_numbers_are_printed_as_their_format_says() -> None:
    workbook = book(
        ("日期", "时间", "金额", "比例", "编码"),
        (date(2018, 7, 1), datetime(2018, 7, 1, 9, 5), 200000, 0.125, 7),
    )
    sheet = workbook["清单"]
    formats = ('yyyy"年"m"月"d"日"', "yyyy-mm-dd hh:mm", '#,##0.00"元"', "0.0%", "000")
    for column, code in enumerate(formats, start=1):
        sheet.cell(2, column).number_format = code
    assert blocks(workbook)[1].rows[1] == (
        "2018年7月1日", "2018-07-01 09:05", "200,000.00元", "12.5%", "007",
    )  # fmt: skip


def test_line_breaks_in_a_cell_and_rich_text_come_out_on_one_line() -> None:
    rich = CellRichText("第一条", TextBlock(InlineFont(b=True), "甲"))
    assert blocks(book(("项目", "内容"), ("一\n二", rich)))[1].rows[1] == ("一 二", "第一条甲")


def test_hidden_sheets_are_read_and_very_hidden_ones_are_not() -> None:
    workbook = book(("甲", "乙"), (1, 2))
    workbook.create_sheet("隐藏").append(("丙", "丁"))
    workbook["隐藏"].sheet_state = "hidden"
    workbook.create_sheet("深藏").append(("戊", "己"))
    workbook["深藏"].sheet_state = "veryHidden"
    assert "丙 丁" in texts(blocks(workbook))
    assert "深藏" not in texts(blocks(workbook))


def test_a_sheet_of_one_column_gives_paragraphs() -> None:
    assert texts(blocks(book(("第一条 甲。",), ("第二条 乙。",)))) == [
        "清单",
        "第一条 甲。",
        "第二条 乙。",
    ]


def test_truth_values_errors_and_missing_results_of_formulas() -> None:
    workbook = book(("甲", "乙", "丙"), (True, "#N/A", "=1+1"))
    assert blocks(workbook)[1].rows == (("甲", "乙", "丙"), ("TRUE", "#N/A", ""))


def sheet_file(cells: str, **more: str) -> bytes:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    members = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{relation}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}">'
        '<Relationship Id="a" Target="worksheets/s.xml"/></Relationships>',
        "xl/worksheets/s.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{cells}'
        "</sheetData></worksheet>",
    }
    return zipped(members | {f"xl/{name}.xml": content for name, content in more.items()})


def test_phonetic_guides_are_no_text_and_cells_without_places_are_counted() -> None:
    strings = f'<sst xmlns="{MAIN}"><si><t>镕</t><rPh sb="0" eb="1"><t>róng</t></rPh></si></sst>'
    cells = (
        '<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>乙</t></is></c></row>'
        "<row><c><v>1</v></c><c><v>2</v></c></row>"
    )
    [table] = read_bytes(sheet_file(cells, sharedStrings=strings), "a.xlsx").blocks
    assert table.rows == (("镕", "乙"), ("1", "2"))


def test_references_to_nothing_leave_empty_cells() -> None:
    cells = (
        '<row><c t="s"><v>99</v></c><c s="99"><v>1</v></c><c><v>甲</v></c></row>'
        "<row><c/><c><v>2</v></c><c><v>3</v></c></row>"
    )
    [table] = read_bytes(sheet_file(cells), "a.xlsx").blocks
    assert table.rows == (("1", "甲"), ("2", "3"))
