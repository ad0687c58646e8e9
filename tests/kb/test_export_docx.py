"""Word exports, read back with python-docx: styles, verbatim text, sources, equal bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from itertools import pairwise

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.export.docx import checklist_docx, collection_docx
from kb.model import Checklist, ItemKind, Status
from kb.quoted import QuotedPart
from tests.kb.export_records import (
    DAY,
    SAMPLE,
    checklist,
    collection,
    excerpt,
    item,
    rows_part,
    version,
)

QUOTATIONS = st.lists(
    st.text(
        st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"]), min_size=1, max_size=20
    ),
    min_size=1,
    max_size=3,
).map("\n".join)


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def texts(document: Document, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style is not None and p.style.name == style]


def cell_styles(document: Document, table: int) -> list[list[str]]:
    return [
        [cell.paragraphs[0].style.name or "" for cell in row.cells if cell.paragraphs[0].style]
        for row in document.tables[table].rows
    ]


def rows(document: Document, table: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[table].rows]


def small() -> Checklist:
    return checklist(
        item(ItemKind.MATERIAL, "申请表；", "提交下列材料：", "第八条第（一）项"),
        item(ItemKind.MATERIAL, "身份证。", "提交下列材料：", "第八条第（二）项"),
        item(ItemKind.MATERIAL, "另附照片。"),
        item(ItemKind.TIME_LIMIT, "5日内答复。", "审核"),
    )


def test_a_checklist_has_a_box_the_words_and_the_place_of_every_item() -> None:
    document = opened(checklist_docx(small()))
    assert texts(document, "Title") == ["便民资金·项目申报"]
    assert texts(document, "Heading 1") == ["一、材料", "二、时限", "引用文件"]
    assert texts(document, "Heading 2") == ["提交下列材料："]
    assert rows(document, 1) == [
        ["☐", "申请表；", "第八条第（一）项"],
        ["☐", "身份证。", "第八条第（二）项"],
    ]
    assert rows(document, 2) == [["☐", "另附照片。", "第八条"]]
    assert rows(document, 3) == [["☐", "审核　5日内答复。", "第八条"]]


def test_a_checklist_says_of_which_text_it_is_and_leaves_room_to_sign() -> None:
    document = opened(checklist_docx(small()))
    assert rows(document, 0) == [
        ["依据文件", "《便民资金细则》", "发文字号", "示例〔2018〕5号"],
        ["发文机关", "区民政局", "施行日期", "2018年4月1日"],
        ["时效性", "现行有效（截至2024年3月1日）", "编制日期", "2024年3月1日"],
        ["办理人", "", "办理日期", ""],
    ]
    assert texts(document, "提示") == [SAMPLE]
    assert texts(document, "List Number") == [
        "1.\t《便民资金细则》（示例〔2018〕5号），区民政局，2018年4月1日起施行，"
        f"现行有效（截至2024年3月1日）。（{SAMPLE}）"
    ]


def test_two_tables_never_stand_next_to_each_other() -> None:
    body = opened(checklist_docx(small())).element.body
    kinds = [child.tag for child in body]
    table = qn("w:tbl")
    assert all(not (a == b == table) for a, b in pairwise(kinds))


def test_table_properties_stand_in_the_order_that_word_asks_for() -> None:
    for table in opened(checklist_docx(small())).tables:
        names = [child.tag.rpartition("}")[2] for child in table._tbl.tblPr]
        asked = ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblLook"]
        assert names == [name for name in asked if name in names]


def test_a_checklist_without_items_says_so() -> None:
    assert "所选条文中没有可以列入清单的内容。" in texts(
        opened(checklist_docx(checklist())), "Normal"
    )


def test_a_repealed_source_is_pointed_out() -> None:
    document = opened(checklist_docx(checklist(status=Status.REPEALED)))
    assert "该文本不是现行有效的文本，引用时请注意。" in texts(document, "提示")


@given(QUOTATIONS)
@settings(max_examples=25, deadline=None)
def test_an_excerpt_reads_back_as_it_was(quotation: str) -> None:
    content = collection_docx(collection(excerpt(quotation)), {1: version()}, on=DAY)
    assert texts(opened(content), "Quote") == [quotation]


def test_quoted_rows_are_a_table_below_the_header_of_theirs() -> None:
    part = rows_part(("事项", "材料", "时限"), ("低保", "申请表", "5日"), ("临时救助", "申请书"))
    content = collection_docx(collection(excerpt(part.text, parts=(part,))), {1: version()}, on=DAY)
    document = opened(content)
    assert rows(document, 0) == [
        ["事项", "材料", "时限"],
        ["低保", "申请表", "5日"],
        ["临时救助", "申请书", ""],
    ]
    assert cell_styles(document, 0) == [["表头文字"] * 3, ["表格引文"] * 3, ["表格引文"] * 3]
    assert texts(document, "Quote") == []
    assert texts(document, "Caption")[0] == "表头取自所引表格，列出以便对照，不属于引文。"
    assert document.tables[0].rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_a_header_that_is_quoted_itself_is_no_context() -> None:
    parts = (
        QuotedPart(0, "标准如下："),
        rows_part(("类别", "项数"), ("党建", "14"), header_quoted=True),
        rows_part(("类别", "金额"), ("走访", "200元")),
    )
    content = collection_docx(collection(excerpt("甲", parts=parts)), {1: version()}, on=DAY)
    document = opened(content)
    assert texts(document, "Quote") == ["标准如下："]
    assert cell_styles(document, 0)[0] == ["表格引文"] * 2
    assert cell_styles(document, 1)[0] == ["表头文字"] * 2
    kinds = [child.tag for child in document.element.body]
    assert all(not (a == b == qn("w:tbl")) for a, b in pairwise(kinds))


def test_an_excerpt_stands_with_citation_version_status_note_and_source() -> None:
    document = opened(
        collection_docx(
            collection(excerpt("甲。", note="先讲标准。", changed=True)), {1: version()}, on=DAY
        )
    )
    assert texts(document, "Title") == ["资金申报培训"]
    assert texts(document, "Subtitle") == ["课件摘录　共1条　2024年3月1日"]
    assert texts(document, "Heading 1") == ["1. 第八条", "引用文件"]
    assert texts(document, "Caption") == [
        "出处：《便民资金细则》（示例〔2018〕5号）第八条",
        f"2018年4月1日起施行；现行有效（截至2024年3月1日）。{SAMPLE}",
    ]
    assert texts(document, "提示") == [
        "原文已变更：现行文本中已没有与此完全相同的文字，使用前请核对。"
    ]
    assert texts(document, "批注文字") == ["批注：先讲标准。"]


def test_a_version_that_is_gone_is_said_to_be() -> None:
    document = opened(collection_docx(collection(excerpt("甲。")), {}, on=DAY))
    assert texts(document, "Caption")[1] == "该版本已不在文件库中；摘录时为现行有效"
    assert texts(document, "List Number") == ["1.\t《便民资金细则》，该版本已不在文件库中。"]


def test_a_note_with_characters_that_xml_refuses_is_written_without_them() -> None:
    content = collection_docx(
        collection(excerpt("甲。", note="一\x00\x0b二\ufffe三")), {1: version()}, on=DAY
    )
    assert texts(opened(content), "批注文字") == ["批注：一二三"]


def test_an_empty_collection_says_so_and_has_no_sources() -> None:
    document = opened(collection_docx(collection(), {}, on=DAY))
    assert texts(document, "Normal") == ["课件中还没有摘录。"]
    assert texts(document, "Heading 1") == []


@pytest.mark.parametrize(
    ("style", "font"),
    [
        ("Title", "黑体"),
        ("Heading 1", "黑体"),
        ("Heading 2", "楷体"),
        ("Quote", "楷体"),
        ("List", "宋体"),
        ("Caption", "宋体"),
        ("Normal", "宋体"),
    ],
)
def test_every_style_names_its_font_for_chinese_characters(style: str, font: str) -> None:
    document = opened(checklist_docx(small()))
    fonts = document.styles[style].element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    assert fonts is not None
    assert fonts.get(qn("w:eastAsia")) == font
    assert fonts.get(qn("w:eastAsiaTheme")) is None


def test_the_page_is_a4_and_its_footer_has_the_page_number_as_a_field() -> None:
    section = opened(checklist_docx(small())).sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    codes = section.footer._element.findall(f".//{qn('w:instrText')}")
    assert [code.text for code in codes] == [" PAGE ", " NUMPAGES "]


def test_the_document_properties_name_title_subject_and_day() -> None:
    properties = opened(checklist_docx(small())).core_properties
    assert (properties.title, properties.subject) == ("便民资金·项目申报", "办事清单")
    assert (properties.author, properties.language) == ("知库", "zh-CN")
    assert properties.created is not None
    assert properties.created.replace(tzinfo=None) == datetime(2024, 3, 1)


def test_equal_input_gives_equal_bytes_and_another_day_other_bytes() -> None:
    one = collection_docx(collection(excerpt("甲。")), {1: version()}, on=DAY)
    assert one == collection_docx(collection(excerpt("甲。")), {1: version()}, on=DAY)
    assert one != collection_docx(collection(excerpt("甲。")), {1: version()}, on=date(2024, 3, 2))


def test_the_archive_carries_the_day_and_not_the_time_of_writing() -> None:
    with zipfile.ZipFile(io.BytesIO(checklist_docx(small()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2024, 3, 1, 0, 0, 0)}
