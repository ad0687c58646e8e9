"""Example questions for the first page.

The keeper may write them, one a line, into `examples.txt` in the data folder; without it they are
made from the titles in the library, so that no example asks for what the library does not hold.
"""

from __future__ import annotations

from pathlib import Path

from kb.library import Library
from kb.model import DocumentSummary, Version

FILE = "examples.txt"
_MOST = 6
_LONGEST = 60
_LONGEST_TITLE = 24
_SECOND_ARTICLE = "t2"
_LOOKED_AT = 20
# documents; the first page must not read a large library


def examples(library: Library, documents: tuple[DocumentSummary, ...]) -> tuple[str, ...]:
    """Return up to six example questions."""
    return _written(library.home / FILE) or _from_library(library, documents)


def _written(path: Path) -> tuple[str, ...]:
    """Return the keeper's lines; a missing or unreadable file has none."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ()
    return tuple(line.strip() for line in lines if 0 < len(line.strip()) <= _LONGEST)[:_MOST]


def _from_library(library: Library, documents: tuple[DocumentSummary, ...]) -> tuple[str, ...]:
    """Return a question about dates and a look-up, each of a document that can answer it."""
    known = [one.version for one in documents if one.status.usable and _is_short(one.version)]
    dated = next((one for one in known if one.metadata.effective), None)
    with_articles = next((one for one in known[:_LOOKED_AT] if _has_article(library, one)), None)
    questions = []
    if dated:
        questions.append(f"《{dated.metadata.title}》从什么时候起施行？")
    if with_articles:
        questions.append(f"{with_articles.metadata.title}第二条")
    return tuple(questions)


def _is_short(version: Version) -> bool:
    return len(version.metadata.title) <= _LONGEST_TITLE


def _has_article(library: Library, version: Version) -> bool:
    return any(str(one.address) == _SECOND_ARTICLE for one in library.provisions(version.id))
