"""PDF files written by hand, every line where the test wants it.

Text uses a Chinese font that is named and not embedded, with the predefined encoding
UniGB-UCS2-H (ISO 32000-1, 9.7.5.2); every Chinese character is one em wide, every other half.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595.0, 842.0  # A4 in points


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text. left, baseline: in points from the top left corner of the page."""

    text: str
    left: float
    baseline: float
    size: float = 12.0
    spacing: float = 0.0  # points added after every character, as in justified text
    turned: bool = False  # whether it runs upwards


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line between two points, from the top left corner of the page."""

    x1: float
    y1: float
    x2: float
    y2: float


Mark = Words | Stroke


def body_lines(
    *lines: str, top: float = 100.0, left: float = 90.0, size: float = 12.0, pitch: float = 20.0
) -> list[Mark]:
    """Return lines below one another; two leading full-width spaces set a line 2 em in."""
    marks: list[Mark] = []
    for at, line in enumerate(lines):
        words = line.lstrip("\u3000")
        indent = (len(line) - len(words)) * size
        marks.append(Words(words, left + indent, top + at * pitch, size))
    return marks


def ruled(xs: Sequence[float], ys: Sequence[float]) -> list[Mark]:
    """Return the rules of a table with these column and row edges."""
    across = [Stroke(xs[0], y, xs[-1], y) for y in ys]
    return [*across, *(Stroke(x, ys[0], x, ys[-1]) for x in xs)]


def make_pdf(*pages: Sequence[Mark], rotate: int = 0, encrypted: bool = False) -> bytes:
    """Return a PDF file. rotate: degrees by which viewers turn the pages."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", *_font()]
    kids: list[int] = []
    for page in pages:
        content = "\n".join(map(_operators, page))
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {rotate} "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(len(objects))
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>"
    return _assembled(objects, encrypted=encrypted)


def _font() -> list[str]:
    return [
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        "/DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> "
        "/FontDescriptor 5 0 R >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -120 1000 880] "
        "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]


def _operators(mark: Mark) -> str:
    if isinstance(mark, Stroke):
        return f"0.5 w {mark.x1} {HEIGHT - mark.y1} m {mark.x2} {HEIGHT - mark.y2} l S"
    matrix = "0 1 -1 0" if mark.turned else "1 0 0 1"
    code = mark.text.encode("utf-16-be").hex()
    return (
        f"BT /F {mark.size} Tf {mark.spacing} Tc {matrix} {mark.left} {HEIGHT - mark.baseline} Tm "
        f"<{code}> Tj ET"
    )


def _assembled(objects: Sequence[str], *, encrypted: bool) -> bytes:
    written = b"%PDF-1.4\n"
    places: list[int] = []
    if encrypted:
        key = "00" * 32
        objects = [*objects, f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{key}> /U <{key}> >>"]
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count, start = len(objects) + 1, len(written)
    lock = f"/Encrypt {len(objects)} 0 R /ID [<00><00>]" if encrypted else ""
    trailer = f"<< /Size {count} /Root 1 0 R {lock} >>"
    tail = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{start}"
    return written + f"{tail}\n%%EOF\n".encode()
