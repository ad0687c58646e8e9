"""发文机关 compared: whether two names mean one office, or offices of two places."""

from __future__ import annotations

import re
import unicodedata

_SEVERAL = re.compile(r"[、，,；;]")
_BLANKS = re.compile(r"\s+")
_PARTY = re.compile(r"^(?:中国共产党|中共)")
_SHORT = (
    ("人力资源和社会保障", "人社"),
    ("街道办事处", "街道"),
    ("街道办", "街道"),
    ("人民政府", "政府"),
    ("常务委员会", "常委会"),
)
# what offices leave out of their names in signatures
_HAND = re.compile(r"(?:办公[厅室]|常委会|秘书处)$")
# the part of an office that issues texts in its name
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,8}?"
    r"(?:自治[区州县旗]|省|市|盟|(?<![社小园辖])[区县]|旗|镇|乡|街道|村|社区)"
)
_NO_PLACE = re.compile("城乡|乡村|农村|乡镇|城镇|城市|市场|地区|区域|县域")
# words of departments that look like the end of a place


def same_office(one: str, other: str) -> bool:
    """Return whether two names of offices, or of several that issue together, have one in common.

    甲区人力资源和社会保障局 is 甲区人社局; 乙市甲区民政局 is 甲区民政局; an office is the same
    as its 办公室 that issues for it.
    """
    others = _offices(other)
    return any(_same(first, second) for first in _offices(one) for second in others)


def elsewhere(one: str, other: str) -> bool:
    """Return whether two offices are of two places: of 甲街道 and of 乙街道.

    Those of the state, and names that tell no place, are of every place.
    """
    first, second = _places(one), _places(other)
    if not first or not second:
        return False
    return not any(a[-1] in b or b[-1] in a for a in first for b in second)


def _offices(names: str) -> tuple[str, ...]:
    return tuple(plain for name in _SEVERAL.split(names) if (plain := _plain(name)))


def _plain(name: str) -> str:
    plain = _PARTY.sub("", _BLANKS.sub("", unicodedata.normalize("NFKC", name)))
    for long, short in _SHORT:
        plain = plain.replace(long, short)
    return plain


def _same(one: str, other: str) -> bool:
    one, other = _HAND.sub("", one) or one, _HAND.sub("", other) or other
    return one.endswith(other) or other.endswith(one)


def _places(names: str) -> tuple[tuple[str, ...], ...]:
    """Return the places that each office's name begins with: 乙市 and 甲区 of 乙市甲区民政局."""
    found = []
    for name in _offices(names):
        bare = _NO_PLACE.sub("", name)
        places: list[str] = []
        at = 0
        while match := _PLACE.match(bare, at):
            places.append(match[0])
            at = match.end()
        if places:
            found.append(tuple(places))
    return tuple(found)
