"""Encodings told apart, also in short texts."""

from __future__ import annotations

import pytest

from indexer.readers.decoding import declared_encoding, decode, encoding_of, is_text
from kb.errors import UnreadableFile

LONG = "第一条 为了规范为民服务资金的使用，制定本办法。\r\n第二条 本办法自发布之日起施行。\r\n"
TRADITIONAL = "第一條 為了規範為民服務資金的使用，制定本辦法。\n第二條 本辦法自發布之日起施行。\n"


@pytest.mark.parametrize(
    "text", [LONG, "办法", "第一条", "社区", "一、总则\n二、附则", "〔2018〕5号文"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_simplified_chinese_is_read_in_every_usual_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_recognised(encoding: str) -> None:
    assert decode(LONG.encode(encoding), "a.txt") == LONG


def test_traditional_chinese_in_big5_is_recognised() -> None:
    assert encoding_of(TRADITIONAL.encode("big5")) == "big5"
    assert decode(TRADITIONAL.encode("big5"), "a.txt") == TRADITIONAL


def test_rare_names_that_only_gb18030_holds_are_read() -> None:
    text = "居民代表㼆𠀀、镕、珺到会。" + LONG
    assert decode(text.encode("gb18030"), "a.txt") == text


def test_a_file_cut_in_the_middle_of_a_character_is_still_recognised() -> None:
    data = (LONG * 2000).encode("gb18030")
    assert len(data) > 64 * 1024
    assert encoding_of(data[: 64 * 1024 + 1]) == "gb18030"
    assert decode(data, "a.txt") == LONG * 2000


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_rare_wrong_byte_is_shown_and_many_are_refused(encoding: str) -> None:
    data = (LONG * 10).encode(encoding)
    once = decode(data[:200] + b"\xff" + data[200:], "a.txt")
    assert once.count("\ufffd") <= 3
    assert once.count("第二条 本办法自发布之日起施行。") >= 9
    with pytest.raises(UnreadableFile):
        decode(data.replace("条".encode(encoding), b"\xff\xff"), "a.txt")


def test_plain_english_is_text() -> None:
    assert decode(b"Article 1. Scope.\n", "a.txt") == "Article 1. Scope.\n"


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02\x03" * 50,
        bytes(range(256)) * 8,
        b"\x1b\x05\x06\x0e\x0f" * 20,
        b"\x89PNG\r\n\x1a\n" + bytes(100),
    ],
)
def test_binary_data_is_no_text(data: bytes) -> None:
    assert not is_text(data)
    with pytest.raises(UnreadableFile, match="编码无法辨认"):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        (b'<meta charset="gb2312">', "gb2312"),
        (b"<meta http-equiv=Content-Type content='text/html; charset=GBK'>", "gbk"),
        (b"<p>no meta</p>", ""),
    ],
)
def test_a_page_may_name_its_encoding(page: bytes, encoding: str) -> None:
    assert declared_encoding(page) == encoding


def test_a_named_encoding_is_taken_where_it_fits_and_else_found_out() -> None:
    text = "朱镕基"  # 镕 is not in GB 2312, pages say gb2312 nevertheless
    assert decode(text.encode("gb18030"), "a.html", declared="gb2312") == text
    assert decode(LONG.encode(), "a.html", declared="ascii") == LONG
    assert decode(LONG.encode(), "a.html", declared="no-such-code") == LONG
