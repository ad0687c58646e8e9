"""The same law in every format gives the same paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.blocks import BlockKind
from indexer.readers import read_bytes, read_file
from tests.indexer.made_files import (
    LAW,
    LAW_TEXTS,
    converted_by_libreoffice,
    law_docx,
    law_html,
    law_markdown,
    law_text,
    printed_by_chromium,
    same_texts,
)

OFFICIAL = "@page { margin: 3cm } p { text-indent: 2em; margin: 0; text-align: justify }"
SPACED = "@page { margin: 2cm } p { margin: 1em 0 }"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("law.md", law_markdown()),
        ("law.txt", law_text()),
        ("law.html", law_html()),
        ("law.docx", law_docx()),
    ],
)
def test_a_law_reads_the_same_in_every_format(name: str, data: bytes) -> None:
    extract = read_bytes(data, name)
    assert extract.media == name.partition(".")[2]
    assert same_texts(extract) == LAW_TEXTS


@pytest.mark.parametrize("name", ["law.md", "law.html", "law.docx"])
def test_the_title_is_a_heading_where_the_format_says_so(name: str) -> None:
    data = {"law.md": law_markdown(), "law.html": law_html(), "law.docx": law_docx()}[name]
    first = read_bytes(data, name).blocks[0]
    assert (first.kind, first.level, first.text) == (BlockKind.HEADING, 1, LAW[0].text)


@pytest.mark.parametrize("style", [OFFICIAL, SPACED])
def test_a_law_printed_by_a_browser_reads_the_same(style: str, tmp_path: Path) -> None:
    extract = read_file(printed_by_chromium(law_html(style), tmp_path))
    assert extract.media == "pdf"
    assert extract.pages >= 1
    assert same_texts(extract) == LAW_TEXTS


def test_automatic_numbers_agree_with_those_that_libreoffice_prints(tmp_path: Path) -> None:
    extract = read_file(converted_by_libreoffice(law_docx(), "pdf", tmp_path))
    assert extract.media == "pdf"
    assert same_texts(extract) == LAW_TEXTS


def test_lists_that_libreoffice_writes_as_html_keep_their_numbers(tmp_path: Path) -> None:
    extract = read_file(converted_by_libreoffice(law_docx(), "html", tmp_path))
    assert extract.media == "html"
    # LibreOffice cannot say 第三条 or （一） in HTML; its lists are numbered 1. 2. 3.
    assert [text[:8] for text in same_texts(extract)[-7:]] == [
        "2.申报",
        "3.申报项目应当",
        "1.有明确的受益",
        "2.半数以上居民",
        "4.申报时限按照",
        "3.附则",
        "5.本办法自20",
    ]
