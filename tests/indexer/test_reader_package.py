"""Packages that are damaged, locked or meant to do harm."""

from __future__ import annotations

import io
import zipfile

import pytest

from indexer.readers import package, read_bytes
from indexer.readers.package import member_names, open_package, parse_xml
from kb.errors import UnreadableFile
from tests.indexer.made_files import docx_of, law_docx, p, zipped

BOMB = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><w:document
xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>&c;</w:body>
</w:document>"""


def test_members_of_what_is_no_package_are_none() -> None:
    assert member_names(b"no package") == ()
    assert member_names(b"PK\x03\x04 damaged") == ()
    assert "word/document.xml" in member_names(law_docx())


@pytest.mark.parametrize("length", [100, 1000, 5000, -30])
def test_a_file_cut_short_is_damaged(length: int) -> None:
    with pytest.raises(UnreadableFile, match="已损坏"):
        read_bytes(law_docx()[:length], "a.docx")


def test_a_part_with_wrong_bytes_is_damaged() -> None:
    whole = bytearray(docx_of(p("甲" * 2000)))
    at = whole.index(b"word/document.xml") + 40
    whole[at : at + 8] = b"\xff" * 8
    with pytest.raises(UnreadableFile, match="已损坏"):
        read_bytes(bytes(whole), "a.docx")


def test_too_many_members_are_refused_before_any_is_unpacked() -> None:
    many = zipped({"word/document.xml": "<a/>"} | {f"word/{at}": "" for at in range(5001)})
    with pytest.raises(UnreadableFile, match="文件解开后过大"):
        read_bytes(many, "a.docx")


def test_a_bomb_is_refused_by_what_its_directory_says() -> None:
    bomb = zipped({"word/document.xml": b" " * (30 * 1024 * 1024)})
    assert len(bomb) < 100_000
    with pytest.raises(UnreadableFile, match="文件解开后过大"):
        read_bytes(bomb, "a.docx")


def test_sizes_past_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED", 100)
    with pytest.raises(UnreadableFile, match="文件解开后过大"):
        open_package(zipped({"a": "x" * 101}), "a.docx")


def test_a_member_never_gives_more_than_the_directory_promised() -> None:
    data = zipped({"a": "甲" * 100})
    directory = data.rindex(b"PK\x01\x02")
    lying = bytearray(data)
    lying[directory + 24 : directory + 28] = (3).to_bytes(4, "little")
    try:
        assert len(open_package(bytes(lying), "a.docx").read("a")) <= 3
    except UnreadableFile as error:
        assert "已损坏" in error.what  # noqa: PT017


def test_a_locked_package_says_so() -> None:
    data = bytearray(zipped({"word/document.xml": "<a/>"}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    with pytest.raises(UnreadableFile, match="打开密码"):
        read_bytes(bytes(data), "a.docx")


def test_entities_are_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"实体声明|已损坏"):
        read_bytes(zipped({"word/document.xml": BOMB}), "a.docx")


def test_files_outside_are_never_opened() -> None:
    outside = (
        '<!DOCTYPE a SYSTEM "file:///etc/hostname" [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    )
    with pytest.raises(UnreadableFile):
        parse_xml(f"{outside}<a>&x;</a>".encode(), "a.docx")


def test_xml_nested_too_deep_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="已损坏"):
        parse_xml(b"<a>" * 5000 + b"</a>" * 5000, "a.docx")


def test_a_word_file_without_a_body_is_damaged() -> None:
    with pytest.raises(UnreadableFile, match="已损坏"):
        read_bytes(zipped({"word/styles.xml": "<a/>"}), "a.docx")


def test_a_member_stored_twice_or_with_a_strange_name_does_no_harm() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as written:
        written.writestr("../../word/document.xml", "<a/>")
        written.writestr("/word/x", "")
    with pytest.raises(UnreadableFile):
        read_bytes(stream.getvalue(), "a.docx")
