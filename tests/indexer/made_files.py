"""One small law as every kind of file that the readers take, made on the spot."""

from __future__ import annotations

import html
import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from openpyxl import Workbook

from indexer.blocks import Block, Extract

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PRINTING_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of the law. level: 0 title, 1 章, 2 条, 3 项; None for a 款 without a number."""

    level: int | None
    label: str
    text: str

    @property
    def whole(self) -> str:
        gap = "" if self.label.endswith("）") or not self.label else " "
        return f"{self.label}{gap}{self.text}"


LAW = (
    Part(0, "", "甲区为民服务资金管理办法"),
    Part(1, "第一章", "总则"),
    Part(2, "第一条", "为了规范为民服务资金的使用，提高使用效益，根据有关规定，制定本办法。"),
    Part(2, "第二条", "资金的使用应当公开、公平，接受居民监督。"),
    Part(None, "", "街道负责资金的日常管理，区财政局负责资金的拨付，并对使用情况进行监督。"),
    Part(1, "第二章", "申报"),
    Part(2, "第三条", "申报项目应当具备下列条件："),
    Part(3, "（一）", "有明确的受益居民；"),
    Part(3, "（二）", "半数以上居民代表同意，并在社区公示栏公示七个工作日，没有书面异议。"),
    Part(2, "第四条", "申报时限按照第三条规定的条件具备之日起计算。"),
    Part(1, "第三章", "附则"),
    Part(2, "第五条", "本办法自2018年7月1日起施行。"),
)  # fmt: skip


def same(text: str) -> str:
    """Return text without white space: formats differ only in the space after a label."""
    return re.sub(r"\s", "", text)


def same_texts(extract: Extract) -> list[str]:
    return [same(block.text) for block in extract.blocks]


def texts(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks]


LAW_TEXTS = [same(part.whole) for part in LAW]


def law_markdown() -> bytes:
    marks = {0: "# ", 1: "## "}
    lines = [
        f"{'' if part.level is None else marks.get(part.level, '')}{part.whole}" for part in LAW
    ]
    return "\n\n".join(lines).encode()


def law_text() -> bytes:
    return "\n".join(f"　　{part.whole}" for part in LAW).encode("gb18030")


def law_html(style: str = "") -> bytes:
    tags = {0: "h1", 1: "h2"}
    body = "".join(
        f"<{tag}>{html.escape(part.whole)}</{tag}>\n"
        for part in LAW
        for tag in (tags.get(9 if part.level is None else part.level, "p"),)
    )
    head = f'<meta charset="utf-8"><style>{style}</style>'
    return f"<!doctype html><html><head>{head}</head><body>\n{body}</body></html>".encode()


# ---- Word ---------------------------------------------------------------------------------------

LIST = 77  # an id that the template of python-docx leaves free
CHAPTERS = (("chineseCountingThousand", "第%1章", ""),)
ARTICLES = (("chineseCountingThousand", "第%1条", ""), ("chineseCounting", "（%2）", ""))


def numbering(levels: Sequence[tuple[str, str, str]], number: int = LIST) -> list[str]:
    """Return w:abstractNum and w:num of a list. levels: format, text, further elements."""
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text, more) in enumerate(levels)
    )
    names = nsdecls("w")
    return [
        f'<w:abstractNum {names} w:abstractNumId="{number}">{inner}</w:abstractNum>',
        f'<w:num {names} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>',
    ]


def add_numbering(document: Document, *elements: str) -> None:
    """Put definitions into numbering.xml: abstract ones first, as its schema wants."""
    root = document.part.numbering_part.element
    for element in elements:
        parsed = parse_xml(element)
        first_num = root.find(qn("w:num"))
        if parsed.tag == qn("w:abstractNum") and first_num is not None:
            first_num.addprevious(parsed)
        else:
            root.append(parsed)


def number_as(paragraph: Paragraph, level: int, number: int = LIST) -> None:
    """Give a paragraph an automatic number."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
            f'<w:numId w:val="{number}"/></w:numPr>'
        )
    )


def new_document() -> Document:
    """Return an empty document set as offices do: a Chinese font, 14 points."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name = "Noto Serif CJK SC"
    style.element.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    style.font.size = Pt(14)
    return document


def law_docx() -> bytes:
    """Return the law with automatic numbers: its paragraphs hold no label."""
    document = new_document()
    add_numbering(document, *numbering(CHAPTERS, LIST + 1), *numbering(ARTICLES))
    for part in LAW:
        paragraph = document.add_paragraph(part.text)
        paragraph.paragraph_format.space_after = Pt(0)
        if part.level == 0:
            paragraph.style = document.styles["Title"]
        elif part.level == 1:
            number_as(paragraph, 0, LIST + 1)
        elif part.level is not None:
            number_as(paragraph, part.level - 2)
        else:
            paragraph.paragraph_format.first_line_indent = Pt(28)
    return saved(document)


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def docx_of(*body: str, **parts: str) -> bytes:
    """Return a .docx whose body holds these elements. parts: others of word/, by name."""
    content = f"<w:document {nsdecls('w')}><w:body>{''.join(body)}</w:body></w:document>"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    members = {
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" '
        f'Type="{relation}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": content,
    }
    members |= {f"word/{name}.xml": part for name, part in parts.items()}
    return zipped(members)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return stream.getvalue()


def p(*runs: str, properties: str = "") -> str:
    """Return a w:p of runs; plain words become a run with a w:t."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


# ---- Excel --------------------------------------------------------------------------------------


def workbook_bytes(workbook: Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


# ---- other programs -----------------------------------------------------------------------------


def printed_by_chromium(page: bytes, folder: Path) -> Path:
    """Return a PDF of a page, printed by Chromium."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed; the test command of the README installs it")
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_bytes(page)
    _run(
        folder, CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--user-data-dir={folder / 'chromium'}", f"--print-to-pdf={target}", str(source),
    )  # fmt: skip
    return target


def converted_by_libreoffice(data: bytes, ending: str, folder: Path) -> Path:
    """Return a .docx turned into another format by LibreOffice. ending: "pdf" or "html"."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed; the test command of the README installs it")
    source = folder / "law.docx"
    source.write_bytes(data)
    _run(
        folder, SOFFICE, f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless",
        "--convert-to", ending, "--outdir", str(folder), str(source),
    )  # fmt: skip
    return folder / f"law.{ending}"


def _run(home: Path, *command: str) -> None:
    """Run a program that leaves what it keeps of itself in a folder of the test."""
    own = {**os.environ, "HOME": str(home)}
    subprocess.run(command, check=True, capture_output=True, timeout=PRINTING_SECONDS, env=own)
