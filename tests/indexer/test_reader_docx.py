"""Word files: what the printed page shows is what is read."""

from __future__ import annotations

from docx.oxml.ns import nsdecls

from indexer.blocks import Block, BlockKind
from indexer.readers import read_bytes
from indexer.structure import build
from tests.indexer.made_files import docx_of, new_document, p, r, saved, texts, zipped

STYLES = f"""<w:styles {nsdecls("w")}>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="小标题"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="10"><w:name w:val="toc 1"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="9"><w:name w:val="Title"/></w:style>
<w:style w:type="character" w:styleId="h"><w:name w:val="暗"/><w:rPr><w:vanish/></w:rPr></w:style>
</w:styles>"""


def blocks(*body: str, **parts: str) -> tuple[Block, ...]:
    return read_bytes(docx_of(*body, **parts), "a.docx").blocks


def lines(*body: str, **parts: str) -> list[str]:
    return texts(blocks(*body, **parts))


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def cell(*content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def test_paragraphs_come_in_order_and_a_soft_line_break_starts_one() -> None:
    broken = "<w:r><w:t>甲方</w:t><w:br/><w:t>乙方</w:t><w:tab/><w:t>丙</w:t></w:r>"
    assert lines(p("第一条 ", "甲"), p(), p(broken)) == ["第一条 甲", "甲方", "乙方 丙"]


def test_heading_levels_come_from_the_paragraph_its_style_and_those_above_it() -> None:
    found = blocks(
        p("办法", properties=style("9")),
        p("总则", properties=style("1")),
        p("人员", properties=style("2")),
        p("岗位", properties='<w:outlineLvl w:val="2"/>'),
        p("正文", properties=style("1") + '<w:outlineLvl w:val="9"/>'),
        p("社区应当公示。", properties=style("1")),
        styles=STYLES,
    )
    assert [block.level for block in found] == [1, 1, 1, 3, 0, 0]
    assert found[-1].kind is BlockKind.PARAGRAPH


def test_tracked_changes_count_as_accepted() -> None:
    deleted = f'<w:del w:id="1" w:author="a">{r("五").replace("w:t", "w:delText")}</w:del>'
    inserted = f'<w:ins w:id="2" w:author="a">{r("十")}</w:ins>'
    moved = f'<w:moveFrom w:id="3" w:author="a">{r("旧处")}</w:moveFrom>'
    assert lines(p("在", deleted, inserted, "日内", moved)) == ["在十日内"]


def test_a_deleted_paragraph_mark_joins_the_paragraphs() -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    assert lines(p("社区应当", properties=mark), p("公示。"), p("第二条")) == [
        "社区应当公示。",
        "第二条",
    ]
    assert lines(p("最后", properties=mark)) == ["最后"]


def test_hidden_text_is_dropped_also_by_character_style() -> None:
    hidden = r("密", "<w:vanish/>") + r("暗", '<w:rStyle w:val="h"/>')
    shown = r("明", '<w:vanish w:val="0"/>')
    assert lines(p("甲", hidden, shown), styles=STYLES) == ["甲明"]


def test_a_table_of_contents_is_dropped_and_what_follows_its_field_kept() -> None:
    contents = [
        p(field("begin"), instruction(r' TOC \o "1-3" '), field("separate"), "总则 1"),
        p("附则 9"),
        p(field("end"), "第一条 甲。"),
        p("旧目录行 3", properties=style("10")),
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{p('目录')}</w:sdtContent></w:sdt>",
        p("第二条 乙。"),
    ]
    assert lines(*contents, styles=STYLES) == ["第一条 甲。", "第二条 乙。"]


def test_other_fields_show_their_result_and_a_broken_one_hides_nothing() -> None:
    page = field("begin") + instruction("REF a") + field("separate") + r("第三条") + field("end")
    circled = field("begin") + instruction(r"eq \o\ac(○,3)") + field("end")
    assert lines(p("见", page), p(circled, "甲"), p(field("begin"), "乙"), p("丙")) == [
        "见第三条",
        "③甲",
        "丙",
    ]


def test_content_controls_links_and_smart_tags_keep_their_text() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('甲')}</w:sdtContent></w:sdt>"
    link = f"<w:hyperlink>{r('乙')}</w:hyperlink>"
    block = f"<w:sdt><w:sdtContent>{p('丙')}</w:sdtContent></w:sdt>"
    assert lines(p(control, link), block) == ["甲乙", "丙"]


def test_symbols_and_check_boxes_are_printed() -> None:
    tick = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    box = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
        "</w:checkBox></w:ffData></w:fldChar></w:r>"
    )
    assert lines(p(tick, "同意"), p(box, field("end"), "不同意")) == ["☑同意", "☐不同意"]


