"""跳转到第_条: what a person types there, to the provision meant."""

from __future__ import annotations

import re

from kb.citation import Finder, cite, parse
from kb.errors import UnknownCitation
from kb.model import Address, Citation, Provision, Version

_BARE_NUMBER = re.compile(
    r"[0-9０-９〇零一二三四五六七八九十百千]{1,9}(?:\s*之\s*[0-9０-９一二三四五六七八九十]{1,4})?"
)
_LONGEST = 60
_OFFERED = 3


def find_article(version: Version, provisions: tuple[Provision, ...], typed: str) -> Address:
    """Return the address of the provision of this version that was typed.

    A bare number, in any digits, is an article. Raises UnknownCitation, with the nearest.
    """
    words = typed.strip()
    if not words or len(words) > _LONGEST:
        raise UnknownCitation(
            "没有看懂要跳转到哪一条",
            where=words[:_LONGEST],
            todo="请填条号，如 12 或 第十二条第二款",
        )
    found = parse(_as_citation(words))
    steps = found[0].steps if found else ()
    finder = Finder(provisions)
    provision = finder.resolve(steps)
    if provision is None:
        raise UnknownCitation(
            f"《{version.metadata.title}》里没有这一条",
            where=words,
            todo="请核对条号，或从下面相近的条文中选择",
            nearest=tuple(
                Citation(version.id, near.address, *cite(version.metadata, near, provisions))
                for near in finder.nearest(steps, _OFFERED)
            ),
        )
    return provision.address


def _as_citation(words: str) -> str:
    if not _BARE_NUMBER.fullmatch(words):
        return words
    number, zhi, insert = words.partition("之")
    return f"第{number.strip()}条{zhi}{insert.strip()}"
