"""Readers: the bytes of a file into blocks, one module a format.

A new format is a module with a class that fits `reader.Reader` and a line in READERS.
"""

from __future__ import annotations

from pathlib import Path

from indexer.blocks import Extract
from indexer.filenames import displayable
from indexer.readers.docx import DocxReader
from indexer.readers.html import HtmlReader
from indexer.readers.markdown import MarkdownReader
from indexer.readers.package import PACKAGE_ENDINGS, damaged
from indexer.readers.pdf import PdfReader
from indexer.readers.reader import Reader
from indexer.readers.text import TextReader
from indexer.readers.unsupported import unsupported_kind
from indexer.readers.xlsx import XlsxReader
from kb.errors import UnreadableFile

# Asked in this order; a reader of one exact signature stands before those of plain text.
READERS: tuple[Reader, ...] = (
    DocxReader(),
    XlsxReader(),
    PdfReader(),
    MarkdownReader(),
    HtmlReader(),
    TextReader(),
)
MAX_BYTES = 200 * 1024 * 1024


def media_of(name: str, data: bytes) -> str:
    """Return what a file is: a reader's media, another kind's short name, or "binary".

    The content decides; the name is asked only between kinds of plain text, where .md and .txt
    look alike. "empty" is a file without any content.
    """
    if not data.strip():
        return "empty"
    reader = _reader_of(name, data)
    if reader is not None:
        return reader.media
    kind = unsupported_kind(name, data)
    return kind.media if kind is not None else "binary"


def supported_names() -> tuple[str, ...]:
    """Return the file name endings that can be read, for messages and file pickers."""
    return tuple(ending for reader in READERS for ending in reader.extensions)


def read_file(path: Path) -> Extract:
    """Return the blocks of a file, read in this process; use `indexer.sandbox` for strange files.

    Raises UnreadableFile where it cannot be opened or read.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        reason = error.strerror or "无法打开"
        raise UnreadableFile(
            f"文件打不开（{reason}）", where=path.name, todo="请确认文件还在、有权读取，再重新加入"
        ) from error
    if size > MAX_BYTES:
        raise UnreadableFile(
            f"文件有 {size // 1024 // 1024} MB，超过 {MAX_BYTES // 1024 // 1024} MB 的上限",
            where=path.name,
            todo="请拆成几个文件，或删去其中的大图片后另存，再重新加入",
        )
    return read_bytes(data, displayable(path).name)


def read_bytes(data: bytes, name: str) -> Extract:
    """Return the blocks of a file's content. Raises UnreadableFile."""
    if not data.strip():
        raise UnreadableFile("文件是空的", where=name, todo="请确认文件已保存完整，再重新加入")
    reader = _reader_of(name, data)
    if reader is None:
        raise _unsupported(name, data)
    extract = reader.read(data, name)
    if not any(block.text.strip() for block in extract.blocks):
        raise UnreadableFile(
            "文件里没有文字", where=name, todo="如果内容是图片，请先转成文字，再重新加入"
        )
    return extract


def _reader_of(name: str, data: bytes) -> Reader | None:
    return next((reader for reader in READERS if reader.accepts(name, data)), None)


def _unsupported(name: str, data: bytes) -> UnreadableFile:
    ending = Path(name).suffix.lower()
    kind = unsupported_kind(name, data)
    if kind is not None and not (kind.media == "zip" and ending in PACKAGE_ENDINGS):
        return UnreadableFile(kind.what, where=name, todo=kind.todo)
    if kind is not None or ending in supported_names():
        return damaged(name)
    usual = "、".join(reader.extensions[0] for reader in READERS)
    return UnreadableFile(
        f"不支持 {ending} 文件" if ending else "认不出这是什么文件",
        where=name,
        todo=f"请另存为 {usual} 中的一种，再重新加入",
    )
