"""Workbooks that would fill the memory."""

from __future__ import annotations

import pytest

from indexer.readers import read_bytes, xlsx_sheets
from kb.errors import UnreadableFile
from tests.indexer.test_reader_xlsx import MAIN, sheet_file


def test_a_long_shared_string_shown_in_many_cells_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(xlsx_sheets, "_MAX_CHARACTERS", 5_000)
    strings = f'<sst xmlns="{MAIN}"><si><t>{"甲" * 1000}</t></si></sst>'
    rows = "".join('<row><c t="s"><v>0</v></c></row>' for _ in range(6))
    with pytest.raises(UnreadableFile, match="工作表太大"):
        read_bytes(sheet_file(rows, sharedStrings=strings), "a.xlsx")


def test_a_cell_in_the_last_row_and_column_does_not_make_a_giant_table() -> None:
    cells = '<row><c r="A1"><v>1</v></c></row><row><c r="XFD1048576"><v>2</v></c></row>'
    with pytest.raises(UnreadableFile, match="工作表太大"):
        read_bytes(sheet_file(cells), "a.xlsx")


def test_a_merge_over_the_whole_sheet_fills_only_what_is_used() -> None:
    cells = (
        '<row><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
        '<row><c r="A2"><v>3</v></c></row>'
        '<row><c r="A3"><v>4</v></c><c r="B3"><v>5</v></c></row>'
    )
    merge = "<mergeCells><mergeCell ref='A2:XFD2'/></mergeCells>"
    data = sheet_file(f"{cells}</sheetData>{merge}<sheetData>")
    [table] = read_bytes(data, "a.xlsx").blocks
    assert table.rows == (("1", "2"), ("3", "3"), ("4", "5"))
