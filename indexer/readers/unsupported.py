"""Kinds of file that no reader takes yet, recognised so that staff are told what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from indexer.readers.package import member_names

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS_DOCX = "请用 WPS 或 Word 打开，另存为 .docx，再重新加入"
_SAVE_AS_XLSX = "请用 WPS 或 Excel 打开，另存为 .xlsx，再重新加入"
_SAVE_AS_PDF = "请用 WPS 或 PowerPoint 打开，另存为 .pdf，再重新加入"
_UNLOCK = "请用 WPS 或 Office 打开，取消密码后保存，再重新加入"
_TYPE_OUT = "请等待文字识别（OCR）功能，或先用其他软件转成文字，存为 .docx 后再加入"
_PRINT = "请用能打开它的阅读软件另存或打印为 .pdf，再重新加入"
_SAVE_MAIL = "请打开邮件，把正文或附件另存为 .docx，再重新加入"
_TRANSCRIPT = "请加入对应的文字稿"
_ODF = "暂不支持 OpenDocument 文件（.odt、.ods、.odp）"
_ARCHIVES = (
    b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08",
    b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00",
)  # fmt: skip
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_MEDIA = (b"ID3", b"OggS", b"RIFF", b"\xff\xfb", b"\x1aE\xdf\xa3", b"fLaC")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe")
_MIME = rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?MIME-Version:"
_WORDML = rb"<w:wordDocument|<pkg:package|progid=.Word\.Document"


_Test = Callable[[str, bytes], bool]  # of the lower-case file name and the content


@dataclass(frozen=True, slots=True)
class UnsupportedKind:
    """A kind told by its content. what and todo are the two sentences of the error."""

    media: str
    matches: _Test
    what: str
    todo: str


def unsupported_kind(name: str, data: bytes) -> UnsupportedKind | None:
    """Return the first kind that the content shows, None for an unknown one."""
    lowered = name.lower()
    return next((kind for kind in _KINDS if kind.matches(lowered, data)), None)


def _starts(*signatures: bytes) -> _Test:
    return lambda _name, data: data.startswith(signatures)


def _binary(*signatures: bytes) -> _Test:
    """Match short signatures, which a text may begin with too, by the zero bytes after them."""
    return lambda _name, data: data.startswith(signatures) and b"\x00" in data[:1024]


def _member(*prefixes: str) -> _Test:
    return lambda _name, data: any(m.startswith(prefixes) for m in member_names(data))


def _ole(stream: str) -> _Test:
    """Match an OLE compound file that holds a stream; its directory has names in UTF-16."""
    encoded = stream.encode("utf-16-le")
    return lambda _name, data: data.startswith(_OLE) and encoded in data


def _ole_named(*endings: str) -> _Test:
    return lambda name, data: data.startswith(_OLE) and name.endswith(endings)


def _text(pattern: bytes) -> _Test:
    compiled = re.compile(pattern, re.IGNORECASE | re.DOTALL)
    return lambda _name, data: compiled.search(data[:4096]) is not None


def _named(*endings: str) -> _Test:
    return lambda name, _data: name.endswith(endings)


def _webp(_name: str, data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def _mp4(_name: str, data: bytes) -> bool:
    return data[4:8] == b"ftyp"


_KINDS = tuple(
    UnsupportedKind(media, test, what, todo)
    for media, test, what, todo in (
        ("ofd", _member("OFD.xml"), "暂不支持 .ofd 版式文件", _PRINT),
        ("pptx", _member("ppt/"), "暂不支持演示文稿（.pptx）", _SAVE_AS_PDF),
        ("xlsb", _member("xl/workbook.bin"), "暂不支持二进制工作簿（.xlsb）", _SAVE_AS_XLSX),
        ("epub", _member("META-INF/container.xml"), "暂不支持电子书（.epub）", _SAVE_AS_DOCX),
        ("odt", _member("META-INF/manifest.xml", "content.xml"), _ODF, _SAVE_AS_DOCX),
        ("zip", _binary(*_ARCHIVES), "这是压缩包", "请先解压，再加入其中的文件"),
        ("locked", _ole("EncryptedPackage"), "这个文件设了打开密码", _UNLOCK),
        ("wps", _ole_named(".wps", ".wpt"), "暂不支持 WPS 文字旧格式（.wps）", _SAVE_AS_DOCX),
        ("doc", _ole("WordDocument"), "暂不支持 Word 97-2003 文件（.doc）", _SAVE_AS_DOCX),
        ("xls", _ole("Workbook"), "暂不支持 Excel 97-2003 工作簿（.xls）", _SAVE_AS_XLSX),
        ("xls", _ole("Book"), "暂不支持 Excel 95 工作簿（.xls）", _SAVE_AS_XLSX),
        ("ppt", _ole("PowerPoint Document"), "暂不支持演示文稿（.ppt）", _SAVE_AS_PDF),
        ("msg", _ole("__properties_version1.0"), "暂不支持 Outlook 邮件（.msg）", _SAVE_MAIL),
        ("ole", _starts(_OLE), "这是旧版办公软件的文件，暂不支持", _SAVE_AS_DOCX),
        ("rtf", _starts(b"{\\rtf"), "暂不支持 RTF 文件（.rtf）", _SAVE_AS_DOCX),
        ("caj", _binary(b"CAJ", b"KDH", b"HN\x00\x00"), "暂不支持 CAJ 文件", _PRINT),
        ("image", _binary(*_IMAGES), "这是图片，没有可以读取的文字", _TYPE_OUT),
        ("image", _webp, "这是图片，没有可以读取的文字", _TYPE_OUT),
        ("media", _binary(*_MEDIA), "这是音频或视频，没有可以读取的文字", _TRANSCRIPT),
        ("media", _mp4, "这是音频或视频，没有可以读取的文字", _TRANSCRIPT),
        ("program", _binary(*_PROGRAMS), "这是程序文件，不是文档", "请确认选对了文件"),
        ("mht", _text(_MIME), "暂不支持单个文件网页（.mht）", _SAVE_AS_DOCX),
        ("wordml", _text(_WORDML), "暂不支持 Word XML 文件", _SAVE_AS_DOCX),
        ("csv", _named(".csv", ".tsv"), "暂不支持 .csv 表格", _SAVE_AS_XLSX),
    )
)
