"""Inline Markdown as plain text: what is markup goes, what only looks like it stays."""

from __future__ import annotations

import re

# Emphasis is not left to CommonMark: there 带有*标记的品种…*表示 would lose its asterisks, a form's
# （____）年（____） its blanks, and **重要：**请 would keep its markers before a Chinese character.
_STRONG = re.compile(r"(?<!\*)(\*{2,3})(?=[^\s*])([^\n]*?[^\s*])\1(?!\*)")
_WORD = r"[^\W_]"
_EMPHASIS = re.compile(rf"(?<!{_WORD})(?<!\*)\*(?=[^\s*])([^*\n]*?[^\s*])\*(?!\*)(?!{_WORD})")
_UNDERLINED = re.compile(rf"(?<!{_WORD})(?<!_)(__?)(?=[^\s_])([^_\n]*?[^\s_])\1(?!_)(?!{_WORD})")

# Noncharacters stand for escaped markers, so that \* is never taken for emphasis.
_ESCAPED = {"*": "\ufdd0", "_": "\ufdd1"}
_RESTORED = {ord(stand_in): char for char, stand_in in _ESCAPED.items()}
SPECIAL = re.compile(r"[*_\[\]<>&\\`!]|  \n")


def protect(text: str) -> str:
    """Return text whose emphasis markers `strip_emphasis` leaves alone."""
    for char, stand_in in _ESCAPED.items():
        text = text.replace(char, stand_in)
    return text


def strip_emphasis(text: str) -> str:
    """Return text without the markers of strong and emphasised words; protected ones restored.

    `**` pairs count anywhere, as Chinese is written without spaces; single `*` and underscores
    only where no word character touches them from outside.
    """
    if "*" in text:
        text = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", text))
    if "_" in text:
        text = _UNDERLINED.sub(r"\2", text)
    return text.translate(_RESTORED)
