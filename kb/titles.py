"""Titles as they are compared."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile(r"[\s《》〈〉<>“”\"]+")


def plain_title(title: str) -> str:
    """Return a title by which it is known again: blanks, width, case and marks do not count."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", title)).casefold()
