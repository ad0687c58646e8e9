"""Traditional characters read as simplified ones, so that either finds the other.

Only what is compared is changed: words looked for, tokens of the models, titles. What is stored and
quoted stays as it was written.
"""

from __future__ import annotations

from functools import cache

_FIRST, _LAST = 0x3400, 0x9FFF  # CJK unified ideographs and extension A


def simplified(text: str) -> str:
    """Return the text with traditional characters replaced one by one; its length stays the same.

    Characters of GB 2312 are simplified ones and stay, also 乾 and 著, which are both.
    """
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return text.translate(_table())
    return text


@cache
def _table() -> dict[int, str]:
    # Lazy: hundredths of a second, and most texts never need it.
    from opencc import OpenCC

    traditional = [one for one in map(chr, range(_FIRST, _LAST + 1)) if not _in_gb2312(one)]
    changed = OpenCC("t2s").convert("\n".join(traditional)).split("\n")
    pairs = zip(traditional, changed, strict=True)
    return {ord(old): new for old, new in pairs if old != new and len(new) == 1}


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
