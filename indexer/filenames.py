"""File names that the system holds as bytes, as text that can be stored and printed."""

from __future__ import annotations

import os
from pathlib import Path


def displayable(path: Path) -> Path:
    """Return a path as it can be shown; only the path itself opens the file.

    A name that is not UTF-8 is most often one that an archive from Windows kept in GBK.
    """
    return Path(*(_text(part) for part in path.parts))


def _text(part: str) -> str:
    try:
        part.encode()
    except UnicodeEncodeError:
        return _decoded(os.fsencode(part))
    return part


def _decoded(name: bytes) -> str:
    try:
        return name.decode("gb18030")
    except UnicodeDecodeError:
        return name.decode("utf-8", "replace")
