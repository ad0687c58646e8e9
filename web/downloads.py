"""Exports as downloads."""

from __future__ import annotations

import re

from fastapi.responses import Response

from web.render import attachment

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
# characters that Windows does not allow in a file name
_LONGEST = 60


def docx_response(content: bytes, name: str) -> Response:
    """Return a Word file to download under name, without its ending."""
    return _download(content, _DOCX, f"{_safe(name)}.docx")


def markdown_response(content: str, name: str) -> Response:
    """Return a Markdown file to download under name, without its ending."""
    return _download(content.encode(), "text/markdown; charset=utf-8", f"{_safe(name)}.md")


def _safe(name: str) -> str:
    return _FORBIDDEN.sub("-", name)[:_LONGEST].strip(" .") or "导出"


def _download(content: bytes, media: str, name: str) -> Response:
    return Response(content, media_type=media, headers={"Content-Disposition": attachment(name)})
