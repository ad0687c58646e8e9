"""Bytes to text: UTF-8, GB18030, UTF-16, UTF-32 and Big5 told apart, also in short files."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from kb.errors import UnreadableFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64 * 1024  # bytes that are enough to tell the encoding
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096  # bytes: browsers look no further either
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PLAIN = re.compile("[\u3000-\u303f\uff00-\uffef\u2010-\u2027·…—°×％±≤≥\u2460-\u249b\x00-\x7f]")
_SURE = 0.9  # share of ordinary characters above which a reading is taken without a second view
_POSSIBLE = 0.6
_SOUND = 200  # characters for each wrong place that is put up with
_WRONG = re.compile("\ufffd+")


def decode(data: bytes, name: str, *, declared: str = "") -> str:
    """Return the text of a file without its byte order mark.

    declared: the encoding that an HTML page names, taken where it fits. Raises UnreadableFile for
    what is no text in any of these encodings.
    """
    encoding = _fitting(data, declared) or encoding_of(data)
    if encoding is None:
        raise UnreadableFile(
            "这不是文字文件，或者文字编码无法辨认",
            where=name,
            todo="请用记事本或 WPS 打开，能看到文字就另存为 .docx，再重新加入",
        )
    bom = next((mark for mark, _ in _BOMS if data.startswith(mark)), b"")
    return data[len(bom) :].decode(encoding, errors="replace")


def declared_encoding(data: bytes) -> str:
    """Return the encoding that an HTML page's meta tag names, "" for none."""
    match = _CHARSET.search(data[:_DECLARED_WITHIN])
    return match.group(1).decode("ascii").lower() if match else ""


def _fitting(data: bytes, declared: str) -> str | None:
    """Return a declared encoding if the bytes decode in it without an error."""
    if not declared or data.startswith(tuple(mark for mark, _ in _BOMS)):
        return None
    # Pages say gb2312 and use characters that only its successor has.
    encoding = "gb18030" if declared in ("gb2312", "gbk", "x-gbk", "gb_2312-80") else declared
    try:
        codecs.lookup(encoding)
    except LookupError:
        return None
    return encoding if _strict(data, encoding) is not None else None


def is_text(data: bytes) -> bool:
    """Return whether the bytes read as text in a known encoding."""
    return encoding_of(data) is not None


def encoding_of(data: bytes) -> str | None:
    """Return the name of the encoding for bytes.decode, None for binary data."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    sample = data[:_SAMPLE]
    if b"\x00" in sample:
        return _utf16_without_mark(sample)
    if _nearly(data, "utf-8") is not None:
        return "utf-8" if _is_mostly_printable(sample.decode("utf-8", errors="ignore")) else None
    return _legacy(sample)


def _utf16_without_mark(sample: bytes) -> str | None:
    even = sample[: len(sample) // 2 * 2]
    scored = [(_ordinary(even.decode(e, "replace"), e), e) for e in ("utf-16-le", "utf-16-be")]
    score, encoding = max(scored)
    return encoding if score >= _SURE else None


def _legacy(sample: bytes) -> str | None:
    """Return the likeliest of GB18030 and Big5, else what charset-normalizer finds."""
    chinese = [
        (_ordinary(text, encoding), encoding)
        for encoding in ("big5", "gb18030")  # on a tie max() takes the later name
        if (text := _nearly(sample, encoding)) is not None
    ]
    score, encoding = max(chinese, default=(0.0, ""))
    if score >= _SURE:
        return encoding
    guess = from_bytes(sample).best()
    if guess is not None and _is_mostly_printable(str(guess)) and guess.coherence > 0:
        return str(guess.encoding)
    return encoding if score >= _POSSIBLE else None


def _strict(sample: bytes, encoding: str) -> str | None:
    """Return the decoded sample, None if it is not valid; a torn last character is forgiven."""
    try:
        return codecs.getincrementaldecoder(encoding)("strict").decode(sample)
    except UnicodeDecodeError:
        return None


def _nearly(data: bytes, encoding: str) -> str | None:
    """Return decoded text, None if it is not valid but for a rare wrong byte, shown as U+FFFD.

    Files that went through several systems have such bytes; the rest is worth reading.
    """
    text = _strict(data, encoding)
    if text is not None:
        return text
    text = data.decode(encoding, errors="replace")
    return text if len(_WRONG.findall(text)) * _SOUND <= len(text) else None


def _ordinary(text: str, encoding: str) -> float:
    """Return the share of characters that ordinary writing consists of, 0 to 1.

    Chinese characters count where they are among the commoner ones of their national standard:
    GB 2312 level 1 (lead bytes B0 to D7), Big5 level 1 (A4 to C6). A text read in the wrong
    encoding is full of rare ones.
    """
    shown = [char for char in text if not char.isspace()]
    if not shown or not _is_mostly_printable(text):
        return 0.0
    # ASCII decodes the same everywhere, so it proves nothing beside other characters.
    foreign = [char for char in shown if not char.isascii()] or shown
    return sum(_is_ordinary(char, encoding) for char in foreign) / len(foreign)


def _is_ordinary(char: str, encoding: str) -> bool:
    if _PLAIN.match(char):
        return True
    standard, first, last = ("big5", 0xA4, 0xC6) if encoding == "big5" else ("gb2312", 0xB0, 0xD7)
    try:
        lead = char.encode(standard)[0]
    except UnicodeEncodeError:
        return False
    return first <= lead <= last


def _is_mostly_printable(text: str) -> bool:
    return len(_CONTROL.findall(text)) <= len(text) // 200