def test_ruby_gives_the_base_text() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('róng')}</w:rt><w:rubyBase>{r('镕')}</w:rubyBase></w:ruby></w:r>"
    assert lines(p("朱", ruby, "基")) == ["朱镕基"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    alternate = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
        f'2006"><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert lines(p("甲", f"<w:r>{alternate}</w:r>"), p("乙")) == ["甲", "框内", "乙"]


def test_footnotes_stand_at_the_end_numbered_as_they_are_referred_to() -> None:
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="5">{p("见附件。")}</w:footnote>'
        f'<w:footnote w:id="6">{p("未提到")}</w:footnote></w:footnotes>'
    )
    reference = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    assert lines(p("甲", reference), p("乙"), footnotes=notes) == [
        "甲",
        "乙",
        "注释",
        "注1：见附件。",
    ]


def test_footnotes_belong_to_no_article() -> None:
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="5">{p("指本区居民。")}</w:footnote>'
        "</w:footnotes>"
    )
    reference = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    body = (
        p("甲区资金管理办法", properties=style("1")),
        p("第一条 为了规范资金，制定本办法。"),
        p("第二条 资金应当惠及居民", reference, "。"),
    )
    file = docx_of(*body, footnotes=notes, styles=STYLES)
    structured = build(read_bytes(file, "a.docx"))
    *_, article, paragraph, heading, note = structured.provisions
    assert (article.label, structured.text[article.start : article.end]) == (
        "第二条",
        "第二条 资金应当惠及居民。\n",
    )
    assert paragraph.parent == article.ordinal
    assert (heading.heading, heading.parent) == ("注释", None)
    assert note.parent == heading.ordinal


def test_merged_cells_show_their_text_everywhere() -> None:
    table = (
        "<w:tbl>"
        + row(cell(p("类别"), properties='<w:vMerge w:val="restart"/>'),
              cell(p("项数"), properties='<w:gridSpan w:val="2"/>'))
        + row(cell(p(), properties="<w:vMerge/>"), cell(p("必配")), cell(p("选配")))
        + row(cell(p("党"), p("建")), cell(p("14")), cell(p("2")))
        + row(cell(p("删")), cell(p("去")), cell(p("行")), properties='<w:del w:id="1"/>')
        + "</w:tbl>"
    )  # fmt: skip
    [block] = blocks(table)
    assert block.rows == (
        ("类别", "项数", "项数"),
        ("类别", "必配", "选配"),
        ("党 建", "14", "2"),
    )
    assert block.text == "类别 | 项数 | 项数\n类别 | 必配 | 选配\n党 建 | 14 | 2"


def test_columns_that_a_row_leaves_out_are_empty_cells() -> None:
    table = (
        "<w:tbl>"
        + row(cell(p("社区")), cell(p("项目")), cell(p("金额")))
        + row(cell(p("甲")), cell(p("议事亭")), cell(p("4万元")))
        + row(cell(p("长廊")), cell(p("2万元")), properties='<w:gridBefore w:val="1"/>')
        + row(cell(p("合计")), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')
        + "</w:tbl>"
    )
    [block] = blocks(table)
    assert block.rows[2:] == (("", "长廊", "2万元"), ("", "合计", ""))


def test_a_table_that_frames_text_gives_paragraphs_and_a_nested_one_stays_in_its_cell() -> None:
    assert lines(f"<w:tbl>{row(cell(p('第一条 甲。'), p('第二条 乙。')))}</w:tbl>") == [
        "第一条 甲。",
        "第二条 乙。",
    ]
    inner = f"<w:tbl>{row(cell(p('甲')), cell(p('乙')))}{row(cell(p('丙')), cell(p('丁')))}</w:tbl>"
    [outer] = blocks(
        f"<w:tbl>{row(cell(inner, p()), cell(p('外')))}{row(cell(p('下')), cell(p('右')))}</w:tbl>"
    )
    assert outer.rows == (("甲 | 乙 丙 | 丁", "外"), ("下", "右"))


def test_headers_footers_and_comments_are_no_text() -> None:
    document = new_document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    paragraph = document.add_paragraph("第一条 甲。")
    document.add_comment(paragraph.runs, text="批注", author="a")
    assert texts(read_bytes(saved(document), "a.docx").blocks) == ["第一条 甲。"]


def test_the_strict_variant_of_the_format_is_read() -> None:
    content = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>'
        f"{p('第一条 甲。')}</w:body></w:document>"
    )
    assert texts(read_bytes(zipped({"word/document.xml": content}), "a.docx").blocks) == [
        "第一条 甲。"
    ]


def test_formulas_keep_their_letters() -> None:
    math = (
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        "<m:r><m:t>S=a×b</m:t></m:r></m:oMath>"
    )
    assert lines(p("面积", math)) == ["面积S=a×b"]
