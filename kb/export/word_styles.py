"""The look of exported Word files: A4, and named styles with fonts for both kinds of script.

Sizes and fonts follow the habit of Chinese office documents (GB/T 9704: 小标宋 and 黑体 for
headings, 楷体 for quoted matter), a little smaller so that a checklist fits its page. A font is
named for East Asian characters by w:eastAsia, which python-docx has no property for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

SONG, HEI, KAI = "宋体", "黑体", "楷体"
LATIN = "Times New Roman"
INK = RGBColor(0x1F, 0x29, 0x33)
ACCENT = RGBColor(0x1D, 0x4E, 0x6B)
GREY = RGBColor(0x5B, 0x66, 0x70)
WARNING = RGBColor(0xA6, 0x1B, 0x1B)


class Style(StrEnum):
    """The names of the styles that an export uses; Word shows them in its own language."""

    NORMAL = "Normal"
    TITLE = "Title"
    SUBTITLE = "Subtitle"
    HEADING1 = "Heading 1"
    HEADING2 = "Heading 2"
    QUOTE = "Quote"
    LIST = "List"
    NUMBERED = "List Number"
    CAPTION = "Caption"
    CAUTION = "提示"
    NOTE = "批注文字"
    FACTS = "文件信息"
    PLACE = "出处"
    COLUMN = "表头文字"
    CELL = "表格引文"


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph style looks; lengths in points, left and hanging in characters."""

    font: str
    size: float
    color: RGBColor = INK
    bold: bool = False
    before: float = 0
    after: float = 0
    line: float = 1.3
    left: float = 0
    hanging: float = 0
    center: bool = False
    keep: bool = False  # on the page of the paragraph after it


_LOOKS = {
    Style.NORMAL: Look(SONG, 11, line=1.4),
    Style.TITLE: Look(HEI, 20, ACCENT, after=2, line=1.2, center=True, keep=True),
    Style.SUBTITLE: Look(KAI, 13, GREY, after=10, center=True, keep=True),
    Style.HEADING1: Look(HEI, 14, ACCENT, before=12, after=4, line=1.2, keep=True),
    Style.HEADING2: Look(KAI, 12, bold=True, before=6, after=3, line=1.3, keep=True),
    Style.QUOTE: Look(KAI, 12, before=3, after=3, line=1.5, left=1),
    Style.LIST: Look(SONG, 11, before=1.5, after=1.5, line=1.3),
    Style.PLACE: Look(SONG, 9, GREY, before=2.5, after=1.5, line=1.2),
    Style.NUMBERED: Look(SONG, 10, after=2, left=2, hanging=2),
    Style.CAPTION: Look(SONG, 9.5, GREY, after=2, left=1),
    Style.CAUTION: Look(HEI, 10, WARNING, before=2, after=2, left=1, keep=False),
    Style.NOTE: Look(SONG, 10.5, before=2, after=4, left=1),
    Style.FACTS: Look(SONG, 10, before=2, after=2, line=1.2),
    Style.COLUMN: Look(SONG, 9, GREY, before=1.5, after=1.5, line=1.2),
    Style.CELL: Look(KAI, 10.5, before=2, after=2, line=1.25),
}
_CREATED = (
    Style.CAUTION,
    Style.NOTE,
    Style.FACTS,
    Style.PLACE,
    Style.COLUMN,
    Style.CELL,
)


def apply_styles(document: Document) -> None:
    """Set the page to A4 and define every style that `Style` names."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(25)
    section.left_margin = section.right_margin = Mm(25)
    section.header_distance = section.footer_distance = Mm(14)
    for name, look in _LOOKS.items():
        _define(_paragraph_style(document, name), look)
    _rule(_paragraph_style(document, Style.TITLE), "bottom", "1D4E6B", "8")
    _rule(_paragraph_style(document, Style.QUOTE), "left", "1D4E6B", "18")
    _chinese(document)


def add_page_numbers(document: Document, words: str) -> None:
    """Give the footer words on its left and 第 n 页 共 m 页 on its right, as fields."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles[Style.CAPTION]
    paragraph.paragraph_format.left_indent = Pt(0)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(f"{words}　·　第 ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" 页　共 ")
    _field(paragraph, "NUMPAGES")
    paragraph.add_run(" 页")


def _paragraph_style(document: Document, name: Style) -> ParagraphStyle:
    if name in _CREATED and name not in [style.name for style in document.styles]:
        created = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        created.base_style = document.styles[Style.NORMAL]
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is no paragraph style")
    return style


def _define(style: ParagraphStyle, look: Look) -> None:
    _font(style, look.font, look.size, look.color, bold=look.bold)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.line_spacing = look.line
    layout.left_indent = Pt(look.left * look.size)
    layout.first_line_indent = Pt(-look.hanging * look.size)
    layout.keep_with_next = look.keep
    layout.widow_control = True
    if look.center:
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for numbering in style.element.findall(f"{qn('w:pPr')}/{qn('w:numPr')}"):
        numbering.getparent().remove(
            numbering
        )  # numbers are written out, so that all readers agree


def _font(style: ParagraphStyle, name: str, size: float, color: RGBColor, *, bold: bool) -> None:
    style.font.name = LATIN
    style.font.size = Pt(size)
    style.font.color.rgb = color
    style.font.bold = bold
    style.font.italic = False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), name)


def _rule(style: ParagraphStyle, side: str, color: str, eighths: str) -> None:
    """Replace the borders of a style by one line; its width is in eighths of a point."""
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", eighths), ("space", "6"), ("color", color)):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
    )


def _field(paragraph: Paragraph, instruction: str) -> None:
    """Add a field that Word computes; 1 stands in it until then."""
    for kind, text in (
        ("begin", ""),
        ("", instruction),
        ("separate", ""),
        (None, "1"),
        ("end", ""),
    ):
        run = paragraph.add_run()
        if kind is None:
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)
        else:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {text} "
            run._element.append(code)


def _chinese(document: Document) -> None:
    """Declare the text Chinese, so that glyphs and line breaking are those of Chinese."""
    defaults = document.styles.element.find(
        f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"
    )
    if defaults is None:
        return
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        defaults.append(language)
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
