"""Which reader takes a file, and what staff are told where none does."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.readers import READERS, media_of, read_bytes, read_file, supported_names
from kb.errors import UnreadableFile
from tests.indexer.made_files import law_docx, law_html, law_markdown, law_text, zipped
from tests.indexer.made_pdf import body_lines, make_pdf

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole_with(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(64)


@pytest.mark.parametrize(
    ("name", "data", "media"),
    [
        ("办法.md", law_markdown(), "md"),
        ("办法.markdown", law_markdown(), "md"),
        ("办法.txt", law_markdown(), "txt"),
        ("办法.doc", law_docx(), "docx"),
        ("办法.txt", law_html(), "html"),
        ("办法.doc", law_html(), "html"),
        ("办法.docx", make_pdf(body_lines("第一条")), "pdf"),
        ("办法.doc", law_text(), "txt"),
        ("办法", law_text(), "txt"),
        ("办法.docx", b"", "empty"),
        ("办法.docx", b" \r\n\t", "empty"),
        ("办法.bin", bytes(range(256)) * 4, "binary"),
    ],
)
def test_the_content_decides_what_a_file_is(name: str, data: bytes, media: str) -> None:
    assert media_of(name, data) == media


@pytest.mark.parametrize(
    ("name", "data", "media", "said"),
    [
        ("a.doc", ole_with("WordDocument"), "doc", ".docx"),
        ("a.wps", ole_with("WordDocument"), "wps", ".docx"),
        ("a.xls", ole_with("Workbook"), "xls", ".xlsx"),
        ("a.ppt", ole_with("PowerPoint Document"), "ppt", ".pdf"),
        ("a.docx", ole_with("EncryptedPackage"), "locked", "密码"),
        ("a.ofd", zipped({"OFD.xml": "<a/>"}), "ofd", ".pdf"),
        ("a.pptx", zipped({"ppt/presentation.xml": "<a/>"}), "pptx", ".pdf"),
        ("a.odt", zipped({"mimetype": "x", "content.xml": "<a/>"}), "odt", ".docx"),
        ("a.zip", zipped({"甲.txt": "文字"}), "zip", "解压"),
        ("a.rar", b"Rar!\x1a\x07\x00" + bytes(20), "zip", "解压"),
        ("a.rtf", b"{\\rtf1\\ansi text}", "rtf", ".docx"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(20), "image", "OCR"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(20), "image", "OCR"),
        ("a.mp4", bytes(4) + b"ftypisom" + bytes(20), "media", "文字稿"),
        ("a.exe", b"MZ" + bytes(200), "program", "确认"),
        ("a.mht", b"From: x\r\nMIME-Version: 1.0\r\n\r\n<html></html>", "mht", ".docx"),
        ("a.xml", b'<?xml version="1.0"?><w:wordDocument/>', "wordml", ".docx"),
        ("a.csv", "姓名,电话\n甲,1".encode(), "csv", ".xlsx"),
    ],
)
def test_a_kind_that_is_not_supported_is_named_with_what_to_do(
    name: str, data: bytes, media: str, said: str
) -> None:
    assert media_of(name, data) == media
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(data, name)
    assert caught.value.where == name
    assert said in str(caught.value)


def test_an_unknown_ending_lists_what_can_be_read() -> None:
    with pytest.raises(UnreadableFile, match=r"不支持 \.json 文件.*\.docx、.*\.md"):
        read_bytes(b'{"a": 1}', "a.json")


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx", "a.ofd"])
def test_a_package_cut_short_is_damaged_and_no_archive(name: str) -> None:
    with pytest.raises(UnreadableFile, match="已损坏"):
        read_bytes(law_docx()[:2000], name)


@pytest.mark.parametrize("name", ["a.pdf", "a.md", "a.docx", "a.html", "a.xlsx", "a.txt"])
def test_random_bytes_are_refused_under_every_name(name: str) -> None:
    data = bytes((7 * at * at + 13 * at) % 256 for at in range(3000))
    with pytest.raises(UnreadableFile):
        read_bytes(data, name)


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.html", "a.docx", "a.pdf", "a.xlsx"])
def test_an_empty_file_is_called_empty(name: str) -> None:
    with pytest.raises(UnreadableFile, match="文件是空的"):
        read_bytes(b"", name)


def test_a_text_that_begins_like_a_program_is_a_text() -> None:
    assert media_of("a.txt", "MZ 区办法".encode()) == "txt"
    assert media_of("a.txt", b"BM25 and RIFF are words") == "txt"


def test_a_file_that_is_gone_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_file(tmp_path / "没有.md")
    assert caught.value.where == "没有.md"


def test_a_file_without_words_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="没有文字"):
        read_bytes(b"<!-- only a comment -->", "a.md")


def test_every_reader_has_its_own_media_and_endings() -> None:
    assert [reader.media for reader in READERS] == ["docx", "xlsx", "pdf", "md", "html", "txt"]
    assert len(set(supported_names())) == len(supported_names())
