"""Characters that stand in files but are no text: control codes, zero-width marks, odd spaces."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ud800-\udfff]"
)
_SPACES = re.compile("[\t\x0b\x0c\x1c-\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
_EDGE = " \n\u3000"
_RUNS = re.compile(" {2,}")
_RADICALS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")


def clean_line(text: str) -> str:
    """Return text on one line: no invisible characters, odd spaces plain, edges stripped.

    A run of plain spaces becomes one. Full-width spaces inside are kept: they separate a label
    from its words, or two signatures.
    """
    return _RUNS.sub(" ", clean_lines(text).replace("\n", " ")).strip(_EDGE)


def clean_lines(text: str) -> str:
    """Return text with line breaks as LF, no invisible characters, and odd spaces plain."""
    if text.isascii() and text.isprintable():
        return text
    return _SPACES.sub(" ", _INVISIBLE.sub("", _BREAKS.sub("\n", text)))


def unify_radicals(text: str) -> str:
    """Return text with Kangxi radicals and compatibility ideographs as the plain characters.

    Fonts in PDF files often name ⼀ (U+2F00) where 一 (U+4E00) is printed. Only these blocks are
    folded: full-width punctuation and digits are part of the text.
    """
    return _RADICALS.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
