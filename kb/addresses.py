"""Address strings as they stand in links and in SQL: "t12.k2.x1"."""

from __future__ import annotations

import re
from functools import lru_cache

from kb.errors import UnknownCitation
from kb.model import Address, Level, Step

_STEP = re.compile(r"([a-z])([1-9][0-9]{0,8})(?:-([1-9][0-9]{0,8}))?", re.ASCII)
_LONGEST = 200
# characters; a longer string is no address that the program has printed
_LEVELS = {level.value: level for level in Level}


@lru_cache(maxsize=65536)
def parse_address(text: str) -> Address:
    """Return the address that `str(address)` printed as text.

    Raises UnknownCitation for any text that no address prints as.
    """
    if not text or len(text) > _LONGEST:
        raise _unknown(text)
    return Address(tuple(_step(part, text) for part in text.split(".")))


def _step(part: str, text: str) -> Step:
    match = _STEP.fullmatch(part)
    if match is None or match[1] not in _LEVELS:
        raise _unknown(text)
    return Step(_LEVELS[match[1]], int(match[2]), int(match[3] or 0))


def _unknown(text: str) -> UnknownCitation:
    return UnknownCitation(
        "条文地址写法不对", where=text[:40], todo="请从目录或检索结果里重新打开这一条"
    )
