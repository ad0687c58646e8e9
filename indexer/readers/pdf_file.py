"""Opening a PDF, and saying why where that fails."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium

from kb.errors import UnreadableFile

_MAX_PAGES = 5_000


def open_pdf(data: bytes, name: str) -> pypdfium2.PdfDocument:
    """Return the document; the caller closes it.

    Raises UnreadableFile for a damaged or locked file and for one without pages or with too many.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _unopened(error, name) from error
    pages = len(document)
    if not 0 < pages <= _MAX_PAGES:
        document.close()
        raise UnreadableFile(
            f"PDF 有 {pages} 页，能读 1 到 {_MAX_PAGES} 页",
            where=name,
            todo="请拆成几个文件再加入" if pages else "请重新导出 PDF 再加入",
        )
    return document


def _unopened(error: pypdfium2.PdfiumError, name: str) -> UnreadableFile:
    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        return UnreadableFile(
            "这个 PDF 设了打开密码", where=name, todo="请打开后取消密码，另存一份，再重新加入"
        )
    if error.err_code == pdfium.FPDF_ERR_SECURITY:
        return UnreadableFile(
            "这个 PDF 用了不支持的加密方式",
            where=name,
            todo="请在能打开它的软件里打印为 PDF 再加入",
        )
    return UnreadableFile(
        "PDF 已损坏或不完整",
        where=name,
        todo="请用阅读软件打开试试，能打开就另存一份再加入，打不开请向来文单位重新索取",
    )
