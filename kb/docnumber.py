"""发文字号: 国发〔2018〕5号, 示例〔2018〕22号, 国务院令第442号."""

from __future__ import annotations

import re
import unicodedata

_OPEN = r"[〔\[［【（(〈﹝]"
_CLOSE = r"[〕\]］】）)〉﹞]"
_BLANKS = r"[\s\u3000]*"
_WORD = r"[\u4e00-\u9fffA-Za-z]"

BRACKETED = (
    rf"{_WORD}{{1,16}}{_BLANKS}{_OPEN}{_BLANKS}(?:19|20|１９|２０)[0-9０-９]{{2}}年?{_BLANKS}{_CLOSE}"
    rf"{_BLANKS}第?{_BLANKS}[0-9０-９]{{1,5}}{_BLANKS}号"
)
# regex fragment of a number with a year; the word before the bracket is the office's 代字

ORDER = rf"{_WORD}{{2,24}}令{_BLANKS}第?{_BLANKS}[0-9０-９]{{1,5}}{_BLANKS}号"
# regex fragment of the number of an order: 国务院令第442号

TAIL = (
    rf"(?:{_OPEN}{_BLANKS}(?:19|20|１９|２０)[0-9０-９]{{2}}年?{_BLANKS}{_CLOSE}{_BLANKS}第?"
    rf"|令{_BLANKS}第?){_BLANKS}[0-9０-９]{{1,5}}{_BLANKS}号"
)
# regex fragment of a number without its first words, which is quick to search for

_NUMBER = re.compile(rf"{BRACKETED}|{ORDER}")
_WORDS_BEFORE = re.compile(rf"{_WORD}{{0,24}}\Z")
_LEADING = re.compile(
    r"^.*?(?:中华人民共和国|根据|依据|按照|依照|参照|关于|转发|印发|公布|发布|遵照|见|以|为|的|经|由"
    r"|(?<!共)和(?!平)|与|及)(?=.{2})"
)
# what may stand before a number in a sentence without being part of it
_PARTS = re.compile(
    rf"(?P<office>{_WORD}+){_OPEN}(?P<year>\d{{4}})年?{_CLOSE}第?0*(?P<serial>\d+)号", re.ASCII
)
_CODE = re.compile(rf"(.+?)(?:{_OPEN}|(?<=令)第?[0-9]|第)")


def number_start(text: str, at: int) -> int | None:
    """Return where a number begins whose TAIL begins at a place; None where no words lead to it.

    Words of the sentence around it are left out: 根据国务院令第442号 begins at 国.
    """
    before = _WORDS_BEFORE.search(text, 0, at)
    start = before.start() if before else at
    if start == at or not _NUMBER.match(text, start):
        return None
    while lead := _LEADING.match(text[start:at]):
        if not _NUMBER.match(text, start + lead.end()):
            break
        start += lead.end()
    return start


def normalise_number(text: str) -> str:
    """Return a 发文字号 as printed strictly: 国发[2018] 第5号 becomes 国发〔2018〕5号.

    Any text that is not one comes back without its white space, otherwise unchanged.
    """
    bare = "".join(text.split())
    narrow = "".join(
        unicodedata.normalize("NFKC", c) if c in "０１２３４５６７８９" else c for c in bare
    )
    match = _PARTS.fullmatch(narrow)
    if match is None:
        return narrow
    return f"{match['office']}〔{match['year']}〕{match['serial']}号"


def number_code(number: str) -> str:
    """Return the 代字 of the office in a 发文字号, 国发 of 国发〔2018〕5号; else ""."""
    found = _CODE.match(normalise_number(number))
    return found[1] if found else ""
