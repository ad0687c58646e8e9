"""Names and small questions of WordprocessingML (ECMA-376 Part 1)."""

from __future__ import annotations

from lxml import etree

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

W = f"{{{_WORD}}}"
MATH_TEXT = f"{_MATH}t"
MATH_RUN = f"{_MATH}r"
MATHS = (f"{_MATH}oMath", f"{_MATH}oMathPara")
ALTERNATE = f"{_COMPATIBILITY}AlternateContent"
CHOICE = f"{_COMPATIBILITY}Choice"
FALLBACK = f"{_COMPATIBILITY}Fallback"


def transitional(data: bytes) -> bytes:
    """Return a part's XML with the names of the strict variant as the usual ones."""
    return data.replace(_STRICT, _WORD.encode())


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first child along a path of local names, None where there is none."""
    for name in path:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """Return an attribute of the w namespace, None without the element or attribute."""
    return None if element is None else element.get(W + name)


def integer(element: etree._Element | None, default: int | None = None) -> int | None:
    """Return w:val as a number, default where it is missing or no number."""
    written = value(element) or ""
    plain = written.removeprefix("-")
    return int(written) if plain.isascii() and plain.isdigit() and len(plain) < 10 else default


def is_on(element: etree._Element | None) -> bool:
    """Return whether a switch such as w:vanish is there and not set to off."""
    return element is not None and value(element) not in ("0", "false", "off", "none")
