"""Characters of symbol fonts, which have code points of their own, as Unicode."""

from __future__ import annotations

# Wingdings and Symbol as Word uses them in forms and lists; keys are the low byte.
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "◆",
    0x9F: "•", 0xA1: "○", 0xA3: "□", 0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xE0: "→", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑", **{0x80 + n: chr(0x24EA if n == 0 else 0x245F + n)
    for n in range(11)},
}  # fmt: skip
_WINGDINGS_2 = {0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x2A: "□", 0xA3: "□"}
_SYMBOL = {
    0xB7: "•", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB8: "÷", 0xB9: "≠",
    0xAE: "→", 0xAC: "←", 0xA5: "∞", 0x61: "α", 0x62: "β", 0x6D: "μ", 0x57: "Ω",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_UNKNOWN = "□"  # what a reader without the font sees; the place is not lost


def symbol_text(font: str, code: str) -> str:
    """Return the character that a w:sym prints. code: its number in hexadecimal, "F0FC"."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    known = _FONTS.get(font.lower())
    if known is not None and (0xF000 <= number <= 0xF0FF or number <= 0xFF):
        return known.get(number & 0xFF, _UNKNOWN)
    return chr(number) if 0x20 <= number < 0xD800 else _UNKNOWN
